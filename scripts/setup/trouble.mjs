// Knows how set-up speaks: everything to stderr, so that stdout stays free for results,
// and every expected failure as one sentence with its mend.

/** An expected failure: what is wrong, and what the person can do about it. Anything else thrown is a bug. */
export class Trouble extends Error {
  /**
   * @param {string} sentence what is wrong, a whole sentence
   * @param {string} mend what to do about it
   */
  constructor(sentence, mend) {
    super(`${sentence} ${mend}`)
    this.name = 'Trouble'
  }
}

/** @param {string} line */
export function say(line) {
  process.stderr.write(`caesura: ${line}\n`)
}

/**
 * A progress line: rewritten in place on a terminal, at most every `everyMs` in a log.
 * @param {{ everyMs?: number, out?: NodeJS.WriteStream }} [options]
 */
export function progress({ everyMs = 5000, out = process.stderr } = {}) {
  let last = Date.now()
  let open = false
  return {
    /** @param {string} text */
    show(text) {
      if (out.isTTY) {
        out.write(`\r\u001b[K  ${text}`)
        open = true
      } else if (Date.now() - last >= everyMs) {
        last = Date.now()
        out.write(`  ${text}\n`)
      }
    },
    end() {
      if (open) out.write('\r\u001b[K')
      open = false
    },
  }
}

/**
 * @param {number} bytes
 * @returns {string} for example `110 MB`
 */
export function megabytes(bytes) {
  return `${Math.round(bytes / 1e6)} MB`
}

/** What the disk may refuse, in words, with the mend. */
const disk = {
  EACCES: ['may not be written by this user', 'Make it writable, or set XDG_CACHE_HOME to a folder that is.'],
  EROFS: ['lies on a read-only disk', 'Set XDG_CACHE_HOME to a folder that can be written.'],
  ENOSPC: ['did not fit on the disk', 'Free about half a gigabyte.'],
}

/**
 * @param {unknown} error
 * @returns {string | null} the one sentence to tell, or null for a bug, whose stack is wanted
 */
export function sentenceOf(error) {
  if (error instanceof Trouble) return error.message
  const { code, path } = /** @type {NodeJS.ErrnoException} */ (error instanceof Error ? error : {})
  const known = Object.entries(disk).find(([name]) => name === code)?.[1]
  return known === undefined ? null : `${path ?? 'A file'} ${known[0]}. ${known[1]}`
}

/**
 * Runs the body of a command: its answer is the exit code, a Trouble is told in one line, a bug keeps its stack.
 * @param {() => Promise<number | void>} body
 */
export async function command(body) {
  try {
    process.exitCode = (await body()) ?? 0
  } catch (error) {
    const sentence = sentenceOf(error)
    if (sentence === null) console.error(error)
    else say(sentence)
    process.exitCode = 1
  }
}
