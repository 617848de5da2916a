import { expect, test } from 'vitest'
import { languages } from './languages'

test('each code once, as Pictory writes it', () => {
  const codes = languages.map(({ code }) => code)
  expect(new Set(codes).size).toBe(codes.length)
  for (const code of codes) expect(code).toMatch(/^[a-z]{2}-[A-Z]{2}$/)
  expect(codes.length).toBeGreaterThan(20)
})

test('the first one, then in order of name', () => {
  const [first, ...rest] = languages
  expect(first?.code).toBe('en-US')
  const names = rest.map(({ name }) => name)
  expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, 'en')))
})

// The runtime's own tables are the oracle.
test.each(languages)('$code is $name', ({ code, name }) => {
  const names = new Intl.DisplayNames('en', { type: 'language', languageDisplay: 'standard' })
  const alone = languages.filter((language) => language.code.slice(0, 2) === code.slice(0, 2)).length === 1
  expect(name).toBe(names.of(alone ? code.slice(0, 2) : code))
})
