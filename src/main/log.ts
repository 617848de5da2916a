// What main says on the console. A key never gets there, whatever it was part of, nor what follows the “?” of a web address: a signature
// or a password may stand there.

/** Pictory keys start with `pictai_`; a header that holds one is blanked too. */
export const redact = (text: string): string =>
  text
    .replace(/pictai_[^\s"'`,;)}\]]*/gi, 'pictai_…')
    .replace(/(authorization["']?\s*[:=]\s*["']?)[^\s"',;}]+/gi, '$1…')
    .replace(/(\bhttps?:\/\/)[^\s/?#@"'<>]*@/gi, '$1…@')
    .replace(/(\bhttps?:\/\/[^\s?#"'<>]*)[?#][^\s"'<>]*/gi, '$1?…')

export const log = (line: string): void => console.log(redact(line))
export const logError = (line: string): void => console.error(redact(line))
