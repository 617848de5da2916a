import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { fail, ok } from '../core/result'
import { writeGuide } from '../core/captions/guide'
import { presetIds, presets } from '../core/captions/rules'
import { aboutFormat, fileFormats } from '../core/formats/table'
import type { Io } from './io'
import { main } from './main'
import { version } from './version'

const job = JSON.stringify({
  job_id: 'cbbc5305-0000-4000-8000-000000000000',
  success: true,
  data: {
    transcript: [
      {
        uid: 'a',
        speakerId: 1,
        words: [
          { uid: 'a1', word: 'Hello', start_time: 0.5, end_time: 0.9, speakerId: 1 },
          { uid: 'a2', word: '', start_time: 0.9, end_time: 1.4, speakerId: 1, is_pause: true, pause_size: 'small' },
          { uid: 'a3', word: 'there.', start_time: 1.4, end_time: 1.8, speakerId: 1 },
        ],
      },
      { uid: 'b', speakerId: 2, words: [{ uid: 'b1', word: 'Hi.', start_time: 4, end_time: 4.25, speakerId: 2 }] },
    ],
  },
})
const srt = '1\n00:00:01,000 --> 00:00:02,000\n<i>One</i>\n\n2\n00:00:03,000 --> 00:00:04,000\nTwo\n'

const run = async (
  argv: readonly string[],
  files: Readonly<Record<string, string | Uint8Array>> = {},
  outFails = false,
) => {
  let out = ''
  const errors: string[] = []
  const wrote: Record<string, string> = {}
  const io: Io = {
    read: async (path) => {
      const file = files[path]
      return file === undefined
        ? fail('unreadable', `${path} does not exist.`)
        : ok(typeof file === 'string' ? new TextEncoder().encode(file) : file)
    },
    same: async (a, b) => a === b,
    isFolder: async (path) => path === 'folder',
    progress: () => {},
    today: '2026-11-26',
    write: async (path, text) => {
      if (path === 'full') return fail('unwritable', 'full cannot be written: the disk is full.')
      wrote[path] = typeof text === 'string' ? text : Buffer.from(text).toString('latin1')
      return ok(null)
    },
    out: async (text) => {
      if (outFails) return fail('unwritable', 'The output cannot be written: the disk is full.')
      out += typeof text === 'string' ? text : Buffer.from(text).toString('latin1')
      return ok(null)
    },
    error: (line) => errors.push(line),
    version,
  }
  const code = await main(argv, io)
  return { code, out, errors, wrote }
}

describe('read', () => {
  it('--json of a job: speakers, paragraphs with words and pauses, notes', async () => {
    const { code, out, errors } = await run(['read', 'job.json', '--json'], { 'job.json': job })
    expect({ code, errors }).toEqual({ code: 0, errors: [] })
    const read: unknown = JSON.parse(out)
    expect(read).toEqual({
      speakers: [
        { id: expect.any(String), name: 'Speaker 1' },
        { id: expect.any(String), name: 'Speaker 2' },
      ],
      paragraphs: [
        {
          speaker: expect.any(String),
          items: [
            { kind: 'word', text: 'Hello', startMs: 500, endMs: 900 },
            { kind: 'pause', startMs: 900, endMs: 1400, category: 'small' },
            { kind: 'word', text: 'there.', startMs: 1400, endMs: 1800 },
          ],
        },
        { speaker: expect.any(String), items: [{ kind: 'word', text: 'Hi.', startMs: 4000, endMs: 4250 }] },
      ],
      notes: expect.any(Array),
    })
    const ids = [...out.matchAll(/"(?:id|speaker)":"([^"]+)"/gu)].map(([, id]) => id)
    expect(ids.slice(0, 2)).toEqual(ids.slice(2))
  })

  it('--json of subtitles: cues as written', async () => {
    const { out } = await run(['read', '--json', '-'], { '-': srt })
    expect(JSON.parse(out)).toEqual({
      cues: [
        { id: '1', startMs: 1000, endMs: 2000, text: '<i>One</i>' },
        { id: '2', startMs: 3000, endMs: 4000, text: 'Two' },
      ],
    })
  })

  const whisper = JSON.stringify({
    text: ' One two.',
    segments: [{ id: 0, start: 0, end: 1, text: ' One two.' }],
    language: 'en',
  })

  it('another recogniser’s result is a job that says what it is and lacks', async () => {
    const read: unknown = JSON.parse((await run(['read', 'a', '--json'], { a: whisper })).out)
    expect(read).toEqual({
      speakers: [{ id: 'speaker-1', name: 'Unknown speaker' }],
      paragraphs: [{ speaker: 'speaker-1', items: [expect.objectContaining({ text: 'One' }), expect.anything()] }],
      notes: [],
      format: 'whisper',
      lacks: expect.arrayContaining(['It has no times for single words: they are estimated inside each segment.']),
    })
    const { out } = await run(['read', 'a'], { a: whisper })
    expect(out).toContain('A Whisper result: 2 words, 1 paragraph, 0 pauses, 0:01\nSpeakers: Unknown speaker\n')
    expect((await run(['export', 'a', '--format', 'srt'], { a: whisper })).out).toBe(
      '1\n00:00:00,000 --> 00:00:01,500\nOne two.\n',
    )
  })

  it('a summary for people otherwise', async () => {
    expect((await run(['read', 'a'], { a: job })).out).toContain(
      '3 words, 2 paragraphs, 1 pause, 0:04\nSpeakers: Speaker 1, Speaker 2\n',
    )
    expect((await run(['read', 'a'], { a: srt })).out).toBe('SRT: 2 cues, 0:04\n')
  })
})

