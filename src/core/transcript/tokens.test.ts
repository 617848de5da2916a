import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { between, joinWords, placed, rewritten, standsFor, tokens, tokensAt } from './tokens'

describe('words of a text', () => {
  test.each([
    ['so  it is,\tI think', ['so', 'it', 'is,', 'I', 'think']],
    ['昨日は映画。', ['昨日', 'は', '映画。']],
    ['「はい」と言った。', ['「はい」', 'と', '言っ', 'た。']],
    ['你好，世界！', ['你好，', '世界！']],
    ['สวัสดีครับ', ['สวัสดี', 'ครับ']],
    ['2024年 Windowsは', ['2024年', 'Windowsは']],
    ['안녕 하세요', ['안녕', '하세요']],
    ['', []],
    [' \n ', []],
  ])('%s', (text, expected) => {
    expect(tokens(text)).toEqual(expected)
  })

  test.each([
    ['世界', '人', ''],
    ['です。', '「はい', ''],
    ['สวัสดี', 'ครับ', ''],
    ['世界', 'x', ' '],
    ['2024', '年', ' '],
    ['안녕', '하세요', ' '],
    ['so', 'it', ' '],
  ])('between %s and %s stands “%s”', (before, after, expected) => {
    expect(between(before, after)).toBe(expected)
  })
})

const vocabulary = [
  '世界',
  '人',
  'カード',
  'です。',
  '「はい」',
  'スタジオ',
  'สวัสดี',
  'ครับ',
  '你好，',
  'ok',
  'naïve',
  '2024年',
  '—',
]
const anyWords = fc.array(fc.constantFrom(...vocabulary), { maxLength: 12 })

describe('a line and its words', () => {
  it('belong together: words that were joined are found again where they stand', () => {
    fc.assert(
      fc.property(anyWords, (words) => {
        const line = joinWords(words)
        expect(standsFor(line, words)).toBe(true)
        const found = tokensAt(line, () => words)
        expect(found.map(({ text }) => text)).toEqual(words)
        for (const { text, from, to } of found) expect(line.slice(from, to)).toBe(text)
      }),
    )
  })

  it('do not where a blank is missing that parts two, or other words are meant', () => {
    expect(standsFor('世界x', ['世界', 'x'])).toBe(false)
    expect(standsFor('世界 人', ['世界', '人'])).toBe(true)
    expect(placed('世界人', ['世界', 'x'])).toBeNull()
    expect(placed('世界人', ['世界'])).toBeNull()
  })
})

const typed = (words: readonly string[], at: number, removed: number, text: string) => {
  const before = joinWords(words)
  const after = before.slice(0, at) + text + before.slice(at + removed)
  return rewritten({
    before,
    words: () => words,
    after,
    sameAtStart: at,
    sameAtEnd: before.length - at - removed,
  })
}

describe('what typing leaves of words without blanks', () => {
  test.each([
    // The recogniser's own words stay, also where a dictionary would part them.
    [['ですから', '世界'], 4, 0, 'ね', [['ですから', 'ね', '世界']]],
    [['カー', 'の'], 2, 0, 'ド', [['カード', 'の']]],
    [['ですから', '世界'], 4, 0, '、', [['ですから、', '世界']]],
    [['世界', 'の', '人'], 2, 1, '', [['世界', '人']]],
    [['世界', 'の', '人'], 3, 0, '\n', [['世界', 'の'], ['人']]],
    [['世界'], 2, 0, ' ok', [['世界', 'ok']]],
    [['世界', '人'], 0, 3, '', [[]]],
  ])('%j: at %i, %i taken out, “%s” put in', (words, at, removed, text, expected) => {
    expect(typed(words, at, removed, text).words).toEqual(expected)
  })

  it('are all letters of the new text, in order; words that the change does not touch are themselves', () => {
    fc.assert(
      fc.property(
        anyWords,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(6),
        fc.oneof(fc.constantFrom('', ' ', '\n', '人', 'ード', '。', 'x'), anyWords.map(joinWords)),
        (words, share, length, text) => {
          const before = joinWords(words)
          const at = Math.round(share * before.length)
          const removed = Math.min(length, before.length - at)
          const after = before.slice(0, at) + text + before.slice(at + removed)
          const made = rewritten({
            before,
            words: () => words,
            after,
            sameAtStart: at,
            sameAtEnd: before.length - at - removed,
          })
          const lines = made.words ?? after.split('\n').map(tokens)
          expect(lines).toHaveLength(after.split('\n').length)
          for (const [index, line] of after.split('\n').entries())
            expect(standsFor(line, lines[index] ?? [])).toBe(true)
          const all = lines.flat()
          const { first, last } = made.untouched
          expect(first + last).toBeLessThanOrEqual(Math.min(words.length, all.length))
          expect(all.slice(0, first)).toEqual(words.slice(0, first))
          expect(all.slice(all.length - last)).toEqual(words.slice(words.length - last))
          // No more than the two beside it are touched where nothing is taken out.
          if (removed === 0) expect(first + last).toBeGreaterThanOrEqual(words.length - 2)
        },
      ),
      { numRuns: 1000 },
    )
  })
})
