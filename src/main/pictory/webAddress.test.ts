import { describe, expect, test } from 'vitest'
import { checkSourceUrl, outsideUrl } from './webAddress'

describe('where a recording is', () => {
  test.each([
    ['https://media.example/a.mp3?sig=1', false, 'https://media.example/a.mp3?sig=1'],
    ['  https://media.example/a b.mp3\n', false, 'https://media.example/a%20b.mp3'],
    ['https://10tenths.example/a.mp3', false, 'https://10tenths.example/a.mp3'],
    ['https://8.8.8.8/a.mp3', false, 'https://8.8.8.8/a.mp3'],
    ['http://127.0.0.1:5000/a.mp3', true, 'http://127.0.0.1:5000/a.mp3'],
    ['http://[::1]:5000/a.mp3', true, 'http://[::1]:5000/a.mp3'],
  ])('%s', (text, simulated, url) => {
    expect(checkSourceUrl(text, simulated)).toEqual({ ok: true, value: url })
  })

  test.each([
    ['', 'web address'],
    ['a.mp3', 'web address'],
    ['http://media.example/geheim.mp3', 'https only'],
    ['ftp://media.example/geheim.mp3', '“https://”'],
    ['file:///geheim.mp3', '“https://”'],
    ['javascript:geheim', '“https://”'],
    ['http://127.0.0.1/geheim.mp3', 'https only'],
    ['https://localhost/geheim.mp3', 'own network'],
    ['https://localhost./geheim.mp3', 'own network'],
    ['https://nas.local/geheim.mp3', 'own network'],
    ['https://2130706433/geheim.mp3', 'own network'],
    ['https://10.0.0.1/geheim.mp3', 'own network'],
    ['https://172.20.1.1/geheim.mp3', 'own network'],
    ['https://192.168.1.4/geheim.mp3', 'own network'],
    ['https://169.254.169.254/geheim.mp3', 'own network'],
    ['https://[::1]/geheim.mp3', 'own network'],
    ['https://[::ffff:127.0.0.1]/geheim.mp3', 'own network'],
    ['https://[fd00::1]/geheim.mp3', 'own network'],
    ['https://ann:geheim@media.example/a.mp3', 'name or a password'],
  ])('%s is refused, and not repeated', (text, words) => {
    const checked = checkSourceUrl(text, false)
    expect(checked).toMatchObject({ ok: false, message: expect.stringContaining(words) })
    expect(JSON.stringify(checked)).not.toContain('geheim')
  })
})

test.each([
  ['https://tunnel.example', 'https://tunnel.example/pictory/x'],
  ['https://tunnel.example/', 'https://tunnel.example/pictory/x'],
  [' https://tunnel.example:8443/in// ', 'https://tunnel.example:8443/in/pictory/x'],
  ['http://localhost:9000', 'http://localhost:9000/pictory/x'],
])('a tunnel at %s', (publicUrl, url) => {
  expect(outsideUrl(publicUrl, '/pictory/x')).toEqual({ ok: true, value: url })
})
