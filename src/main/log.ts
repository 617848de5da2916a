// What main says on the console, and keeps in a file. A key never gets there, whatever it was part of, nor what follows the “?” of a web address: a signature
// or a password may stand there.

/** Pictory keys start with `pictai_`; a header that holds one is blanked too. */
export const redact = (text: string): string =>
  text
    .replace(/pictai_[^\s"'`,;)}\]]*/gi, 'pictai_…')
    .replace(/(authorization["']?\s*[:=]\s*["']?)[^\s"',;}]+/gi, '$1…')
    .replace(/(\bhttps?:\/\/)[^\s/?#@"'<>]*@/gi, '$1…@')
    .replace(/(\bhttps?:\/\/[^\s?#"'<>]*)[?#][^\s"'<>]*/gi, '$1?…')

let keep: (line: string) => void = () => {}
/** From now on what is said is kept as well (logFile.ts). */
export const keepLog = (to: (line: string) => void): void => {
  keep = to
}

export const log = (line: string): void => {
  const clean = redact(line)
  keep(clean)
  console.log(clean)
}
export const logError = (line: string): void => {
  const clean = redact(line)
  keep(clean)
  console.error(clean)
}
