// Knows how to let one set-up work at a time where two would break each other.
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { say } from './trouble.mjs'

/** A holder touches its lock this often; one not touched for `staleMs` has no living holder. */
const [beatMs, staleMs] = [5000, 60_000]

/**
 * @param {number} pid
 * @returns {boolean} whether that process still runs; a dead one that nobody has collected yet does not
 */
export function lives(pid) {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM'
  }
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return true
  }
}

/**
 * Runs `work` while holding the lock file. A lock whose holder has died is taken over; a holder that outlasts `waitMs`
 * is no longer waited for, so `work` must be safe (a temporary folder and a rename), only wasteful, when run twice.
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @param {{ waitMs: number, what: string }} options `what` is told while waiting
 * @returns {Promise<T>}
 */
export async function withLock(file, work, { waitMs, what }) {
  mkdirSync(dirname(file), { recursive: true })
  const mine = `${process.pid} ${hostname()}`
  const until = Date.now() + waitMs
  let told = false
  let held = false
  while (!held && Date.now() < until) {
    try {
      writeFileSync(file, mine, { flag: 'wx' })
      held = true
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error
      if (!holderLives(file)) {
        takeAway(file)
        continue
      }
      if (!told) say(`waiting for another set-up that is ${what}.`)
      told = true
      await wait(300)
    }
  }
  const timer = setInterval(() => held && beat(file), beatMs).unref()
  const drop = () => held && rmSync(file, { force: true })
  process.once('exit', drop)
  try {
    return await work()
  } finally {
    clearInterval(timer)
    drop()
    process.off('exit', drop)
  }
}

/** @param {string} file */
function holderLives(file) {
  try {
    if (Date.now() - statSync(file).mtimeMs > staleMs) return false
    const [pid, host] = readFileSync(file, 'utf8').split(' ')
    // An empty file is a lock being written this instant; another machine's process numbers say nothing here.
    return pid === '' || host !== hostname() || lives(Number(pid))
  } catch {
    return true
  }
}

/** @param {string} file */
function beat(file) {
  try {
    utimesSync(file, new Date(), new Date())
  } catch {
    // Taken away: the work goes on, it is safe to be done twice.
  }
}

/** @param {string} file */
function takeAway(file) {
  const stale = `${file}.${process.pid}`
  try {
    renameSync(file, stale)
    rmSync(stale, { force: true })
  } catch {
    // Another one was quicker.
  }
}
