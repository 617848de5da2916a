import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findIn, type Wanted } from './find'

const plain: Wanted = { text: '', matchCase: false, wholeWords: false, regexp: false }
const find = (lines: readonly (string | null)[], wanted: Partial<Wanted>, by: string | null = null) => {
  const found = findIn(lines, { ...plain, ...wanted }, by)
  return found.ok
    ? found.value.map(({ line, from, to, by: text }) => [line, from, to, ...(by === null ? [] : [text])])
    : found.message
}

describe('finding', () => {
  it.each([
    [
      'plain text',
      { text: 'the' },
      [
        [0, 0, 3],
        [0, 8, 11],
      ],
    ],
    ['by case', { text: 'the', matchCase: true }, [[0, 8, 11]]],
    ['whole words', { text: 'he', wholeWords: true }, []],
    ['signs that mean something to an expression', { text: 'a.b' }, [[1, 0, 3]]],
    ['over blanks', { text: 'cat  the' }, [[0, 4, 11]]],
    ['an expression', { text: 'c[a-z]t', regexp: true }, [[0, 4, 7]]],
    ['an expression that matches nothing', { text: 'x*', regexp: true }, []],
    ['a broken one', { text: '(', regexp: true }, 'This is no regular expression: unterminated group.'],
    ['one that closes our bracket', { text: 'a)|(b', regexp: true }, "This is no regular expression: unmatched ')'."],
    ['one that looks for digits', { text: '\\d+', regexp: true }, [[1, 4, 6]]],
  ] as const)('%s', (_, wanted, expected) => {
    expect(find(['The cat the', 'a.b 12'], wanted)).toEqual(expected)
  })

  it('whole words in any script', () => {
    expect(find(['Zürich zürich, Zürichs', 'שלום עולם', 'e\u0301te e'], { text: 'zürich', wholeWords: true })).toEqual([
      [0, 0, 6],
      [0, 7, 13],
    ])
    expect(find(['שלום עולם'], { text: 'שלום', wholeWords: true })).toEqual([[0, 0, 4]])
    expect(find(['e\u0301t e'], { text: 'e', wholeWords: true })).toEqual([[0, 4, 5]])
    // Nothing bounds a word in a script without blanks.
    expect(find(['昨日は映画を'], { text: '映画', wholeWords: true })).toEqual([[0, 3, 5]])
  })

  it('leaves out lines that are not asked for', () => {
    expect(find(['a', null, 'a'], { text: 'a' })).toEqual([
      [0, 0, 1],
      [2, 0, 1],
    ])
  })

  it('replaces by what was written, or by groups where it is an expression', () => {
    expect(find(['10 km'], { text: '10' }, '$1')).toEqual([[0, 0, 2, '$1']])
    expect(find(['10 km'], { text: '(\\d+) (?<unit>km)', regexp: true }, '$<unit> $1 $& $$ $9')).toEqual([
      [0, 0, 5, 'km 10 10 km $ $9'],
    ])
  })

  it('finds what is there, wherever it is, whatever signs it has', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 20 }),
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }).filter((text) => !/\s|[\r\n]/u.test(text)),
        fc.string({ unit: 'grapheme', maxLength: 20 }),
        (before, text, after) => {
          const found = find([before + text + after], { text, matchCase: true })
          if (typeof found === 'string') throw new Error(found)
          const line = before + text + after
          expect(found.length).toBeGreaterThan(0)
          for (const hit of found) expect(line.slice(Number(hit[1]), Number(hit[2]))).toBe(text)
        },
      ),
    )
  })
})
