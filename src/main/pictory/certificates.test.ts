import tls from 'node:tls'
import { expect, test } from 'vitest'
import { createAuthorities } from './certificates'

const runtime = (lists: Readonly<Record<string, unknown>>) => ({
  getCACertificates: (kind: string): unknown => {
    const list = lists[kind]
    if (list instanceof Error) throw list
    return list
  },
})

test.each([
  ['both, each once', runtime({ default: ['a', 'b'], system: ['b', 'c'] }), ['a', 'b', 'c']],
  ['a runtime that cannot tell', {}, null],
  ['a system without any', runtime({ default: ['a'], system: [] }), null],
  ['a system that fails', runtime({ default: ['a'], system: new Error('locked') }), null],
  ['never the system’s alone', runtime({ default: [], system: ['c'] }), null],
  ['something else', runtime({ default: ['a'], system: 'c' }), null],
])('%s', (_, given, expected) => {
  expect(createAuthorities(given)()).toEqual(expected)
})

test('asked once, and not before it is needed', () => {
  let asked = 0
  const authorities = createAuthorities({
    getCACertificates: (kind: string) => {
      asked++
      return [kind]
    },
  })
  expect(asked).toBe(0)
  authorities()
  expect(authorities()).toEqual(['default', 'system'])
  expect(asked).toBe(2)
})

test('the runtime this runs on is answered either way', () => {
  const authorities = createAuthorities()()
  if ('getCACertificates' in tls) expect(authorities === null || authorities.length > 0).toBe(true)
  else expect(authorities).toBeNull()
})