describe('export', () => {
  it.each([
    ['srt', 'none', '1\n00:00:00,500 --> 00:00:02,300\nHello there.\n\n2\n00:00:04,000 --> 00:00:04,833\nHi.\n'],
    [
      'srt',
      'name',
      '1\n00:00:00,500 --> 00:00:02,300\nSpeaker 1: Hello there.\n\n2\n00:00:04,000 --> 00:00:04,833\nSpeaker 2: Hi.\n',
    ],
    ['srt', 'dash', '1\n00:00:00,500 --> 00:00:02,300\n-Hello there.\n\n2\n00:00:04,000 --> 00:00:04,833\n-Hi.\n'],
    [
      'vtt',
      'voice',
      'WEBVTT\n\n00:00:00.500 --> 00:00:02.300\n<v Speaker 1>Hello there.\n\n00:00:04.000 --> 00:00:04.833\n<v Speaker 2>Hi.\n',
    ],
  ])('%s, %s', async (format, speakers, expected) => {
    const { code, out, errors } = await run(['export', 'job', '--format', format, '--speakers', speakers], { job })
    expect({ code, errors, out }).toEqual({ code: 0, errors: [], out: expected })
  })

  it('never writes over its own input', async () => {
    const { code, out, errors, wrote } = await run(['export', 'job', '--format=srt', '--out', 'job'], { job })
    expect({ code, out, wrote }).toEqual({ code: 2, out: '', wrote: {} })
    expect(errors).toEqual(['--out would write over the input file job; give another name.'])
  })

  it('a job with broken letters is refused, never guessed at', async () => {
    const bytes = new TextEncoder().encode(job.replace('Hello', 'Héllo'))
    bytes[bytes.indexOf(0xc3)] = 0xff
    const { code, out, errors } = await run(['export', 'job', '--format=srt'], { job: bytes })
    expect({ code, out, said: errors.length }).toEqual({ code: 1, out: '', said: 1 })
  })

  it('by a style guide of one’s own, and says what is wrong with one', async () => {
    const guide = writeGuide({ ...presets.shorts, charsPerLine: 12, label: 'Narrow' })
    const { out, code } = await run(['export', 'job', '--format=srt', '--preset=mine.json'], {
      job,
      'mine.json': guide,
    })
    expect(code).toBe(0)
    const lines = out.split('\n').filter((line) => line !== '' && !/-->|^\d+$/u.test(line))
    expect(lines.some((line) => line.length <= 12)).toBe(true)
    const bad = await run(['export', 'job', '--format=srt', '--preset=mine.json'], { job, 'mine.json': '{}' })
    expect(bad.code).toBe(1)
    expect(bad.errors.join(' ')).toContain('mine.json: This is no style guide of Caesura.')
  })

  it('a preset changes the cues', async () => {
    const { out } = await run(['export', 'job', '--format=srt', '--preset=shorts'], { job })
    expect(out).toContain('00:00:04,000 --> 00:00:04,750')
  })

  it('--out writes the file and prints nothing', async () => {
    const { out, wrote, code } = await run(['export', 'a', '--format', 'vtt', '--out', 'b.vtt'], { a: srt })
    expect({ code, out, wrote }).toEqual({
      code: 0,
      out: '',
      wrote: { 'b.vtt': 'WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<i>One</i>\n\n00:00:03.000 --> 00:00:04.000\nTwo\n' },
    })
  })
})

