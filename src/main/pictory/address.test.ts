import { expect, test } from 'vitest'
import { checkBaseUrl, isLoopback, pictoryAddress } from './address'

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
