// The writers beside plain ones, which do the same in the most obvious way and nothing for speed.

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shield, withoutControls } from './shield'
import { speakerPrefix, speakerStyles, voiceName, type SpeakerOptions, type WritableCue } from './speaker'
import { writeSrt, type SrtOptions } from './srt'
import { torture } from './torture.fixture'
import { escapeVtt, writeVtt } from './vtt'

const digits = (value: number, many: number): string => String(value).padStart(many, '0')

const plainTime = (ms: number, separator: string): string =>
  `${digits(Math.floor(ms / 3_600_000), 2)}:${digits(Math.floor(ms / 60_000) % 60, 2)}:${digits(Math.floor(ms / 1000) % 60, 2)}${separator}${digits(ms % 1000, 3)}`

type Block = { readonly times: string; readonly voice: string; readonly payload: string }

const plainBlocks = (
  cues: readonly WritableCue[],
  options: SpeakerOptions,
  separator: string,
  prefixOf: (speakerId: string) => string,
  escape: (payload: string) => string,
): readonly Block[] => {
  const blocks: Block[] = []
  let speaker: string | null = null
  for (const { startMs, endMs, lines, speakerId } of cues.toSorted((a, b) => a.startMs - b.startMs)) {
    const shown = lines
      .join('\n')
      .split(/[\n\r\v\f\u0085\u2028\u2029]/u)
      .filter((line) => withoutControls(line).trim() !== '')
    if (shown.length === 0) continue
    blocks.push({
      times: `${plainTime(startMs, separator)} --> ${plainTime(Math.max(endMs, startMs + 1), separator)}`,
      voice: voiceName(options.speakerName(speakerId)),
      payload: escape((speakerId === speaker ? '' : prefixOf(speakerId)) + shown.join('\n')),
    })
    speaker = speakerId
  }
  return blocks
}

const finished = (text: string, { bom, lineEnd = '\n' }: SrtOptions): string =>
  (bom === true ? '\ufeff' : '') + text.replaceAll('\n', lineEnd)

const plainSrt = (cues: readonly WritableCue[], options: SrtOptions): string =>
  finished(
    plainBlocks(cues, options, ',', (id) => speakerPrefix(options, id), shield)
      .map(({ times, payload }, at) => `${at + 1}\n${times}\n${payload}\n`)
      .join('\n'),
    options,
  )

const plainVtt = (cues: readonly WritableCue[], options: SrtOptions): string => {
  const inTags = options.speakers === 'voice'
  const blocks = plainBlocks(cues, options, '.', (id) => (inTags ? '' : speakerPrefix(options, id)), escapeVtt)
  const told = blocks.map(
    ({ times, voice, payload }) => `\n${times}\n${inTags && voice !== '' ? `<v ${voice}>` : ''}${payload}\n`,
  )
  return finished(`WEBVTT\n${told.join('')}`, options)
}

const pieces = [
  'a',
  'é',
  '👩‍👧',
  ' ',
  '\t',
  '\n',
  '\r',
  '\v',
  '\f',
  '\u0007',
  '\u007f',
  '\u0085',
  '\u2028',
  '\u2029',
  '\u00a0',
  '\u200b',
]
const commands = ['<', '>', '/', 'b', '{', '}', '｛', '｝', '\\', 'N', '&', 'amp', ';', '-', '--', '-->', '\u2060', '5']
const line = fc
  .oneof(
    fc.constantFrom('', '\t', ...torture.flatMap((text) => text.split('\n'))),
    fc.array(fc.constantFrom(...pieces, ...commands), { maxLength: 12 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary', maxLength: 12 }),
  )
  // No line of nothing but spaces but below others: what becomes of one at the top depends on the name before it.
  .filter((text) => text === '' || text.trim() !== '' || /\p{Cc}/u.test(text))
const time = fc.oneof(fc.integer({ min: 0, max: 9000 }), fc.integer({ min: 0, max: 400_000_000 }))
const cue = fc.record({
  startMs: time,
  endMs: time,
  lines: fc
    .tuple(fc.array(line, { maxLength: 2 }), fc.constantFrom([], [' '], [' ', 'a']))
    .map(([some, more]) => (some.length === 0 ? some : [...some, ...more])),
  speakerId: fc.constantFrom('', 'a', 'b'),
})
const options = fc.record({
  speakers: fc.constantFrom(...speakerStyles),
  speakerName: fc.constant((id: string) => ({ a: 'Ann', b: 'Dr. Bob &\nCo <x>' })[id] ?? ''),
  lineEnd: fc.constantFrom('\n' as const, '\r\n' as const),
  bom: fc.boolean(),
})

describe('the writers', () => {
  it('write what plain ones write, to the byte', () => {
    fc.assert(
      fc.property(fc.array(cue, { maxLength: 12 }), options, (cues, wish) => {
        expect(writeSrt(cues, wish)).toBe(plainSrt(cues, wish))
        expect(writeVtt(cues, wish)).toBe(plainVtt(cues, wish))
      }),
      { numRuns: 3000 },
    )
  })

  it('do so for more cues than are put together at once', () => {
    const wish = { speakers: 'name', speakerName: (id: string) => id } as const
    const cues = Array.from({ length: 1000 }, (_, at) => ({
      startMs: at * 1999,
      endMs: at * 1999 + 1500,
      lines: (torture[at % torture.length] ?? '').split('\n'),
      speakerId: at % 7 < 4 ? 'Ann' : 'Bob',
    }))
    for (const many of [127, 128, 129, 255, 256, 257, 1000]) {
      const some = cues.slice(0, many)
      expect(writeSrt(some, wish)).toBe(plainSrt(some, wish))
      expect(writeVtt(some, wish)).toBe(plainVtt(some, wish))
    }
  })
})
