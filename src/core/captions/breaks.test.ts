import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyTranscript } from '../transcript/documents.fixture'
import { check, type Transcript, words } from '../transcript/model'
import { applyAll, invertAll, type Step } from '../transcript/step'
import { freeCue, isParted, joinCues, moveWord, type Parted, splitCue } from './breaks'
import type { Cue } from './cue'
import { countGraphemes } from './graphemes'
import { presets } from './rules'
import { segment } from './segment'

const rules = presets['netflix-en']
const after = (transcript: Transcript, steps: readonly Step[]): Transcript => {
  const applied = applyAll(transcript, steps)
  if (!applied.ok) throw new Error(applied.message)
  expect(check(applied.value)).toEqual([])
  return applied.value
}
/** The words without the marks. */
const bare = ({ paragraphs }: Transcript) =>
  paragraphs.flatMap((paragraph) => words(paragraph).map(({ breakAfter: _b, joinAfter: _j, ...word }) => word))
const letters = (cues: readonly Cue[]): number =>
  cues.reduce((sum, { lines }) => sum + lines.join('').replaceAll(/\s+/gu, '').length, 0)
const textsOf = (cues: readonly Cue[]): readonly string[] => cues.map(({ lines }) => lines.join(' '))

const spoken = (text: string): Transcript => ({
  speakers: [{ id: 's', name: 'S', pictoryId: null }],
  paragraphs: [
    {
      id: 'p',
      speakerId: 's',
      items: text.split(' ').map((word, at) => ({
        kind: 'word',
        id: `w${at}`,
        text: word,
        startMs: at * 300,
        endMs: at * 300 + 280,
        timing: 'source',
      })),
    },
  ],
  language: 'en',
  durationMs: null,
})
const talk = spoken(
  'The harbour was quiet that morning, and nobody had seen the boat leave. We asked the man on the pier twice.',
)

const did = (transcript: Transcript, parted: Parted | null): readonly Cue[] => {
  if (parted === null) throw new Error('nothing to do')
  const cues = segment(after(transcript, parted.steps), rules)
  expect(isParted(cues, parted)).toBe(true)
  return cues
}
const cueAt = (cues: readonly Cue[], at: number): Cue => {
  const cue = cues[at]
  if (cue === undefined) throw new Error('no such cue')
  return cue
}

describe('cues made by hand', () => {
  const before = segment(talk, rules)

  it('one becomes two where it was said', () => {
    const cue = cueAt(before, 0)
    const cues = did(talk, splitCue(talk, cue, cue.firstItem + 2))
    expect(textsOf(cues)[0]).toBe('The harbour was')
    expect(cues).toHaveLength(before.length + 1)
    expect(textsOf(cues).slice(2)).toEqual(textsOf(before).slice(1))
  })

  it('two become one, and go back to what they were', () => {
    const cue = cueAt(before, 0)
    const split = splitCue(talk, cue, cue.firstItem + 2)
    const parted = after(talk, split?.steps ?? [])
    const [first, second] = segment(parted, rules)
    if (first === undefined || second === undefined) throw new Error('no cues')
    expect(textsOf(did(parted, joinCues(parted, first, second)))).toEqual(textsOf(before))
    const freed = after(parted, freeCue(parted, first))
    expect(textsOf(segment(after(freed, freeCue(freed, second)), rules))).toEqual(textsOf(before))
  })

  it('a word goes over to its neighbour', () => {
    const [first, second] = before
    if (first === undefined || second === undefined) throw new Error('no cues')
    const word = (cue: Cue, at: number) => textsOf([cue])[0]?.split(' ').at(at) ?? ''
    const cues = did(talk, moveWord(talk, first, second, 'second'))
    expect(textsOf(cues)[1]?.startsWith(word(first, -1))).toBe(true)
    expect(textsOf(did(talk, moveWord(talk, first, second, 'first')))[0]?.endsWith(word(second, 0))).toBe(true)
  })

  it('what the style guide does not allow is not parted so: two full cues are no one cue', () => {
    const [first, second] = before
    if (first === undefined || second === undefined) throw new Error('no cues')
    const joined = joinCues(talk, first, second)
    if (joined === null) throw new Error('nothing to do')
    expect(isParted(segment(after(talk, joined.steps), rules), joined)).toBe(false)
  })

  it('is nothing for a place outside of the cue, a word that is cut, or cues of two paragraphs', () => {
    const cue = cueAt(before, 0)
    expect(splitCue(talk, cue, cue.lastItem)).toBeNull()
    expect(joinCues(talk, cue, { ...cueAt(before, 1), paragraphId: 'other' })).toBeNull()
    expect(moveWord(talk, { ...cue, lastItem: cue.firstItem }, cueAt(before, 1), 'second')).toBeNull()
  })

  it('changes marks alone, keeps to what was asked or to the limits, and undo gives all of it back', () => {
    fc.assert(
      fc.property(
        anyTranscript,
        fc.array(fc.tuple(fc.constantFrom('split', 'join', 'first', 'second', 'free'), fc.nat(), fc.nat()), {
          minLength: 1,
          maxLength: 6,
        }),
        (original, script) => {
          let transcript = original
          const done: Step[] = []
          for (const [what, where, place] of script) {
            const cues = segment(transcript, rules)
            if (cues.length === 0) return
            const cue = cueAt(cues, where % cues.length)
            const next = cues[cues.indexOf(cue) + 1]
            const parted =
              what === 'split'
                ? splitCue(transcript, cue, cue.firstItem + (place % (cue.lastItem - cue.firstItem + 1)))
                : what === 'free' || next === undefined
                  ? null
                  : what === 'join'
                    ? joinCues(transcript, cue, next)
                    : moveWord(transcript, cue, next, what === 'first' ? 'first' : 'second')
            const steps = what === 'free' ? freeCue(transcript, cue) : (parted?.steps ?? [])
            const now = after(transcript, steps)
            expect(bare(now)).toEqual(bare(transcript))
            for (const paragraph of now.paragraphs)
              for (const word of words(paragraph))
                expect(word.breakAfter === true && word.joinAfter === true).toBe(false)
            const made = segment(now, rules)
            // Every word is in exactly one cue, in order, and no cue is wider than the rules allow without saying so.
            expect(letters(made)).toBe(letters(cues))
            for (const { lines, marks } of made)
              if (lines.length > rules.maxLines || lines.some((line) => countGraphemes(line) > rules.charsPerLine))
                expect(marks.length).toBeGreaterThan(0)
            if (parted !== null && parted.steps.length > 0 && isParted(made, parted)) {
              const touched = made.filter(
                (each) => each.paragraphId === parted.paragraphId && each.lastItem >= parted.firstItem,
              )
              expect(touched.some(({ byHand }) => byHand)).toBe(true)
            }
            done.push(...steps)
            transcript = now
          }
          expect(after(transcript, invertAll(done))).toEqual(original)
        },
      ),
      { numRuns: 200 },
    )
  })
})
