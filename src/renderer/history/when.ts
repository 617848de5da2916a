// When something was, as the history says it: always with the time of day, since "yesterday" holds many sessions.

const two = (n: number) => String(n).padStart(2, '0')
const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const dayMs = 86_400_000

/** "14:05" */
export const timeOf = (atMs: number): string => {
  const at = new Date(atMs)
  return `${two(at.getHours())}:${two(at.getMinutes())}`
}

/** "today 14:05", "yesterday 14:05", "Tue 14:05", "3 Nov 14:05", "3 Nov 2025 14:05". */
export const when = (atMs: number, nowMs: number): string => {
  const at = new Date(atMs)
  const now = new Date(nowMs)
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime()
  const time = timeOf(atMs)
  if (atMs >= midnight && atMs < midnight + dayMs) return `today ${time}`
  if (atMs >= midnight - dayMs && atMs < midnight) return `yesterday ${time}`
  if (atMs >= midnight - 6 * dayMs && atMs < midnight) return `${days[at.getDay()] ?? ''} ${time}`
  return dated(atMs, at.getFullYear() === now.getFullYear())
}

/** "3 Nov 14:05": for what is kept and read on another day; with the year unless it goes without saying. */
export const dated = (atMs: number, thisYear = false): string => {
  const at = new Date(atMs)
  const day = `${at.getDate()} ${months[at.getMonth()] ?? ''}`
  return `${day}${thisYear ? '' : ` ${at.getFullYear()}`} ${timeOf(atMs)}`
}

/** "under a minute", "12 minutes", "1 h 20 min". */
export const lasting = (ms: number): string => {
  const minutes = Math.round(ms / 60_000)
  if (minutes < 1) return 'under a minute'
  if (minutes < 60) return minutes === 1 ? '1 minute' : `${minutes} minutes`
  const rest = minutes % 60
  return `${Math.floor(minutes / 60)} h${rest === 0 ? '' : ` ${rest} min`}`
}
