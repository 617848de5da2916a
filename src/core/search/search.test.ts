import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { words } from '../transcript/model'
import { indexJob } from './build'
import { fold, termsOf } from './fold'
import { countIn, hitsIn, openSegment } from './match'
import { parseQuery, placesIn } from './query'
import { locate, scan } from './scan'
import {
  anyDocument,
  anyLongDocument,
  anyQuery,
  anyWord,
  bytesOf,
  jobId,
  opened,
  readOf,
  stamp,
  transcriptOf,
  mergedBytes,
} from './search.fixture'
import { firstWordsOf, openPlaces, snippetsOf } from './snippet'

describe('folding', () => {
  test.each([
    ['Government', ['government']],
    ['Straße', ['strasse']],
    ['NAÏVE', ['naive']],
    ['e\u0301té', ['ete']],
    ['Ｆｕｌｌ', ['full']],
    ['ﬁne', ['fine']],
    ['İstanbul', ['istanbul']],
    ['ΛΌΓΟΣ', ['λογοσ']],
    ['smørrebrød,', ['smorrebrod']],
    ['“Hello!”', ['hello']],
    ['well-known', ['well', 'known']],
    ['don’t', ['don', 't']],
    ['1,000,000', ['1000000']],
    ['3.5', ['3', '5']],
    ['—', []],
    ['…', []],
    ['世界', ['世', '界']],
    ['がく', ['が', 'く']],
    ['ﾊﾞｽ', ['バ', 'ス']],
    ['iPhone世界', ['iphone', '世', '界']],
    ['한국어', ['한국어']],
    ['שָׁלוֹם', ['שלום']],
    ['مَرْحَبًا', ['مرحبا']],
    ['कि', ['कि']],
    ['𝒜', ['a']],
    ['x'.repeat(100), ['x'.repeat(64)]],
  ])('%s', (text, terms) => {
    expect(termsOf(text)).toEqual(terms)
  })

  test('folding what is folded changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(fold(fold(text))).toBe(fold(text))
        for (const term of termsOf(text)) expect(termsOf(term)).toEqual([term])
      }),
    )
  })
})

describe('a query', () => {
  test.each([
    ['', []],
    ['  … ', []],
    ['govern', [['govern', true]]],
    [
      'Climate Change',
      [
        ['climate', true],
        ['change', true],
      ],
    ],
    ['climate climate', [['climate', true]]],
    ['"climate change"', [['climate change', false]]],
    ['"climate cha', [['climate cha', true]]],
    ['"climate ', [['climate', false]]],
    [
      '„klima wandel“ öl',
      [
        ['klima wandel', false],
        ['ol', true],
      ],
    ],
    ['well-known', [['well known', true]]],
    ['世界', [['世 界', false]]],
    ['g', [['g', false]]],
    ['한', [['한', true]]],
    ['don’t', [['don t', false]]],
    ['""', []],
  ])('%s', (text, clauses) => {
    expect(parseQuery(text).clauses.map(({ terms, open }) => [terms.join(' '), open])).toEqual(clauses)
  })

  test('of several words is also asked in a row', () => {
    expect(parseQuery('climate change').row).toEqual({ terms: ['climate', 'change'], open: true })
    expect(parseQuery('climate').row).toBeNull()
  })
})

const indexOf = (...documents: readonly ReturnType<typeof transcriptOf>[]) =>
  Promise.all(documents.map((document, n) => opened(indexJob(jobId(n), stamp, document))))

/** What the naive reading finds, as numbers. */
const naive = (document: ReturnType<typeof transcriptOf>, text: string) =>
  parseQuery(text).clauses.map((clause) => ({
    text: scan(document, clause).length,
    names: document.speakers.flatMap(({ name }) => placesIn(clause, termsOf(name))).length,
  }))

