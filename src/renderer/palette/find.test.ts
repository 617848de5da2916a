import { expect, it } from 'vitest'
import { ranked } from './find'

const entries = [
  'Add jobs',
  'Open files',
  'Open the sample',
  'Export',
  'Next cue that breaks a rule',
  'Show or hide the library',
].map((text) => ({ id: text, text }))

it.each([
  ['', 6, 'Add jobs'],
  ['open', 2, 'Open files'],
  ['sam op', 1, 'Open the sample'],
  ['CUE', 1, 'Next cue that breaks a rule'],
  ['lib', 1, 'Show or hide the library'],
  ['x', 2, 'Export'],
  ['zzz', 0, undefined],
])('“%s” finds %i, first %s', (query, count, first) => {
  const found = ranked(query, entries)
  expect(found.length).toBe(count)
  expect(found[0]?.text).toBe(first)
})
