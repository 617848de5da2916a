import { describe, expect, it } from 'vitest'
import { harmless } from './network'

describe('an answer that reaches fetch', () => {
  it.each([
    [200, 'HTTP/1.1 200 -'],
    [204, 'HTTP/1.1 204 -'],
    [429, 'HTTP/1.1 429 -'],
    [599, 'HTTP/1.1 599 -'],
    [600, 'HTTP/1.1 502 -'],
    [999, 'HTTP/1.1 502 -'],
    [199, 'HTTP/1.1 502 -'],
    [0, 'HTTP/1.1 502 -'],
  ])('with status %i has the line %s', (statusCode, line) => {
    expect(harmless({ statusCode, responseHeaders: {} }).statusLine).toBe(line)
  })

  it('has only headers that are read, in plain letters', () => {
    expect(
      harmless({
        statusCode: 200,
        responseHeaders: {
          'Content-Type': ['application/json'],
          'retry-after': ['30'],
          'X-Word': ['Störung 日本'],
          'Set-Cookie': ['a=b'],
          Location: ['https://example.test/é\u0001'],
        },
      }).responseHeaders,
    ).toEqual({
      'Content-Type': ['application/json'],
      'retry-after': ['30'],
      Location: ['https://example.test/??'],
    })
  })
})
