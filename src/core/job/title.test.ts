import { expect, test } from 'vitest'
import { readResponse } from '../pictory/response'
import { defaultTitle, shortTitle } from './title'

const id = 'cbbc5305-7d1e-4b6a-9c35-8e2f6b4d1a90'
const titleOf = (text: string) => {
  const read = readResponse([{ words: text.split(' ').map((word) => ({ word })) }])
  if (!read.ok) throw new Error(read.message)
  return defaultTitle(read.value.transcript, id)
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

test('without words, the short id', () => {
  expect(defaultTitle({ speakers: [], paragraphs: [], language: '', durationMs: null }, id)).toBe('Job cbbc5305')
  expect(shortTitle(id)).toBe('Job cbbc5305')
})
