import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fileNameOf } from '../../core/formats/name'
import { clashes, existingChoices, namesOf, settled } from './names'

const stemOf = ({ title }: { readonly title: string }) => fileNameOf(title)
const titled = (...titles: readonly string[]) => titles.map((title) => ({ title }))
const names = (...titles: readonly string[]) => namesOf(titled(...titles), stemOf, 'srt').map(({ name }) => name)

describe('names of a batch', () => {
  test.each<[string, string[], string[]]>([
    ['titles', ['Talk', 'Board'], ['Talk.srt', 'Board.srt']],
    ['the same title', ['Talk', 'Talk', 'Talk'], ['Talk.srt', 'Talk (2).srt', 'Talk (3).srt']],
    ['one that has a number already', ['Talk', 'Talk (2)', 'Talk'], ['Talk.srt', 'Talk (2).srt', 'Talk (3).srt']],
    ['titles that differ in case', ['Talk', 'TALK'], ['Talk.srt', 'TALK (2).srt']],
    ['an accent written in two ways', ['Café', 'Cafe\u0301'], ['Café.srt', 'Café (2).srt']],
    ['what no disk takes', ['a/b: c?', 'a\\b* c'], ['a b c.srt', 'a b c (2).srt']],
    ['nothing but signs', ['///', '...'], ['captions.srt', 'captions (2).srt']],
    ['devices of Windows', ['con', 'CON'], ['captions con.srt', 'captions CON (2).srt']],
  ])('%s', (_, titles, expected) => expect(names(...titles)).toEqual(expected))

  test('are never the same for a disk, whatever the titles', () => {
    const title = fc.oneof(
      fc.string(),
      fc.constantFrom('Talk', 'talk', 'Talk (2)', 'TALK (2)', '', 'Café', 'Cafe\u0301'),
    )
    fc.assert(
      fc.property(fc.array(title, { maxLength: 30 }), (titles) => {
        const keys = names(...titles).map((name) => name.normalize('NFC').toLowerCase())
        expect(new Set(keys).size).toBe(titles.length)
        for (const name of keys) expect(name).not.toMatch(/[/\\:*?"<>|\p{Cc}]/u)
      }),
    )
  })
})

describe('what is there already', () => {
  const named = namesOf(titled('Talk', 'Board', 'New'), stemOf, 'srt')
  const there = ['TALK.SRT', 'Board.srt', 'Talk (2).srt', 'other.txt']

  test('is found whatever its case', () => expect([...clashes(named, there)]).toEqual(['Talk.srt', 'Board.srt']))

  test.each([
    [
      'replace',
      [
        ['Talk.srt', 'replaces'],
        ['Board.srt', 'replaces'],
        ['New.srt', ''],
      ],
    ],
    [
      'skip',
      [
        ['Talk.srt', 'skipped'],
        ['Board.srt', 'skipped'],
        ['New.srt', ''],
      ],
    ],
    [
      'keep-both',
      [
        ['Talk (3).srt', ''],
        ['Board (2).srt', ''],
        ['New.srt', ''],
      ],
    ],
  ] as const)('%s', (choice, expected) => {
    expect(
      settled(named, stemOf, 'srt', there, choice).map(({ name, replaces, skipped }) => [
        name,
        replaces ? 'replaces' : skipped ? 'skipped' : '',
      ]),
    ).toEqual(expected)
  })

  test('is only ever written over where that was chosen', () => {
    const title = fc.constantFrom('Talk', 'talk', 'Talk (2)', 'Board', 'board (2)', 'Café', 'Cafe\u0301')
    fc.assert(
      fc.property(
        fc.array(title, { maxLength: 12 }),
        fc.array(
          title.map((one) => `${one}.srt`),
          { maxLength: 8 },
        ),
        fc.constantFrom(...existingChoices),
        (titles, files, choice) => {
          const taken = new Set(files.map((name) => name.normalize('NFC').toLowerCase()))
          const written = settled(namesOf(titled(...titles), stemOf, 'srt'), stemOf, 'srt', files, choice).filter(
            ({ skipped }) => !skipped,
          )
          const keys = written.map(({ name }) => name.normalize('NFC').toLowerCase())
          expect(new Set(keys).size).toBe(keys.length)
          for (const [at, { replaces }] of written.entries()) expect(taken.has(keys[at] ?? '')).toBe(replaces)
          if (choice !== 'replace') expect(written.every(({ replaces }) => !replaces)).toBe(true)
        },
      ),
    )
  })
})
