import fc from 'fast-check'
import { expect, it, test } from 'vitest'
import { fileNameOf, nameBy, type NameFacts, nameParts, readPattern, usualPattern } from './name'

const facts: NameFacts = {
  title: 'Harbour talk',
  id: '3f0c8a52',
  guide: 'BBC online',
  format: 'srt',
  date: '2026-11-26',
}

test.each([
  ['Talk: part 1/2', 'Talk part 1 2'],
  ['../../etc/passwd', 'etc passwd'],
  ['..', 'captions'],
  ['CON', 'captions CON'],
  ['a\u0000b\u202ec', 'a b c'],
  ['  name. . ', 'name'],
  ['', 'captions'],
  ['Überraschung 日本 👨‍👩‍👧', 'Überraschung 日本 👨‍👩‍👧'],
  ['x'.repeat(400), 'x'.repeat(200)],
  ['日'.repeat(400), '日'.repeat(66)],
  ['👨‍👩‍👧'.repeat(40), '👨‍👩‍👧'.repeat(11)],
])('a title %j is the file name %j', (title, name) => {
  expect(fileNameOf(title)).toBe(name)
})

test.each([
  [usualPattern, 'Harbour talk'],
  ['{title}.en', 'Harbour talk.en'],
  ['{date} {Title} ({guide})', '2026-11-26 Harbour talk (BBC online)'],
  ['{ id }/{format}', '3f0c8a52 srt'],
  ['captions', 'captions'],
  ['con', 'captions con'],
  ['COM¹.{format}', 'captions COM¹.srt'],
])('%s is filled as %s', (pattern, name) => {
  expect(readPattern(pattern)).toEqual({ ok: true, value: pattern })
  expect(nameBy(pattern, facts)).toBe(name)
})

test.each([
  ['', 'A file needs a name.'],
  ['   ', 'A file needs a name.'],
  ['{lang}', 'Nothing can be put for {lang}: there are {title}, {id}, {guide}, {format}, {date}.'],
  ['{constructor}', 'Nothing can be put for {constructor}: there are {title}, {id}, {guide}, {format}, {date}.'],
  ['{title', 'A brace is opened and not closed, or the other way round.'],
  ['x'.repeat(121), 'At most 120 characters.'],
])('%j is refused', (pattern, message) => {
  expect(readPattern(pattern)).toEqual({ ok: false, code: 'invalid', message })
})

it('a title that is too long gives way, what stands after it stays', () => {
  const long = { ...facts, title: 'é'.repeat(300) }
  expect(nameBy('{title} ({guide}) {date}', long)).toMatch(/^é+ \(BBC online\) 2026-11-26$/u)
  expect(Buffer.byteLength(nameBy('{title} {title}', long))).toBeLessThanOrEqual(200)
})

it('whatever the pattern and the title, the name is one that every disk takes', () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom(...Object.keys(nameParts).map((part) => `{${part}}`), '../', '{', '}'),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 6 }), fc.string(), (pieces, title) => {
      const name = nameBy(pieces.join(''), { ...facts, title })
      expect(name).not.toBe('')
      expect(name).not.toMatch(/[/\\:*?"<>|\p{Cc}]|^[. ]|[. ]$/u)
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(210)
    }),
  )
})
