import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyTranscript } from './documents.fixture'
import { leastMs, moveWord, moveWordTo, type Edge } from './manual'
import { check, words, type Item, type Transcript } from './model'
import { applyAll, invertAll } from './step'

const word = (id: string, startMs: number, endMs: number): Item => ({
  kind: 'word',
  id,
  text: id,
  startMs,
  endMs,
  timing: 'source',
})
const pause = (id: string, startMs: number, endMs: number): Item => ({
  kind: 'pause',
  id,
  startMs,
  endMs,
  category: '',
})
const of = (...paragraphs: readonly (readonly Item[])[]): Transcript => ({
  speakers: [{ id: 's', name: 'S', pictoryId: 1 }],
  paragraphs: paragraphs.map((items, at) => ({ id: `p${at}`, speakerId: 's', items })),
  language: 'en',
  durationMs: 10_000,
})
const after = (transcript: Transcript, id: string, edge: Edge, byMs: number): Transcript => {
  const moved = moveWord(transcript, id, edge, byMs)
  const applied = moved === null ? null : applyAll(transcript, moved.steps)
  if (applied === null || !applied.ok) throw new Error('not moved')
  return applied.value
}
const told = ({ paragraphs }: Transcript) =>
  paragraphs.flatMap(({ items }) =>
    items.map(
      (item) =>
        `${item.id} ${item.startMs}–${item.endMs}${item.kind === 'word' && item.timing === 'manual' ? '!' : ''}`,
    ),
  )

describe('a word is moved by hand', () => {
  const row = of([word('a', 0, 400), pause('p', 400, 600), word('b', 700, 1000), word('c', 1000, 1500)])
  it.each([
    ['in-time earlier, into unmarked time', 'b', 'in', -50, ['a 0–400', 'p 400–600', 'b 650–1000!', 'c 1000–1500']],
    ['in-time earlier, the pause gives way', 'b', 'in', -200, ['a 0–400', 'p 400–500', 'b 500–1000!', 'c 1000–1500']],
    [
      'in-time earlier, over the pause into the word before',
      'b',
      'in',
      -400,
      ['a 0–300!', 'b 300–1000!', 'c 1000–1500'],
    ],
    ['in-time earlier than anything', 'b', 'in', -9999, [`a 0–${leastMs}!`, `b ${leastMs}–1000!`, 'c 1000–1500']],
    ['in-time later leaves silence', 'b', 'in', 100, ['a 0–400', 'p 400–600', 'b 800–1000!', 'c 1000–1500']],
    [
      'in-time later than it lasts',
      'b',
      'in',
      9999,
      ['a 0–400', 'p 400–600', `b ${1000 - leastMs}–1000!`, 'c 1000–1500'],
    ],
    [
      'out-time later, the next word gives way',
      'b',
      'out',
      100,
      ['a 0–400', 'p 400–600', 'b 700–1100!', 'c 1100–1500!'],
    ],
    ['out-time earlier', 'b', 'out', -100, ['a 0–400', 'p 400–600', 'b 700–900!', 'c 1000–1500']],
    ['a pause that touches it goes along', 'a', 'out', -100, ['a 0–300!', 'p 300–600', 'b 700–1000', 'c 1000–1500']],
    ['the whole word', 'b', 'both', 200, ['a 0–400', 'p 400–600', 'b 900–1200!', 'c 1200–1500!']],
    ['the whole word, as far as it goes', 'b', 'both', 9999, ['a 0–400', 'p 400–600', 'b 1180–1480!', 'c 1480–1500!']],
    [
      'the last word to the end of the media',
      'c',
      'out',
      99_999,
      ['a 0–400', 'p 400–600', 'b 700–1000', 'c 1000–10000!'],
    ],
  ] as const)('%s', (_, id, edge, byMs, expected) => {
    expect(told(after(row, id, edge, byMs))).toEqual(expected)
  })

  it('stops at the paragraphs beside it, where they do not overlap', () => {
    const three = of([word('x', 0, 500)], [word('a', 1000, 1400)], [word('y', 2000, 2500)])
    expect(told(after(three, 'a', 'in', -900))).toEqual(['x 0–500', 'a 500–1400!', 'y 2000–2500'])
    expect(told(after(three, 'a', 'out', 900))).toEqual(['x 0–500', 'a 1000–2000!', 'y 2000–2500'])
    const across = of([word('x', 0, 1200)], [word('a', 1000, 1400)])
    expect(told(after(across, 'a', 'in', -900))).toEqual(['x 0–1200', 'a 100–1400!'])
  })

  it('is set to a time', () => {
    expect(moveWordTo(row, 'b', 'in', 650)?.word).toMatchObject({ startMs: 650, endMs: 1000, timing: 'manual' })
    expect(moveWordTo(row, 'b', 'out', 900)?.word).toMatchObject({ startMs: 700, endMs: 900 })
    expect(moveWordTo(row, 'nobody', 'in', 0)).toBeNull()
    expect(moveWord(row, 'b', 'both', 0)?.steps).toEqual([])
  })
})

it('any word of any document: sound afterwards, only it and its neighbours moved, ids and texts the same, taken back exactly', () => {
  fc.assert(
    fc.property(
      anyTranscript,
      fc.nat(),
      fc.constantFrom<Edge>('in', 'out', 'both'),
      fc.oneof(fc.integer({ min: -3000, max: 3000 }), fc.integer({ min: -60, max: 60 })),
      (transcript, at, edge, byMs) => {
        const all = transcript.paragraphs.flatMap((paragraph) => words(paragraph))
        const chosen = all[at % Math.max(1, all.length)]
        fc.pre(chosen !== undefined)
        if (chosen === undefined) return
        const moved = moveWord(transcript, chosen.id, edge, byMs)
        const applied = applyAll(transcript, moved?.steps ?? [])
        if (!applied.ok || moved === null) throw new Error('not moved')
        expect(check(applied.value)).toEqual([])
        const now = applied.value.paragraphs.flatMap((paragraph) => words(paragraph))
        expect(now.map(({ id, text }) => [id, text])).toEqual(all.map(({ id, text }) => [id, text]))
        const changed = now.flatMap((each, index) => (each === all[index] ? [] : [index]))
        const own = all.indexOf(chosen)
        for (const index of changed) expect(Math.abs(index - own)).toBeLessThanOrEqual(1)
        // It goes the way it was sent, and no further.
        const by = edge === 'out' ? moved.word.endMs - chosen.endMs : moved.word.startMs - chosen.startMs
        expect(by * byMs).toBeGreaterThanOrEqual(0)
        expect(Math.abs(by)).toBeLessThanOrEqual(Math.abs(byMs))
        if (edge === 'both') expect(moved.word.endMs - moved.word.startMs).toBe(chosen.endMs - chosen.startMs)
        const back = applyAll(applied.value, invertAll(moved.steps))
        expect(back.ok && back.value).toEqual(transcript)
      },
    ),
    { numRuns: 2000 },
  )
})
