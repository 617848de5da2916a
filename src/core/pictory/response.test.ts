import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { check, type Item, type Transcript, textOf, wordCount } from '../transcript/model'
import { readResponse, readResponseText } from './response'

const folder = join(import.meta.dirname, 'fixtures')
const jobId = '3f0c8a52-7d1e-4b6a-9c35-8e2f6b4d1a90'

const read = (name: string) => {
  const result = readResponseText(readFileSync(join(folder, `${name}.json`), 'utf8'))
  if (!result.ok) throw new Error(result.message)
  return result.value
}

/** "text 200–410" per word, "…1340–1900 small" per pause; a mark for times that are not Pictory's own. */
const line = (item: Item): string =>
  item.kind === 'pause'
    ? `…${item.startMs}–${item.endMs}${item.category === '' ? '' : ` ${item.category}`}`
    : `${item.text} ${item.startMs}–${item.endMs}${item.timing === 'source' ? '' : ` ${item.timing}`}`

const lines = (transcript: Transcript): readonly string[] =>
  transcript.paragraphs.map(
    (paragraph) =>
      `${transcript.speakers.find(({ id }) => id === paragraph.speakerId)?.name}: ${paragraph.items.map(line).join(', ')}`,
  )

const tea = [
  'Speaker 1: The 200–410, kettle 410–880, is 880–1000, on. 1000–1340, …1340–1900 small',
  'Speaker 2: Milk 1900–2220, first? 2220–2700',
]

const cases: readonly {
  readonly name: string
  readonly lines: readonly string[]
  readonly notes?: readonly string[]
  readonly durationMs?: number | null
  readonly jobId?: string | null
}[] = [
  { name: 'documented', lines: tea, durationMs: 3250 },
  { name: 'list-item', lines: tea },
  { name: 'list-page', lines: tea },
  { name: 'bare-data', lines: tea, jobId: null },
  { name: 'bare-transcript', lines: tea, jobId: null },
  { name: 'media-ms', lines: tea, durationMs: 3250 },
  { name: 'media-clock', lines: tea, durationMs: 3250 },
  { name: 'media-wrong', lines: tea, durationMs: null },
  { name: 'media-plain-ms', lines: ['Speaker 1: long 0–1000, talk 29000–30000'], durationMs: 31_000 },
  {
    name: 'legacy',
    lines: ['Speaker 1: Rain 0–500, again. 500–1000', 'Unknown speaker: Every 1400–1700, Sunday. 1700–2300'],
    notes: [
      '1 segment named no speaker; it is under “Unknown speaker” (at 0:00:01.400).',
      '2 words, pauses or segments had no id of their own and got one.',
    ],
  },
  { name: 'numeric-strings', lines: ['Speaker 1: Ten 500–900, past 900–1250, 4 1250–1600'] },
  {
    name: 'mixed-speakers',
    lines: [
      'Speaker 1: Ready? 0–400, …400–700 small',
      'Speaker 2: Almost. 700–1100',
      'Speaker 1: One 1200–1400',
      'Speaker 2: minute. 1400–1900',
      'Speaker 1: Fine. 2000–2400',
      'Anna Brandt: Who 3000–3200, said 3200–3500, that? 3500–3900',
      'Unknown speaker: Nobody. 5000–5500',
    ],
    notes: [
      '1 segment named no speaker; it is under “Unknown speaker” (at 0:00:05.000).',
      '1 segment held several speakers and was split into paragraphs (at 0:00:00.700).',
    ],
  },
  {
    name: 'times',
    lines: [
      'Speaker 1: zero 1000–1400 estimated, short 1400–2000 estimated, over 2000–2500, lap 2500–2800, lost 2800–3100 estimated, found 3500–3800, wild 3800–4133 estimated, nan 4133–4400 estimated, tiny 6000–7000 estimated, end. 7000–7300 estimated',
    ],
    notes: [
      '2 words had no usable time; they were placed between their neighbours (first at 0:00:03.800).',
      '3 words had no length; each got the time until the next word, 1 s at most (first at 0:00:01.000).',
      '1 word ended before it began; it got the time until the next word, 1 s at most (at 0:00:01.400).',
      '1 word was out of order in time; it kept its place in the text and got a time between its neighbours (at 0:00:02.800).',
      '1 word or pause ran into the next one and was clipped (at 0:00:02.000).',
    ],
  },
  {
    name: 'no-times',
    lines: [
      'Speaker 1: Nothing 0–221 estimated, but 221–333 estimated, text. 333–500 estimated',
      'Speaker 1: Timed. 500–900',
    ],
    notes: ['3 words had no usable time; they were placed between their neighbours (first at 0:00:00.000).'],
  },
  {
    name: 'pauses',
    lines: [
      'Speaker 1: …0–300, Left. 300–800, …800–1100, Right. 1100–1500, …1500–4000 large, …4000–4500 medium',
      'Speaker 1: Stop. 4500–5000, (sigh) 5000–5400',
    ],
    notes: [
      '1 entry marked as a pause held text and was kept as a word (at 0:00:05.000).',
      '1 pause had no length and was left out (at 0:00:05.000).',
      '2 segments held no word and were left out.',
    ],
  },
  {
    name: 'text',
    lines: [
      'Speaker 1: New 1000–1385 split, York 1385–1900 split, padded 2000–2400, line 3000–3222 split, break 3222–3500 split, bell 4000–4400, 👩‍🚀 5000–5200, naïve 5200–5600, C:\\new 6000–6400, …6400–6500, plain 6500–6800 estimated',
    ],
    notes: [
      '1 word had no usable time; it was placed between its neighbours (at 0:00:06.500).',
      '2 entries held several words each; the words share the entry’s time by length (first at 0:00:01.000).',
      '1 word held control characters, which were taken out (at 0:00:04.000).',
      '1 entry was neither a word nor a pause and was left out.',
      '1 word, pause or segment had no id of its own and got one.',
    ],
  },
  {
    name: 'ids',
    lines: [
      'Speaker 1: one 0–1000, two 1000–2000, three 2000–3000, four 3000–4000, five 4000–5000',
      'constructor: six 6000–7000',
    ],
    notes: [
      '2 words, pauses or segments had no id of their own and got one.',
      '3 ids were used more than once; the later ones got new ids.',
    ],
  },
  {
    name: 'late-segments',
    lines: ['Speaker 2: first 1000–2000', 'Speaker 1: second 5000–6000'],
    notes: ['1 paragraph was out of order in time and was put in its place (at 0:00:01.000).'],
  },
  {
    name: 'flat-words',
    lines: ['Speaker 1: Just 0–400, words. 400–900, …900–1500 small', 'Speaker 2: No 1500–1700, segments. 1700–2200'],
  },
]

