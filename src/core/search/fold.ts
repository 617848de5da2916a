// The room of the search: how words are compared, how a query is read, and the index that answers it. Pure: bytes come and go as
// arguments. This file says when two words are the same word: case, accents, width and punctuation do not tell them apart.

import { spacelessLetters } from '../transcript/scripts'

// Points and accents that are written on a letter. Vowel signs of Indic scripts and the Japanese voicing marks are not among them:
// there they make another word.
const accents = new RegExp(
  `[${[
    '\\u0300-\\u036f\\u0483-\\u0489\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u20d0-\\u20ff\\ufe20-\\ufe2f',
    '\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7', // Hebrew points
    '\\u0610-\\u061a\\u0640\\u064b-\\u065f\\u0670\\u06d6-\\u06dc\\u06df-\\u06e8\\u06ea-\\u06ed', // Arabic vowel signs
  ].join('')}]`,
  'gu',
)

/** Letters that no decomposition takes apart, in lower case. */
const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ı: 'i',
  ł: 'l',
  þ: 'th',
  ŧ: 't',
  ς: 'σ',
  ى: 'ي',
  ی: 'ي',
  ک: 'ك',
  ة: 'ه',
}
const special = new RegExp(`[${Object.keys(letters).join('')}]`, 'gu')
const ascii = /^[\0-\x7f]*$/u

/** The text as it is compared: NFKD without accents, lower case. Its length has nothing to do with the text's. */
export const fold = (text: string): string =>
  ascii.test(text)
    ? text.toLowerCase()
    : text
        .normalize('NFKD')
        .toLowerCase()
        .normalize('NFKD')
        .replace(accents, '')
        .replace(special, (letter) => letters[letter] ?? letter)
        .normalize('NFC')

// Scripts that are written without blanks: each letter (with its signs) is a term of its own, and a word of several is found as a
// phrase. So it does not matter where a recogniser has put the blanks.
const alone = `[${spacelessLetters}]\\p{M}*`
const term = new RegExp(`${alone}|(?:(?!${alone})[\\p{L}\\p{N}\\p{M}])+`, 'gu')
const simple = /^[a-z0-9]+$/u
/** 1,000 and 1.000 and 1’000 are 1000; 3.5 stays two numbers. */
const grouped = /(?<=\d)[.,’'](?=\d{3}(?!\d))/gu

/** A term is never longer: what a hostile word holds beyond is not told apart. In UTF-16 units. */
export const longestTerm = 64

/** The terms of a text in order, folded: its runs of letters and digits. [] for one of punctuation only. */
export const termsOf = (text: string): readonly string[] => {
  const folded = fold(text)
  if (folded.length <= longestTerm && simple.test(folded)) return [folded]
  const found = folded.replace(grouped, '').match(term) ?? []
  return found.map((each) => (each.length > longestTerm ? each.slice(0, longestTerm) : each))
}

/** The same with a memory, for texts whose words come again and again. */
export const rememberTerms = (most = 50_000): ((text: string) => readonly string[]) => {
  const known = new Map<string, readonly string[]>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const terms = termsOf(text)
    if (known.size >= most) known.clear()
    known.set(text, terms)
    return terms
  }
}
