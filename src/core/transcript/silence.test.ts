import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyTranscript } from './documents.fixture'
import type { Paragraph } from './model'
import { pauseInWords, pauseLength, silencesOf } from './pauses'
import { wordAt, wordBefore } from './spoken'

const paragraph: Paragraph = {
  id: 'p',
  speakerId: 's',
  items: [
    { kind: 'pause', id: 'x', startMs: 500, endMs: 1000, category: 'small' },
    { kind: 'word', id: 'a', text: 'a', startMs: 1000, endMs: 1200, timing: 'source' },
    { kind: 'word', id: 'b', text: 'b', startMs: 1600, endMs: 1700, timing: 'source' },
    { kind: 'pause', id: 'y', startMs: 1900, endMs: 3900, category: 'large' },
  ],
}

test.each([
  [300, null, ['marker 500–1000 before 0', 'gap 1200–1600 before 1', 'marker 1900–3900 before 2']],
  [
    300,
    100,
    ['gap 100–500 before 0', 'marker 500–1000 before 0', 'gap 1200–1600 before 1', 'marker 1900–3900 before 2'],
  ],
  [
    200,
    900,
    ['marker 500–1000 before 0', 'gap 1200–1600 before 1', 'gap 1700–1900 before 2', 'marker 1900–3900 before 2'],
  ],
  [2000, null, ['marker 1900–3900 before 2']],
  [2001, null, []],
])('from %i ms on, after a paragraph ending at %s', (threshold, previousEnd, expected) => {
  expect(
    silencesOf(paragraph, threshold, previousEnd).map(
      (each) => `${each.kind} ${each.startMs}–${each.endMs} before ${each.wordsBefore}`,
    ),
  ).toEqual(expected)
})

test('a zero threshold and the items fill the whole time', () => {
  fc.assert(
    fc.property(anyTranscript, ({ paragraphs }) => {
      for (const each of paragraphs) {
        const gaps = silencesOf(each, 0).filter((silence) => silence.kind === 'gap')
        const filled = [...each.items, ...gaps].reduce((sum, item) => sum + item.endMs - item.startMs, 0)
        expect(filled).toBe((each.items.at(-1)?.endMs ?? 0) - (each.items[0]?.startMs ?? 0))
      }
    }),
  )
})

test.each([
  [1400, '1.4 s', 'pause, 1.4 seconds'],
  [1000, '1.0 s', 'pause, 1.0 second'],
  [40, '0.04 s', 'pause, 0.04 seconds'],
  [11_600, '11.6 s', 'pause, 11.6 seconds'],
])('%i ms reads %s', (ms, short, spoken) => {
  expect(pauseLength(ms)).toBe(short)
  expect(pauseInWords({ kind: 'marker', startMs: 0, endMs: ms })).toBe(spoken)
})

test('the spoken word is the one that began last of those that last until now', () => {
  fc.assert(
    fc.property(anyTranscript, fc.nat(20_000), (transcript, ms) => {
      const all = transcript.paragraphs.flatMap((each) => each.items).filter((item) => item.kind === 'word')
      const spoken = wordAt(transcript, ms)
      const now = all.filter((item) => item.startMs <= ms && ms < item.endMs)
      const latest = Math.max(...now.map((item) => item.startMs))
      if (now.length > 0) expect(spoken?.word.startMs).toBeGreaterThanOrEqual(latest)
      if (spoken !== null) {
        expect(spoken.word.startMs).toBeLessThanOrEqual(ms)
        expect(ms).toBeLessThan(spoken.word.endMs + 250)
        expect(spoken.paragraph.items.filter((item) => item.kind === 'word')[spoken.wordIndex]).toBe(spoken.word)
      }
      const before = wordBefore(transcript, ms)
      expect(before !== null).toBe(all.some((item) => item.startMs <= ms))
    }),
    { numRuns: 400 },
  )
})
