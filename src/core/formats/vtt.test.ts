import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { convert, readSubtitles } from './convert'
import { readVtt, writeVtt } from './vtt'

const cue = (startMs: number, endMs: number, text: string, speakerId = 'a') => ({
  startMs,
  endMs,
  lines: text.split('\n'),
  speakerId,
})
const none = { speakers: 'none', speakerName: () => '' } as const

describe('writeVtt', () => {
  it('escapes, sorts, keeps spans above zero and cues apart', () => {
    expect(writeVtt([cue(2000, 2000, 'b > a --> c'), cue(0, 1000, '<b>A & B</b>\n\nC')], none)).toBe(
      'WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n&lt;b&gt;A &amp; B&lt;/b&gt;\nC\n\n00:00:02.000 --> 00:00:02.001\nb &gt; a --&gt; c\n',
    )
    expect(writeVtt([], none)).toBe('WEBVTT\n')
  })

  it('names the voice of every cue, and nobody where there is no name', () => {
    const text = writeVtt([cue(0, 1, 'x'), cue(2, 3, 'y'), cue(4, 5, 'z', 'b')], {
      speakers: 'voice',
      speakerName: (id) => (id === 'a' ? ' Tom\n& Ann > ' : ''),
    })
    expect(text.split('\n').filter((line) => /[xyz]$/u.test(line))).toEqual([
      '<v Tom and Ann>x',
      '<v Tom and Ann>y',
      'z',
    ])
  })
})

describe('readVtt', () => {
  it.each([
    [
      'identifiers, comments, styles, regions',
      'WEBVTT - title\nKind: captions\n\nSTYLE\n::cue { color: red }\n\nREGION\nid:fred\n\nNOTE a\nb\n\nintro\n00:01.000 --> 00:02.000 line:0\n<v Ann>Hi\n\n2\n00:03.000 --> 00:04.000\nB',
      ['intro|1000|2000|<v Ann>Hi', '2|3000|4000|B'],
    ],
    [
      'no blank line before times: the line above is text',
      'WEBVTT\n\n00:01.000 --> 00:02.000\nA\n00:03.000 --> 00:04.000\nB',
      ['|1000|2000|A', '|3000|4000|B'],
    ],
    [
      'a broken time loses its cue only',
      'WEBVTT\n\n00:0x.000 --> 00:02.000\nA\n\n00:03.000 --> 00:04.000\nB',
      ['|3000|4000|B'],
    ],
    [
      'a cue without text',
      'WEBVTT\n\n00:01.000 --> 00:02.000\n\n00:03.000 --> 00:04.000\nB',
      ['|1000|2000|', '|3000|4000|B'],
    ],
    ['CRLF and a mark', '\ufeffWEBVTT\r\n\r\n00:01.000 --> 00:02.000\r\nA\r\nB\r\n', ['|1000|2000|A\nB']],
  ])('%s', (_, text, expected) => {
    const result = readVtt(text)
    expect(
      result.ok && result.value.cues.map(({ id, startMs, endMs, text: own }) => `${id}|${startMs}|${endMs}|${own}`),
    ).toEqual(expected)
  })

  it('tells what a viewer reads', () => {
    const result = readVtt(
      'WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>a &lt;b&gt; <c.red>c</c> <00:01.500>d &amp;amp; &nope; <i>e',
    )
    expect(result.ok && result.value.cues[0]?.plain).toBe('a <b> c d &amp; &nope; e')
  })
})

const from = (text: string, format: 'srt' | 'vtt', to: 'srt' | 'vtt', speakers: 'none' | 'name' | 'voice') => {
  const read = readSubtitles(text, format)
  if (!read.ok) throw new Error(read.message)
  return convert(read.value, format, to, { speakers })
}

describe('convert', () => {
  const srt =
    '1\n00:00:01,000 --> 00:00:02,000\n{\\an8}<i>5 < 6</i> & <font color="red">red</font>\n\n2\n00:00:03,000 --> 00:00:04,500\nTwo\nlines\n'
  const vtt =
    'WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<i>5 &lt; 6</i> &amp; red\n\n00:00:03.000 --> 00:00:04.500\nTwo\nlines\n'

  it('keeps times, lines and italics', () => {
    expect(from(srt, 'srt', 'vtt', 'none')).toBe(vtt)
    expect(from(vtt, 'vtt', 'srt', 'none')).toBe(
      srt.replace('{\\an8}', '').replace('<font color="red">red</font>', 'red'),
    )
    expect(from(vtt, 'vtt', 'vtt', 'voice')).toBe(vtt)
  })

  it('keeps voices, or turns them into names', () => {
    const voices =
      'WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<v Ann>Hi\n\n00:00:03.000 --> 00:00:04.000\n<v.loud Bob>Ho\n'
    expect(from(voices, 'vtt', 'vtt', 'voice')).toBe(voices.replace('v.loud', 'v'))
    expect(from(voices, 'vtt', 'srt', 'name')).toContain('\nAnn: Hi\n')
    expect(from(voices, 'vtt', 'srt', 'none')).toContain('\nHo\n')
  })

  it('leaves a cue with nothing but markup out', () => {
    expect(
      from(
        '1\n00:00:01,000 --> 00:00:02,000\n<font></font>\n\n2\n00:00:03,000 --> 00:00:04,000\nB\n',
        'srt',
        'vtt',
        'none',
      ),
    ).toBe('WEBVTT\n\n00:00:03.000 --> 00:00:04.000\nB\n')
  })
})

const suite = fileURLToPath(new URL('../../../../shared/conformance/webvtt-reader.json', import.meta.url))
const suiteSchema = z.object({
  cases: z.array(
    z.object({
      name: z.string(),
      vtt: z.string(),
      cues: z.array(z.object({ id: z.string(), start: z.number(), end: z.number(), text: z.string() })),
    }),
  ),
})

describe.skipIf(!existsSync(suite))('outside cases (only where the shared folder is)', () => {
  const { cases } = existsSync(suite) ? suiteSchema.parse(JSON.parse(readFileSync(suite, 'utf8'))) : { cases: [] }
  it.each(cases)('$name', ({ vtt, cues }) => {
    const result = readVtt(vtt)
    const found = result.ok
      ? result.value.cues.map(({ id, startMs, endMs, text }) => ({
          id,
          start: startMs / 1000,
          end: endMs / 1000,
          text,
        }))
      : []
    expect(found).toEqual(cues)
  })
})
