import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readGuide, whyNoGuide, writeGuide } from './guide'
import { presetIds, presets, type CaptionRules } from './rules'

const id = 'own-00000000-0000-4000-8000-000000000001'
const own: CaptionRules = { ...presets.bbc, id, label: 'Ours' }

describe('a style guide of one’s own', () => {
  it.each(presetIds)('%s is one, written and read back with the same figures', (preset) => {
    const read = readGuide(writeGuide(presets[preset]), id)
    if (!read.ok) throw new Error(read.message)
    const { languages: _languages, ...rules } = presets[preset]
    expect(read.value).toEqual({ ...rules, id })
    expect(whyNoGuide(read.value)).toBeNull()
  })

  it.each([
    ['{', 'This is no JSON.'],
    ['{}', 'This is no style guide of Caesura.'],
    ['[1]', 'This is no style guide of Caesura.'],
    ['null', 'This is no style guide of Caesura.'],
    [writeGuide(own).replace('"version": 1', '"version": 2'), 'This style guide is of a newer Caesura.'],
    [
      writeGuide(own).replace('"charsPerLine": 37', '"charsPerLine": 1e9'),
      'Its “charsPerLine” is not as it should be.',
    ],
    [writeGuide(own).replace('"limit": 180', '"limit": "fast"'), 'Its “reading” is not as it should be.'],
    [
      writeGuide(own)
        .replace('"maxDurationMs": 7000', '"maxDurationMs": 1000')
        .replace('"minDurationMs": 300', '"minDurationMs": 1000'),
      'A cue must be allowed to stay longer than it must.',
    ],
  ])('%#: what is none says why', (text, message) => {
    expect(readGuide(text, id)).toMatchObject({ ok: false, message })
  })

  it.each([
    [{ label: ' ' }, 'Give it a name of 60 characters at most.'],
    [{ maxLines: 9 }, 'Lines: a whole number from 1 to 4.'],
    [{ charsPerLine: 40.5 }, 'Characters in a line: a whole number from 8 to 120.'],
    [
      { reading: { unit: 'characters a second', limit: 0 } } as const,
      'Reading speed: from 1 to 100 characters a second.',
    ],
  ])('%j is told', (change, message) => {
    expect(whyNoGuide({ ...own, ...change })).toBe(message)
  })

  it('of random text never throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.jsonValue().map((value) => JSON.stringify({ caesura: 'style guide', version: 1, ...Object(value) })),
        ),
        (text) => {
          expect(typeof readGuide(text, id).ok).toBe('boolean')
        },
      ),
    )
  })
})
