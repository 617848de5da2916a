import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyTranscript, anyTyping } from './documents.fixture'
import { check, textOf, words, type Item, type Paragraph, type Pause, type Transcript, type Word } from './model'
import { retime, retimed, surroundings } from './retime'
import { applyAll, invertAll, parseStepGroup, toJSON, type Step } from './step'
import { rewritten, standsFor, tokens } from './tokens'

const word = (text: string, startMs: number, endMs: number, more: Partial<Word> = {}): Word => ({
  kind: 'word',
  id: `${text}@${startMs}`,
  text,
  startMs,
  endMs,
  timing: 'source',
  ...more,
})
const pause = (startMs: number, endMs: number): Pause => ({
  kind: 'pause',
  id: `p@${startMs}`,
  startMs,
  endMs,
  category: 'small',
})
const paragraph = (id: string, ...items: readonly Item[]): Paragraph => ({ id, speakerId: 's', items })

const numbered = () => {
  let next = 0
  return () => `n${next++}`
}

const edit = (
  before: readonly Paragraph[],
  lines: readonly string[],
  more: Partial<Parameters<typeof retimed>[0]> = {},
) => {
  const result = retimed({
    before,
    lines,
    previousEndMs: 0,
    nextStartMs: null,
    durationMs: 100_000,
    newId: numbered(),
    ...more,
  })
  if (!result.ok) throw new Error(result.message)
  return result.value
}

/** "text start–end timing" per item. */
const say = (paragraphs: readonly Paragraph[]) =>
  paragraphs.map((each) =>
    each.items.map((item) =>
      item.kind === 'word'
        ? `${item.text} ${item.startMs}–${item.endMs} ${item.timing}`
        : `⏸ ${item.startMs}–${item.endMs}`,
    ),
  )

const hello = word('hello', 1000, 1500)
const world = word('world', 1500, 2000)
const again = word('again', 4000, 4600)

