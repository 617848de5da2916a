import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readSrt, writeSrt } from './srt'
import { readVtt } from './vtt'

const cue = (startMs: number, endMs: number, text: string, speakerId = 'a') => ({
  startMs,
  endMs,
  lines: text.split('\n'),
  speakerId,
})
const named = { speakerName: (id: string) => ({ a: 'Ann', b: 'Bob & Co' })[id] ?? '' }

describe('writeSrt', () => {
  it('writes numbers from 1, hours past 99, and one line end at the end', () => {
    expect(
      writeSrt([cue(0, 1, 'One'), cue(360_000_000, 363_661_001, 'Two\nlines')], { speakers: 'none', ...named }),
    ).toBe('1\n00:00:00,000 --> 00:00:00,001\nOne\n\n2\n100:00:00,000 --> 101:01:01,001\nTwo\nlines\n')
  })

  it.each([
    ['none', ['One', 'Two', 'Three', 'Four', 'Five']],
    ['name', ['Ann: One', 'Two', 'Bob & Co: Three', 'Ann: Four', 'Five']],
    ['dash', ['-One', 'Two', '-Three', '-Four', '-Five']],
    ['voice', ['Ann: One', 'Two', 'Bob & Co: Three', 'Ann: Four', 'Five']],
  ] as const)('says who speaks: %s', (speakers, texts) => {
    const cues = ['One a', 'Two a', 'Three b', 'Four a', 'Five x'].map((text, at) => {
      const [word = '', who = ''] = text.split(' ')
      return cue(at * 1000, at * 1000 + 900, word, who)
    })
    const read = readSrt(writeSrt(cues, { speakers, ...named }))
    expect(read.ok && read.value.cues.map(({ text }) => text)).toEqual(texts)
  })

  it('mends what a file cannot hold: order, empty spans, blank lines, line breaks in lines, control characters', () => {
    const cues = [
      cue(5000, 4000, 'Late'),
      cue(1000, 2000, 'a\n\n \nb\rc\u2028d'),
      cue(2500, 2600, ' \n\u0000'),
      cue(3000, 3100, 'x\u0007y'),
    ]
    expect(writeSrt(cues, { speakers: 'none', ...named })).toBe(
      '1\n00:00:01,000 --> 00:00:02,000\na\nb\nc\nd\n\n2\n00:00:03,000 --> 00:00:03,100\nxy\n\n3\n00:00:05,000 --> 00:00:05,001\nLate\n',
    )
    expect(writeSrt([], { speakers: 'none', ...named })).toBe('')
  })
})

const read = (text: string) => {
  const result = readSrt(text)
  return result.ok
    ? result.value.cues.map(({ id, startMs, endMs, text: own }) => `${id}|${startMs}|${endMs}|${own}`)
    : result.code
}

