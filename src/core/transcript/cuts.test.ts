import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyTranscript } from './documents.fixture'
import {
  cutStretches,
  cutWords,
  keepSilences,
  lengthOf,
  silenceAt,
  silencesIn,
  silencesOver,
  splitAtSilences,
  stretchAt,
  uncutAll,
  unmarked,
} from './cuts'
import { check, words, type Item, type Transcript } from './model'
import { applyAll, invertAll, type Step } from './step'

const ids = () => {
  let n = 0
  return () => `new-${++n}`
}
const after = (transcript: Transcript, steps: readonly Step[]): Transcript => {
  const applied = applyAll(transcript, steps)
  if (!applied.ok) throw new Error(applied.message)
  return applied.value
}

const word = (text: string, startMs: number, endMs: number): Item => ({
  kind: 'word',
  id: text,
  text,
  startMs,
  endMs,
  timing: 'source',
})
const pause = (id: string, startMs: number, endMs: number): Item => ({
  kind: 'pause',
  id,
  startMs,
  endMs,
  category: 'small',
})
const of = (...paragraphs: readonly (readonly Item[])[]): Transcript => ({
  speakers: [{ id: 's', name: 'S', pictoryId: 1 }],
  paragraphs: paragraphs.map((items, at) => ({ id: `p${at}`, speakerId: 's', items })),
  language: 'en',
  durationMs: null,
})
const told = ({ paragraphs }: Transcript): readonly string[] =>
  paragraphs.flatMap(({ items }) =>
    items.map(
      (item) =>
        `${item.cut === true ? '×' : ''}${item.kind === 'word' ? item.text : item.id} ${item.startMs}–${item.endMs}`,
    ),
  )

describe('silences', () => {
  it('are what lies between two words, marked or not, and before the first one the time since the paragraph before', () => {
    const [first, second] = of(
      [word('a', 0, 400), pause('p', 400, 900), word('b', 1000, 1200), pause('q', 1300, 1500)],
      [word('c', 2000, 2200)],
    ).paragraphs
    if (first === undefined || second === undefined) throw new Error('two')
    expect(silencesIn(first, null).map(({ startMs, endMs, wordsBefore }) => [startMs, endMs, wordsBefore])).toEqual([
      [400, 1000, 1],
      [1200, 1500, 2],
    ])
    expect(silencesIn(second, 1500)).toEqual([{ from: 0, to: 0, startMs: 1500, endMs: 2000, wordsBefore: 0, cutMs: 0 }])
  })
})

const chosen = (transcript: Transcript) => silencesOver(transcript, { overMs: 500, speakerId: null })

describe('a silence is shortened and restored', () => {
  const before = of([word('a', 0, 400), pause('p', 400, 900), word('b', 1000, 1200)])

  it('keeps half at either side, in pieces of the pause and of our own', () => {
    const short = after(before, keepSilences(before, chosen(before), 200, ids()))
    expect(told(short)).toEqual(['a 0–400', 'p 400–500', '×p~2 500–900', 'b 1000–1200'])
    expect(cutStretches(short)).toEqual([{ startMs: 500, endMs: 900 }])
    const shorter = after(short, keepSilences(short, chosen(short), 50, ids()))
    expect(told(shorter)).toEqual(['a 0–400', 'p 400–425', '×p~2 425–900', '×new-1 900–975', 'b 1000–1200'])
    expect(lengthOf(cutStretches(shorter))).toBe(550)
    expect(after(shorter, keepSilences(shorter, chosen(shorter), 'all', ids()))).toEqual(before)
  })

  it('is cut whole, and does nothing twice', () => {
    const gone = after(before, keepSilences(before, chosen(before), 0, ids()))
    expect(told(gone)).toEqual(['a 0–400', '×p 400–900', '×new-1 900–1000', 'b 1000–1200'])
    expect(keepSilences(gone, chosen(gone), 0, ids())).toEqual([])
    expect(silenceAt(gone, 0, 1)).toMatchObject({ startMs: 400, endMs: 1000, cutMs: 600 })
    expect(gone.paragraphs[0]?.items[2]).toMatchObject({ category: unmarked })
  })

  it('only those of one speaker, only longer ones', () => {
    expect(silencesOver(before, { overMs: 600, speakerId: null })).toEqual([])
    expect(silencesOver(before, { overMs: 500, speakerId: 'other' })).toEqual([])
  })
})

