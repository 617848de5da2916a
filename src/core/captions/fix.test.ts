import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cutStretches } from '../transcript/cuts'
import { anyTranscript } from '../transcript/documents.fixture'
import { check, type Transcript, type Word, words } from '../transcript/model'
import { applyAll, invertAll, type Step } from '../transcript/step'
import { splitCue } from './breaks'
import type { Cue } from './cue'
import { fixAll, fixFor, type FixedAll, type Rule } from './fix'
import { presetIds, presets } from './rules'
import { segment } from './segment'

const rules = presets['netflix-en']
const kinds: readonly Rule[] = ['cps', 'min-duration', 'max-duration', 'line-length', 'lines', 'gap', 'text']

const after = (transcript: Transcript, steps: readonly Step[]): Transcript => {
  const applied = applyAll(transcript, steps)
  if (!applied.ok) throw new Error(applied.message)
  expect(check(applied.value)).toEqual([])
  return applied.value
}
const count = (cues: readonly Cue[], rule: Rule): number =>
  cues.filter(({ marks }) => marks.some((mark) => mark.rule === rule)).length
const said = (transcript: Transcript): readonly string[] =>
  transcript.paragraphs.flatMap((paragraph) => words(paragraph).map(({ text }) => text))
const through = (work: Generator<FixedAll, FixedAll>): FixedAll => {
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
  }
}

/** Words of so many ms each, one paragraph; `|` is a silence of a second. */
const spoken = (text: string, wordMs = 300): Transcript => {
  let at = 0
  const items: Word[] = []
  for (const part of text.split(' ')) {
    if (part === '|') at += 1000
    else {
      items.push({
        kind: 'word',
        id: `w${items.length}`,
        text: part,
        startMs: at,
        endMs: at + wordMs - 20,
        timing: 'source',
      })
      at += wordMs
    }
  }
  return {
    speakers: [{ id: 's', name: 'S', pictoryId: null }],
    paragraphs: [{ id: 'p', speakerId: 's', items }],
    language: 'en',
    durationMs: null,
  }
}
const cueOf = (cues: readonly Cue[], at: number): Cue => {
  const cue = cues[at]
  if (cue === undefined) throw new Error('no such cue')
  return cue
}

describe('a cue that breaks a rule', () => {
  it('is given back to the style guide where a hand made it so', () => {
    const talk = spoken(
      'The harbour was quiet that morning, and nobody had seen the boat leave. We asked the man twice.',
    )
    const first = cueOf(segment(talk, rules), 0)
    const split = splitCue(talk, first, first.firstItem)
    const torn = after(talk, split?.steps ?? [])
    const cues = segment(torn, rules)
    const short = cues.find(({ marks }) => marks.some(({ rule }) => rule === 'min-duration'))
    expect(short?.lines).toEqual(['The'])
    const fix = short === undefined ? null : fixFor(torn, short.id, 'min-duration', rules)
    expect(fix?.label).toBe('Let the style guide break it again')
    expect(count(segment(after(torn, fix?.steps ?? []), rules), 'min-duration')).toBe(0)
  })

  it('stays longer where silence follows, and no longer than it takes', () => {
    const talk = spoken('Internationalisation notwithstanding, misunderstandings proliferate. | | | Yes.', 350)
    const cue = cueOf(segment(talk, rules), 0)
    expect(cue.marks.map(({ rule }) => rule)).toEqual(['cps'])
    const fix = fixFor(talk, cue.id, 'cps', rules)
    expect(fix?.label).toMatch(/^Let it stay \d\.\d+ s longer$/u)
    const then = cueOf(segment(after(talk, fix?.steps ?? []), rules), 0)
    expect(then.marks).toEqual([])
    expect(then.endMs - cue.endMs).toBeLessThan(2000)
  })

  it('does not reach into what the person cut', () => {
    const talk = spoken('Internationalisation notwithstanding, misunderstandings proliferate. | | | Yes.', 350)
    const cut: Word = { kind: 'word', id: 'um', text: 'um,', startMs: 1380, endMs: 3400, timing: 'source', cut: true }
    const [paragraph] = talk.paragraphs
    if (paragraph === undefined) throw new Error('no paragraph')
    const before = { ...talk, paragraphs: [{ ...paragraph, items: paragraph.items.toSpliced(4, 0, cut) }] }
    const cue = cueOf(segment(before, rules), 0)
    expect(cue.marks.map(({ rule }) => rule)).toEqual(['cps'])
    const fix = fixFor(before, cue.id, 'cps', rules)
    expect(cutStretches(after(before, fix?.steps ?? []))).toEqual(cutStretches(before))
    expect(fix?.label).toBe('Join it with the next cue')
  })

  it('nothing is offered for one that breaks no such rule, nor where only another text would help', () => {
    const talk = spoken('The harbour was quiet that morning.')
    const cue = cueOf(segment(talk, rules), 0)
    for (const rule of kinds) expect(fixFor(talk, cue.id, rule, rules)).toBeNull()
    const wide = spoken('x'.repeat(60))
    expect(fixFor(wide, cueOf(segment(wide, rules), 0).id, 'line-length', rules)).toBeNull()
  })
})

