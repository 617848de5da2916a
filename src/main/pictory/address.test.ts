import { expect, test } from 'vitest'
import { checkBaseUrl, isLoopback, mayHoldFiles, pictoryAddress } from './address'

test.each([
  [pictoryAddress, pictoryAddress],
  [`${pictoryAddress}/`, pictoryAddress],
  [' https://API.pictory.ai/pictoryapis// ', pictoryAddress],
  ['https://api.pictory.ai:443/pictoryapis', pictoryAddress],
  ['http://127.0.0.1:4000/pictoryapis', 'http://127.0.0.1:4000/pictoryapis'],
  ['http://localhost:4000', 'http://localhost:4000'],
  ['http://[::1]:4000/x', 'http://[::1]:4000/x'],
])('%s may be asked', (text, value) => {
  expect(checkBaseUrl(text)).toEqual({ ok: true, value })
})

test.each([
  '',
  'nonsense',
  'file:///etc/passwd',
  'http://api.pictory.ai/pictoryapis',
  'https://api.pictory.ai:8443/pictoryapis',
  'https://evil.example/pictoryapis',
  'https://api.pictory.ai.evil.example/',
  'https://evil.example/api.pictory.ai',
  'https://api.pictory.ai@evil.example/',
  'https://user:pass@api.pictory.ai/pictoryapis',
  'http://127.0.0.1.evil.example/',
  'http://0.0.0.0:80/',
  'http://192.168.0.1/',
  'https://api.pictory.ai/pictoryapis?x=1',
  'https://api.pictory.ai/#x',
  'javascript:alert(1)',
])('%s is refused', (text) => {
  expect(checkBaseUrl(text)).toMatchObject({ ok: false, code: 'bad-address' })
})

test('only the simulator needs no network', () => {
  expect([pictoryAddress, 'http://127.0.0.1:1/x', 'http://[::1]:1/x', 'http://localhost:1'].map(isLoopback)).toEqual([
    false,
    true,
    true,
    true,
  ])
})

test.each([
  ['https://store.example/a?sig=1', true, true],
  ['https://127.0.0.1:8443/a', true, true],
  ['http://127.0.0.1:4000/signed/x', false, true],
  ['http://localhost:4000/signed/x', false, true],
  ['http://[::1]:4000/signed/x', false, true],
  ['http://store.example/a', false, false],
  ['http://127.0.0.1.evil.example/a', false, false],
  ['https://user:pass@store.example/a', false, false],
  ['ftp://127.0.0.1/a', false, false],
  ['file:///etc/passwd', false, false],
  ['', false, false],
])('%s may hold files: %s; beside the simulator: %s', (address, anywhere, onLoopback) => {
  expect([mayHoldFiles(address, false), mayHoldFiles(address, true)]).toEqual([anywhere, onLoopback])
})
