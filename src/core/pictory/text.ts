// The text of one entry: which words it holds.

/** Anything that needs a closer look: white space, control and format characters, half surrogates, backslashes. */
const suspicious = /[\s\p{C}\\]/u
/** Control characters that are no white space, the byte order mark, non-characters. Joiners and direction marks are text and stay. */
// oxlint-disable-next-line no-control-regex
const control = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\ufeff\ufffe\uffff]/g
const halfSurrogate = /\p{Surrogate}/gu
/** White space, and characters that show nothing by themselves. */
const blank = /^[\s\u00ad\u200b-\u200f\u2060-\u2064]*$/u
/** A line break written as the two characters backslash and n: seen in one sample. */
const writtenBreak = /(?:\\r)?\\n/g
/** A path such as C:\new keeps its backslashes. */
const pathLike = /:\\|\\\\/

export type EntryText = { readonly words: readonly string[]; readonly cleaned: boolean }

const nothing: EntryText = { words: [], cleaned: false }

/** The words an entry's text holds: none for a blank one, several where it holds white space. Nothing visible is ever dropped. */
export const wordsIn = (text: string): EntryText => {
  if (text === '') return nothing
  if (!suspicious.test(text)) return { words: [text], cleaned: false }
  const sound = text.replace(control, '').replace(halfSurrogate, '\ufffd')
  const flat = pathLike.test(sound) ? sound : sound.replace(writtenBreak, ' ')
  const words = flat.split(/\s+/u).filter((word) => !blank.test(word))
  return { words, cleaned: sound !== text }
}
