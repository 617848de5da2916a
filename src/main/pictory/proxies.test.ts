import { expect, test } from 'vitest'
import { routesOf } from './proxies'

test.each([
  ['', ['direct']],
  ['DIRECT', ['direct']],
  ['direct', ['direct']],
  ['PROXY proxy.example:3128', ['http://proxy.example:3128/']],
  ['PROXY 10.0.0.1:8080; DIRECT', ['http://10.0.0.1:8080/', 'direct']],
  ['PROXY a:1;PROXY b:2 ; HTTPS c:3', ['http://a:1/', 'http://b:2/', 'https://c:3/']],
  ['PROXY [::1]:8080', ['http://[::1]:8080/']],
  ['SOCKS5 s:1080; DIRECT', ['direct']],
  ['SOCKS s:1080', []],
  ['SOCKS5 s:1080;QUIC q:443', []],
  ['PROXY', []],
  ['PROXY a:99999', []],
  ['PROXY a/b?c', []],
])('%j → %j', (answer, expected) => {
  expect(routesOf(answer).map((route) => (route.kind === 'direct' ? 'direct' : route.url.href))).toEqual(expected)
})
