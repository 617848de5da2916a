import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyTranscript, anyWord } from './documents.fixture'
import { check, type Item, type Paragraph, type Transcript, type Word } from './model'
import { parseTranscript, replay } from './replay'
import {
  appendSteps,
  apply,
  applyAll,
  invert,
  invertGroup,
  merge,
  parseStepGroup,
  parseStepGroups,
  toJSON,
  transcriptSchema,
  type Step,
} from './step'

const word = (id: string, startMs: number, endMs: number): Word => ({
  kind: 'word',
  id,
  text: id,
  startMs,
  endMs,
  timing: 'source',
})
const [a, b, c, d] = [word('a', 0, 10), word('b', 10, 20), word('c', 20, 30), word('d', 30, 40)]
const first: Paragraph = { id: 'p1', speakerId: 's1', items: [a, b] }
const second: Paragraph = { id: 'p2', speakerId: 's2', items: [c] }
const document: Transcript = {
  speakers: [
    { id: 's1', name: 'Ann', pictoryId: 1 },
    { id: 's2', name: 'Bo', pictoryId: 'two' },
  ],
  paragraphs: [first, second],
  language: 'en',
  durationMs: 40,
}
const [ann, bo] = document.speakers
if (ann === undefined || bo === undefined) throw new Error('unreachable')

const good: readonly Step[] = [
  { kind: 'items', paragraphId: 'p1', at: 1, removed: [b], inserted: [{ ...b, text: 'bee' }] },
  { kind: 'items', paragraphId: 'p2', at: 1, removed: [], inserted: [d] },
  { kind: 'split', paragraphId: 'p1', at: 0, newId: 'p3', speakerId: 's2' },
  { kind: 'split', paragraphId: 'p1', at: 2, newId: 'p3', speakerId: 's1' },
  { kind: 'join', paragraphId: 'p1', at: 2, newId: 'p2', speakerId: 's2' },
  {
    kind: 'paragraphs',
    at: 1,
    removed: [second],
    inserted: [
      { ...second, id: 'p4' },
      { id: 'p5', speakerId: 's1', items: [] },
    ],
  },
  { kind: 'paragraphs', at: 0, removed: [first, second], inserted: [] },
  { kind: 'assign', paragraphId: 'p2', from: 's2', to: 's1' },
  { kind: 'speaker', at: 2, before: null, after: { id: 's3', name: 'Cy', pictoryId: null } },
  { kind: 'speaker', at: 0, before: ann, after: { ...ann, name: 'Anna' } },
]

test.each(good)('$kind applies, shares what it does not touch, and inverts to an equal document', (step) => {
  const after = apply(document, step)
  if (!after.ok) throw new Error(after.message)
  expect(after.value).not.toEqual(document)
  expect(check(after.value)).toEqual([])
  for (const paragraph of [first, second])
    if ('paragraphId' in step && step.paragraphId !== paragraph.id && step.kind !== 'join')
      expect(after.value.paragraphs).toContain(paragraph)
  const back = apply(after.value, invert(step))
  expect(back).toEqual({ ok: true, value: document })
  expect(invert(invert(step))).toEqual(step)
  const read = parseStepGroup(toJSON({ label: 'x', at: 7, steps: [step] }))
  expect(read).toEqual({ ok: true, value: { label: 'x', at: 7, steps: [step] } })
})