describe('the index finds what a reading of the whole document finds', () => {
  test('the same numbers in a job of its own and in the library’s index', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(anyDocument, anyLongDocument), { minLength: 1, maxLength: 4 }),
        anyQuery,
        async (documents, text) => {
          const query = parseQuery(text)
          const single = await indexOf(...documents)
          const merged = await mergedBytes(single.map((segment) => ({ segment, keeps: () => true })))
          if (merged === null) throw new Error('damaged')
          const all = await opened([merged])
          expect(all.jobs.map(({ id }) => id)).toEqual(documents.map((_, n) => jobId(n)))
          const together = await countIn(all, query)
          for (const [job, document] of documents.entries()) {
            const expected = naive(document, text)
            const row = query.row === null ? null : scan(document, query.row).length
            const segment = single[job]
            const own = segment === undefined ? null : await countIn(segment, query)
            expect(own?.text.map((each) => each[0])).toEqual(expected.map((each) => each.text))
            expect(own?.names.map((each) => each[0])).toEqual(expected.map((each) => each.names))
            expect(together?.text.map((each) => each[job])).toEqual(expected.map((each) => each.text))
            expect(together?.names.map((each) => each[job])).toEqual(expected.map((each) => each.names))
            expect(together?.row?.[job] ?? null).toBe(row)
          }
        },
      ),
      { numRuns: 200 },
    )
  })

  test('a merge of merges that leaves jobs out is the merge of what stays', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(anyDocument, fc.boolean()), { minLength: 2, maxLength: 5 }),
        fc.nat(4),
        async (given, cut) => {
          const segments = await indexOf(...given.map(([document]) => document))
          const keepAll = segments.map((segment) => ({ segment, keeps: () => true }))
          const first = await mergedBytes(keepAll.slice(0, cut))
          if (first === null) throw new Error('damaged')
          const stays = (id: string) => given.some(([, stay], n) => stay && jobId(n) === id)
          const twice = await mergedBytes(
            [{ segment: await opened([first]), keeps: () => true }, ...keepAll.slice(cut)].map((input) => ({
              ...input,
              keeps: ({ id }: { readonly id: string }) => stays(id),
            })),
          )
          const once = await mergedBytes(
            segments.flatMap((segment, n) => (given[n]?.[1] === true ? [{ segment, keeps: () => true }] : [])),
          )
          if (once === null) throw new Error('damaged')
          expect(twice).toEqual(once)
        },
      ),
      { numRuns: 100 },
    )
  })

  test('the words around the hits are those of the document, and each hit is marked once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(anyDocument, anyLongDocument), anyQuery, async (document, text) => {
        const query = parseQuery(text)
        const [segment] = await indexOf(document)
        if (segment === undefined) throw new Error('no index')
        const expected = new Set(
          query.clauses.flatMap((clause) =>
            scan(document, clause).flatMap(({ paragraph, word, lastWord }) =>
              Array.from({ length: lastWord - word + 1 }, (_, more) => `${paragraph} ${word + more}`),
            ),
          ),
        )
        expect((await hitsIn(segment, query))?.length).toBe(
          query.clauses.reduce((sum, clause) => sum + scan(document, clause).length, 0),
        )
        const places = await openPlaces(segment)
        if (places === null) throw new Error('no places')
        const marked = new Set<string>()
        let next: number | null = 0
        while (next !== null) {
          const found: Awaited<ReturnType<typeof snippetsOf>> = await snippetsOf(segment, places, query, next, 2)
          if (found === null) throw new Error('damaged')
          for (const { paragraph, word, startMs, speaker, parts, more } of found.hits) {
            const there = document.paragraphs[paragraph]
            if (there === undefined) throw new Error('no such paragraph')
            const all = words(there)
            expect(startMs).toBe(all[word]?.startMs)
            expect(speaker).toBe(document.speakers.find(({ id }) => id === there.speakerId)?.name)
            const shown = parts.flatMap(({ text, hit }) => text.split(' ').map((each) => ({ text: each, hit })))
            const first = Math.max(0, word - 4)
            expect(shown.map((each) => each.text)).toEqual(
              all.slice(first, first + shown.length).map((each) => each.text),
            )
            expect(more).toEqual({ before: first > 0, after: first + shown.length < all.length })
            for (const [offset, { hit }] of shown.entries()) if (hit) marked.add(`${paragraph} ${first + offset}`)
          }
          next = found.next
        }
        expect(marked).toEqual(expected)
      }),
      { numRuns: 200 },
    )
  })
})

