import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isModest, parseJson, withoutNan } from './json'

describe('JSON from outside', () => {
  it('is parsed as JSON.parse does it, whatever it holds', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 20 }), (value) => {
        const text = JSON.stringify(value)
        expect(JSON.stringify(parseJson(text))).toBe(text)
      }),
    )
  })

  it('takes brackets and quotes inside of strings for what they are', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('[', '{', '"', '\\', ',', 'a', '\n')), (parts) => {
        const word = parts.join('')
        expect(parseJson(JSON.stringify({ word: word.repeat(50) }))).toEqual({ word: word.repeat(50) })
      }),
    )
    expect(isModest(JSON.stringify({ word: '[{'.repeat(3_000_000) }))).toBe(true)
  })

  it.each([
    ['a tower', '['.repeat(501)],
    ['a tower that comes down again', `${'['.repeat(501)}${']'.repeat(501)}`],
    ['a tower of names', '{"a":'.repeat(2_000_001)],
    ['a field of objects', `[${'{},'.repeat(2_000_000)}{}]`],
    ['a field of numbers', `[${'0,'.repeat(16_000_001)}0]`],
  ])('does not parse %s', (_, text) => {
    expect(isModest(text)).toBe(false)
    expect(parseJson(text)).toBeUndefined()
  })

  it('five hundred levels are parsed, and as many lists beside each other as there are', () => {
    expect(parseJson(`${'['.repeat(500)}${']'.repeat(500)}`)).toBeDefined()
    expect(parseJson(`[${'[[]],'.repeat(5000)}[]]`)).toBeDefined()
  })

  it.each(['', '"', '{', '[1,]', 'no', '"\\"', '"\\'])('gives undefined for %j', (text) => {
    expect(parseJson(text)).toBeUndefined()
  })
})

describe('NaN and Infinity, as Python writes them', () => {
  it.each([
    ['[NaN,-Infinity,Infinity,1]', '[null,null,null,1]'],
    ['{"NaN":NaN,"a":"-Infinity \\" NaN"}', '{"NaN":null,"a":"-Infinity \\" NaN"}'],
    ['{"a":"\\\\",NaN', '{"a":"\\\\",null'],
    ['"NaN', '"NaN'],
    ['', ''],
  ])('%s', (text, expected) => expect(withoutNan(text)).toBe(expected))

  it('long strings full of escapes are walked, not matched', () => {
    const word = '\\"'.repeat(2_000_000)
    expect(withoutNan(`["${word}",NaN]`)).toBe(`["${word}",null]`)
  })
})