test.each<{ why: string; step: Step }>([
  {
    why: 'the removed words read differently',
    step: { kind: 'items', paragraphId: 'p1', at: 1, removed: [{ ...b, text: 'x' }], inserted: [] },
  },
  {
    why: 'the removed words have another time',
    step: { kind: 'items', paragraphId: 'p1', at: 1, removed: [{ ...b, endMs: 19 }], inserted: [] },
  },
  {
    why: 'the removed words carry a mark',
    step: { kind: 'items', paragraphId: 'p1', at: 1, removed: [{ ...b, cut: true }], inserted: [] },
  },
  {
    why: 'a pause stands for a word',
    step: {
      kind: 'items',
      paragraphId: 'p1',
      at: 0,
      removed: [{ kind: 'pause', id: 'a', startMs: 0, endMs: 10, category: '' }],
      inserted: [],
    },
  },
  { why: 'it reaches beyond the end', step: { kind: 'items', paragraphId: 'p1', at: 2, removed: [b], inserted: [] } },
  { why: 'it inserts beyond the end', step: { kind: 'items', paragraphId: 'p1', at: 3, removed: [], inserted: [d] } },
  { why: 'the paragraph is gone', step: { kind: 'items', paragraphId: 'p9', at: 0, removed: [], inserted: [d] } },
  {
    why: 'the split lies beyond the end',
    step: { kind: 'split', paragraphId: 'p1', at: 3, newId: 'p3', speakerId: 's1' },
  },
  { why: 'the new id is in use', step: { kind: 'split', paragraphId: 'p1', at: 1, newId: 'p2', speakerId: 's1' } },
  { why: 'nobody has that speaker', step: { kind: 'split', paragraphId: 'p1', at: 1, newId: 'p3', speakerId: 's9' } },
  { why: 'the seam has moved', step: { kind: 'join', paragraphId: 'p1', at: 1, newId: 'p2', speakerId: 's2' } },
  { why: 'another paragraph follows', step: { kind: 'join', paragraphId: 'p1', at: 2, newId: 'p3', speakerId: 's2' } },
  { why: 'another speaker follows', step: { kind: 'join', paragraphId: 'p1', at: 2, newId: 'p2', speakerId: 's1' } },
  {
    why: 'the removed paragraph differs',
    step: { kind: 'paragraphs', at: 0, removed: [{ ...first, speakerId: 's2' }], inserted: [] },
  },
  { why: 'the paragraphs end before', step: { kind: 'paragraphs', at: 1, removed: [second, first], inserted: [] } },
  { why: 'it is spoken by another', step: { kind: 'assign', paragraphId: 'p1', from: 's2', to: 's1' } },
  { why: 'the new speaker is unknown', step: { kind: 'assign', paragraphId: 'p1', from: 's1', to: 's9' } },
  { why: 'the speaker has another name', step: { kind: 'speaker', at: 0, before: { ...ann, name: 'x' }, after: ann } },
  { why: 'the speaker id is in use', step: { kind: 'speaker', at: 0, before: null, after: bo } },
  { why: 'the speaker still speaks', step: { kind: 'speaker', at: 0, before: ann, after: null } },
])('refuses as a value where $why', ({ step }) => {
  expect(apply(document, step)).toMatchObject({ ok: false, code: 'conflict' })
})

test('all or none', () => {
  const half = applyAll(document, [
    ...good.slice(0, 2),
    { kind: 'assign', paragraphId: 'nowhere', from: 's1', to: 's2' },
  ])
  expect(half.ok).toBe(false)
  expect(document.paragraphs).toEqual([first, second])
})

test('merging two touching changes of one paragraph is the same as both, in every position', () => {
  fc.assert(
    fc.property(
      fc.array(anyWord, { minLength: 1, maxLength: 8 }),
      fc.array(fc.record({ at: fc.nat(8), remove: fc.nat(4), texts: fc.array(anyWord, { maxLength: 3 }) }), {
        minLength: 2,
        maxLength: 5,
      }),
      (texts, edits) => {
        let id = 0
        const make = (text: string): Item => ({ ...word(`w${id++}`, id * 10, id * 10 + 10), text })
        const start: Transcript = { ...document, durationMs: null, paragraphs: [{ ...first, items: texts.map(make) }] }
        let now = start
        const steps: Step[] = []
        for (const edit of edits) {
          const items = now.paragraphs[0]?.items ?? []
          const at = Math.min(edit.at, items.length)
          const step: Step = {
            kind: 'items',
            paragraphId: 'p1',
            at,
            removed: items.slice(at, at + edit.remove),
            inserted: edit.texts.map(make),
          }
          const before = steps.at(-1)
          const merged = before === undefined ? null : merge(before, step)
          const after = apply(now, step)
          if (!after.ok) throw new Error(after.message)
          if (before !== undefined && merged !== null) {
            const base = apply(now, invert(before))
            if (!base.ok) throw new Error(base.message)
            expect(apply(base.value, merged)).toEqual(after)
            expect(apply(after.value, invert(merged))).toEqual(base)
          }
          steps.push(step)
          now = after.value
        }
        const all = steps.reduce<readonly Step[]>((sum, step) => appendSteps(sum, [step]), [])
        expect(applyAll(start, all)).toEqual({ ok: true, value: now })
        expect(applyAll(now, invertGroup({ label: '', at: 0, steps: all }).steps)).toEqual({ ok: true, value: start })
      },
    ),
  )
})

