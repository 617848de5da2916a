// Random edits of random documents, as the app makes them: the groups of the journal and the document after each. For the
// property tests of this room and the bench. Never part of the app.

import fc from 'fast-check'
import { anyTyping } from '../transcript/documents.fixture'
import { textOf, type Item, type Transcript } from '../transcript/model'
import { retime, surroundings } from '../transcript/retime'
import { addSpeaker, assignFromHere, assignParagraph, mergeSpeakers, renameSpeaker } from '../transcript/speakers'
import { applyAll, invertAll, type Step, type StepGroup } from '../transcript/step'

const share = fc.double({ min: 0, max: 0.999, noNaN: true })

export const anyEdit = fc.oneof(
  { weight: 8, arbitrary: anyTyping.map((typing) => ({ do: 'type' as const, typing })) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('assign' as const), where: share, who: share }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('assign-on' as const), where: share, who: share }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('rename' as const),
      who: share,
      name: fc.constantFrom('Ann', 'Ben', 'Cleo'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('merge' as const), who: share, into: share }) },
  { weight: 1, arbitrary: fc.constant({ do: 'new-speaker' as const }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('cut' as const), where: share, at: share }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('break' as const), where: share, at: share }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('retime' as const), where: share, at: share }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('delete' as const), where: share }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('move' as const), where: share, to: share }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reorder-speakers' as const) }) },
  { weight: 2, arbitrary: fc.constant({ do: 'undo' as const }) },
)
export type Edit = typeof anyEdit extends fc.Arbitrary<infer T> ? T : never

const pick = <T>(list: readonly T[], where: number): T | undefined => list[Math.floor(where * list.length)]

const lineOf = (offset: number, of: string) => of.slice(0, offset).split('\n').length - 1

const typed = (transcript: Transcript, edit: Edit & { readonly do: 'type' }, newId: () => string): readonly Step[] => {
  const { from, length, text } = edit.typing
  const lines = transcript.paragraphs.map(textOf)
  const whole = lines.join('\n')
  const at = Math.floor(from * whole.length)
  const end = Math.min(whole.length, at + length)
  const next = `${whole.slice(0, at)}${text}${whole.slice(end)}`
  const first = lineOf(at, whole)
  const last = lineOf(end, whole)
  const newLast = lineOf(at + text.length, next)
  const made = retime({
    at: first,
    before: transcript.paragraphs.slice(first, last + 1),
    lines: next.split('\n').slice(first, newLast + 1),
    ...surroundings(transcript, first, last + 1),
    newId,
  })
  return made.ok ? made.value : []
}

const onItem = (
  transcript: Transcript,
  { where, at }: { readonly where: number; readonly at: number },
  change: (item: Item, before: Item | undefined, after: Item | undefined) => Item,
): readonly Step[] => {
  const paragraph = pick(transcript.paragraphs, where)
  const index = Math.floor(at * (paragraph?.items.length ?? 0))
  const item = paragraph?.items[index]
  if (paragraph === undefined || item === undefined) return []
  const next = change(item, paragraph.items[index - 1], paragraph.items[index + 1])
  return [{ kind: 'items', paragraphId: paragraph.id, at: index, removed: [item], inserted: [next] }]
}

const stepsOf = (now: Transcript, edit: Edit, newId: () => string): readonly Step[] => {
  switch (edit.do) {
    case 'type':
      return typed(now, edit, newId)
    case 'assign':
    case 'assign-on': {
      const paragraph = pick(now.paragraphs, edit.where)
      const speaker = pick(now.speakers, edit.who)
      if (paragraph === undefined || speaker === undefined) return []
      return (edit.do === 'assign' ? assignParagraph : assignFromHere)(now, paragraph.id, speaker.id)
    }
    case 'rename':
      return renameSpeaker(now, pick(now.speakers, edit.who)?.id ?? '', edit.name)
    case 'merge':
      return mergeSpeakers(now, pick(now.speakers, edit.who)?.id ?? '', pick(now.speakers, edit.into)?.id ?? '')
    case 'new-speaker': {
      const id = newId()
      return addSpeaker(now, { id, name: `New ${id}`, pictoryId: null })
    }
    case 'cut':
      return onItem(now, edit, (item) => {
        const { cut, ...rest } = item
        return cut === true ? rest : { ...item, cut: true }
      })
    case 'break':
      return onItem(now, edit, (item) => (item.kind === 'word' ? { ...item, breakAfter: true } : item))
    case 'retime':
      return onItem(now, edit, (item, before) => {
        const startMs = Math.max(before?.endMs ?? 0, item.startMs - 40)
        return item.kind === 'word' ? { ...item, startMs, timing: 'manual' } : { ...item, startMs }
      })
    case 'delete': {
      const paragraph = pick(now.paragraphs, edit.where)
      if (paragraph === undefined || now.paragraphs.length < 2) return []
      return [{ kind: 'paragraphs', at: now.paragraphs.indexOf(paragraph), removed: [paragraph], inserted: [] }]
    }
    case 'move': {
      const from = Math.floor(edit.where * now.paragraphs.length)
      const paragraph = now.paragraphs[from]
      if (paragraph === undefined) return []
      const without = now.paragraphs.toSpliced(from, 1)
      const to = Math.floor(edit.to * (without.length + 1))
      return [
        { kind: 'paragraphs', at: from, removed: [paragraph], inserted: [] },
        { kind: 'paragraphs', at: to, removed: [], inserted: [paragraph] },
      ]
    }
    case 'reorder-speakers': {
      const silent = now.speakers.findIndex(({ id }) => now.paragraphs.every(({ speakerId }) => speakerId !== id))
      const speaker = now.speakers[silent]
      if (speaker === undefined) return []
      return [
        { kind: 'speaker', at: silent, before: speaker, after: null },
        { kind: 'speaker', at: now.speakers.length - 1, before: null, after: speaker },
      ]
    }
    case 'undo':
      return []
  }
}

/** `states[k]` is the document after the first k groups. An edit that does nothing leaves no group. */
export const makeEdits = (
  base: Transcript,
  edits: readonly Edit[],
): { readonly groups: readonly StepGroup[]; readonly states: readonly Transcript[] } => {
  let next = 0
  const groups: StepGroup[] = []
  const states = [base]
  const done: StepGroup[] = []
  let now = base
  for (const edit of edits) {
    const last = edit.do === 'undo' ? done.pop() : undefined
    const steps = last === undefined ? stepsOf(now, edit, () => `new${next++}`) : invertAll(last.steps)
    if (steps.length === 0) continue
    const after = applyAll(now, steps)
    if (!after.ok) throw new Error(after.message)
    const label = last === undefined ? edit.do : `Undo: ${last.label}`
    const group = { label, at: 1_000 + groups.length, steps }
    if (last === undefined) done.push(group)
    groups.push(group)
    now = after.value
    states.push(now)
  }
  return { groups, states }
}