test.each([
  {
    rule: 'a corrected word keeps id, start and end',
    before: [paragraph('a', hello, world)],
    lines: ['hallo world'],
    after: [['hallo 1000–1500 source', 'world 1500–2000 source']],
  },
  {
    rule: 'a word typed over by another keeps id, start and end',
    before: [paragraph('a', hello, world, again)],
    lines: ['hello everybody again'],
    after: [['hello 1000–1500 source', 'everybody 1500–2000 source', 'again 4000–4600 source']],
  },
  {
    rule: 'a split shares by letters, contiguous, exactly',
    before: [paragraph('a', word('cannot', 0, 601))],
    lines: ['can’t not'],
    after: [['can’t 0–343 split', 'not 343–601 split']],
  },
  {
    rule: 'a blank put in the middle of a word',
    before: [paragraph('a', hello, world)],
    lines: ['hello wo rld'],
    after: [['hello 1000–1500 source', 'wo 1500–1700 split', 'rld 1700–2000 split']],
  },
  {
    rule: 'a join spans from first start to last end',
    before: [paragraph('a', hello, world, again)],
    lines: ['hello worldagain'],
    after: [['hello 1000–1500 source', 'worldagain 1500–4600 joined']],
  },
  {
    rule: 'a join over a pause takes the pause',
    before: [paragraph('a', word('E.', 0, 300), pause(300, 900), word('Di', 900, 1200))],
    lines: ['EDi'],
    after: [['EDi 0–1200 joined']],
  },
  {
    rule: 'inserted words share the free time by letters',
    before: [paragraph('a', word('one', 0, 1000), word('two', 2000, 3000))],
    lines: ['one to three two'],
    after: [['one 0–1000 source', 'to 1000–1286 estimated', 'three 1286–2000 estimated', 'two 2000–3000 source']],
  },
  {
    rule: 'inserted words take no more than a word can last',
    before: [paragraph('a', word('one', 0, 1000), word('two', 20_000, 21_000))],
    lines: ['one oh two'],
    after: [['one 0–1000 source', 'oh 1000–2000 estimated', 'two 20000–21000 source']],
  },
  {
    rule: 'without free time the nearer neighbour lends, at most half',
    before: [paragraph('a', hello, world)],
    lines: ['hello extraordinary world'],
    after: [['hello 1000–1250 estimated', 'extraordinary 1250–1500 estimated', 'world 1500–2000 source']],
  },
  {
    rule: 'without free time: typed against the next word, that one lends',
    before: [paragraph('a', hello, world)],
    lines: ['hello extraordinary world'],
    more: { near: 'after' as const },
    after: [['hello 1000–1500 source', 'extraordinary 1500–1750 estimated', 'world 1750–2000 estimated']],
  },
  {
    rule: 'pauses stay: the free time beside them is used',
    before: [paragraph('a', word('one', 0, 1000), pause(1000, 1800), word('two', 2000, 3000))],
    lines: ['one and two'],
    after: [['one 0–1000 source', '⏸ 1000–1800', 'and 1800–2000 estimated', 'two 2000–3000 source']],
  },
  {
    rule: 'pauses stay: beside a pause the neighbour lends',
    before: [paragraph('a', word('one', 0, 1000), pause(1000, 2000), word('two', 2000, 3000))],
    lines: ['one and two'],
    after: [['one 0–500 estimated', 'and 500–1000 estimated', '⏸ 1000–2000', 'two 2000–3000 source']],
  },
  {
    rule: 'deleting moves nothing, pauses stay',
    before: [paragraph('a', hello, world, pause(2500, 3000), again)],
    lines: ['again'],
    after: [['⏸ 2500–3000', 'again 4000–4600 source']],
  },
  {
    rule: 'a paragraph that lost its words keeps its pauses',
    before: [paragraph('a', hello, pause(1500, 2500)), paragraph('b', again)],
    lines: ['', 'again'],
    after: [['⏸ 1500–2500'], ['again 4000–4600 source']],
  },
  {
    rule: 'after the last word the pace of speech',
    before: [paragraph('a', hello)],
    lines: ['hello there'],
    after: [['hello 1000–1500 source', 'there 1500–1875 estimated']],
  },
  {
    rule: 'before the first word the pace of speech, up to it',
    before: [paragraph('a', hello)],
    lines: ['oh hello'],
    after: [['oh 850–1000 estimated', 'hello 1000–1500 source']],
  },
  {
    rule: 'into an empty paragraph, after what precedes it',
    before: [paragraph('a')],
    lines: ['hello'],
    more: { previousEndMs: 700 },
    after: [['hello 700–1075 estimated']],
  },
  {
    rule: 'into an empty paragraph with no time left, across the next one',
    before: [paragraph('a')],
    lines: ['hello'],
    more: { previousEndMs: 700, nextStartMs: 700 },
    after: [['hello 700–1075 estimated']],
  },
  {
    rule: 'a pause at the place of a split goes to the second paragraph',
    before: [paragraph('a', hello, pause(1500, 1600), word('world', 1600, 2000))],
    lines: ['hello', 'world'],
    after: [['hello 1000–1500 source'], ['⏸ 1500–1600', 'world 1600–2000 source']],
  },
  {
    rule: 'a split inside a word',
    before: [paragraph('a', hello, world)],
    lines: ['hello wor', 'ld'],
    after: [['hello 1000–1500 source', 'wor 1500–1800 split'], ['ld 1800–2000 split']],
  },
  {
    rule: 'a split of 1 ms borrows around it',
    before: [paragraph('a', word('ab', 0, 1), word('cd', 1, 101))],
    lines: ['a b cd'],
    after: [['a 0–25 estimated', 'b 25–51 estimated', 'cd 51–101 estimated']],
  },
  {
    rule: 'two paragraphs that overlap, joined, are put in order around the seam',
    before: [
      paragraph('a', word('one', 0, 500), word('two', 500, 1000)),
      paragraph('b', word('red', 800, 1100), word('blue', 1100, 1600)),
    ],
    lines: ['one two red blue'],
    after: [['one 0–500 source', 'two 500–1000 source', 'red 1000–1100 estimated', 'blue 1100–1600 source']],
  },
  {
    rule: 'a phrase typed over by one word of the same length keeps its words apart',
    before: [paragraph('a', hello, world, again)],
    lines: ['hello good folks again'],
    after: [['hello 1000–1500 source', 'good 1500–1722 split', 'folks 1722–2000 split', 'again 4000–4600 source']],
  },
])('$rule', ({ before, lines, more, after }) => {
  const result = edit(before, lines, more)
  expect(say(result)).toEqual(after)
})