describe('each shape', () => {
  test.each(cases)('$name', (expected) => {
    const { transcript, notes, jobId: id } = read(expected.name)
    expect(lines(transcript)).toEqual(expected.lines)
    expect(notes).toEqual(expected.notes ?? [])
    expect(check(transcript)).toEqual([])
    expect(id).toBe(expected.jobId === undefined ? jobId : expected.jobId)
    if (expected.durationMs !== undefined) expect(transcript.durationMs).toBe(expected.durationMs)
  })

  test('a time far behind the media is not believed', () => {
    const { transcript, notes } = read('media-short')
    expect(transcript.durationMs).toBe(200_000)
    expect(lines(transcript)[0]?.split(', ').at(-1)).toBe('far 199500–199800 estimated')
    expect(notes).toContain('1 time lay after the end of the media and was not believed (at 0:03:19.500).')
    expect(check(transcript)).toEqual([])
  })

  test('every fixture is read by a case', () => {
    const covered = new Set([...cases.map(({ name }) => `${name}.json`), 'media-short.json'])
    expect(readdirSync(folder).filter((name) => !covered.has(name))).toEqual([])
  })

  test('uids stay, missing ones are named by their place', () => {
    const { transcript } = read('ids')
    expect(transcript.paragraphs.map(({ id }) => id)).toEqual(['segment-1', 'segment-2'])
    expect(transcript.paragraphs.flatMap(({ items }) => items.map(({ id }) => id))).toEqual([
      'same',
      'segment-1-word-2',
      'segment-1-word-3',
      'seg-1',
      'segment-1-word-5',
      '__proto__',
    ])
  })

  test('language is kept', () => {
    expect(read('documented').transcript.language).toBe('en-US')
    expect(read('legacy').transcript.language).toBe('')
  })
})

