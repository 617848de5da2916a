import { readdirSync, readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { check, type Transcript, words } from '../transcript/model'
import { readOriginal, type Original } from './read'
import { decoders } from './read.fixture'

const folder = new URL('./fixtures/', import.meta.url)
const bytesOf = (name: string): Buffer => readFileSync(new URL(name, folder))

const read = (bytes: Uint8Array | string, format: Original['format'] | null = null): Original => {
  const found = readOriginal(typeof bytes === 'string' ? Buffer.from(bytes) : bytes, decoders, format)
  if (!found.ok) throw new Error(found.message)
  expect(check(found.value.transcript)).toEqual([])
  return found.value
}
const why = (content: string | Uint8Array): string => {
  const found = readOriginal(typeof content === 'string' ? Buffer.from(content) : content, decoders, null)
  return found.ok ? `read as ${found.value.format}` : found.message
}

/** "Ann: Hello@80-400 there@400-700?" with `?` behind a word whose time is estimated. */
const told = ({ speakers, paragraphs }: Transcript): readonly string[] =>
  paragraphs.map((paragraph) => {
    const name = speakers.find(({ id }) => id === paragraph.speakerId)?.name ?? 'nobody'
    const spoken = words(paragraph).map(
      ({ text, startMs, endMs, timing }) => `${text}@${startMs}-${endMs}${timing === 'estimated' ? '?' : ''}`,
    )
    return `${name}: ${spoken.join(' ')}`
  })
const texts = ({ speakers, paragraphs }: Transcript): readonly string[] =>
  paragraphs.map(
    (paragraph) =>
      `${speakers.find(({ id }) => id === paragraph.speakerId)?.name ?? 'nobody'}: ${words(paragraph)
        .map(({ text }) => text)
        .join(' ')}`,
  )

const lack = {
  words: 'It has no times for single words: they are estimated inside each segment.',
  cueWords: 'It has no times for single words: they are estimated inside each cue.',
  speakers: 'It does not say who speaks: everything is under one speaker.',
  turns: 'It tells where the speaker changes, not who speaks: the voices are called Speaker 1 and Speaker 2 in turn.',
  pauses: 'It marks no pauses: silence shows as gaps between words.',
  language: 'It does not name the language.',
  length: 'It does not tell how long the recording is.',
}

describe('every kind, recognised by what it holds, with what it lacks', () => {
  const cases: readonly (readonly [
    name: string,
    format: Original['format'],
    told: readonly string[],
    lacks: readonly string[],
  ])[] = [
    [
      'whisper.json',
      'whisper',
      [
        'Unknown speaker: The@0-343? tide@343-784? comes@784-1323? in@1323-1569? twice@1569-2108? a@2108-2256? day.@2256-2600? Nobody@2600-3368? hurries,@3368-4254? it@4254-4550? waits.@4550-5200?',
        'Unknown speaker: And@9500-9875? we@9875-10143? wait,@10143-10625? too.@10625-11000?',
      ],
      [lack.words, lack.speakers, lack.pauses, lack.length],
    ],
    [
      'whisper-words.json',
      'whisper',
      [
        "Unknown speaker: The@0-220 well-known@220-900 tide@900-1300 isn't@1300-1700 late.@1700-2380? It's@2380-2700 5@2700-3000 o'clock.@3000-3900",
      ],
      [lack.speakers, lack.pauses, lack.length],
    ],
    [
      'whisper-verbose.json',
      'whisper',
      [
        "Unknown speaker: The@0-300 tide,@300-700 we@800-900 know,@900-1200 is@1300-1500 late.@1500-2000 Isn't@2400-2800 it?@2800-3100",
      ],
      [lack.speakers, lack.pauses],
    ],
    [
      'whisperx.json',
      'whisper',
      [
        'Speaker 1: Who@100-300 keeps@300-600 the@600-700 light@700-1100 in@1100-1200 1912?@1200-1500?',
        'Speaker 2: My@2200-2500 aunt@2500-2900 did.@2900-3400',
      ],
      [lack.pauses, lack.length],
    ],
    [
      'whisper-chunks.json',
      'whisper',
      [
        'Unknown speaker: Low@0-437? water@437-1124? at@1124-1437? noon.@1437-2000? High@2000-2337? water@2337-2749? at@2749-2937? six.@2937-3200?',
      ],
      [lack.words, lack.speakers, lack.pauses, lack.language, lack.length],
    ],
    [
      'whisper-japanese.json',
      'whisper',
      ['Unknown speaker: 潮@0-400 が@400-600 満@600-1000 ちる。@1000-1600'],
      [lack.speakers, lack.pauses, lack.length],
    ],
    [
      'whisper-cpp.json',
      'whisper-cpp',
      [
        'Unknown speaker: The@0-448? keeper@448-1279? rows@1279-1855? out@1855-2303? at@2303-2624? dawn.@2624-3200? He@3200-3565? rows@3565-4221? back@4221-4878? at@4878-5243? dusk.@5243-5900?',
      ],
      [lack.words, lack.speakers, lack.pauses, lack.length],
    ],
    [
      'whisper-cpp-full.json',
      'whisper-cpp',
      ['Unknown speaker: The@0-300 keeper,@300-900 Caesura,@1000-1800 rows.@1900-2600'],
      [lack.speakers, lack.pauses, lack.length],
    ],
    [
      'whisper-cpp-words.json',
      'whisper-cpp',
      [
        'Unknown speaker: One@0-300 light,@300-600 one@900-1200 Caesura@1200-2100 and@2100-2400 no@2400-2700 wind.@2700-3000',
      ],
      [lack.speakers, lack.pauses, lack.length],
    ],
    [
      'whisper-cpp-turns.json',
      'whisper-cpp',
      [
        'Speaker 1: Ready?@0-1000',
        'Speaker 2: Not@1200-1600? yet.@1600-2000?',
        'Speaker 1: And@2400-2700? now?@2700-3000?',
      ],
      [lack.turns, lack.words, lack.pauses, lack.length],
    ],
    [
      'faster-whisper.json',
      'faster-whisper',
      ['Unknown speaker: A@0-300 lamp@300-800 is@800-1000 lit.@1000-1500 Then@2400-2962? another.@2962-3900?'],
      [
        '1 segment has no times for single words: they are estimated inside it.',
        lack.speakers,
        lack.pauses,
        lack.language,
        lack.length,
      ],
    ],
    [
      'faster-whisper-info.json',
      'faster-whisper',
      ['Unknown speaker: Eine@500-909? Lampe@909-1409? brennt.@1409-2000?'],
      [lack.words, lack.speakers, lack.pauses],
    ],
    [
      'faster-whisper-tuples.json',
      'faster-whisper',
      ['Unknown speaker: Two@0-400 boats@400-900 pass.@900-1600 Good@2000-2450? night.@2450-3000?'],
      [
        '1 segment has no times for single words: they are estimated inside it.',
        lack.speakers,
        lack.pauses,
        lack.language,
        lack.length,
      ],
    ],
    [
      'aws.json',
      'aws',
      ['Speaker 1: Is@0-200 the@200-310 ferry@310-800 late?@800-1200', 'Speaker 2: No,@2050-2300 early.@2300-2900'],
      [lack.pauses, lack.length],
    ],
    [
      'aws-old.json',
      'aws',
      ['Speaker 1: Is@0-200 the@200-310 ferry@310-800 late?@800-1200', 'Speaker 2: No,@2050-2300 early.@2300-2900'],
      [lack.pauses, lack.language, lack.length],
    ],
    [
      'aws-channels.json',
      'aws',
      ['Channel 1: Harbour@100-500 office.@500-900', 'Channel 2: Hello.@700-1100'],
      [lack.pauses, lack.language, lack.length],
    ],
    [
      'google.json',
      'google',
      [
        'Speaker 1: The@0-400 fog@400-900 is@900-1300 back.@1300-1900',
        'Speaker 2: Sound@2500-2900 the@2900-3000 horn.@3000-3600',
      ],
      [lack.pauses, lack.length],
    ],
    [
      'google-v1.json',
      'google',
      [
        'Unknown speaker: the@0-525? fog@525-1050? is@1050-1425? back@1425-2100? sound@2100-2792? the@2792-3233? horn@3233-3800?',
      ],
      ['It tells where each result ends, not where it begins.', lack.words, lack.speakers, lack.pauses, lack.length],
    ],
    [
      'google-client.json',
      'google',
      ['Unknown speaker: Nebel,@0-700 Nebel@900-1400'],
      [lack.speakers, lack.pauses, lack.length],
    ],
    [
      'google-v2.json',
      'google',
      ['Speaker 1: Who@0-300 rang?@300-800', 'Speaker 2: I@1100-1300 did.@1300-1700'],
      [lack.pauses, lack.length],
    ],
    [
      'deepgram.json',
      'deepgram',
      [
        'Speaker 1: Rope.@80-400',
        'Speaker 2: Which@900-1100 rope?@1100-1500',
        'Speaker 1: The@2000-2100 long@2100-2400 one.@2400-2700',
      ],
      [lack.pauses],
    ],
    [
      'deepgram-channels.json',
      'deepgram',
      ['Channel 1: cast@100-400 off@400-700', 'Channel 2: aye@600-900'],
      [lack.pauses, lack.language],
    ],
    [
      'assemblyai.json',
      'assemblyai',
      ['Speaker A: Smoke@250-650 over@650-900 there.@900-1300', 'Speaker B: Only@1800-2000 mist.@2000-2500'],
      [lack.pauses],
    ],
    [
      'assemblyai-words.json',
      'assemblyai',
      ['Unknown speaker: Nur@0-380 Nebel.@380-900'],
      [lack.speakers, lack.pauses],
    ],
    [
      'rev.json',
      'rev',
      ['Speaker 1: Pull,@270-600 half-heartedly.@700-1500', 'Speaker 2: <unk>@2100-2400? pulled!@2400-2900'],
      [lack.pauses, lack.language, lack.length],
    ],
    [
      'rev-human.json',
      'rev',
      [
        'Ada Holm: The@1250-1820 rope@1820-2552 is@2552-2960 wet.@2960-3530 [laughs]@3600-4000',
        'Speaker 2: It@5000-5239 always@5239-5860 is.@5860-6100',
      ],
      [lack.pauses, lack.language, lack.length],
    ],
    [
      'names.srt',
      'srt',
      [
        'ADA: Where@500-902? does@902-1231? the@1231-1487? rope@1487-1816? go?@1816-2000? To@2200-2376? the@2376-2624? ring,@2624-2941? always.@2941-3400?',
        'BO HOLM: Not@3600-3749? that@3749-3941? ring.@3941-4133? The@4133-4282? other@4282-4517? one:@4517-4666? the@4666-4816? rusty@4816-5050? one.@5050-5200?',
        'ADA: Oh.@12000-13000',
      ],
      [lack.cueWords, lack.pauses, lack.language, lack.length],
    ],
    [
      'dashes.srt',
      'srt',
      [
        'Speaker 1: Are@1000-1456? we@1456-1783? there?@1783-2500?',
        'Speaker 2: No.@2600-3183?',
        'Speaker 1: Now?@3183-4000?',
        'Speaker 2: Still@4100-4718? no.@4718-5000?',
      ],
      [lack.turns, lack.cueWords, lack.pauses, lack.language, lack.length],
    ],
    [
      'voices.vtt',
      'vtt',
      [
        'Ada: Mind@500-846? &@846-962? watch@962-1384? the@1384-1654? step.@1654-2000?',
        'Bo: Which@2200-2749? step?@2749-3199?',
        'Ada: That@3199-3649? one.@3649-4000?',
        'Bo: Oh.@5000-6000',
      ],
      [lack.cueWords, lack.pauses, lack.length],
    ],
    [
      'rolling.vtt',
      'vtt',
      [
        'Unknown speaker: the@0-400 tide@400-900 comes@900-2000 in@2010-2500 twice@2500-3000 a@3000-4000 day@4010-5000 here@5000-6000',
      ],
      [lack.speakers, lack.pauses, lack.length],
    ],
  ]
  it.each(cases)('%s', (name, format, expected, lacks) => {
    const found = read(bytesOf(name))
    expect(found.format).toBe(format)
    expect(told(found.transcript)).toEqual(expected)
    expect(found.lacks).toEqual(lacks)
  })

  it('no fixture is left out', () => {
    expect(readdirSync(folder).sort()).toEqual([...cases.map(([name]) => name), 'assemblyai-error.json'].sort())
  })

  it.each(cases)('%s: again, by its own reader, the very same ids and words', (name, format) => {
    const bytes = bytesOf(name)
    expect(read(bytes, format)).toEqual(read(bytes))
    const marked = name.endsWith('.json') ? Buffer.from(`\ufeff${bytes.toString('utf8')}`, 'utf16le') : bytes
    expect(read(marked).transcript).toEqual(read(bytes).transcript)
  })
})

describe('what is told besides', () => {
  it.each([
    [
      'whisper-words.json',
      ['1 word had no length; it got the time until the next word, 1 s at most (at 0:00:01.700).'],
    ],
    ['whisperx.json', ['1 word had no usable time; it was placed between its neighbours (at 0:00:01.200).']],
    [
      'assemblyai-words.json',
      [
        '1 word or pause ran into the next one and was clipped (at 0:00:00.000).',
        '1 time lay before the start and was set to zero (at 0:00:00.000).',
      ],
    ],
    ['rolling.vtt', ['The captions roll: 4 cues show lines of the one before again, which were read once.']],
    ['whisper.json', []],
    ['voices.vtt', []],
  ])('%s', (name, notes) => expect(read(bytesOf(name)).notes).toEqual(notes))

  it.each([
    ['whisper-verbose.json', 'en', 4500],
    ['faster-whisper-info.json', 'de', 12_500],
    ['deepgram.json', 'en', 3250],
    ['assemblyai.json', 'en-US', 3000],
    ['aws.json', 'en-GB', null],
    ['google-client.json', 'de-DE', null],
    ['voices.vtt', 'en-GB', null],
  ])('%s: language %s, length %s', (name, language, durationMs) => {
    expect(read(bytesOf(name)).transcript).toMatchObject({ language, durationMs })
  })

  it('no punctuation and no capitals are lacks of twenty words or more', () => {
    const segment = { start: 0, end: 9, text: 'one two three four five six seven eight nine ten '.repeat(2) }
    const { lacks } = read(JSON.stringify({ segments: [segment] }))
    expect(lacks).toContain('It has no punctuation.')
    expect(lacks).toContain('It has no capital letters.')
  })
})

const word = (word: string, start: unknown, end: unknown) => ({ word: ` ${word}`, start, end })

describe('what programs put around an answer', () => {
  it.each(['deepgram.json', 'aws.json', 'google-v1.json', 'assemblyai.json', 'whisperx.json', 'rev.json'])(
    '%s as the result of something',
    (name) => {
      const bare: unknown = JSON.parse(bytesOf(name).toString('utf8'))
      const wrapped = Buffer.from(JSON.stringify({ result: bare, error: null }))
      const found = read(wrapped)
      expect(found).toEqual(read(bytesOf(name)))
      expect(read(wrapped, found.format)).toEqual(found)
    },
  )

  it('of several languages the one spoken longest', () => {
    const codes = [
      { language_code: 'de-DE', duration_in_seconds: 2 },
      { language_code: 'fr-FR', duration_in_seconds: 9 },
    ]
    const item = { type: 'pronunciation', alternatives: [{ content: 'Oui' }], start_time: '0', end_time: '1' }
    const { transcript } = read(JSON.stringify({ results: { transcripts: [], items: [item], language_codes: codes } }))
    expect(transcript.language).toBe('fr-FR')
  })

  it('a programme that begins at ten hours keeps its times, and says so', () => {
    const { transcript, notes } = read('1\n10:00:01,000 --> 10:00:02,000\nHello\n')
    expect(told(transcript)).toEqual(['Unknown speaker: Hello@36001000-36002000'])
    expect(notes).toEqual(['The first cue starts at 10:00:01, as broadcasters count; the times are kept as they are.'])
  })
})

describe('hostile times are mended', () => {
  it.each([
    ['before the start', [word('a', -0.2, 0.3), word('b', 0.4, 0.6)], ['a@0-300', 'b@400-600']],
    ['far before the start', [word('a', -40, 0.3), word('b', 0.4, 0.6)], ['a@100-400?', 'b@400-600']],
    ['text for numbers', [word('a', '0.1', '0.3'), word('b', 'soon', null)], ['a@100-300', 'b@300-600?']],
    ['overlapping', [word('a', 0, 0.9), word('b', 0.5, 1)], ['a@0-500', 'b@500-1000']],
    ['backwards', [word('a', 0.9, 0.2), word('b', 1, 1.2)], ['a@900-1000?', 'b@1000-1200']],
    [
      'out of order',
      [word('a', 5, 5.5), word('b', 1, 1.2), word('c', 2, 2.5)],
      ['a@700-1000?', 'b@1000-1200', 'c@2000-2500'],
    ],
    ['huge', [word('a', 1e300, 1e301), word('b', 1, 2)], ['a@700-1000?', 'b@1000-2000']],
  ])('%s', (_, list, expected) => {
    const { transcript } = read(JSON.stringify({ segments: [{ start: 0, end: 6, text: ' a b', words: list }] }))
    expect(
      told(transcript)
        .join(' ')
        .split(' ')
        .filter((one) => one.includes('@')),
    ).toEqual(expected)
  })

  it('Python’s NaN, and a segment on each line', () => {
    const nan =
      '{"segments":[{"start":0.0,"end":NaN,"text":" NaN is no word, \\"Infinity\\" is","avg_logprob":-Infinity}]}'
    expect(texts(read(nan).transcript)).toEqual(['Unknown speaker: NaN is no word, "Infinity" is'])
    const lines = '{"start":0,"end":1,"text":" One."}\n{"start":1,"end":2,"text":" Two."}\n'
    expect(read(lines)).toMatchObject({ format: 'faster-whisper' })
    expect(texts(read(lines).transcript)).toEqual(['Unknown speaker: One. Two.'])
  })

  it('letters that whisper.cpp has torn apart are those of the segment', () => {
    const source = bytesOf('whisper-cpp-full.json').toString('utf8')
    const [before = '', after = ''] = source
      .replace(' The keeper, Caesura, rows.', ' The keeper, Cæsura, rows.')
      .split('"text": "es"')
    const bytes = Buffer.concat([Buffer.from(before), Buffer.from('"text": "\xc3"', 'latin1'), Buffer.from(after)])
    expect(texts(read(bytes).transcript)).toEqual(['Unknown speaker: The keeper, Cæsura, rows.'])
  })
})

const srt = (...cues: readonly string[]): string =>
  cues
    .map((text, at) => `${at + 1}\n00:00:${String(at * 2 + 10)},000 --> 00:00:${String(at * 2 + 11)},900\n${text}\n`)
    .join('\n')

describe('speakers in subtitle files, only where that is safe', () => {
  it.each([
    ['names given once each, from the start', ['Ann: Hello.', 'Ben: Hi.'], ['Ann: Hello.', 'Ben: Hi.']],
    ['one name alone may be anything', ['Hello.', 'Verdict: guilty.'], ['Unknown speaker: Hello. Verdict: guilty.']],
    [
      'a word that names nobody',
      ['NOTE: keep off.', 'Note: keep off.'],
      ['Unknown speaker: NOTE: keep off. Note: keep off.'],
    ],
    [
      'a time and an address',
      ['At 10:30 we go.', 'See https://example.com: now.'],
      ['Unknown speaker: At 10:30 we go. See https://example.com: now.'],
    ],
    ['a sentence with a colon', ['He said: go.', 'He said: stay.'], ['Unknown speaker: He said: go. He said: stay.']],
    ['roles with numbers', ['Speaker 1: Yes.', 'Speaker 2: No.', 'No.'], ['Speaker 1: Yes.', 'Speaker 2: No. No.']],
    [
      'named now and then only',
      ['Rain.', 'ANN: Wind.', 'Sun.'],
      ['Unknown speaker: Rain.', 'ANN: Wind.', 'Unknown speaker: Sun.'],
    ],
    ['a name on a line of its own', ['ANN:\nGood morning.', 'BEN:\nIs it?'], ['ANN: Good morning.', 'BEN: Is it?']],
    [
      'a name behind arrows',
      ['>> ANN: Tonight.', 'the storm.', '>> BEN: Tomorrow.'],
      ['ANN: Tonight. the storm.', 'BEN: Tomorrow.'],
    ],
    [
      'arrows alone',
      ['>> Tonight.', 'the storm.', '>> Tomorrow.'],
      ['Speaker 2: Tonight. the storm.', 'Speaker 1: Tomorrow.'],
    ],
    ['one dash is no dialogue', ['- a list', 'and more', 'and more'], ['Unknown speaker: - a list and more and more']],
    [
      'an interruption and a number',
      ['--and then', '-5 degrees', '- 5 of them'],
      ['Unknown speaker: --and then -5 degrees - 5 of them'],
    ],
  ])('%s', (_, cues, expected) => {
    expect(texts(read(srt(...cues)).transcript)).toEqual(expected)
  })
})

describe('real files are untidy', () => {
  it.each([
    [
      'WebVTT with SubRip’s times',
      'WEBVTT\n\n1\n00:00:01,000 --> 00:00:02,000\nOne\n\n2\n00:00:03,000 --> 00:00:04,000\nTwo',
      'vtt',
      ['One@1000-2000', 'Two@3000-4000'],
    ],
    [
      'SubRip in Windows-1251',
      Buffer.from(
        '1\n00:00:01,000 --> 00:00:02,000\n\xcf\xf0\xe8\xe2\xe5\xf2,\n2\n00:00:03,000 --> 00:00:04,000\n\xe4\xee\xec\xee\xe9.\n',
        'latin1',
      ),
      'srt',
      ['Привет,@1000-2000', 'домой.@3000-4000'],
    ],
    ['WebVTT without its signature', '00:01.000 --> 00:02.000\nOne', 'srt', ['One@1000-2000']],
    [
      'SubRip in Windows-1252',
      Buffer.from('1\n00:00:01,000 --> 00:00:02,000\nD\xf6ner\n', 'latin1'),
      'srt',
      ['Döner@1000-2000'],
    ],
    [
      'SubRip in UTF-16',
      Buffer.from('\ufeff1\r\n00:00:01,000 --> 00:00:02,000\r\nDöner\r\n', 'utf16le'),
      'srt',
      ['Döner@1000-2000'],
    ],
    [
      'a cue that ends before it starts',
      '1\n00:00:05,000 --> 00:00:01,000\nOne two\n',
      'srt',
      ['One@5000-5300?', 'two@5300-5600?'],
    ],
    [
      'cues out of order',
      '2\n00:00:03,000 --> 00:00:04,000\nTwo\n\n1\n00:00:01,000 --> 00:00:02,000\nOne\n',
      'srt',
      ['One@1000-2000', 'Two@3000-4000'],
    ],
    [
      'the same cue twice',
      '1\n00:00:01,000 --> 00:00:02,000\nOne\n\n2\n00:00:01,000 --> 00:00:02,000\nOne\n',
      'srt',
      ['One@1000-2000'],
    ],
    [
      'a cue that runs into the next',
      '1\n00:00:01,000 --> 00:00:02,500\nOne\n\n2\n00:00:02,000 --> 00:00:03,000\nTwo\n',
      'srt',
      ['One@1000-2000', 'Two@2000-3000'],
    ],
    [
      'tags, references and forced breaks',
      '1\n00:00:01,000 --> 00:00:02,000\n{\\an8}<font color="#fff">R&amp;B</font>\\N<b></b>\n',
      'srt',
      ['R&B@1000-2000'],
    ],
    [
      'two cues at a time',
      '1\n00:00:01,000 --> 00:00:03,000\nOne\n\n2\n00:00:01,000 --> 00:00:03,000\nTwo\n',
      'srt',
      ['One@1000-3000', 'Two@1000-3000'],
    ],
  ] as const)('%s', (_, content, format, expected) => {
    const found = read(content)
    expect(found.format).toBe(format)
    expect(
      told(found.transcript)
        .join(' ')
        .split(' ')
        .filter((one) => one.includes('@')),
    ).toEqual(expected)
  })
})

describe('what is none of it says so in one sentence', () => {
  it.each([
    ['empty', '', 'This is empty.'],
    ['an object of nobody', '{"a":1}', 'This is JSON, but it holds no transcript that Caesura knows.'],
    ['a list of nobody', '[]', 'This is JSON, but it holds no transcript that Caesura knows.'],
    ['prose', 'Buy milk', 'This text is neither a transcript nor subtitles that Caesura knows.'],
    ['a page', '<html>', 'This is a web page or XML, no transcript that Caesura knows.'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe]), 'This is not text'],
    ['zeros', Buffer.from([0x7b, 0, 0x7d]), 'This is not text'],
    [
      'JSON of no encoding',
      Buffer.from('{"text":"D\xf6ner"}', 'latin1'),
      'This holds bytes that are no text: it is damaged.',
    ],
    [
      'a silent result',
      '{"text":"","segments":[{"start":0,"end":1,"text":" "}]}',
      'This Whisper result holds not a single word.',
    ],
    ['cues without words', '1\n00:00:01,000 --> 00:00:02,000\n<i></i>\n', 'This SubRip file holds not a single word.'],
    ['cues without anything', 'WEBVTT\n\nNOTE nothing\n', 'This WebVTT file holds not a single word.'],
    ['nested without end', '['.repeat(3_000_000), 'nested or cut up'],
    ['a failure at AssemblyAI', bytesOf('assemblyai-error.json'), 'it says: Download error'],
    ['one in progress there', '{"audio_url":"x","status":"processing"}', 'had not finished'],
    [
      'a batch of Google’s',
      '{"results":{"a":{"transcript":{"results":[{"alternatives":[]}]}},"b":{"transcript":{"results":[{"alternatives":[]}]}}}}',
      '2 recordings',
    ],
  ])('%s', (_, content, sentence) => expect(why(content)).toContain(sentence))
})

describe('any JSON of these shapes', () => {
  const anything = fc.oneof(
    fc.constantFrom(null, true, '', 'x', ' a b ', '1.2', '5s', -1, 0, 0.5, 3, 1e12, 'NaN'),
    fc.string(),
    fc.double(),
  )
  const names = [
    'text',
    'word',
    'words',
    'start',
    'end',
    'segments',
    'speaker',
    'results',
    'items',
    'alternatives',
    'channels',
    'monologues',
    'elements',
    'value',
    'ts',
    'type',
    'transcription',
    'offsets',
    'from',
    'to',
    'tokens',
    'utterances',
    'transcript',
    'content',
    'start_time',
    'end_time',
    'startTime',
    'chunks',
    'timestamp',
  ]
  const value = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      anything,
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 5 }),
    ),
  })).value
  it('is a sound transcript or a sentence', () => {
    fc.assert(
      fc.property(value, (json) => {
        const found = readOriginal(Buffer.from(JSON.stringify(json)), decoders, null)
        if (found.ok) expect(check(found.value.transcript)).toEqual([])
        else expect(found.message).toMatch(/\.$|says: /u)
      }),
      { numRuns: 500 },
    )
  })
})