test('the words a change did not touch are known even where the text could be read otherwise', () => {
  const [first, second] = [word('the', 0, 100), word('the', 200, 300)]
  const before = 'the the'
  const change = { before, words: () => ['the', 'the'], after: 'the', sameAtStart: 0, sameAtEnd: 3 }
  expect(rewritten(change)).toEqual({ untouched: { first: 0, last: 1 } })
  expect(edit([paragraph('a', first, second)], ['the'], { untouched: { first: 0, last: 1 } })[0]?.items).toEqual([
    second,
  ])
  expect(edit([paragraph('a', first, second)], ['the'], { untouched: { first: 1, last: 0 } })[0]?.items).toEqual([
    first,
  ])
})

test('flags survive: a break mark stays on the last part, a cut on every part', () => {
  const [result] = edit([paragraph('a', word('worldwide', 0, 900, { cut: true, breakAfter: true }))], ['world wide'])
  expect(
    result?.items.map((item) => ({ cut: item.cut, breakAfter: item.kind === 'word' ? item.breakAfter : null })),
  ).toEqual([
    { cut: true, breakAfter: undefined },
    { cut: true, breakAfter: true },
  ])
})

test('joining onto an empty paragraph keeps the speaker of the text', () => {
  const result = edit([{ id: 'a', speakerId: 'x', items: [] }, paragraph('b', hello)], ['hello'])
  expect(result).toEqual([paragraph('b', hello)])
})

test.each([
  { what: 'one word', before: [paragraph('a', hello, world)], lines: ['hallo world'], kinds: ['items'] },
  { what: 'Enter', before: [paragraph('a', hello, world)], lines: ['hello', 'world'], kinds: ['split'] },
  {
    what: 'Enter in a word',
    before: [paragraph('a', hello, world)],
    lines: ['hello wor', 'ld'],
    kinds: ['items', 'split'],
  },
  {
    what: 'Backspace at the edge',
    before: [paragraph('a', hello), paragraph('b', world)],
    lines: ['hello world'],
    kinds: ['join'],
  },
  { what: 'nothing', before: [paragraph('a', hello, world)], lines: [' hello   world '], kinds: [] },
  {
    what: 'lines pasted',
    before: [paragraph('a', hello, world)],
    lines: ['hello one', 'two', 'three world'],
    kinds: ['paragraphs'],
  },
])('the smallest steps: $what', ({ before, lines, kinds }) => {
  const steps = retime({
    at: 0,
    before,
    lines,
    previousEndMs: 0,
    nextStartMs: null,
    durationMs: null,
    newId: numbered(),
  })
  expect(steps.ok && steps.value.map((step) => step.kind)).toEqual(kinds)
})

test('a media with fewer milliseconds than words refuses', () => {
  const result = retimed({
    before: [paragraph('a', word('a', 0, 3))],
    lines: ['a b c d'],
    previousEndMs: 0,
    nextStartMs: null,
    durationMs: 3,
    newId: numbered(),
  })
  expect(result).toMatchObject({ ok: false, code: 'no-time' })
})

test('20,000 words pasted over 20,000 others keep to their time', () => {
  const many = Array.from({ length: 20_000 }, (_, index) => word(`old${index}`, index * 10, index * 10 + 10))
  const [result] = edit(
    [paragraph('a', ...many)],
    [many.map((_, index) => (index % 3 === 0 ? `old${index}` : `new${index % 7}`)).join(' ')],
    { durationMs: null },
  )
  expect(result?.items.length).toBe(20_000)
  expect(result?.items.filter((item, index) => item === many[index]).length).toBeGreaterThan(6_600)
  expect(
    check({
      speakers: [{ id: 's', name: '', pictoryId: null }],
      paragraphs: result === undefined ? [] : [result],
      language: '',
      durationMs: null,
    }),
  ).toEqual([])
})