describe('what is no job', () => {
  const refusals: readonly (readonly [string, string, 'not-a-job' | 'no-words'])[] = [
    ['', 'This is empty: it holds no Pictory job.', 'not-a-job'],
    ['\ufeff \n', 'This is empty: it holds no Pictory job.', 'not-a-job'],
    ['<!doctype html><p>no', 'This is a web page or XML, not the JSON of a Pictory job.', 'not-a-job'],
    ['1\n00:00:01,000 --> 00:00:02,000\nHi', 'This is not JSON, so it is no Pictory job.', 'not-a-job'],
    [
      '{"data":{"transcript":[{"uid"',
      'The JSON breaks off before its end: the file was probably cut short.',
      'not-a-job',
    ],
    ['{"data":\n {a:1}}', 'This is not sound JSON: it breaks at character 12, in line 2.', 'not-a-job'],
    ['[]', 'This holds no Pictory transcript.', 'not-a-job'],
    ['["a","b"]', 'This holds no Pictory transcript.', 'not-a-job'],
    ['17', 'This holds no Pictory transcript.', 'not-a-job'],
    ['null', 'This holds no Pictory transcript.', 'not-a-job'],
    ['{"name":"x"}', 'This is JSON, but it holds no Pictory transcript.', 'not-a-job'],
    [
      '{"data":{"status":"in-progress"}}',
      'Pictory had not finished this job when the answer was saved: it holds no transcript yet.',
      'not-a-job',
    ],
    [
      '{"success":false,"data":{"error_code":"9","error_message":"Bad audio"}}',
      'This is the answer of a job that failed; Pictory says: Bad audio',
      'not-a-job',
    ],
    [
      '{"data":{"status":"cleaned"}}',
      'Pictory had already cleaned this job away when the answer was saved: it holds no transcript.',
      'not-a-job',
    ],
    [
      '{"items":[{"data":{"transcript":[]}},{"data":{"transcript":[]}}]}',
      'This is a list of 2 jobs; save each job as its own file, or add them by their ids.',
      'not-a-job',
    ],
    ['{"data":{"transcript":[]}}', 'This job holds a transcript, but not a single word.', 'no-words'],
    [
      '{"data":{"transcript":[{"words":[{"is_pause":true,"start_time":0,"end_time":1}]}]}}',
      'This job holds a transcript, but not a single word.',
      'no-words',
    ],
  ]
  test.each(refusals)('%j', (text, message, code) => {
    expect(readResponseText(text)).toEqual({ ok: false, code, message })
  })
})

const nested = (levels: number) => {
  const deep = `${'{"mediaInfo":'.repeat(levels)}1${'}'.repeat(levels)}`
  return readResponseText(`{"data":{"transcript":[{"words":[{"word":"a","deep":${deep}}]}],"mediaInfo":${deep}}}`)
}

describe('hostile input', () => {
  test('a byte order mark is tolerated', () => {
    expect(readResponseText(`\ufeff${readFileSync(join(folder, 'documented.json'), 'utf8')}`).ok).toBe(true)
  })

  test('deep nesting is passed over', () => {
    const result = nested(400)
    expect(result.ok && lines(result.value.transcript)).toEqual(['Unknown speaker: a 0–300 estimated'])
  })

  test('nesting that no job has is refused before it is parsed', () => {
    expect(nested(200_000)).toEqual({
      ok: false,
      code: 'not-a-job',
      message: 'This JSON is nested or cut up like no Pictory job is; it was not read to its end.',
    })
  })

  test('a word of a megabyte stays one word', () => {
    const word = 'x'.repeat(1_000_000)
    const result = readResponse([{ words: [{ word, start_time: 0, end_time: 1 }] }])
    expect(result.ok && textOf(result.value.transcript.paragraphs[0] ?? { id: '', speakerId: '', items: [] })).toBe(
      word,
    )
  })

  test('a megabyte of words in one entry is split, each with its millisecond', () => {
    const result = readResponse([
      {
        words: [
          { word: 'x '.repeat(100_000), start_time: 1, end_time: 2 },
          { word: 'after', start_time: 2, end_time: 3 },
        ],
      },
    ])
    if (!result.ok) throw new Error(result.message)
    expect(wordCount(result.value.transcript)).toBe(100_001)
    expect(check(result.value.transcript)).toEqual([])
  })

  test('names of the prototype are names like others', () => {
    const text =
      '{"__proto__":{"x":1},"data":{"constructor":1,"transcript":[{"__proto__":{"words":[{"word":"ghost"}]},"toString":2,"speakerId":"__proto__","words":[{"uid":"hasOwnProperty","word":"constructor","start_time":0,"end_time":1}]}]}}'
    const result = readResponseText(text)
    if (!result.ok) throw new Error(result.message)
    expect(lines(result.value.transcript)).toEqual(['__proto__: constructor 0–1000'])
    expect(check(result.value.transcript)).toEqual([])
  })
})

