import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeText } from './encoding'
import { recognise } from './recognise'

const utf8 = (bytes: Uint8Array): string | null => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
const utf16 = (text: string, bigEndian: boolean, mark: boolean): Uint8Array => {
  const bytes = Buffer.from((mark ? '\ufeff' : '') + text, 'utf16le')
  return bigEndian ? bytes.swap16() : bytes
}
const sample = '1\n00:00:01,000 --> 00:00:02,000\nDöner für 3 €, bitte – “jetzt”!\n'

describe('decodeText', () => {
  it.each([
    ['utf-8', Buffer.from(sample)],
    ['utf-8', Buffer.from(`\ufeff${sample}`)],
    ['utf-16le', utf16(sample, false, true)],
    ['utf-16be', utf16(sample, true, true)],
    ['utf-16le', utf16(sample, false, false)],
    ['utf-16be', utf16(sample, true, false)],
    [
      'windows-1252',
      Buffer.from(
        sample.replaceAll('€', '\u0080').replaceAll('–', '\u0096').replaceAll('“', '\u0093').replaceAll('”', '\u0094'),
        'latin1',
      ),
    ],
  ])('%s', (encoding, bytes) => {
    expect(decodeText(bytes, utf8)).toEqual({ text: sample, encoding })
  })

  it('takes every text in UTF-8 and UTF-16 with a mark back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        fc.pre(!text.startsWith('\ufeff') && !text.includes('\u0000'))
        expect(decodeText(Buffer.from(`\ufeff${text}`), utf8).text).toBe(text)
        expect(decodeText(utf16(text, false, true), utf8).text).toBe(text)
        expect(decodeText(utf16(text, true, true), utf8).text).toBe(text)
      }),
    )
  })

  it('never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => typeof decodeText(bytes, utf8).text === 'string'),
    )
  })
})

describe('recognise', () => {
  it.each([
    ['WEBVTT\n\n', undefined, 'vtt'],
    ['\ufeffWEBVTT title', 'x.srt', 'vtt'],
    ['WEBVTTX\n', undefined, null],
    ['  \n{"data":1}', 'x.srt', 'json'],
    ['[]', undefined, 'json'],
    ['1\n00:00:01,000 --> 00:00:02,000\nA', undefined, 'srt'],
    ['1\n00:00:01,000 --> 00:00:02,000\n{"a"}', 'x.json', 'srt'],
    ['{\\an8}\n00:00:01,000 --> 00:00:02,000\nA', undefined, 'srt'],
    ['garbage\n\n00:00.000 --> 00:02.000\ntext', 'x.vtt', null],
    ['garbage\n\n00:00.000 --> 00:02.000\ntext', undefined, 'srt'],
    ['just words', 'x.srt', null],
    ['', undefined, null],
  ])('%j named %s', (text, name, expected) => {
    expect(recognise(text, name)).toBe(expected)
  })
})