describe('words are cut', () => {
  const before = of([word('a', 0, 400), pause('p', 400, 900), word('b', 1000, 1200), word('c', 1300, 1500)])
  it('with what is between them, and had back', () => {
    const cut = after(before, cutWords(before, new Set(['a', 'b']), true))
    expect(told(cut)).toEqual(['×a 0–400', '×p 400–900', '×b 1000–1200', 'c 1300–1500'])
    // The unmarked gap between two cut items goes with them.
    expect(cutStretches(cut)).toEqual([{ startMs: 0, endMs: 1200 }])
    expect(cutWords(cut, new Set(['a', 'b']), true)).toEqual([])
    expect(after(cut, cutWords(cut, new Set(['a', 'b']), false))).toEqual(before)
    expect(after(cut, uncutAll(cut))).toEqual(before)
  })

  it('never takes a word of somebody who speaks at the same time', () => {
    const both = of([word('a', 0, 1000), word('b', 1000, 2000)], [word('x', 300, 600)])
    const cut = after(both, cutWords(both, new Set(['a', 'b']), true))
    expect(cutStretches(cut)).toEqual([
      { startMs: 0, endMs: 300 },
      { startMs: 600, endMs: 2000 },
    ])
    expect([
      stretchAt(cutStretches(cut), 299)?.endMs,
      stretchAt(cutStretches(cut), 300),
      stretchAt(cutStretches(cut), 2000),
    ]).toEqual([300, null, null])
  })
})

const plain = (transcript: Transcript) =>
  transcript.paragraphs.map((paragraph) =>
    words(paragraph).map(({ id, text, startMs, endMs }) => ({ id, text, startMs, endMs })),
  )

describe('any document', () => {
  const edits = fc.array(
    fc.oneof(
      fc.record({
        do: fc.constant('shorten' as const),
        over: fc.integer({ min: 0, max: 3000 }),
        keep: fc.integer({ min: 0, max: 1500 }),
      }),
      fc.record({ do: fc.constant('restore' as const), over: fc.integer({ min: 0, max: 3000 }) }),
      fc.record({
        do: fc.constant('cut' as const),
        share: fc.double({ min: 0, max: 1, noNaN: true }),
        many: fc.integer({ min: 1, max: 5 }),
        is: fc.boolean(),
      }),
    ),
    { minLength: 1, maxLength: 6 },
  )

  it('stays sound; words keep their ids and times; undo and “restore all” give back the identical document', () => {
    fc.assert(
      fc.property(anyTranscript, edits, (start, script) => {
        const newId = ids()
        let now = start
        const done: Step[] = []
        for (const edit of script) {
          const all = now.paragraphs.flatMap((paragraph) => words(paragraph).map(({ id }) => id))
          const steps =
            edit.do === 'cut'
              ? cutWords(now, new Set(all.slice(Math.floor(edit.share * all.length)).slice(0, edit.many)), edit.is)
              : keepSilences(
                  now,
                  silencesOver(now, { overMs: edit.over, speakerId: null }),
                  edit.do === 'shorten' ? edit.keep : 'all',
                  newId,
                )
          const next = after(now, steps)
          expect(check(next)).toEqual([])
          expect(after(next, invertAll(steps))).toEqual(now)
          if (edit.do === 'shorten')
            for (const { index, silences } of silencesOver(next, { overMs: edit.over, speakerId: null }))
              for (const { startMs, endMs, cutMs } of silences)
                expect(cutMs, `paragraph ${index}`).toBe(Math.max(0, endMs - startMs - edit.keep))
          done.push(...steps)
          now = next
        }
        expect(plain(now)).toEqual(plain(start))
        const stretches = cutStretches(now)
        for (const [at, { startMs, endMs }] of stretches.entries()) {
          expect(endMs).toBeGreaterThan(startMs)
          expect(startMs).toBeGreaterThanOrEqual(stretches[at - 1]?.endMs ?? 0)
        }
        for (const paragraph of now.paragraphs)
          for (const { cut, startMs, endMs } of words(paragraph))
            if (cut !== true) expect(stretches.some((one) => one.startMs < endMs && one.endMs > startMs)).toBe(false)
        expect(after(now, uncutAll(now))).toEqual(start)
        expect(after(now, invertAll(done))).toEqual(start)
      }),
      { numRuns: 500 },
    )
  })
})

describe('a paragraph after each long silence', () => {
  it('begins where words stand on both sides; the silence stays with what was said before it', () => {
    const talk = of(
      [word('a', 0, 100), pause('x', 100, 2000), word('b', 2000, 2100), word('c', 4000, 4100), pause('y', 4100, 9000)],
      [word('d', 20_000, 20_100)],
    )
    const steps = splitAtSilences(talk, silencesOver(talk, { overMs: 1500, speakerId: null }), ids())
    expect(after(talk, steps).paragraphs.map(({ items }) => items.map(({ id }) => id))).toEqual([
      ['a', 'x'],
      ['b'],
      ['c', 'y'],
      ['d'],
    ])
  })

  it('moves no word, gives none away, leaves no such silence inside, and is taken back as one', () => {
    fc.assert(
      fc.property(anyTranscript, fc.integer({ min: 0, max: 3000 }), (transcript, overMs) => {
        const filter = { overMs, speakerId: null }
        const steps = splitAtSilences(transcript, silencesOver(transcript, filter), ids())
        const split = after(transcript, steps)
        expect(check(split)).toEqual([])
        expect(split.paragraphs.flatMap(({ items }) => items)).toEqual(
          transcript.paragraphs.flatMap(({ items }) => items),
        )
        expect(splitAtSilences(split, silencesOver(split, filter), ids())).toEqual([])
        expect(after(split, invertAll(steps))).toEqual(transcript)
      }),
    )
  })
})
