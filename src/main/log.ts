// What main says on the console. A key never gets there, whatever it was part of.

/** Pictory keys start with `pictai_`; a header that holds one is blanked too. */
export const redact = (text: string): string =>
  text.replace(/pictai_[^\s"'`,;)}\]]*/g, 'pictai_…').replace(/(authorization["']?\s*[:=]\s*["']?)[^\s"',;}]+/gi, '$1…')

export const log = (line: string): void => console.log(redact(line))
export const logError = (line: string): void => console.error(redact(line))
