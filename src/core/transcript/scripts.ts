// Scripts that write no blanks between words: Chinese, Japanese, Thai, Lao, Khmer, Burmese. Korean has blanks.

/** A letter of such a script, for the inside of a character class. */
export const spacelessLetters =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}ー'
/** The marks of East Asian typesetting, which carry their own room. */
const wideMarks = '\\u3001-\\u303f\\uff01-\\uff0f\\uff1a-\\uff20\\uff3b-\\uff40\\uff5b-\\uff65'

/** Quotes, dashes and dots that these scripts share with others: beside a letter of theirs they stand without a blank too. */
const sharedMarks = '\\u2014\\u2015\\u2018-\\u201d\\u2026'

const spaceless = new RegExp(`[${spacelessLetters}]`, 'u')
const ends = new RegExp(`[${spacelessLetters}${wideMarks}][\\p{M}${sharedMarks}]*$`, 'u')
const begins = new RegExp(`^[${sharedMarks}]*[${spacelessLetters}${wideMarks}]`, 'u')
const bracket = /^[\p{Ps}\p{Pi}]+$/u

export const spacelessIn = (text: string): boolean => spaceless.test(text)
export const startsSpaceless = (text: string): boolean => begins.test(text)
export const endsSpaceless = (text: string): boolean => ends.test(text)

/** Do these two words stand side by side without a blank? */
export const unspaced = (before: string, after: string): boolean => endsSpaceless(before) && startsSpaceless(after)

/** Small kana, the mark of a long vowel and of repetition: no word begins with one, whatever a dictionary says. */
const never = /^[ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶーゝゞヽヾ々]/u
export const beginsNoWord = (text: string): boolean => never.test(text)

/** Is this nothing but brackets or quotes that open? */
export const opensBracket = (text: string): boolean => bracket.test(text)
