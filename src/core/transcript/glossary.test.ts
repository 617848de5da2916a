import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { corrected, corrections, whyNoEntry, type Entry } from './glossary'

const entry = (find: string, write: string, matchCase = false): Entry => ({ find, write, matchCase })
const apply = (lines: readonly string[], entries: readonly Entry[]): readonly string[] => {
  const found = corrections(lines, entries)
  return lines.map((text, line) =>
    corrected(
      text,
      found.filter((one) => one.line === line),
    ),
  )
}

const parts = (text: string): readonly string[] => text.toLowerCase().split(' ')

const meets = (a: Entry, b: Entry): boolean => parts(a.write).some((part) => parts(b.find).includes(part))

describe('a glossary', () => {
  it.each([
    ['a word, in any case', ['the idea was Idea'], [entry('idea', 'Idai')], ['the Idai was Idai']],
    ['only in this case', ['the idea was Idea'], [entry('Idea', 'Idai', true)], ['the idea was Idai']],
    ['no part of a word', ['ideas'], [entry('idea', 'Idai')], ['ideas']],
    ['several words', ['pick tory makes'], [entry('pick tory', 'Pictory')], ['Pictory makes']],
    [
      'what is written already',
      ['Cyclone Idai and Idai'],
      [entry('Idai', 'Cyclone Idai')],
      ['Cyclone Idai and Cyclone Idai'],
    ],
    ['the longer of two', ['pick tory'], [entry('pick', 'Pick'), entry('pick tory', 'Pictory')], ['Pictory']],
    ['by its punctuation', ['mr smith,'], [entry('mr smith', 'Mr. Smith')], ['Mr. Smith,']],
    ['entries that are none', ['a b'], [entry(' ', 'x'), entry('a', ' ')], ['a b']],
  ] as const)('%s', (_, lines, entries, expected) => {
    expect(apply(lines, entries)).toEqual(expected)
  })

  it('says why an entry is none', () => {
    expect([
      whyNoEntry(entry('', 'x')),
      whyNoEntry(entry('x', '')),
      whyNoEntry(entry('x', 'x ')),
      whyNoEntry(entry('x', 'y')),
    ]).toEqual(['Say what is to be found.', 'Say how it is to be written.', 'Both are the same.', null])
  })

  it('applied twice changes nothing more, unless an entry writes a part of what it or another finds', () => {
    const word = fc.constantFrom('ann', 'Ann', 'bo', 'cy', 'dé', 'Ann Bo', '10')
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 8 }).map((words) => words.join(' ')),
        fc.uniqueArray(fc.record({ find: word, write: word, matchCase: fc.boolean() }), {
          maxLength: 3,
          selector: ({ find }) => find.toLowerCase(),
        }),
        (text, entries) => {
          const feeds = entries.some((a) =>
            entries.some(
              (b) => meets(a, b) && !(a === b && parts(a.write).join(' ').includes(parts(a.find).join(' '))),
            ),
          )
          fc.pre(!feeds)
          const once = apply([text], entries)
          expect(apply(once, entries)).toEqual(once)
        },
      ),
    )
  })
})