describe('readSrt', () => {
  it.each([
    [
      'as it should be',
      '1\n00:00:01,000 --> 00:00:02,500\nOne\nTwo\n\n2\n00:00:03,000 --> 00:00:04,000\nThree\n',
      ['1|1000|2500|One\nTwo', '2|3000|4000|Three'],
    ],
    ['a mark, CRLF', '\ufeff1\r\n00:00:01,000 --> 00:00:02,000\r\nOne\r\nTwo\r\n\r\n', ['1|1000|2000|One\nTwo']],
    [
      'CR alone',
      '1\r00:00:01,000 --> 00:00:02,000\rOne\r\r2\r00:00:03,000 --> 00:00:04,000\rTwo',
      ['1|1000|2000|One', '2|3000|4000|Two'],
    ],
    [
      'no numbers',
      '00:00:01,000 --> 00:00:02,000\nOne\n\n00:00:03,000 --> 00:00:04,000\nTwo',
      ['|1000|2000|One', '|3000|4000|Two'],
    ],
    [
      'wrong numbers',
      '7\n00:00:01,000 --> 00:00:02,000\nOne\n\n7\n00:00:03,000 --> 00:00:04,000\nTwo',
      ['7|1000|2000|One', '7|3000|4000|Two'],
    ],
    ['dots, one digit, no hours, no fraction, blanks', '1\n 1:02.5  -->  1:03 \nOne', ['1|62500|63000|One']],
    ['settings after the time', '1\n00:00:01,000 --> 00:00:02,000 X1:10 Y1:20\nOne', ['1|1000|2000|One']],
    [
      'arrows without blanks or with a dash too many; one dash is no arrow but text',
      '1\n00:00:01,000-->00:00:02,000\nOne\n\n2\n00:00:03,000 ---> 00:00:04,000\nTwo\n00:00:05,000 -> 00:00:06,000',
      ['1|1000|2000|One', '2|3000|4000|Two\n00:00:05,000 -> 00:00:06,000'],
    ],
    [
      'no blank line between cues',
      '1\n00:00:01,000 --> 00:00:02,000\nOne\n2\n00:00:03,000 --> 00:00:04,000\nTwo',
      ['1|1000|2000|One', '2|3000|4000|Two'],
    ],
    [
      'no blank line and no number',
      '00:00:01,000 --> 00:00:02,000\nOne\n00:00:03,000 --> 00:00:04,000\nTwo',
      ['|1000|2000|One', '|3000|4000|Two'],
    ],
    [
      'many blank lines',
      '\n\n\n1\n\n00:00:01,000 --> 00:00:02,000\nOne\n\n\n\n2\n00:00:03,000 --> 00:00:04,000\nTwo\n\n\n',
      ['|1000|2000|One', '2|3000|4000|Two'],
    ],
    [
      'a cue without text',
      '1\n00:00:01,000 --> 00:00:02,000\n\n2\n00:00:03,000 --> 00:00:04,000\nTwo',
      ['1|1000|2000|', '2|3000|4000|Two'],
    ],
    [
      'a number as text',
      '1\n00:00:01,000 --> 00:00:02,000\n12\n\n2\n00:00:03,000 --> 00:00:04,000\nTwo\n7\n',
      ['1|1000|2000|12', '2|3000|4000|Two\n7'],
    ],
    [
      'a blank line inside a cue',
      '1\n00:00:01,000 --> 00:00:02,000\nOne\n\nmore\n\n2\n00:00:03,000 --> 00:00:04,000\nTwo',
      ['1|1000|2000|One\nmore', '2|3000|4000|Two'],
    ],
    [
      'several blocks inside a cue, and after the last one',
      '1\n00:00:01,000 --> 00:00:02,000\n\nOne\nA\n \n\nB\n\nC\nD\n\n2\n00:00:03,000 --> 00:00:04,000\n\t\nTwo\nE\n\nF\n',
      ['1|1000|2000|One\nA\nB\nC\nD', '2|3000|4000|Two\nE'],
    ],
    [
      'garbage before and after',
      'Subtitles by me\n\n1\n00:00:01,000 --> 00:00:02,000\nOne\n\n%%EOF garbage\nmore',
      ['1|1000|2000|One'],
    ],
    [
      'tags stay as written',
      '1\n00:00:01,000 --> 00:00:02,000\n<i>One</i> {\\an8}two',
      ['1|1000|2000|<i>One</i> {\\an8}two'],
    ],
    ['text only', 'Hello there\n\nno times', 'not-subtitles'],
    ['nothing', '', 'not-subtitles'],
  ])('%s', (_, text, expected) => {
    expect(read(text)).toEqual(expected)
  })

  it('tells what a viewer reads, without tags', () => {
    const result = readSrt(
      '1\n00:00:01,000 --> 00:00:02,000\n{\\an8}<i>5 < 6</i> and <font color="red">a<b</font> x>y\n',
    )
    expect(result.ok && result.value.cues[0]?.plain).toBe('5 < 6 and a<b x>y')
  })

  it('says what it mended', () => {
    const result = readSrt(
      'junk\n1\n00:00:02,000 --> 00:00:01,000\nOne\n\nmore\n\n00:00:03,000 --> 00:00:04,000\nTwo\n\nend',
    )
    expect(result.ok && result.value.notes).toEqual([
      'Before the first cue 1 line of other text was left out.',
      'Cue 1 held a blank line; the text after it was kept.',
      'Cue 1 ends before it starts.',
      'After the last cue 1 line of other text was left out.',
      '1 cue had no number or a wrong one.',
    ])
  })

  it('never throws, whatever it is given', () => {
    const pieces = fc.constantFrom(
      '1',
      '\n',
      '\n\n',
      '00:00:01,000',
      ' --> ',
      '-->',
      '00:00:02.5',
      'text',
      '<',
      '{',
      '\r',
      '\ufeff',
      ':',
      '9'.repeat(40),
      '\u2060',
      'WEBVTT',
      '&amp;',
      '\u0000',
    )
    fc.assert(
      fc.property(
        fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join('')),
        (text) => {
          for (const result of [readSrt(text), readVtt(text), readVtt(`WEBVTT\n\n${text}`)]) {
            if (!result.ok) continue
            for (const { startMs, endMs } of result.value.cues)
              expect(Number.isSafeInteger(startMs) && Number.isSafeInteger(endMs)).toBe(true)
          }
        },
      ),
      { numRuns: 3000 },
    )
  })
})
