import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyTranscript } from '../transcript/documents.fixture'
import { check, words, type Transcript } from '../transcript/model'
import { applyAll, invertAll, toJSON } from '../transcript/step'
import { compare, isEmpty, type Comparison } from './compare'
import { anyEdit, makeEdits } from './edits.fixture'
import { indexOriginal, restoreParagraph, restoreWord } from './original'
import { stepsTo } from './restore'
import { fates } from './sittings'
import { createTimeline } from './timeline'

const anyEdits = fc.array(anyEdit, { maxLength: 24 })
const runs = { numRuns: 300 }

const applied = (now: Transcript, steps: Parameters<typeof applyAll>[1]): Transcript => {
  const after = applyAll(now, steps)
  if (!after.ok) throw new Error(after.message)
  return after.value
}

test('any point of the journal is the document that was there, forwards and backwards, in any order', () => {
  fc.assert(
    fc.property(anyTranscript, anyEdits, fc.nat(), fc.array(fc.nat(), { maxLength: 12 }), (base, edits, cut, asked) => {
      const { groups, states } = makeEdits(base, edits)
      const lines = groups.map(toJSON)
      const at = cut % states.length
      const middle = states[at]
      if (middle === undefined) throw new Error('unreachable')
      const forward = createTimeline(base)
      // A line that stands twice is one change.
      forward.take(lines.flatMap((line, index) => (index % 3 === 0 ? [line, line] : [line])))
      const both = createTimeline(middle, lines.slice(0, at))
      both.take(lines.slice(at))
      for (const timeline of [forward, both]) {
        expect(timeline.stopped()).toBeNull()
        expect(timeline.groups).toEqual(groups)
        for (const each of [...asked, 0, groups.length]) {
          const point = each % states.length
          expect(timeline.at(point)).toEqual(states[point])
        }
      }
    }),
    runs,
  )
})

test('restoring a point gives exactly the document of that point, and undo exactly what was before', () => {
  fc.assert(
    fc.property(anyTranscript, anyEdits, fc.nat(), (base, edits, point) => {
      const { states } = makeEdits(base, edits)
      const then = states[point % states.length] ?? base
      const now = states.at(-1) ?? base
      const steps = stepsTo(now, then)
      let seen = now
      for (const step of steps) seen = applied(seen, [step])
      expect(seen).toEqual(then)
      expect(applied(then, invertAll(steps))).toEqual(now)
      expect(stepsTo(then, then)).toEqual([])
    }),
    runs,
  )
})

const wordsById = (transcript: Transcript) =>
  new Map(transcript.paragraphs.flatMap((paragraph) => words(paragraph)).map((word) => [word.id, word]))

/** Every word that a comparison tells as changed, by id, and every word its rows show. */
const told = ({ rows }: Comparison) => {
  const changed = new Set<string>()
  const shownAfter: string[] = []
  const gone: string[] = []
  for (const row of rows) {
    if (row.kind === 'same') continue
    for (const span of row.spans) {
      if (span.kind === 'kept') {
        shownAfter.push(...span.words.map(({ id }) => id))
        if (span.marks.length > 0) for (const { id } of span.words) changed.add(id)
      } else if (span.kind === 'corrected') {
        shownAfter.push(span.after.id)
        changed.add(span.after.id)
      } else if (span.kind === 'added') {
        shownAfter.push(...span.words.map(({ id }) => id))
        for (const { id } of span.words) changed.add(id)
      } else if (span.kind === 'removed') {
        gone.push(...span.words.filter(() => !span.moved).map(({ id }) => id))
        for (const { id } of span.words) changed.add(id)
      }
    }
  }
  return { changed, shownAfter, gone }
}

