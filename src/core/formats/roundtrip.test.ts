// What is written is read back to the millisecond and to the letter: by our own reader, and by ffmpeg where it is installed.

import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { shield, textMark, unshield } from './shield'
import { readSrt, writeSrt } from './srt'
import { torture } from './torture.fixture'
import { readVtt, writeVtt } from './vtt'

const none = { speakers: 'none', speakerName: () => '' } as const
type Told = { readonly startMs: number; readonly endMs: number; readonly text: string }

const written = (texts: readonly string[], fromMs = 1000) =>
  texts.map((text, at) => ({
    startMs: fromMs + at * 2001,
    endMs: fromMs + at * 2001 + 1499,
    lines: text.split('\n'),
    speakerId: '',
  }))
const told = (texts: readonly string[], fromMs = 1000): readonly Told[] =>
  texts.map((text, at) => ({ startMs: fromMs + at * 2001, endMs: fromMs + at * 2001 + 1499, text }))

const fromSrt = (text: string): readonly Told[] => {
  const read = readSrt(text)
  if (!read.ok) throw new Error(read.message)
  return read.value.cues.map(({ startMs, endMs, plain }) => ({ startMs, endMs, text: plain }))
}
const fromVtt = (text: string): readonly Told[] => {
  const read = readVtt(text)
  if (!read.ok) throw new Error(read.message)
  return read.value.cues.map(({ startMs, endMs, plain }) => ({ startMs, endMs, text: plain }))
}

// Lines of anything but what no line can hold: line breaks, control characters, blanks at its ends (files do not keep them).
const hostile = fc.oneof(
  fc.constantFrom(...torture.flatMap((text) => text.split('\n'))),
  fc
    .array(
      fc.constantFrom(
        '<',
        '>',
        '/',
        'b',
        'i',
        ' ',
        '{',
        '}',
        '｛',
        '｝',
        '\\',
        'N',
        'n',
        'h',
        '&',
        'amp',
        ';',
        '#',
        '6',
        '-',
        '--',
        '-->',
        '\u2060',
        '\u200b',
        ':',
        ',',
        '.',
        '0',
        '00:00:01',
        'v',
        'é',
        '👩‍👧',
        '\u00a0',
        '!',
      ),
      { minLength: 1, maxLength: 24 },
    )
    .map((parts) => parts.join('')),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
)
const line = hostile
  .map((text) => text.replace(/\p{Cc}|[\u2028\u2029\ufeff]/gu, '').trim())
  .filter((text) => text !== '')
const payload = fc.array(line, { minLength: 1, maxLength: 3 }).map((lines) => lines.join('\n'))

