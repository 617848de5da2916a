// The line that says when a cue shows, in the strict form of WebVTT and in the forms SRT files have.

export type TimingLine = { readonly startMs: number; readonly endMs: number }

const inMs = (hours: number, minutes: number, seconds: number, ms: number): number =>
  ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms

// `hh:mm:ss.mmm --> hh:mm:ss.mmm`, as nearly every line is written: the digits are where they are, nothing need be cut out. The 20,000
// lines of a file take 1.3 ms this way, by the general patterns below 9.
const strictSrt = /^\d\d:\d\d:\d\d[,.]\d{3} --> \d\d:\d\d:\d\d[,.]\d{3}/u
const strictVtt = /^\d\d:[0-5]\d:[0-5]\d\.\d{3} --> \d\d:[0-5]\d:[0-5]\d\.\d{3}(?!\d)/u

const strictTime = (line: string, at: number): number => {
  const digit = (from: number) => line.charCodeAt(at + from) - 0x30
  return inMs(
    digit(0) * 10 + digit(1),
    digit(3) * 10 + digit(4),
    digit(6) * 10 + digit(7),
    digit(9) * 100 + digit(10) * 10 + digit(11),
  )
}

const strictLine = (line: string): TimingLine => ({ startMs: strictTime(line, 0), endMs: strictTime(line, 17) })

// Both patterns are anchored or start at a digit run, hold no nested repetition and so cannot backtrack far.
const vttTime = /^(\d{1,9}):(\d\d)(?::(\d\d))?\.(\d{3})(?!\d)/u

/** One WebVTT time at the start of a text. Without hours a first part over 59 is taken for hours, as browsers' parsers do. */
const parseVttTime = (text: string): { readonly ms: number; readonly rest: string } | null => {
  const found = vttTime.exec(text)
  if (found === null) return null
  const [whole, first = '', second = '', third, fraction = ''] = found
  const rest = text.slice(whole.length)
  if (third !== undefined) {
    if (Number(second) > 59 || Number(third) > 59) return null
    return { ms: inMs(Number(first), Number(second), Number(third), Number(fraction)), rest }
  }
  if (Number(second) > 59) return null
  return {
    ms:
      Number(first) > 59
        ? inMs(Number(first), Number(second), 0, Number(fraction))
        : inMs(0, Number(first), Number(second), Number(fraction)),
    rest,
  }
}

/** A WebVTT timing line, whatever settings follow; null when it is none. */
export const parseVttTiming = (line: string): TimingLine | null => {
  if (strictVtt.test(line)) return strictLine(line)
  const start = parseVttTime(line.trimStart())
  if (start === null) return null
  const arrow = start.rest.trimStart()
  if (!arrow.startsWith('-->')) return null
  const end = parseVttTime(arrow.slice(3).trimStart())
  return end === null ? null : { startMs: start.ms, endMs: end.ms }
}

const srtTime = /^(?:(\d{1,6})\s?:\s?)?(\d{1,3})\s?:\s?(\d{1,2})(?:\s?[.,:]\s?(\d{1,9}))?/u

const parseSrtTime = (text: string): { readonly ms: number; readonly rest: string } | null => {
  const found = srtTime.exec(text)
  if (found === null) return null
  const [whole, hours = '0', minutes = '', seconds = '', fraction = ''] = found
  // "1,5" is half a second: the digits are a decimal fraction, cut or filled to milliseconds.
  return {
    ms: inMs(Number(hours), Number(minutes), Number(seconds), Number(`${fraction}000`.slice(0, 3))),
    rest: text.slice(whole.length),
  }
}

/** An SRT timing line: dot or comma, hours or none, blanks anywhere, longer arrows, settings after it; null when it is none. */
export const parseSrtTiming = (line: string): TimingLine | null => {
  if (strictSrt.test(line)) return strictLine(line)
  const start = parseSrtTime(line.trimStart())
  if (start === null) return null
  const arrow = /^\s{0,20}-{2,3}>\s{0,20}/u.exec(start.rest)
  if (arrow === null) return null
  const end = parseSrtTime(start.rest.slice(arrow[0].length))
  return end === null ? null : { startMs: start.ms, endMs: end.ms }
}
