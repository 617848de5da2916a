import fc from 'fast-check'
import { expect, it } from 'vitest'
import { anyTranscript } from './documents.fixture'
import { words } from './model'
import { wordBefore, wordBeside } from './spoken'

it('the word beside is the nearest by in-time, also where people talk across each other', () => {
  fc.assert(
    fc.property(anyTranscript, fc.integer({ min: 0, max: 20_000 }), (transcript, ms) => {
      const all = transcript.paragraphs.flatMap((paragraph) => words(paragraph)).map(({ startMs }) => startMs)
      const next = Math.min(...all.filter((startMs) => startMs > ms))
      expect(wordBeside(transcript, ms, 1)?.startMs ?? Infinity).toBe(next)
      const here = Math.min(ms, wordBefore(transcript, ms)?.word.startMs ?? ms)
      const before = Math.max(...all.filter((startMs) => startMs < here))
      expect(wordBeside(transcript, ms, -1)?.startMs ?? -Infinity).toBe(before)
    }),
    { numRuns: 500 },
  )
})
