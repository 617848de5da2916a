// The API key as a person types or pastes it. No sentence here ever repeats the key.

import { fail, ok, type Result } from '../result'

const prefix = 'pictai_'
const longest = 500

const no = (message: string): Result<string, 'bad-key'> => fail('bad-key', message)

/** The key itself, ready for the header, or a sentence that says what is wrong with it. */
export const checkKey = (pasted: string): Result<string, 'bad-key'> => {
  const text = pasted.replace(/[\u200b-\u200f\u2060\ufeff]/g, '').trim()
  if (text === '') return no(`Enter your Pictory API key; it starts with “${prefix}”.`)
  if (/^(?:authorization\s*:\s*)?bearer\s/i.test(text))
    return no(`Leave out “Bearer”: the key alone is wanted, from “${prefix}” on.`)
  if (/^authorization\s*:/i.test(text))
    return no(`Leave out “Authorization:”: the key alone is wanted, from “${prefix}” on.`)
  if (/^["'`“‘].*["'`”’]$/s.test(text)) return no('Leave out the quotation marks around the key.')
  if (/^[0-9a-f]{8}-[0-9a-f]{4}-/i.test(text))
    return no(`This looks like a job id, not a key; a key starts with “${prefix}”.`)
  if (!text.startsWith(prefix)) {
    return no(
      text.toLowerCase().startsWith(prefix)
        ? `A key starts with “${prefix}” in small letters.`
        : `This is no Pictory API key: a key starts with “${prefix}”.`,
    )
  }
  if (/\s/u.test(text)) return no('The key holds a blank or a line break; paste it again in one piece.')
  if (!/^[\x21-\x7e]+$/.test(text)) return no('The key holds a character that no key has; paste it again in one piece.')
  if (text.length < prefix.length + 4) return no('The key is too short; paste it again in one piece.')
  if (text.length > longest) return no('This is too long to be a key.')
  return ok(text)
}
