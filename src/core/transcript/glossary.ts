// A glossary of corrections: "always write it like this". An entry is found as whole words; where the text says already what it
// shall say, also around the words found, nothing is to be done: applied twice it changes nothing more, unless an entry writes a part of what
// another finds.

import { findIn, type Found } from './find'

export type Entry = {
  /** What the recogniser wrote. */
  readonly find: string
  /** What it shall be. */
  readonly write: string
  readonly matchCase: boolean
}

export type Correction = Found & {
  readonly entry: Entry
  /** What stands there now. */
  readonly was: string
  readonly by: string
}

export const mostEntries = 500
export const longestEntry = 200

/** Why this is no entry, as a sentence; null where it is one. */
export const whyNoEntry = ({ find, write }: Pick<Entry, 'find' | 'write'>): string | null => {
  if (find.trim() === '') return 'Say what is to be found.'
  if (write.trim() === '') return 'Say how it is to be written.'
  if (find.trim() === write.trim()) return 'Both are the same.'
  return null
}

/** Whether what shall stand here stands here already: `Idai` in `Cyclone Idai`, where that is what `Idai` becomes. */
const isWritten = (text: string, from: number, was: string, write: string): boolean => {
  for (let at = write.indexOf(was); at >= 0; at = write.indexOf(was, at + 1))
    if (text.startsWith(write, from - at)) return true
  return false
}

/** All corrections in these lines, in order, none over another: of two that overlap the longer one, then the earlier entry. */
export const corrections = (lines: readonly string[], entries: readonly Entry[]): readonly Correction[] => {
  const all: Correction[] = []
  for (const entry of entries) {
    const [find, write] = [entry.find.trim(), entry.write.trim()]
    if (whyNoEntry(entry) !== null) continue
    const found = findIn(lines, { text: find, matchCase: entry.matchCase, wholeWords: true, regexp: false }, write)
    if (!found.ok) continue
    for (const hit of found.value) {
      const text = lines[hit.line] ?? ''
      const was = text.slice(hit.from, hit.to)
      if (was !== write && !isWritten(text, hit.from, was, write)) all.push({ ...hit, entry, was, by: write })
    }
  }
  const order = new Map(entries.map((entry, at) => [entry, at]))
  const best = all.toSorted(
    (a, b) => b.to - b.from - (a.to - a.from) || (order.get(a.entry) ?? 0) - (order.get(b.entry) ?? 0),
  )
  const taken = new Map<number, Correction[]>()
  for (const one of best) {
    const there = taken.get(one.line) ?? []
    if (there.some(({ from, to }) => from < one.to && one.from < to)) continue
    taken.set(one.line, [...there, one])
  }
  return [...taken.values()].flat().sort((a, b) => a.line - b.line || a.from - b.from)
}

/** A line with corrections done. */
export const corrected = (text: string, done: readonly Pick<Correction, 'from' | 'to' | 'by'>[]): string => {
  let made = ''
  let at = 0
  for (const { from, to, by } of done) {
    made += text.slice(at, from) + by
    at = to
  }
  return made + text.slice(at)
}
