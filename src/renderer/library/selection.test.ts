import { describe, expect, it } from 'vitest'
import { noSelection, pruned, ranged, toggled } from './selection'

const shown = ['a', 'b', 'c', 'd', 'e']
const of = (ids: string, anchor: string | null = null) => ({ ids: new Set(ids), anchor })
const text = ({ ids }: { readonly ids: ReadonlySet<string> }) => [...ids].sort().join('')

describe('a choice of many', () => {
  it.each([
    ['the first one, with the one that lies open', noSelection, 'c', 'a', 'ac'],
    ['the one that lies open itself: none is left', noSelection, 'a', 'a', ''],
    ['where none lies open', noSelection, 'c', null, 'c'],
    ['one more', of('ac'), 'd', 'a', 'acd'],
    ['one less', of('ac'), 'c', 'a', 'a'],
  ] as const)('one by one: %s', (_, before, id, open, expected) => {
    const after = toggled(before, id, open)
    expect(text(after)).toBe(expected)
    expect(after.anchor).toBe(id)
  })

  it.each([
    ['from the anchor down', of('b', 'b'), null, 'd', 'bcd'],
    ['from the anchor up', of('d', 'd'), null, 'b', 'bcd'],
    ['the other way round from the same anchor', of('bcd', 'b'), null, 'a', 'ab'],
    ['from where the keyboard is', noSelection, 'c', 'e', 'cde'],
    ['from nowhere', noSelection, null, 'c', 'c'],
    ['from an anchor that is not in view any more', of('xb', 'x'), 'b', 'c', 'bc'],
    ['to what is not in view', of('b', 'b'), null, 'x', ''],
  ] as const)('a range: %s', (_, before, from, to, expected) => {
    expect(text(ranged(before, shown, from, to))).toBe(expected)
  })

  it('lets go of what is not there any more, and stays the same object where all is', () => {
    const before = of('abx', 'a')
    expect(text(pruned(before, (id) => id !== 'x'))).toBe('ab')
    expect(pruned(before, () => true)).toBe(before)
  })
})
