// Marks that may not stand at an end of a line, whatever the language (Japanese typesetting calls it kinsoku: JIS X 4051, JLREQ). It matters
// where a mark is a word of its own: recognisers of East Asian languages give them so, and French writes a blank before "?" and inside "« »".

const closingMarks = /^[\p{Pe}\p{Pf}"'”’»›…?!.,;:%]+$/u
const openingMarks = /^[\p{Ps}\p{Pi}„‚¿¡]+$/u
// Full-width marks, small kana, the mark of a long vowel and of repetition; Thai, Lao and Khmer repetition, Thai abbreviation; full stops of
// Khmer and Burmese; and vowels and tones that are written on the letter before.
const begins =
  /^[、。，．・：；！？」』）】〉》〕］｝〙〗〟ー～〜ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰ-ㇿゝゞヽヾ々〻ๆฯໆຯៗ។៕၊။\p{M}]/u
const ends = /[「『（【〈《〔［｛〘〖〝]$/u

/** Closing brackets and quotes, stops, small kana …: no line begins with one. */
export const mayNotBegin = (text: string): boolean =>
  begins.test(text) || (closingMarks.test(text) && !isStraightQuote(text))

/** Opening brackets and quotes: no line ends with one. A German "«" that closes ends its word and is not meant. */
export const mayNotEnd = (text: string): boolean => ends.test(text) || openingMarks.test(text)

/** It may open as well as close. */
const isStraightQuote = (text: string): boolean => text === '"' || text === "'"