const ask = async (bytes: Uint8Array, text: string) => {
  const segment = await openSegment(readOf(bytes))
  if (segment === null) return null
  const query = parseQuery(text)
  const counts = await countIn(segment, query)
  if (counts === null) return null
  const places = await openPlaces(segment)
  const snippets = places === null ? null : await snippetsOf(segment, places, query, 0, 50)
  return {
    text: counts.text.map((each) => each[0]),
    names: counts.names.map((each) => each[0]),
    hits: snippets?.hits ?? null,
  }
}

describe('a damaged index', () => {
  const document = transcriptOf(['Ann', 'a abc a-b 世界 a abc'], ['Lee', 'b a-a ab abc b'])
  const sound = bytesOf(indexJob(jobId(1), stamp, document))

  test('changed at any byte, or cut, answers with nothing or with the truth', async () => {
    for (const text of ['a', '"a abc"', 'lee', '世界']) {
      const truth = await ask(sound, text)
      for (let at = 0; at < sound.length; at++)
        for (const bytes of [sound.with(at, (sound[at] ?? 0) ^ 0x41), sound.subarray(0, at)]) {
          const answer = await ask(bytes, text)
          if (answer === null) continue
          expect(answer.text).toEqual(truth?.text)
          expect(answer.names).toEqual(truth?.names)
          if (answer.hits !== null) expect(answer.hits).toEqual(truth?.hits)
        }
    }
  })

  test('of random bytes never throws', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(sound.length - 1), fc.nat(255)), { minLength: 1, maxLength: 12 }),
        anyWord,
        async (changes, text) => {
          const bytes = sound.slice()
          for (const [at, value] of changes) bytes[at] = value
          await ask(bytes, text)
          const segment = await openSegment(readOf(bytes))
          if (segment !== null) await mergedBytes([{ segment, keeps: () => true }])
        },
      ),
      { numRuns: 500 },
    )
  })
})

describe('a hit is found again in the document as it is now', () => {
  const query = parseQuery('desk')
  const before = transcriptOf(['Ann', 'the desk and a desk'], ['Lee', 'the desk'])
  test('at its place', () => {
    expect(locate(before, query, { paragraph: 0, word: 4, startMs: 0 })?.first.id).toBe('p0w4')
  })
  test('elsewhere, the nearest in time', () => {
    const after = transcriptOf(['Ann', 'a word before the desk and a desk'], ['Lee', 'the desk'])
    expect(locate(after, query, { paragraph: 0, word: 1, startMs: 2000 })?.first.id).toBe('p0w4')
  })
  test('as the words that stand there', () => {
    const located = locate(before, parseQuery('"desk and"'), { paragraph: 0, word: 1, startMs: 0 })
    expect([located?.first.id, located?.last.id, located?.text]).toEqual(['p0w1', 'p0w2', 'desk and'])
  })
  test('nowhere', () => {
    expect(locate(transcriptOf(['Ann', 'nothing']), query, { paragraph: 0, word: 1, startMs: 0 })).toBeNull()
  })
})

test('a hit in a name shows the first words of that speaker', async () => {
  const [segment] = await indexOf(transcriptOf(['Ann', 'good morning'], ['Lee', 'hello there'], ['Ann', 'well']))
  if (segment === undefined) throw new Error('no index')
  const places = await openPlaces(segment)
  if (places === null) throw new Error('no places')
  const found = await firstWordsOf(segment, places, (name) => name === 'Lee')
  expect(found?.map(({ paragraph, word, speaker, parts }) => [paragraph, word, speaker, parts[0]?.text])).toEqual([
    [1, 0, 'Lee', 'hello there'],
  ])
})
