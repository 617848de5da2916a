// JSON from outside, parsed only when it cannot hurt: a hundred kilobytes on the wire can unpack to a hundred million brackets, which
// take the parser minutes and gigabytes, or its stack.

/** 100,000 words are 0.1 million brackets and 0.8 million commas: room for 20 times as much. */
const most = {
  brackets: 2_000_000,
  commas: 16_000_000,
  /** No answer of anybody nests deeper than a dozen; two million levels take the parser seconds. */
  depth: 500,
} as const

const quote = 34
const comma = 44
const backslash = 92
const square = 91
const squareEnd = 93
const curly = 123
const curlyEnd = 125

/** Where the string that begins at `at` ends; past the end of the text where it does not. */
const endOfString = (text: string, at: number): number => {
  for (let end = at; ;) {
    end = text.indexOf('"', end + 1)
    if (end === -1) return text.length
    let before = end - 1
    while (text.charCodeAt(before) === backslash) before--
    if ((end - before) % 2 === 1) return end
  }
}

/** Could this be parsed in a moment? Stops at the first sign that it could not. Says nothing of whether it is JSON. 0.06 s for 100,000 words (25 MB), which JSON.parse then takes 0.1 s for. */
export const isModest = (text: string): boolean => {
  let brackets = 0
  let commas = 0
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === quote) at = endOfString(text, at)
    else if (code === comma) {
      if (++commas > most.commas) return false
    } else if (code === square || code === curly) {
      if (++brackets > most.brackets || ++depth > most.depth) return false
    } else if (code === squareEnd || code === curlyEnd) depth--
  }
  return true
}

const numberless = /-?(?:NaN|Infinity)/gu

/** Python writes NaN and Infinity where JSON has no word for them: `null` for each that stands outside a string. */
export const withoutNan = (text: string): string => {
  const parts: string[] = []
  let from = 0
  while (from < text.length) {
    const quoted = text.indexOf('"', from)
    const until = quoted === -1 ? text.length : quoted
    parts.push(text.slice(from, until).replace(numberless, 'null'))
    if (quoted === -1) break
    from = endOfString(text, quoted) + 1
    parts.push(text.slice(quoted, from))
  }
  return parts.join('')
}

/** The value; undefined where the text is no JSON, or none that a person's job could be. */
export const parseJson = (text: string): unknown => {
  if (!isModest(text)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
