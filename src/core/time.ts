// Times as text, only for the rim: files, messages and screens. Inside, a time is whole milliseconds of media time.

const two = (value: number): string => (value < 10 ? `0${value}` : `${value}`)
const three = (value: number): string => (value < 10 ? `00${value}` : value < 100 ? `0${value}` : `${value}`)

const threeDigits = Array.from({ length: 1000 }, (_, value) => three(value))

/**
 * hh:mm:ss + `separator` + mmm. Hours have at least two digits and may pass 99. Below zero counts as zero. The minute
 * written last is remembered, since times come in order: 40,000 of them take 1.3 ms instead of 3.7.
 */
const createTimecode = (separator: '.' | ','): ((ms: number) => string) => {
  const seconds = Array.from({ length: 60 }, (_, value) => two(value) + separator)
  let known = -1
  let prefix = ''
  return (ms) => {
    const whole = ms > 0 ? Math.round(ms) : 0
    const minute = Math.floor(whole / 60_000)
    if (minute !== known) {
      known = minute
      prefix = `${two(Math.floor(minute / 60))}:${two(minute % 60)}:`
    }
    const rest = whole - minute * 60_000
    const second = Math.floor(rest / 1000)
    return `${prefix}${seconds[second] ?? separator}${threeDigits[rest - second * 1000] ?? ''}`
  }
}

/** hh:mm:ss,mmm */
export const srtTime = createTimecode(',')
/** hh:mm:ss.mmm */
export const vttTime = createTimecode('.')

/** Seconds for a sentence: 833 → "0.83", 7000 → "7", 266460 → "266.46". At most two decimals, never a trailing zero. */
export const secondsText = (ms: number): string => `${Math.round(ms / 10) / 100}`

/** Minutes and seconds where precision does not matter: 71500 → "1:11", 7204000 → "2:00:04". */
export const clock = (ms: number): string => {
  const seconds = Math.floor(Math.max(0, ms) / 1000)
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor(seconds / 60) % 60
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`
}
