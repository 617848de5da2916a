// What we write as WebVTT, as vtt.js reads it, which video players in the browser use where the engine reads none.

import { expect, it } from 'vitest'
import * as fc from 'fast-check'
import { presets } from '../captions/rules'
import { anyTranscript } from '../transcript/documents.fixture'
import type { Transcript } from '../transcript/model'
import { makeFile } from './make'
import { torture } from './torture.fixture'
import { WebVTT } from 'vtt.js'

type Read = { readonly startMs: number; readonly endMs: number; readonly text: string }

/** The engine's own cue, as far as the parser needs it. */
class VTTCue {
  constructor(
    public startTime: number,
    public endTime: number,
    public text: string,
  ) {}
}

const read = (file: string): readonly Read[] => {
  const cues: Read[] = []
  const parser = new WebVTT.Parser({ VTTCue }, WebVTT.StringDecoder())
  const failures: unknown[] = []
  parser.oncue = ({ startTime, endTime, text }) =>
    cues.push({ startMs: Math.round(startTime * 1000), endMs: Math.round(endTime * 1000), text })
  parser.onparsingerror = (error: unknown) => failures.push(error)
  // Players hand it over without the byte order mark.
  parser.parse(file.replace(/^\ufeff/u, ''))
  parser.flush()
  expect(failures).toEqual([])
  return cues
}

/** What a viewer sees: voices are told elsewhere, shields (shield.ts) have no width. */
const seen = (text: string): string =>
  text
    .replace(/<[^>]*>/gu, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replaceAll('\u2060', '')

const sameCues = (transcript: Transcript, format: 'vtt' | 'vtt-words'): void => {
  const wish = { format, speakers: 'voice', times: false, afterCut: false, rules: presets['netflix-en'] } as const
  for (const forWindows of [false, true]) {
    const file = makeFile({ transcript, title: '', original: null }, { ...wish, forWindows })
    expect(read(file.text()).map((cue) => ({ ...cue, text: seen(cue.text) }))).toEqual(
      file.cues.map(({ startMs, endMs, lines }) => ({
        startMs,
        endMs,
        text: lines.join('\n').replaceAll('\u2060', ''),
      })),
    )
  }
}

it.each(['vtt', 'vtt-words'] as const)('vtt.js reads %s of the torture texts to the same text and times', (format) => {
  let at = 0
  const paragraphs = torture.map((text, nth) => ({
    id: `p${nth}`,
    speakerId: 's',
    items: text
      .split(/\s+/u)
      .filter((part) => part !== '' && !/\p{Cc}/u.test(part))
      .map((part, index) => {
        at += 400
        return {
          kind: 'word',
          id: `w${nth}-${index}`,
          text: part,
          startMs: at,
          endMs: at + 380,
          timing: 'source',
        } as const
      }),
  }))
  sameCues(
    { speakers: [{ id: 's', name: 'Dr. Ann & Co <x>', pictoryId: 1 }], paragraphs, language: 'en', durationMs: null },
    format,
  )
})

it('and of any transcript', () => {
  fc.assert(
    fc.property(anyTranscript, (transcript) => sameCues(transcript, 'vtt')),
    { numRuns: 60 },
  )
})