type Typing = { readonly from: number; readonly length: number; readonly text: string }

/** What the editor does with one replacement of text: the touched paragraphs, their new lines, the untouched words. */
const type = (transcript: Transcript, typing: Typing, newId: () => string) => {
  const lines = transcript.paragraphs.map(textOf)
  const text = lines.join('\n')
  const from = Math.round(typing.from * text.length)
  const to = Math.min(text.length, from + typing.length)
  const lineAt = (at: number) => text.slice(0, at).split('\n').length - 1
  const [firstLine, lastLine] = [lineAt(from), lineAt(to)]
  const changed = text.slice(0, from) + typing.text + text.slice(to)
  const startOfFirst = lines.slice(0, firstLine).join('\n').length + (firstLine > 0 ? 1 : 0)
  const restLength = lines.slice(lastLine + 1).reduce((sum, line) => sum + line.length + 1, 0)
  const beforeText = text.slice(startOfFirst, text.length - restLength)
  const afterText = changed.slice(startOfFirst, changed.length - restLength)
  const before = transcript.paragraphs.slice(firstLine, lastLine + 1)
  const change = rewritten({
    before: beforeText,
    words: () => before.flatMap((each) => words(each).map((word) => word.text)),
    after: afterText,
    sameAtStart: from - startOfFirst,
    sameAtEnd: text.length - restLength - to,
  })
  const { untouched } = change
  const steps = retime({
    at: firstLine,
    before,
    lines: afterText.split('\n'),
    ...change,
    ...surroundings(transcript, firstLine, lastLine + 1),
    newId,
  })
  return { steps, changed, firstLine, lastLine, untouched }
}

const itemsOf = (transcript: Transcript) =>
  new Map(transcript.paragraphs.flatMap((each) => each.items).map((item) => [item.id, item] as const))