describe('bad input: exit code 1, one sentence, nothing printed', () => {
  it.each<[string, readonly string[], Readonly<Record<string, string | Uint8Array>>, string]>([
    ['no such file', ['read', 'nope', '--json'], {}, 'nope does not exist.'],
    ['empty', ['read', 'a', '--json'], { a: '' }, 'a is empty.'],
    ['only blanks', ['read', 'a'], { a: ' \n\n' }, 'a is empty.'],
    [
      'no text',
      ['read', 'a'],
      { a: new Uint8Array([1, 0, 2, 0x80, 0xff, 0, 0, 9]) },
      'a is no text: neither a transcript nor a subtitle file.',
    ],
    [
      'other text',
      ['export', 'a', '--format', 'srt'],
      { a: 'Dear diary' },
      'a is neither a transcript nor a subtitle file.',
    ],
    [
      'WebVTT without its signature',
      ['read', 'a.vtt', '--json'],
      { 'a.vtt': '\nWEBVTT\n\n00:01.000 --> 00:02.000\nx' },
      'a.vtt does not begin with WEBVTT, so it is no WebVTT file.',
    ],
    [
      'a full disk',
      ['export', 'a', '--format', 'srt', '--out', 'full'],
      { a: srt },
      'full cannot be written: the disk is full.',
    ],
  ])('%s', async (_, argv, files, sentence) => {
    expect(await run(argv, files)).toEqual({ code: 1, out: '', errors: [sentence], wrote: {} })
  })

  it.each(['{"a":1}', '{"data":{"status":"in-progress"}}', '[1,2', '{"data":{"transcript":[]}}'])(
    'JSON that is no finished job: %s',
    async (text) => {
      const { code, out, errors } = await run(['read', 'x.json', '--json'], { 'x.json': text })
      expect({ code, out, lines: errors.length }).toEqual({ code: 1, out: '', lines: 1 })
      expect(errors[0]).toMatch(/^x\.json: \S.*\.$/u)
    },
  )

  it('an output that cannot be written', async () => {
    expect((await run(['read', 'a'], { a: srt }, true)).code).toBe(1)
  })
})

describe('wrong use: exit code 2', () => {
  it.each([
    [[]],
    [['frobnicate', 'a']],
    [['read']],
    [['read', 'a', 'b']],
    [['read', 'a', '--jsn']],
    [['read', 'a', '--json=1']],
    [['read', 'a', '-x']],
    [['read', 'a', '--constructor']],
    [['export', 'a']],
    [['export', 'a', '--format', 'doc']],
    [['export', 'a', '--format']],
    [['export', 'a', '--format', 'srt', '--format', 'vtt']],
    [['export', 'a', '--format', 'srt', '--preset', 'netflix-xx']],
    [['export', 'a', '--format', 'srt', '--speakers', 'all']],
    [['export', 'a', '--format', 'srt', '--out', '']],
    [['export', 'a', '--format', 'srt', '--json']],
    [['export', 'a', 'b', '--format', 'srt']],
    [['export', 'a', '-', '--format', 'srt', '--out', 'folder']],
    [['check']],
    [['check', 'a', '--preset', 'x']],
    [['presets', 'a']],
  ])('%j', async (argv) => {
    const { code, out, errors } = await run(argv, { a: srt })
    expect({ code, out, lines: errors.length }).toEqual({ code: 2, out: '', lines: 1 })
    expect(errors[0]).toMatch(/ See --help\.$/u)
  })
})

it('--help and --version', async () => {
  for (const argv of [['--help'], ['-h'], ['export', '--help']])
    expect((await run(argv)).out).toContain('caesura export FILE… --format FORMAT')
  const stated: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  const { version: wanted } = z.object({ version: z.string() }).parse(stated)
  expect(await run(['--version'])).toMatchObject({ code: 0, out: `${wanted}\n` })
})