const wordsOfEntry = (value: { word: unknown }): string[] =>
  typeof value.word === 'string' ? value.word.split(/\s+/u).filter((word) => word !== '') : []

describe('properties', () => {
  test('any JSON is read or refused, and what is read is sound', () => {
    const anything = fc.jsonValue({ maxDepth: 6 })
    const wrapped = fc.oneof(
      anything,
      anything.map((transcript) => ({ data: { transcript } })),
      fc.array(anything).map((words) => ({ data: { transcript: [{ words }], mediaInfo: { duration: 5 } } })),
    )
    fc.assert(
      fc.property(wrapped, (value) => {
        const result = readResponse(value)
        if (result.ok) expect(check(result.value.transcript)).toEqual([])
        else expect(result.message).not.toBe('')
      }),
      { numRuns: 2000 },
    )
  })

  const time = fc.oneof(
    fc.double({ min: 0, max: 100, noNaN: true }),
    fc.integer({ min: 0, max: 30 }),
    fc.constantFrom<unknown>(
      0,
      -1,
      -0.4,
      -0,
      1e12,
      1e300,
      'NaN',
      '',
      null,
      undefined,
      {},
      '12.5',
      ' 3 ',
      '1e3',
      360_000,
      0.0004,
    ),
  )
  const speaker = fc.constantFrom<unknown>(1, 1, 1, 2, '', null, '1', 'Anna', '__proto__', undefined, {}, -3, 1.5)
  const uid = fc.constantFrom<unknown>(
    undefined,
    '',
    'a',
    'b',
    'speaker-1',
    'segment-1',
    'segment-1-word-2',
    '__proto__',
    7,
    null,
    'y'.repeat(300),
  )
  const text = fc.oneof(
    {
      weight: 5,
      arbitrary: fc.string({ unit: fc.constantFrom('a', 'é', ',', '字', '😀'), minLength: 1, maxLength: 8 }),
    },
    { weight: 1, arbitrary: fc.string({ unit: fc.constantFrom('a', ' ', '\u00a0', '\n', 'b'), maxLength: 12 }) },
  )
  const entry = fc.record({
    word: text,
    start_time: time,
    end_time: time,
    speakerId: speaker,
    uid,
    is_pause: fc.constantFrom<unknown>(undefined, false, 'false', null),
  })
  const pause = fc.record({
    word: fc.constantFrom<unknown>('', ' ', undefined, null),
    start_time: time,
    end_time: time,
    speakerId: speaker,
    uid,
    is_pause: fc.constant(true),
    pause_size: fc.constantFrom<unknown>('small', 3, undefined),
  })
  const entries = fc.array(fc.oneof({ weight: 6, arbitrary: entry }, { weight: 1, arbitrary: pause }), {
    maxLength: 12,
  })
  const segment = fc.record({ uid, speakerId: speaker, words: entries })
  const response = fc.record({
    job_id: fc.constant(jobId),
    data: fc.record({
      transcript: fc.array(
        fc.oneof({ weight: 8, arbitrary: segment }, { weight: 1, arbitrary: entry }, { weight: 1, arbitrary: pause }),
        { minLength: 1, maxLength: 8 },
      ),
      mediaInfo: fc.constantFrom<unknown>(
        {},
        null,
        { duration: 20 },
        { duration: 20_000 },
        { duration: '0' },
        { duration_ms: 100_000 },
        { a: { length: 3 } },
        { duration: 0.001 },
      ),
    }),
  })

  test('a hostile response is read sound, no word is lost, the same bytes give the same document', () => {
    fc.assert(
      fc.property(response, (value) => {
        const expected = value.data.transcript.flatMap((part) =>
          'words' in part ? part.words.flatMap(wordsOfEntry) : wordsOfEntry(part),
        )
        const json = JSON.stringify(value)
        const result = readResponseText(json)
        if (!result.ok) {
          expect(result.code).toBe('no-words')
          expect(expected).toEqual([])
          return
        }
        const { transcript } = result.value
        expect(check(transcript)).toEqual([])
        const found = transcript.paragraphs.flatMap(({ items }) =>
          items.flatMap((item) => (item.kind === 'word' ? [item.text] : [])),
        )
        expect(found.toSorted()).toEqual(expected.toSorted())
        expect(readResponseText(json)).toEqual(result)
      }),
      { numRuns: 3000 },
    )
  })

  test('the words of a segment keep their order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ start_time: time, end_time: time }), { minLength: 1, maxLength: 40 }),
        (times) => {
          const result = readResponse([
            { speakerId: 1, words: times.map((span, index) => ({ ...span, word: `w${index}` })) },
          ])
          if (!result.ok) throw new Error(result.message)
          expect(result.value.transcript.paragraphs.map(textOf)).toEqual([
            times.map((_, index) => `w${index}`).join(' '),
          ])
        },
      ),
      { numRuns: 1000 },
    )
  })

  test('what is sound already is taken over to the millisecond, with nothing to note', () => {
    const step = fc.record({
      gapMs: fc.integer({ min: 0, max: 3000 }),
      lengthMs: fc.integer({ min: 1, max: 10_000 }),
      isPause: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 60 }), (steps) => {
        let at = 0
        const expected = [{ startMs: 0, endMs: 0 }].slice(1)
        const words = steps.map(({ gapMs, lengthMs, isPause }, index) => {
          const startMs = at + gapMs
          at = startMs + lengthMs
          expected.push({ startMs, endMs: at })
          return {
            uid: `u${index}`,
            word: isPause && index > 0 ? '' : 'word',
            is_pause: isPause && index > 0,
            start_time: startMs / 1000,
            end_time: at / 1000,
            speakerId: 1,
          }
        })
        const result = readResponse({ data: { transcript: [{ uid: 's', speakerId: 1, words }] } })
        if (!result.ok) throw new Error(result.message)
        expect(result.value.notes).toEqual([])
        expect(result.value.transcript.paragraphs[0]?.items.map(({ startMs, endMs }) => ({ startMs, endMs }))).toEqual(
          expected,
        )
        expect(
          result.value.transcript.paragraphs[0]?.items.every(
            (item) => item.kind === 'pause' || item.timing === 'source',
          ),
        ).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})

const shared = join(import.meta.dirname, '../../../../shared/data')
const real = existsSync(shared) ? readdirSync(shared).filter((name) => name.endsWith('.json')) : []

describe.skipIf(real.length === 0)('the real responses beside the checkout (skipped where they are not there)', () => {
  test.each(real)('%s: sound, every word kept with its own time', (name) => {
    const json = readFileSync(join(shared, name), 'utf8')
    const result = readResponseText(json)
    if (!result.ok) throw new Error(result.message)
    const { transcript } = result.value
    expect(check(transcript)).toEqual([])
    const raw: { data: { transcript: { words: { word: string; start_time: number }[] }[] } } = JSON.parse(json)
    const spoken = raw.data.transcript.flatMap(({ words }) => words.filter(({ word }) => word.trim() !== ''))
    const found = transcript.paragraphs.flatMap(({ items }) =>
      items.flatMap((item) => (item.kind === 'word' ? [`${item.text} ${item.startMs}`] : [])),
    )
    expect(found).toEqual(spoken.map(({ word, start_time }) => `${word} ${Math.round(start_time * 1000)}`))
  })
})