describe('our own reader', () => {
  it('reads back every torture text', () => {
    expect(fromSrt(writeSrt(written(torture), none))).toEqual(told(torture))
    expect(fromVtt(writeVtt(written(torture), none))).toEqual(told(torture))
  })

  it('reads back any cues, in either format, with either line end and with a mark', () => {
    fc.assert(
      fc.property(
        fc.array(payload, { minLength: 1, maxLength: 8 }),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        fc.integer({ min: 0, max: 400_000_000 }),
        (texts, lineEnd, bom, fromMs) => {
          const options = { ...none, lineEnd, bom } as const
          expect(fromSrt(writeSrt(written(texts, fromMs), options))).toEqual(told(texts, fromMs))
          expect(fromVtt(writeVtt(written(texts, fromMs), options))).toEqual(told(texts, fromMs))
        },
      ),
      { numRuns: 1000 },
    )
  })

  it('unshield is the inverse of shield', () => {
    fc.assert(
      fc.property(payload, (text) => {
        expect(unshield(shield(text))).toBe(text)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('what is shielded', () => {
  it.each([
    ['plain text', 'Nothing here: 5 < 6, I <3 you, a - b', false],
    ['a tag', '<b>x</b>', true],
    ['braces', '{\\an8}x', true],
    ['a line break command', 'C:\\New', true],
    ['other backslashes', 'C:\\temp', false],
    ['a reference', 'AT&amp;T', true],
    ['an ampersand', 'AT&T', false],
    ['an arrow', 'a --> b', true],
  ])('%s', (_, text, changed) => {
    expect(shield(text) !== text).toBe(changed)
    expect(textMark([text])?.rule ?? null).toBe(changed ? 'text' : null)
  })

  it('leaves no command behind', () => {
    fc.assert(
      fc.property(payload, (text) => {
        const safe = shield(text)
        expect(safe).not.toMatch(/<\/?[a-z]|<\d[^<>]*>|\\[Nnh]|-->|&[a-z]+;|\{/iu)
      }),
      { numRuns: 2000 },
    )
  })
})

// Out of WebVTT ffmpeg's bare text keeps the backslashes with which it guards braces for itself, and our shields.
const bare = (text: string): string => text.replaceAll('\u2060', '').replaceAll(/\\+(?=[{}])/gu, '')
const same = (cues: readonly Told[]): readonly Told[] => cues.map((cue) => ({ ...cue, text: bare(cue.text) }))

const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0

describe.skipIf(!hasFfmpeg)('ffmpeg (only where it is installed)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'caesura-ffmpeg-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  /** Decodes to bare text, without any markup of ffmpeg's own, with times in ms. */
  const decode = (extension: 'srt' | 'vtt', text: string): readonly Told[] => {
    const path = join(folder, `in.${extension}`)
    writeFileSync(path, text)
    const run = spawnSync('ffmpeg', ['-v', 'error', '-i', path, '-c:s', 'text', '-f', 'srt', '-'], { encoding: 'utf8' })
    expect(run.stderr).toBe('')
    // Numbered blocks, in ffmpeg's own strict form.
    return run.stdout
      .split(/(?:^|\n\n)\d+\n(?=\d\d+:\d\d:\d\d,\d{3} --> )/u)
      .slice(1)
      .map((block) => {
        const [timing = '', ...lines] = block.split('\n')
        const [startMs = NaN, endMs = NaN] = timing.split(' --> ').map((time) => {
          const [h = 0, m = 0, s = 0, ms = 0] = time.split(/[:,]/u).map(Number)
          return ((h * 60 + m) * 60 + s) * 1000 + ms
        })
        return { startMs, endMs, text: lines.join('\n').replaceAll('\r', '').trimEnd() }
      })
  }

  it('reads the same texts and times from our SRT', () => {
    const read = decode('srt', writeSrt(written(torture), none))
    expect(read.map((cue) => ({ ...cue, text: unshield(cue.text) }))).toEqual(told(torture))
  })

  it('reads the same texts and times from our WebVTT', () => {
    expect(same(decode('vtt', writeVtt(written(torture), none)))).toEqual(same(told(torture)))
  })

  it('reads hostile text of any kind, past 99 hours', () => {
    fc.assert(
      fc.property(fc.array(payload, { minLength: 20, maxLength: 40 }), (texts) => {
        const fromMs = 99 * 3_600_000 + 59 * 60_000
        const read = decode('srt', writeSrt(written(texts, fromMs), none))
        expect(read.map((cue) => ({ ...cue, text: unshield(cue.text) }))).toEqual(told(texts, fromMs))
        expect(same(decode('vtt', writeVtt(written(texts, fromMs), none)))).toEqual(same(told(texts, fromMs)))
      }),
      { numRuns: 10, endOnFailure: true },
    )
  })

  it('shows nothing of a voice tag but the text', () => {
    const cues = [{ startMs: 0, endMs: 1000, lines: ['Hello', 'there'], speakerId: 'R&B <Tom>\nJones > all' }]
    const vtt = writeVtt(cues, { speakers: 'voice', speakerName: (id) => id })
    expect(vtt).toContain('<v R and B Tom Jones all>Hello\nthere\n')
    expect(decode('vtt', vtt)).toEqual([{ startMs: 0, endMs: 1000, text: 'Hello\nthere' }])
  })
})