test('a comparison tells every word that changed and no other, and shows every word of the rows once', () => {
  fc.assert(
    fc.property(anyTranscript, anyEdits, fc.nat(), (base, edits, point) => {
      const { states } = makeEdits(base, edits)
      const before = states[point % states.length] ?? base
      const after = states.at(-1) ?? base
      const comparison = compare(before, after)
      const [old, next] = [wordsById(before), wordsById(after)]
      const { changed, shownAfter, gone } = told(comparison)
      for (const [id, word] of next) {
        const was = old.get(id)
        if (was === undefined || JSON.stringify(was) !== JSON.stringify(word)) expect(changed).toContain(id)
      }
      const removed = [...old.keys()].filter((id) => !next.has(id))
      expect(gone.toSorted()).toEqual(removed.toSorted())
      expect(comparison.counts.removed).toBe(removed.length)
      expect(comparison.counts.added).toBe([...next.keys()].filter((id) => !old.has(id)).length)
      // The rows are the document after, in its order, and paragraphs that are gone between them.
      const shown = comparison.rows.flatMap((row) => {
        if (row.kind === 'gone') return []
        if (row.kind === 'changed') return [row.paragraph.id]
        return after.paragraphs.slice(row.from, row.from + row.count).map(({ id }) => id)
      })
      expect(shown).toEqual(after.paragraphs.map(({ id }) => id))
      const inChanged = comparison.rows.flatMap((row) => (row.kind === 'changed' ? words(row.paragraph) : []))
      expect(shownAfter).toEqual(inChanged.map(({ id }) => id))
      for (const id of changed) {
        const [was, word] = [old.get(id), next.get(id)]
        if (was !== undefined && word !== undefined && comparison.counts.moved === 0)
          expect(JSON.stringify(was)).not.toBe(JSON.stringify(word))
      }
    }),
    runs,
  )
})

test('equal documents differ in nothing', () => {
  fc.assert(
    fc.property(anyTranscript, (document) => {
      const copy: Transcript = structuredClone(document)
      const comparison = compare(document, copy)
      expect(isEmpty(comparison)).toBe(true)
      expect(Object.values(comparison.counts).every((count) => count === 0)).toBe(true)
    }),
    runs,
  )
})

test('an undo is told as one, and what it took back does not stand', () => {
  fc.assert(
    fc.property(anyTranscript, anyEdits, (base, edits) => {
      const { groups } = makeEdits(base, edits)
      const found = fates(groups)
      const undone = new Set<number>()
      for (const [index, fate] of found.entries()) {
        expect(fate.kind === 'undo').toBe(groups[index]?.label.startsWith('Undo: '))
        if (fate.kind !== 'undo') continue
        for (const each of fate.of) undone.add(each)
      }
      expect(found.flatMap(({ kind }, index) => (kind === 'undone' ? [index] : []))).toEqual(
        [...undone].sort((a, b) => a - b),
      )
    }),
    runs,
  )
})

test('restoring words and paragraphs keeps the document sound and loses no word that stands elsewhere', () => {
  fc.assert(
    fc.property(anyTranscript, anyEdits, fc.nat(), fc.nat(), (base, edits, where, which) => {
      const now = makeEdits(base, edits).states.at(-1) ?? base
      const original = indexOriginal(base)
      const paragraph = now.paragraphs[where % now.paragraphs.length]
      const word = paragraph === undefined ? undefined : words(paragraph)[which % Math.max(1, words(paragraph).length)]
      if (paragraph === undefined) return
      const others = (transcript: Transcript) =>
        transcript.paragraphs.filter(({ id }) => now.paragraphs.some((each) => each.id === id && each !== paragraph))
      const whole = restoreParagraph(now, original, paragraph.id)
      if (whole.ok) {
        const after = applied(now, whole.value)
        expect(check(after)).toEqual(check(now))
        expect(others(after)).toEqual(others(now))
        const before = wordsById(base)
        for (const id of wordsById(now).keys()) if (before.has(id)) expect(wordsById(after).has(id)).toBe(true)
        // Once more changes nothing.
        const again = restoreParagraph(after, original, paragraph.id)
        expect(again.ok).toBe(false)
        expect(applied(after, invertAll(whole.value))).toEqual(now)
      } else expect(whole.message).toMatch(/\.$/u)
      if (word === undefined) return
      const one = restoreWord(now, original, word.id)
      if (!one.ok) return
      const after = applied(now, one.value)
      expect(check(after)).toEqual(check(now))
      expect(others(after)).toEqual(others(now))
      expect(wordsById(after).get(word.id)?.text).toBe(wordsById(base).get(word.id)?.text)
    }),
    runs,
  )
})
