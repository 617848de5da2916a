import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Paragraph, Transcript, Word } from '../../core/transcript/model'
import { coverage, rowsWithin, speechRuns, type Lane } from './runs'
import { following, isWhole, panned, tickMs, whole, zoomed } from './view'

const word = (id: string, startMs: number, endMs: number): Word => ({
  kind: 'word',
  id,
  text: 'a',
  startMs,
  endMs,
  timing: 'source',
})
const paragraph = (id: string, speakerId: string, ...times: readonly (readonly [number, number])[]): Paragraph => ({
  id,
  speakerId,
  items: times.map(([from, to], index) => word(`${id}${index}`, from, to)),
})
const transcript = (...paragraphs: readonly Paragraph[]): Transcript => ({
  speakers: ['a', 'b'].map((id) => ({ id, name: id, pictoryId: null })),
  paragraphs,
  language: '',
  durationMs: null,
})
const rows = (lane: Lane | undefined) => Array.from(lane?.startMs ?? [], (start, row) => [start, lane?.endMs[row]])

/** Spans in any order, overlapping as people do. */
const spans = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 1, max: 900 }))
    .map(([start, length]) => [start, start + length] as const),
  { maxLength: 40 },
)
const laneOf = (list: readonly (readonly [number, number])[]): Lane | undefined =>
  speechRuns(transcript(...list.map((span, index) => paragraph(`p${index}-`, 'a', span)))).lanes[0]

describe('runs of speech', () => {
  it('joins words that follow closely and parts them at a silence, per speaker', () => {
    const runs = speechRuns(
      transcript(
        paragraph('p', 'a', [0, 400], [420, 900], [1300, 1500]),
        paragraph('q', 'b', [1500, 1600]),
        paragraph('r', 'a', [5000, 5100]),
      ),
    )
    expect(rows(runs.lanes[0])).toEqual([
      [0, 900],
      [1300, 1500],
      [5000, 5100],
    ])
    expect(rows(runs.lanes[1])).toEqual([[1500, 1600]])
    expect(runs.endMs).toBe(5100)
  })

  it('those who share a colour share a lane, and a lane knows its colour', () => {
    const talk = transcript(
      paragraph('p', 'a', [0, 400]),
      paragraph('q', 'b', [500, 900]),
      paragraph('r', 'c', [5000, 5100]),
    )
    const runs = speechRuns({
      ...talk,
      speakers: ['a', 'b', 'c'].map((id) => ({ id, name: id, pictoryId: null, ...(id === 'b' ? {} : { colour: 4 }) })),
    })
    expect(runs.lanes.map(({ colour }) => colour)).toEqual([4, 1])
    expect(rows(runs.lanes[0])).toEqual([
      [0, 400],
      [5000, 5100],
    ])
  })

  it('holds what is cut: the strip pales it', () => {
    const cut: Paragraph = {
      id: 'p',
      speakerId: 'a',
      items: [word('w', 0, 100), { ...word('x', 100, 900), cut: true }],
    }
    expect(rows(speechRuns(transcript(cut)).lanes[0])).toEqual([[0, 900]])
  })

  it('finds exactly the rows that touch a view, or a few before them that an overlap hides', () => {
    fc.assert(
      fc.property(spans, fc.nat(6000), fc.integer({ min: 1, max: 3000 }), (list, from, length) => {
        const lane = laneOf(list)
        if (!lane) return
        const [first, end] = rowsWithin(lane, from, from + length)
        rows(lane).forEach(([start = 0, stop = 0], row) => {
          if (start < from + length && stop > from) expect(row >= first && row < end).toBe(true)
          if (row >= first && row < end) expect(start).toBeLessThan(from + length)
        })
      }),
    )
  })

  it('covers each pixel column as counting milliseconds does', () => {
    fc.assert(
      fc.property(
        // Without overlaps, so that counting is exact.
        fc.array(fc.tuple(fc.integer({ min: 300, max: 900 }), fc.integer({ min: 1, max: 500 })), { maxLength: 12 }),
        fc.nat(3000),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 60 }),
        (gaps, from, columns, perColumn) => {
          let at = 0
          const list = gaps.map(([gap, length]) => {
            const start = at + gap
            at = start + length
            return [start, at] as const
          })
          const lane = laneOf(list)
          if (!lane) return
          const cover = coverage(lane, from, from + columns * perColumn, columns)
          for (let column = 0; column < columns; column++) {
            let spoken = 0
            for (let ms = from + column * perColumn; ms < from + (column + 1) * perColumn; ms++)
              if (list.some(([start, end]) => ms >= start && ms < end)) spoken++
            expect(cover[column]).toBeCloseTo(spoken / perColumn, 4)
          }
        },
      ),
    )
  })
})

describe('the view', () => {
  const hour = 3_600_000
  const duration = fc.integer({ min: 1, max: 10 * hour })

  it('stays inside the recording and keeps the moment under the pointer, whatever is done', () => {
    fc.assert(
      fc.property(
        duration,
        fc.array(
          fc.tuple(
            fc.double({ min: 0.1, max: 5, noNaN: true }),
            fc.double({ min: 0, max: 1, noNaN: true }),
            fc.integer({ min: -hour, max: hour }),
          ),
          { maxLength: 12 },
        ),
        (ms, moves) => {
          let view = whole(ms)
          for (const [factor, share, by] of moves) {
            const about = view.fromMs + share * (view.toMs - view.fromMs)
            const next = zoomed(view, factor, about, ms)
            const length = next.toMs - next.fromMs
            const inside = next.fromMs > 0.001 && next.toMs < ms - 0.001
            if (inside) expect((about - next.fromMs) / length).toBeCloseTo(share, 5)
            view = panned(next, by, ms)
            expect(view.fromMs).toBeGreaterThanOrEqual(0)
            expect(view.toMs).toBeLessThanOrEqual(ms + 0.001)
            expect(view.toMs).toBeGreaterThan(view.fromMs)
          }
        },
      ),
    )
  })

  it('turns a page when playback leaves it, and only then', () => {
    const view = { fromMs: 10_000, toMs: 20_000 }
    expect(following(view, 15_000, hour)).toBe(view)
    expect(following(view, 20_001, hour)).toEqual({ fromMs: 19_001, toMs: 29_001 })
    expect(following(view, 3000, hour)).toEqual({ fromMs: 2000, toMs: 12_000 })
    expect(isWhole(whole(hour), hour)).toBe(true)
    expect(isWhole(view, hour)).toBe(false)
  })

  it('puts time marks at round distances with room for their text', () => {
    expect(tickMs({ fromMs: 0, toMs: 10 * hour }, 1000)).toBe(hour)
    expect(tickMs({ fromMs: 0, toMs: 300_000 }, 1000)).toBe(30_000)
    expect(tickMs({ fromMs: 0, toMs: 2000 }, 1000)).toBe(1000)
  })
})