describe('every format, several files, check and presets', () => {
  it.each(fileFormats.filter((format) => !format.startsWith('pictory-')))('%s of a job', async (format) => {
    const { code, wrote } = await run(['export', 'job.json', '--format', format, '--out', 'folder'], {
      'job.json': job,
    })
    expect(code).toBe(0)
    expect(Object.keys(wrote)).toEqual([`folder/job.${aboutFormat[format].extension}`])
    expect(Object.values(wrote)[0]?.length).toBeGreaterThan(10)
  })

  it('a subtitle file becomes another subtitle file and nothing else; what Pictory did not send is said', async () => {
    expect(await run(['export', 'a.srt', '--format', 'docx', '--out', 'x'], { 'a.srt': srt })).toMatchObject({
      code: 1,
      errors: ['a.srt is a subtitle file: it becomes srt or vtt. A job becomes docx.'],
    })
    expect((await run(['export', 'job.json', '--format', 'pictory-srt'], { 'job.json': job })).errors).toEqual([
      'job.json: Pictory sent no SRT with this job.',
    ])
  })

  it('files in a folder are called by a pattern, which is refused where nothing can be put for a part of it', async () => {
    const { code, wrote } = await run(
      ['export', 'job.json', '--format', 'srt', '--out', 'folder', '--name', '{date} {title}.en ({guide})'],
      { 'job.json': job },
    )
    expect(code).toBe(0)
    expect(Object.keys(wrote)).toEqual(['folder/2026-11-26 job.en (Netflix English).srt'])
    const wrong = await run(['export', 'job.json', '--format', 'srt', '--out', 'folder', '--name', '{x}'], {})
    expect(wrong.code).toBe(2)
    expect(wrong.errors[0]).toContain('--name: Nothing can be put for {x}')
  })

  it('several files go into a folder, a bad one is named and the others are done', async () => {
    const { code, wrote, errors } = await run(
      ['export', 'a/one.json', 'two.srt', 'three.json', 'b/one.json', '--format', 'vtt', '--out', 'folder/'],
      { 'a/one.json': job, 'b/one.json': job, 'two.srt': srt, 'three.json': '{' },
    )
    expect(code).toBe(1)
    expect(Object.keys(wrote).sort()).toEqual([])
    expect(errors[0]).toBe('folder/ is no folder; several files are written into one.')
    const again = await run(
      ['export', 'a/one.json', 'two.srt', 'three.json', 'b/one.json', '--format', 'vtt', '--out', 'folder'],
      { 'a/one.json': job, 'b/one.json': job, 'two.srt': srt, 'three.json': '{' },
    )
    expect(again.code).toBe(1)
    expect(Object.keys(again.wrote).sort()).toEqual(['folder/one.vtt', 'folder/two.vtt'])
    expect(again.errors).toHaveLength(2)
    expect(again.errors.join(' ')).toContain('b/one.json would be written to folder/one.vtt as well')
  })

  it('checks files and jobs: 3 where a rule is broken, in words or as JSON', async () => {
    const fast = '1\n00:00:01,000 --> 00:00:02,000\nForty letters are too many for a second\n'
    const broken = await run(['check', 'a.srt', 'job.json'], { 'a.srt': fast, 'job.json': job })
    expect(broken.code).toBe(3)
    expect(broken.out).toBe(
      'a.srt: 1 cue of 1 breaks a rule of Netflix English\n      1  00:00:01.000  Read at 39 characters a second. Limit 20.\njob.json: 2 cues, every rule of Netflix English kept\n',
    )
    const json: unknown = JSON.parse(
      (await run(['check', 'a.srt', '--json', '--preset', 'shorts'], { 'a.srt': fast })).out,
    )
    expect(json).toMatchObject([
      {
        preset: 'shorts',
        file: 'a.srt',
        cues: 1,
        broken: [{ cue: 1, startMs: 1000, marks: [{ rule: 'cps', measured: 39, limit: 25 }, { rule: 'line-length' }] }],
      },
    ])
    expect((await run(['check', 'job.json', 'none.srt'], { 'job.json': job })).code).toBe(1)
    expect((await run(['check', 'job.json'], { 'job.json': job })).code).toBe(0)
  })

  it('lists the style guides with their numbers', async () => {
    expect((await run(['presets'])).out).toMatch(/^bbc +BBC online: 37 × 2, 180 words a minute$/mu)
    const listed: unknown = JSON.parse((await run(['presets', '--json'])).out)
    expect(
      z
        .array(z.object({ id: z.string(), charsPerLine: z.number() }))
        .parse(listed)
        .map(({ id }) => id),
    ).toEqual(presetIds)
    expect(listed).toContainEqual(presets.arte)
  })
})
