import { describe, expect, it } from 'vitest'
import { beyondSubtitles } from './bounds'
import { readOriginal } from './read'
import { decoders } from './read.fixture'

const times = '00:00:01,000 --> 00:00:02,000'
const first = `1\n${times}\n`

/** What a person is told of a file with this text. */
const said = (text: string): string => {
  const read = readOriginal(Buffer.from(text), decoders, null)
  return read.ok ? `read as ${read.value.format}` : read.message
}

describe('a text that no subtitle file is', () => {
  it.each([
    ['a book in a cue', `${first}${'word '.repeat(10_001)}\n`, 'a cue of more than 10,000 words; that is no subtitle.'],
    [
      'a book in the lines of a cue',
      `${first}${'word\n\n'.repeat(10_001)}`,
      'a cue of more than 10,000 words; that is no subtitle.',
    ],
    [
      'a cue of signs',
      `${first}${'{\\an8'.repeat(20_001)}\n`,
      'a cue of more than 100,000 characters; that is no subtitle.',
    ],
    ['times and nothing else', `${times}\nx\n`.repeat(200_001), 'more than 200,000 cues; that is no subtitle file.'],
    [
      'a library of books',
      `${times}\n${'a '.repeat(9000)}\n`.repeat(112),
      'more than 1,000,000 words; that is no subtitle file.',
    ],
    [
      'a sea of tags',
      `${times}\n${'<'.repeat(90_000)}\n`.repeat(23),
      'more than 2,000,000 tags and signs of markup; that is no subtitle file.',
    ],
    [
      'a cue and nothing after it',
      `${first}x${'\n'.repeat(2_000_000)}`,
      'more than 2,000,000 lines; that is no subtitle file.',
    ],
    [
      'as much of old line ends',
      `${first}x${'\r'.repeat(2_000_000)}`,
      'more than 2,000,000 lines; that is no subtitle file.',
    ],
  ])('%s', (_, text, told) => expect(said(text)).toBe(`This holds ${told}`))

  it('64 million characters of anything', () =>
    expect(beyondSubtitles(' '.repeat(64_000_001), 'vtt')).toBe(
      'This holds more than 64,000,000 characters; that is no subtitle file.',
    ))

  it('WebVTT as SRT', () => {
    const text = `WEBVTT\n\n00:01.000 --> 00:02.000\n${'word '.repeat(10_001)}\n`
    expect(said(text)).toBe('This holds a cue of more than 10,000 words; that is no subtitle.')
  })
})

describe('what a real file may hold is read', () => {
  it.each([
    ['an hour of speech in a cue', `${first}${'word '.repeat(9999)}\n`],
    ['a long comment in WebVTT', `WEBVTT\n\n00:01.000 --> 00:02.000\nHi\n\nNOTE\n${'word '.repeat(50_000)}\n`],
    ['a long style before the cues', `WEBVTT\n\nSTYLE\n${'a'.repeat(200_000)}\n\n00:01.000 --> 00:02.000\nHi\n`],
    ['an arrow in what is said', `${first}${'a --> b '.repeat(100)}\n`],
    ['old line ends', `1\r${times}\rHi\r\r2\r${times}\rHo\r`],
    ['nothing', ''],
  ])('%s', (_, text) => expect(beyondSubtitles(text, text.startsWith('WEBVTT') ? 'vtt' : 'srt')).toBeNull())

  it('ten hours with a cue for each word, which shows its whole line', () => {
    const line = Array.from({ length: 9 }, (_, at) => `word${at}`).join(' ')
    expect(beyondSubtitles(`${times}\n<u>${line}</u>\n\n`.repeat(100_000), 'srt')).toBeNull()
  })
})

describe('no other file is worked on for long either', () => {
  const empty = 'This is empty.'
  const unread = 'This JSON is nested or cut up like no Pictory job is; it was not read to its end.'
  const unknown = 'This text is neither a transcript nor subtitles that Caesura knows.'
  it.each([
    ['line ends', '\n'.repeat(5_000_000), empty],
    ['old line ends', '\r'.repeat(5_000_000), empty],
    ['blanks', ' '.repeat(5_000_000), empty],
    ['arrows', '-->'.repeat(1_000_000), unknown],
    ['levels that close', `${'{"segments":'.repeat(501)}1${'}'.repeat(501)}`, unread],
    ['levels that do not', '['.repeat(5_000_000), unread],
    [
      'JSON that breaks after many lines',
      `{${'\n'.repeat(1_000_000)}x`,
      'This is not sound JSON: it breaks at character 1000002, in line 1000001.',
    ],
  ])('%s', (_, text, told) => expect(said(text)).toBe(told))

  it.each(['srt', 'whisper', 'pictory'] as const)('a stored original that is read as %s', (format) => {
    const text = format === 'srt' ? `${first}${'word '.repeat(10_001)}` : '['.repeat(5_000_000)
    const read = readOriginal(Buffer.from(text), decoders, format)
    expect(read.ok ? '' : read.message).toBe(
      format === 'srt' ? 'This holds a cue of more than 10,000 words; that is no subtitle.' : unread,
    )
  })
})
