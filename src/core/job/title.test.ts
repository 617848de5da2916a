import { expect, test } from 'vitest'
import { readResponse } from '../pictory/response'
import { keptTitle, titleOfFile, titleOfWords } from './title'

const titleOf = (text: string) => {
  const read = readResponse([{ words: text.split(' ').map((word) => ({ word })) }])
  if (!read.ok) throw new Error(read.message)
  return titleOfWords(read.value.transcript)
}

test.each([
  ['Hello there.', 'Hello there.'],
  [
    'You kept the light at Harrow Point for thirty-one years, whereupon what did it sound like?',
    'You kept the light at Harrow Point for thirty-one years…',
  ],
  ['x'.repeat(100), `${'x'.repeat(59)}…`],
  [`${'x'.repeat(58)}😀${'x'.repeat(10)}`, `${'x'.repeat(58)}…`],
])('%s', (text, title) => {
  expect(titleOf(text)).toBe(title)
})

test('without words there is no title', () => {
  expect(titleOfWords({ speakers: [], paragraphs: [], language: '', durationMs: null })).toBeNull()
})

test.each([
  ['talk-12-min.json', 'talk-12-min'],
  ['Board interview.response.json', 'Board interview.response'],
  ['response.json', null],
  ['response (2).json', null],
  ['.json', null],
  ['job-cbbc5305-7d1e-4b6a-9c35-8e2f6b4d1a90.json', null],
])('a file called %s', (name, title) => {
  expect(titleOfFile(name)).toBe(title)
})

test.each([
  ['  Talk\u0000\n\tone ', 'Talk one'],
  ['gnp\u202eexe.', 'gnp exe.'],
  ['\u0007', ''],
  ['x'.repeat(400), 'x'.repeat(300)],
  [`${'x'.repeat(299)}😀`, 'x'.repeat(299)],
  ['Žluťoučký 👩‍🚀', 'Žluťoučký 👩‍🚀'],
])('%j is kept as %j', (text, title) => {
  expect(keptTitle(text)).toBe(title)
})
