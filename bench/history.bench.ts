// The history of a long transcript that was edited much: 10,000 changes at 100,000 words. Node's engine, one process; the
// window reads the lines in slices between which it draws, here it is done at one go.

import { test } from '@playwright/test'
import { compare } from '../src/core/history/compare'
import { indexOriginal, restoreParagraph, restoreWord } from '../src/core/history/original'
import { stepsTo } from '../src/core/history/restore'
import { fates, sittings } from '../src/core/history/sittings'
import { createTimeline } from '../src/core/history/timeline'
import { readResponseText } from '../src/core/pictory/response'
import type { Paragraph, Transcript } from '../src/core/transcript/model'
import { applyAll, toJSON, type Step, type StepGroup } from '../src/core/transcript/step'
import { makeResponse, seeded } from '../e2e/pictory/generate'
import { figure, publish, type Figure } from './figures'

const words = 100_000
const changes = 10_000
const runs = 15

const time = (run: () => unknown): number => {
  const from = performance.now()
  run()
  return performance.now() - from
}
const timed = (run: (turn: number) => unknown): number[] => {
  for (let turn = 0; turn < 3; turn++) run(turn)
  return Array.from({ length: runs }, (_, turn) => time(() => run(turn + 3)))
}

/** Corrections all over the text, some splits and joins, a rename now and then; an afternoon's session every 400. */
const edit = (base: Transcript): readonly StepGroup[] => {
  const random = seeded(7)
  const groups: StepGroup[] = []
  let now = base
  for (let n = 0; groups.length < changes; n++) {
    const at = Math.floor(random() * now.paragraphs.length)
    const paragraph = now.paragraphs[at]
    if (paragraph === undefined) break
    const place = Math.floor(random() * paragraph.items.length)
    const item = paragraph.items[place]
    const next = now.paragraphs[at + 1]
    const speaker = now.speakers[n % now.speakers.length]
    let steps: readonly Step[] = []
    if (n % 50 === 49 && place > 0)
      steps = [
        { kind: 'split', paragraphId: paragraph.id, at: place, newId: `split${n}`, speakerId: paragraph.speakerId },
      ]
    else if (
      n % 50 === 24 &&
      next !== undefined &&
      (paragraph.items.at(-1)?.endMs ?? 0) <= (next.items[0]?.startMs ?? 0)
    )
      steps = [
        {
          kind: 'join',
          paragraphId: paragraph.id,
          at: paragraph.items.length,
          newId: next.id,
          speakerId: next.speakerId,
        },
      ]
    else if (n % 500 === 7 && speaker !== undefined)
      steps = [
        { kind: 'speaker', at: n % now.speakers.length, before: speaker, after: { ...speaker, name: `Name ${n}` } },
      ]
    else if (item?.kind === 'word')
      steps = [
        {
          kind: 'items',
          paragraphId: paragraph.id,
          at: place,
          removed: [item],
          inserted: [{ ...item, text: `${item.text.slice(0, 12)}${n}` }],
        },
      ]
    if (steps.length === 0) continue
    const after = applyAll(now, steps)
    if (!after.ok) throw new Error(after.message)
    now = after.value
    groups.push({ label: 'Typing', at: Math.floor(groups.length / 400) * 7_200_000 + groups.length * 1000, steps })
  }
  return groups
}

/** Every paragraph with one word written otherwise: what a comparison can have to do at most. */
const touched = (base: Transcript): Transcript => ({
  ...base,
  paragraphs: base.paragraphs.map((paragraph, index): Paragraph => ({
    ...paragraph,
    items: paragraph.items.map((item, at) =>
      at === 1 && item.kind === 'word' ? { ...item, text: `x${index}` } : item,
    ),
  })),
})

test('the history of 10,000 changes', async () => {
  const figures: Figure[] = []
  const add = (what: string, measured: readonly number[], target: string | null = null) =>
    figures.push(figure(what, words, 'ms', measured, target))
  const read = readResponseText(JSON.stringify(makeResponse({ words, seed: words })))
  if (!read.ok) throw new Error(read.message)
  const { transcript: base } = read.value
  const groups = edit(base)
  const lines = groups.map(toJSON)
  console.log(`${base.paragraphs.length} paragraphs, ${Math.round(lines.join('').length / 1e5) / 10} MB of journal`)

  const open = () => {
    const timeline = createTimeline(base)
    timeline.take(lines)
    if (timeline.groups.length !== changes) throw new Error(timeline.stopped() ?? 'not all were taken')
    return timeline
  }
  add(
    'read 10,000 changes',
    Array.from({ length: 5 }, () => time(open)),
  )
  const timeline = open()
  const slices: number[] = []
  const sliced = createTimeline(base)
  for (let at = 0; at < lines.length; at += 200) slices.push(time(() => sliced.take(lines.slice(at, at + 200))))
  add('of it, a slice of 200', slices)
  add(
    'sessions and what became of each change',
    timed(() => [sittings(timeline.groups), fates(timeline.groups)]),
  )
  const random = seeded(3)
  const points = Array.from({ length: 200 }, () => Math.floor(random() * changes))
  add(
    'the document at any point',
    points.map((point) => time(() => timeline.at(point))),
    '≤ 100 ms',
  )

  const now = timeline.at(changes)
  add(
    'what changed since the original',
    timed(() => compare(base, now)),
    '≤ 150 ms',
  )
  add(
    'what changed since any point',
    points.slice(0, 30).map((point) => time(() => compare(timeline.at(point), now))),
    '≤ 150 ms',
  )
  const all = touched(base)
  add(
    'what changed where every paragraph did',
    timed(() => compare(base, all)),
    '≤ 150 ms',
  )
  const copy: Transcript = structuredClone(base)
  add(
    'what changed against a copy: nothing',
    timed(() => compare(base, copy)),
    '≤ 150 ms',
  )
  const one = timeline.at(changes - 300)
  add(
    'what changed in 300 changes',
    timed(() => compare(one, now)),
  )

  const restore = (then: Transcript) => () => {
    const done = applyAll(now, stepsTo(now, then))
    if (!done.ok) throw new Error(done.message)
  }
  add('restore the original', timed(restore(base)), '≤ 150 ms')
  add('restore a point 300 changes back', timed(restore(one)))
  const original = indexOriginal(base)
  add(
    'find everything of the original',
    timed(() => indexOriginal(base)),
  )
  const paragraph = now.paragraphs[1500]
  const word = paragraph?.items.find(({ kind }) => kind === 'word')
  if (paragraph === undefined || word === undefined) throw new Error('no word')
  add(
    'restore one paragraph',
    timed(() => restoreParagraph(now, original, paragraph.id)),
  )
  add(
    'restore one word',
    timed(() => restoreWord(now, original, word.id)),
  )
  await publish('history', `Node ${process.versions.node}`, figures)
})