test('every rule holds after any typing in any document, and undo gives back the original', () => {
  fc.assert(
    fc.property(anyTranscript, fc.array(anyTyping, { minLength: 1, maxLength: 8 }), (original, script) => {
      expect(check(original)).toEqual([])
      const newId = numbered()
      let transcript = original
      const done: Step[] = []
      for (const typing of script) {
        const { steps, changed, firstLine, lastLine, untouched } = type(transcript, typing, newId)
        if (!steps.ok) {
          const needed = tokens(changed).length
          expect(transcript.durationMs).not.toBeNull()
          expect(transcript.durationMs ?? 0).toBeLessThan(needed + itemsOf(transcript).size)
          continue
        }
        let after = transcript
        for (const step of steps.value) {
          const one = applyAll(after, [step])
          if (!one.ok) throw new Error(one.message)
          after = one.value
          expect(check(after)).toEqual([])
        }
        const lines = changed.split('\n')
        expect(lines).toHaveLength(after.paragraphs.length)
        for (const [index, line] of lines.entries()) {
          const texts = after.paragraphs.slice(index, index + 1).flatMap((each) => words(each).map((word) => word.text))
          expect(standsFor(line, texts), `${line} | ${texts.join(' ')}`).toBe(true)
        }

        // Rule 1, sharply: paragraphs outside are shared; inside, the words before and after the change are the same values
        // unless one next to the change lent time, or the change had no time at all.
        const before = transcript.paragraphs.slice(firstLine, lastLine + 1).flatMap(words)
        const grown = after.paragraphs.length - transcript.paragraphs.length
        const result = after.paragraphs.slice(firstLine, lastLine + 1 + grown).flatMap(words)
        for (const [index, each] of transcript.paragraphs.entries()) {
          if (index < firstLine) expect(after.paragraphs[index]).toBe(each)
          if (index > lastLine) expect(after.paragraphs[index + grown]).toBe(each)
        }
        const loose = before.slice(untouched.first, before.length - untouched.last)
        const made = result.slice(untouched.first, result.length - untouched.last)
        for (let index = 0; index < untouched.first; index++) expect(result[index]?.id).toBe(before[index]?.id)
        for (let index = 1; index <= untouched.last; index++) expect(result.at(-index)?.id).toBe(before.at(-index)?.id)
        const deletedOnly = made.length === 0
        const seamless =
          firstLine === lastLine ||
          transcript.paragraphs
            .slice(firstLine, lastLine)
            .every(
              (each, index) =>
                (each.items.at(-1)?.endMs ?? 0) <=
                Math.min(
                  ...transcript.paragraphs
                    .slice(firstLine + index + 1, lastLine + 1)
                    .flatMap((next) => next.items.map((item) => item.startMs)),
                ),
            )
        if (seamless && deletedOnly) {
          // Rule 6: nothing moves, no pause is lost.
          expect(result).toEqual([...before.slice(0, untouched.first), ...before.slice(before.length - untouched.last)])
          for (const item of itemsOf(transcript).values())
            if (item.kind === 'pause') expect(itemsOf(after).get(item.id)).toBe(item)
        }
        if (seamless && loose.length === 1 && made.length === 1 && made[0]?.id === loose[0]?.id)
          // Rule 2.
          expect({ ...made[0], text: '' }).toEqual({ ...loose[0], text: '' })
        if (seamless) {
          const moved = [...before.slice(0, untouched.first), ...before.slice(before.length - untouched.last)].filter(
            (old) => itemsOf(after).get(old.id) !== old,
          )
          const estimated = made.filter((each) => each.timing === 'estimated').length
          const tight = Math.min(...before.map((each) => each.endMs - each.startMs)) < 2 * (estimated + 2)
          if (!tight) {
            // One neighbour of each inserted run may have lent, and kept at least half.
            expect(moved.length).toBeLessThanOrEqual(estimated === 0 ? 0 : 2)
            for (const old of moved) {
              const now = itemsOf(after).get(old.id)
              expect(now === undefined ? 0 : 2 * (now.endMs - now.startMs)).toBeGreaterThanOrEqual(
                old.endMs - old.startMs,
              )
            }
          }
        }

        const back = applyAll(after, invertAll(steps.value))
        expect(back.ok && back.value).toEqual(transcript)
        const line = toJSON({ label: 'Typing', at: 1, steps: steps.value })
        const read = parseStepGroup(line)
        expect(read.ok && read.value.steps).toEqual(steps.value)
        expect(applyAll(transcript, read.ok ? read.value.steps : [])).toEqual({ ok: true, value: after })
        transcript = after
        done.push(...steps.value)
      }
      const back = applyAll(transcript, invertAll(done))
      expect(back.ok && back.value).toEqual(original)
    }),
    { numRuns: 400 },
  )
})

test('splits sum exactly and leave no gap, joins span everything', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 5 }),
      fc.integer({ min: 10, max: 5_000 }),
      fc.stringMatching(/^[a-z]{5,12}$/),
      (parts, length, text) => {
        const size = Math.ceil(text.length / parts)
        const pieces = text.match(new RegExp(`.{1,${size}}`, 'gu')) ?? []
        const original = word(text, 100, 100 + length)
        const [split] = edit([paragraph('a', original)], [pieces.join(' ')])
        const made = split === undefined ? [] : words(split)
        if (pieces.length > 3) return
        expect(made[0]?.startMs).toBe(100)
        expect(made.at(-1)?.endMs).toBe(100 + length)
        for (const [index, each] of made.entries()) expect(each.startMs).toBe(made[index - 1]?.endMs ?? 100)
        const [joined] = edit(split === undefined ? [] : [split], [text])
        expect(joined?.items).toEqual([{ ...original, timing: pieces.length === 1 ? 'source' : 'joined' }])
      },
    ),
  )
})
