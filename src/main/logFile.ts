// The log on disk: what main says on its console, so that a failure can be looked at afterwards. It holds job ids, file names and causes, never
// a word of a transcript or a key (log.ts blanks it), and grows to two files of `mostBytes` at most.

import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

const mostBytes = 512 * 1024
const mostLine = 8000

/** Each line is on its way to the disk when this returns: the next thing may be the end. A disk that takes nothing is no trouble of its own. */
export const openLogFile = (path: string, now: () => number, most = mostBytes): ((line: string) => void) => {
  let bytes = 0
  try {
    mkdirSync(dirname(path), { recursive: true })
    bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  } catch {
    // Said by the first line that cannot be written: nowhere.
  }
  return (line) => {
    const text = `${new Date(now()).toISOString()} ${line.slice(0, mostLine)}\n`
    try {
      if (bytes + text.length > most) {
        renameSync(path, `${path}.1`)
        bytes = 0
      }
      appendFileSync(path, text)
      bytes += Buffer.byteLength(text)
    } catch {
      // See above.
    }
  }
}