/** The words at these places with a mark of the user's. */
const marked = (transcript: Transcript, marks: readonly (readonly [number, string])[]): Transcript => {
  let at = 0
  return {
    ...transcript,
    paragraphs: transcript.paragraphs.map((paragraph) => ({
      ...paragraph,
      items: paragraph.items.map((item) => {
        if (item.kind !== 'word') return item
        const here = at++
        const mark = marks.find(([place]) => place === here)?.[1]
        return mark === 'breakAfter'
          ? { ...item, breakAfter: true }
          : mark === 'joinAfter'
            ? { ...item, joinAfter: true }
            : item
      }),
    })),
  }
}

describe('whatever is said and however it is parted', () => {
  const anyMarks = fc.array(fc.tuple(fc.nat(60), fc.constantFrom('breakAfter', 'joinAfter')), { maxLength: 8 })
  it('a fix mends its rule for those words, breaks none more often, keeps every word, and is taken back whole', () => {
    const labels: string[] = []
    fc.assert(
      fc.property(anyTranscript, anyMarks, fc.constantFrom(...presetIds), (plain, marks, id) => {
        const guide = presets[id]
        const transcript = marked(plain, marks)
        const cues = segment(transcript, guide)
        for (const cue of cues.slice(0, 12))
          for (const { rule } of cue.marks) {
            const fix = fixFor(transcript, cue.id, rule, guide)
            if (fix === null) continue
            labels.push(fix.label)
            const then = after(transcript, fix.steps)
            expect(said(then)).toEqual(said(transcript))
            expect(applyAll(then, invertAll(fix.steps))).toEqual({ ok: true, value: transcript })
            const now = segment(then, guide)
            expect(count(now, rule)).toBeLessThan(count(cues, rule))
            for (const other of kinds) expect(count(now, other)).toBeLessThanOrEqual(count(cues, other))
          }
      }),
      { numRuns: 150 },
    )
    for (const kind of [/^Let it stay/u, /^Move \d? ?words?|^Move a word/u, /^Join it/u, /^Let the style guide/u])
      expect(labels.filter((label) => kind.test(label)).length, String(kind)).toBeGreaterThan(0)
  })

  it('fixing all of a kind says how many are left, in as many steps as it answered with', () => {
    fc.assert(
      fc.property(anyTranscript, anyMarks, fc.constantFrom(...kinds), (plain, marks, rule) => {
        const transcript = marked(plain, marks)
        const { steps, fixed, left } = through(fixAll(transcript, rule, rules))
        const then = after(transcript, steps)
        expect(said(then)).toEqual(said(transcript))
        expect(steps.length === 0).toBe(fixed === 0)
        expect(count(segment(then, rules), rule)).toBe(left)
      }),
      { numRuns: 150 },
    )
  })
})
