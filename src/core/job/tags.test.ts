import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { distinctTags, hasTag, isTag, longestTag, readTag, tagsIn, withoutTag } from './tags'
import { daysLeft, isOver, keptDays, removedFrom } from './trash'
import { titleOfCopy } from './title'

describe('a tag', () => {
  it.each([
    ['  client   A ', 'client A'],
    ['#urgent', 'urgent'],
    ['## two words', 'two words'],
    ['Cafe\u0301', 'Café'],
    ['a\u202eb\u0000c', 'a b c'],
    ['👩‍👩‍👧', '👩‍👩‍👧'],
    ['x'.repeat(longestTag), 'x'.repeat(longestTag)],
    ['👩‍👩‍👧'.repeat(20), '👩‍👩‍👧'.repeat(20)],
  ])('%j is kept as %j', (text, tag) => expect(readTag(text)).toEqual({ ok: true, value: tag }))
  it.each([
    ['', 'empty'],
    [' # ', 'empty'],
    ['x'.repeat(longestTag + 1), 'too-long'],
    [`e${'\u0301'.repeat(300)}`, 'too-long'],
  ])('%j is refused: %s', (text, code) => expect(readTag(text)).toMatchObject({ ok: false, code }))
  it('is left as it is once it was read, whatever was written', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const read = readTag(text)
        if (read.ok) {
          expect(isTag(read.value)).toBe(true)
          expect(readTag(read.value)).toEqual(read)
          expect(tagsIn(read.value)).toEqual({ ok: true, value: [read.value] })
        }
      }),
    ))
  it('comes out of a text by commas, semicolons and lines', () => {
    expect(tagsIn(' a, #b;;c\n, ')).toEqual({ ok: true, value: ['a', 'b', 'c'] })
    expect(tagsIn(`a,${'x'.repeat(41)}`)).toMatchObject({ ok: false })
  })
  it('is the same in any case', () => {
    expect(hasTag(['Client A'], 'client a')).toBe(true)
    expect(withoutTag(['Client A', 'b'], 'CLIENT A')).toEqual(['b'])
    expect(distinctTags(['A', 'b', 'a', 'B'])).toEqual(['A', 'b'])
  })
})

const day = 24 * 3_600_000
describe('the trash’s time', () => {
  it.each([
    [0, keptDays, false],
    [1, keptDays, false],
    [day, keptDays - 1, false],
    [keptDays * day - 1, 1, false],
    [keptDays * day, 0, true],
    [90 * day, 0, true],
    [-400 * day, keptDays, false],
  ])('%i ms after: %i days are left, over: %s', (passed, left, over) => {
    const at = 1000 * day
    expect([daysLeft(at, at + passed), isOver(at, at + passed)]).toEqual([left, over])
    expect(removedFrom(at)).toBe(at + keptDays * day)
  })
})

describe('the title of a copy', () => {
  it.each([
    ['Talk', [], 'Talk copy'],
    ['Talk', ['Talk copy'], 'Talk copy 2'],
    ['Talk copy', ['Talk', 'Talk copy'], 'Talk copy 2'],
    ['Talk copy 2', ['Talk copy', 'Talk copy 2'], 'Talk copy 3'],
    ['x'.repeat(300), [], `${'x'.repeat(288)} copy`],
  ])('%s beside %j is %s', (title, taken, copy) => expect(titleOfCopy(title, taken)).toBe(copy))
})
