import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkKey } from './key'

test.each([
  'pictai_abcd',
  '  pictai_abcd\n',
  '\ufeffpictai_abcd',
  'pictai_demo_0123456789abcdef',
  'pictai_A.b~c+d/e==',
])('%j is a key', (text) => {
  expect(checkKey(text)).toEqual({ ok: true, value: text.replace('\ufeff', '').trim() })
})

test.each([
  ['', 'Enter your Pictory API key'],
  ['Bearer pictai_abcd', 'Leave out “Bearer”'],
  ['Authorization: Bearer pictai_abcd', 'Leave out “Bearer”'],
  ['Authorization: pictai_abcd', 'Leave out “Authorization:”'],
  ['"pictai_abcd"', 'quotation marks'],
  ['cbbc5305-7d1e-4b6a-9c35-8e2f6b4d1a90', 'looks like a job id'],
  ['PICTAI_abcd', 'small letters'],
  ['sk-12345', 'a key starts with “pictai_”'],
  ['pictai_ab cd', 'a blank or a line break'],
  ['pictai_ab\ncd', 'a blank or a line break'],
  ['pictai_abcdé', 'a character that no key has'],
  ['pictai_ab\u0000cd', 'a character that no key has'],
  ['pictai_', 'too short'],
  [`pictai_${'x'.repeat(600)}`, 'too long'],
])('%j is none', (text, words) => {
  const checked = checkKey(text)
  expect(checked).toMatchObject({ ok: false, code: 'bad-key' })
  expect(!checked.ok && checked.message).toContain(words)
})

test('no sentence repeats what was typed', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary-ascii', minLength: 6 }),
      fc.constantFrom('', 'pictai_', 'Bearer pictai_'),
      (secret, before) => {
        const checked = checkKey(`${before}q7${secret}`)
        if (!checked.ok) expect(checked.message).not.toContain(`q7${secret}`)
        else expect(checked.value).toMatch(/^pictai_[\x21-\x7e]+$/)
      },
    ),
  )
})
