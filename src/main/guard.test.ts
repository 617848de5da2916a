import { describe, expect, test } from 'vitest'
import { mayNavigate, mayOpenOutside } from './guard'

describe('mayNavigate', () => {
  test.each(['app://caesura/', 'app://caesura/index.html', 'app://caesura/index.html#x'])(
    '%s stays on our page',
    (url) => {
      expect(mayNavigate(url)).toBe(true)
    },
  )
  test.each([
    'https://example.com/',
    'file:///etc/passwd',
    'data:text/html,x',
    'javascript:alert(1)',
    'about:blank',
    'blob:app://caesura/x',
    'chrome://settings',
    'app://caesura/media/x',
    'app://caesura/assets/a.js',
    'app://caesura/index.html/../x',
    'app://elsewhere/index.html',
    'app://caesura.evil/',
    'app://caesura/index.html?next=x',
    '',
  ])('%s is refused', (url) => {
    expect(mayNavigate(url)).toBe(false)
  })
})

describe('mayOpenOutside', () => {
  test.each(['https://docs.pictory.ai/', 'https://docs.pictory.ai/reference/x?y=1', 'https://app.pictory.ai/account'])(
    '%s opens in the browser',
    (url) => {
      expect(mayOpenOutside(url)).toBe(true)
    },
  )
  test.each([
    'http://docs.pictory.ai/',
    'https://docs.pictory.ai.evil.com/',
    'https://evil.com/https://docs.pictory.ai/',
    'https://user:x@docs.pictory.ai/',
    'https://docs.pictory.ai:8443/',
    'file:///etc/passwd',
    'smb://host/share',
    'mailto:a@b.c',
    'javascript:alert(1)',
    'ms-settings:',
    'not a url',
    '',
  ])('%s does not', (url) => {
    expect(mayOpenOutside(url)).toBe(false)
  })
})