test.each<{ why: string; pair: readonly [Step, Step] }>([
  {
    why: 'apart',
    pair: [
      { kind: 'items', paragraphId: 'p1', at: 0, removed: [], inserted: [d] },
      { kind: 'items', paragraphId: 'p1', at: 2, removed: [b], inserted: [] },
    ],
  },
  {
    why: 'in two paragraphs',
    pair: [
      { kind: 'items', paragraphId: 'p1', at: 0, removed: [], inserted: [d] },
      { kind: 'items', paragraphId: 'p2', at: 0, removed: [], inserted: [d] },
    ],
  },
  {
    why: 'of other kinds',
    pair: [
      { kind: 'assign', paragraphId: 'p1', from: 's1', to: 's2' },
      { kind: 'assign', paragraphId: 'p1', from: 's2', to: 's1' },
    ],
  },
])('two changes $why stay two', ({ pair }) => {
  expect(merge(...pair)).toBeNull()
})

test('a letter typed three times merges to one step', () => {
  const steps = ['b1', 'b12', 'b123'].reduce<readonly Step[]>((sum, text, index) => {
    const removed = [{ ...b, text: ['b', 'b1', 'b12'][index] ?? '' }]
    return appendSteps(sum, [{ kind: 'items', paragraphId: 'p1', at: 1, removed, inserted: [{ ...b, text }] }])
  }, [])
  expect(steps).toEqual([{ kind: 'items', paragraphId: 'p1', at: 1, removed: [b], inserted: [{ ...b, text: 'b123' }] }])
})

test('a journal replays to its end, stops at the first line that does not fit, and takes a line written twice once', () => {
  const lines = [good[0], good[7]].flatMap((step, index) =>
    step === undefined ? [] : [toJSON({ label: 'x', at: index, steps: [step] })],
  )
  const [one = '', two = ''] = lines
  const all = replay(document, lines)
  expect(all).toMatchObject({ applied: 2, stopped: null })
  expect(replay(document, [one, two, one, two])).toEqual({ ...all, applied: 4 })
  const misfit = toJSON({ label: 'x', at: 9, steps: [{ kind: 'assign', paragraphId: 'p2', from: 's2', to: 's1' }] })
  expect(replay(document, [...lines, misfit, one]).applied).toBe(2)
  expect(replay(document, [...lines, '{"label":']).stopped).toBe('A line of the edit journal is not JSON.')
  expect(replay(document, [...lines, '{"label":1}']).stopped).toBe(
    'A line of the edit journal is not a change to a transcript.',
  )
  const wrong = toJSON({
    label: 'x',
    at: 9,
    steps: [{ kind: 'items', paragraphId: 'p2', at: 0, removed: [], inserted: [{ ...d, id: 'a' }] }],
  })
  expect(replay(document, [wrong]).stopped).toContain('used twice')
})

test('reading a document agrees with its schema, whatever is wrong with it', () => {
  fc.assert(
    fc.property(
      anyTranscript,
      fc.nat(40),
      fc.constantFrom(null, 7, 'x', [], {}, undefined, -1, 1.5, true),
      (transcript, at, value) => {
        const json = JSON.stringify(transcript)
        expect(parseTranscript(json)).toEqual({ ok: true, value: transcript })
        let count = 0
        const spoilt: unknown = JSON.parse(json, (_key: string, here: unknown) => (count++ === at ? value : here))
        const text = JSON.stringify(spoilt) ?? 'null'
        const schema = transcriptSchema.safeParse(JSON.parse(text))
        const sound = schema.success && check(schema.data).length === 0
        expect(parseTranscript(text).ok).toBe(sound)
      },
    ),
    { numRuns: 600 },
  )
})

test.each(['', '{', 'null', '[]', '{"speakers":[]}'])('%j is no transcript, said in a sentence', (text) => {
  expect(parseTranscript(text)).toMatchObject({
    ok: false,
    code: 'unreadable',
    message: expect.stringMatching(/^This transcript is damaged.*\.$/u),
  })
})

test.each([
  ['no JSON', '[{'],
  ['no array', '{}'],
  ['none', '[]'],
  ['no group', '[7]'],
  ['a step of no kind', '[{"label":"x","at":1,"steps":[{"kind":"format-disk"}]}]'],
  ['a tower', '['.repeat(5_000_000)],
  ['too many', JSON.stringify(Array.from({ length: 1001 }, () => ({ label: 'x', at: 1, steps: [] })))],
])('groups that cross from the window: %s is malformed', (_, json) => {
  expect(parseStepGroups(json)).toMatchObject({ ok: false, code: 'malformed' })
})

test('groups that cross from the window come through as they are', () => {
  const groups = [1, 2].map((at) => ({ label: 'x', at, steps: [] }))
  expect(parseStepGroups(JSON.stringify(groups))).toEqual({ ok: true, value: groups })
})
