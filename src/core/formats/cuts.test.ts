import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cutStretches, cutWords, keepSilences, lengthOf, silencesOver } from '../transcript/cuts'
import { anyTranscript } from '../transcript/documents.fixture'
import { check, endOf, type Transcript, words } from '../transcript/model'
import { applyAll, type Step } from '../transcript/step'
import { asCut, keptStretches, writeConcat, writeEdl } from './cuts'

const after = (transcript: Transcript, steps: readonly Step[]): Transcript => {
  const applied = applyAll(transcript, steps)
  if (!applied.ok) throw new Error(applied.message)
  return applied.value
}
const talk: Transcript = {
  speakers: [{ id: 's', name: 'S', pictoryId: null }],
  paragraphs: [
    {
      id: 'p',
      speakerId: 's',
      items: [
        { kind: 'word', id: 'a', text: 'One', startMs: 1000, endMs: 1500, timing: 'source' },
        { kind: 'word', id: 'b', text: 'um', startMs: 2000, endMs: 3000, timing: 'source' },
        { kind: 'word', id: 'c', text: 'two.', startMs: 3500, endMs: 4000, timing: 'source' },
      ],
    },
  ],
  language: 'en',
  durationMs: 10_000,
}
const cut = after(talk, cutWords(talk, new Set(['b']), true))

/** The words that are kept, and how long each lasts. */
const said = ({ paragraphs }: Transcript) =>
  paragraphs.flatMap((paragraph) =>
    words(paragraph)
      .filter(({ cut: isCut }) => isCut !== true)
      .map(({ id, startMs, endMs }) => [id, endMs - startMs]),
  )

describe('cuts for other programs', () => {
  it('an edit list has a piece an event, behind each other on whole frames', () => {
    expect(writeEdl(cut, 'The harbour', 25)).toBe(`TITLE: The harbour
FCM: NON-DROP FRAME

001  AX       AA/V  C        00:00:00:00 00:00:02:00 00:00:00:00 00:00:02:00
* FROM CLIP NAME: The harbour

002  AX       AA/V  C        00:00:03:00 00:00:10:00 00:00:02:00 00:00:09:00
* FROM CLIP NAME: The harbour
`)
  })

  it('ffmpeg’s list names the file for each piece, with what a name may hold', () => {
    expect(writeConcat(cut, "Ann's talk.mp4")).toBe(
      "ffconcat version 1.0\nfile 'Ann'\\''s talk.mp4'\ninpoint 0.000\noutpoint 2.000\nfile 'Ann'\\''s talk.mp4'\ninpoint 3.000\noutpoint 10.000\n",
    )
  })

  it('captions of the cut are in its time', () => {
    expect(asCut(talk)).toBe(talk)
    const { paragraphs, durationMs } = asCut(cut)
    expect(durationMs).toBe(9000)
    expect(paragraphs.flatMap(words).map(({ text, startMs, endMs }) => [text, startMs, endMs])).toEqual([
      ['One', 1000, 1500],
      ['two.', 2500, 3000],
    ])
  })

  it('of any document: what is kept and what is cut are the whole; every word that is kept is there, as long as it was', () => {
    fc.assert(
      fc.property(anyTranscript, fc.nat(9), fc.integer({ min: 0, max: 2000 }), (original, nth, overMs) => {
        let n = 0
        const shorter = after(
          original,
          keepSilences(original, silencesOver(original, { overMs, speakerId: null }), 100, () => `cut${n++}`),
        )
        const ids = new Set(
          shorter.paragraphs
            .flatMap(words)
            .filter((_, at) => at % (nth + 2) === 0)
            .map(({ id }) => id),
        )
        const transcript = after(shorter, cutWords(shorter, ids, true))
        const kept = keptStretches(transcript)
        const whole = Math.max(transcript.durationMs ?? 0, endOf(transcript))
        expect(lengthOf(kept) + lengthOf(cutStretches(transcript))).toBe(whole)
        const now = asCut(transcript)
        expect(check(now)).toEqual([])
        expect(endOf(now)).toBeLessThanOrEqual(lengthOf(kept))
        expect(said(now)).toEqual(said(transcript))
      }),
    )
  })
})
