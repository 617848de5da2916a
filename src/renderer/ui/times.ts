// Times as people read them. Media times are integer ms; wall-clock times are ms since 1970 and come with a `now`.

export { clock as short } from '../../core/time'

const two = (n: number) => String(n).padStart(2, '0')

/** "00:41.200", "1:02:03.400": a cue's in-time or out-time. */
export const exact = (ms: number): string => {
  const whole = Math.max(0, Math.round(ms))
  const s = Math.floor(whole / 1000)
  const hours = Math.floor(s / 3600)
  const tail = `${two(Math.floor((s % 3600) / 60))}:${two(s % 60)}.${String(whole % 1000).padStart(3, '0')}`
  return hours > 0 ? `${hours}:${tail}` : tail
}

/** ["00:00:44", "86"]: the player's clock, hh:mm:ss and hundredths. */
export const clock = (ms: number): readonly [string, string] => {
  const whole = Math.max(0, Math.floor(ms))
  const s = Math.floor(whole / 1000)
  return [
    `${two(Math.floor(s / 3600))}:${two(Math.floor((s % 3600) / 60))}:${two(s % 60)}`,
    two(Math.floor((whole % 1000) / 10)),
  ]
}

/** "12 s", "3 min", "2 h": how long until; rounds up so that a countdown ends at 1 s. */
export const inWords = (ms: number): string => {
  const s = Math.ceil(Math.max(0, ms) / 1000)
  if (s < 60) return `${s} s`
  const minutes = Math.ceil(s / 60)
  if (minutes < 60) return `${minutes} min`
  return `${Math.ceil(minutes / 60)} h`
}

/** "34 s", "17 min", "3 h": how long until, where it is only roughly known; rounds to the nearest. */
export const roughly = (ms: number): string => {
  const s = Math.max(1, Math.round(ms / 1000))
  if (s < 100) return `${s} s`
  const minutes = Math.round(s / 60)
  return minutes < 100 ? `${minutes} min` : `${Math.round(minutes / 60)} h`
}

/** "45 min", "7 h", "3 days": how long something has lasted; rounds down, so that it never says more than has passed. */
export const lasted = (ms: number): string => {
  const minutes = Math.floor(Math.max(0, ms) / 60_000)
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  return hours < 72 ? `${hours} h` : `${Math.floor(hours / 24)} days`
}

/** "820 kB", "43 MB", "1.2 GB": as file managers count, by thousands. */
export const bytes = (count: number): string => {
  if (count < 1000) return `${count} bytes`
  const [size, unit] = count < 1e6 ? [count / 1e3, 'kB'] : count < 1e9 ? [count / 1e6, 'MB'] : [count / 1e9, 'GB']
  return `${size < 10 ? size.toFixed(1) : Math.floor(size)} ${unit}`
}

const clockOf = (at: Date) => `${two(at.getHours())}:${two(at.getMinutes())}`
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** "just now", "4 min ago", "today 09:12", "yesterday 14:02", "3 Nov", "3 Nov 2025". */
export const ago = (atMs: number, nowMs: number): string => {
  const past = nowMs - atMs
  if (past < 45_000) return 'just now'
  if (past < 3_600_000) return `${Math.max(1, Math.round(past / 60_000))} min ago`
  const at = new Date(atMs)
  const now = new Date(nowMs)
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime()
  if (atMs >= midnight) return `today ${clockOf(at)}`
  if (atMs >= midnight - 86_400_000) return `yesterday ${clockOf(at)}`
  const day = `${at.getDate()} ${months[at.getMonth()] ?? ''}`
  return at.getFullYear() === now.getFullYear() ? day : `${day} ${at.getFullYear()}`
}

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`
