// Knows how to run other programs: bounded in time, with their own children, and none left behind when we end.
import { spawn } from 'node:child_process'

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */

/** @type {Set<ChildProcess>} */
const running = new Set()
/** @type {WeakSet<ChildProcess>} */
const lasting = new WeakSet()
let guarded = false
let ending = false

/**
 * Ends a program and everything it started. Each child leads its own process group, so one signal reaches all.
 * @param {ChildProcess} child
 * @param {NodeJS.Signals} [signal]
 */
export function stop(child, signal = 'SIGTERM') {
  if (child.pid === undefined) return
  try {
    if (process.platform === 'win32') child.kill(signal)
    else process.kill(-child.pid, signal)
  } catch {
    // Already gone.
  }
}

/** The app gives its page 3 s and the disk 5 s to save what was typed; nobody takes longer to end politely. */
const politeMs = 9_000

/**
 * Ctrl-C, a closed terminal or a plain end of this process take the children along: first each program itself is asked
 * to end (its own helpers are its business: the app needs them to save), and what still runs when it is gone, or after
 * `politeMs`, or at a second Ctrl-C, is killed.
 */
function guard() {
  if (guarded) return
  guarded = true
  const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }
  for (const [signal, code] of Object.entries(codes)) {
    process.on(signal, () => {
      const asked = [...running].filter((child) => !lasting.has(child))
      if (ending || asked.length === 0) process.exit(code)
      ending = true
      let left = asked.length
      for (const child of asked) {
        child.once('exit', () => {
          stop(child, 'SIGKILL')
          if (--left === 0) process.exit(code)
        })
        child.kill('SIGTERM')
      }
      setTimeout(() => process.exit(code), politeMs)
    })
  }
  process.once('exit', () => {
    for (const child of running) stop(child, 'SIGKILL')
  })
}

/**
 * Starts a program in its own process group and remembers it until it ends.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions & { lasts?: boolean }} [options] `lasts`: others need it until they have ended (a display)
 * @returns {ChildProcess}
 */
export function start(program, args, { lasts = false, ...options } = {}) {
  guard()
  const child = spawn(program, args, { detached: process.platform !== 'win32', ...options })
  running.add(child)
  if (lasts) lasting.add(child)
  child.once('exit', () => running.delete(child))
  child.once('error', () => running.delete(child))
  return child
}

/**
 * @typedef {object} Ended
 * @property {number} code the exit code; 1 when ended by a signal, 127 when the program is not there
 * @property {string} out what it wrote to stdout and stderr, when captured
 * @property {string} stdout what it wrote to stdout alone, when captured
 * @property {'limit' | 'idle' | null} cut why we ended it ourselves
 */

/**
 * Runs a program to its end.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {object} [options]
 * @param {number} [options.limitMs] the longest it may take
 * @param {number} [options.idleMs] the longest it may take without `measure` growing
 * @param {() => number} [options.measure] how far it is, asked every half second
 * @param {(measured: number, elapsedMs: number) => void} [options.onTick]
 * @param {boolean} [options.capture] true: keep the output; false: show it
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {string} [options.cwd]
 * @returns {Promise<Ended>}
 */
export function run(program, args, options = {}) {
  const { limitMs, idleMs, measure = () => 0, onTick, capture = true, env = process.env, cwd } = options
  return new Promise((resolve) => {
    const child = start(program, args, {
      env,
      ...(cwd === undefined ? {} : { cwd }),
      stdio: capture ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    })
    let [out, stdout] = ['', '']
    /** @type {Ended['cut']} */
    let cut = null
    child.stdout?.on('data', (chunk) => ((out += chunk), (stdout += chunk)))
    child.stderr?.on('data', (chunk) => (out += chunk))

    const started = Date.now()
    let [grown, grownAt] = [measure(), started]
    /** @param {'limit' | 'idle'} why */
    const end = (why) => {
      cut = why
      stop(child, 'SIGKILL')
    }
    const timer = setInterval(() => {
      const [now, measured] = [Date.now(), measure()]
      if (measured > grown) [grown, grownAt] = [measured, now]
      onTick?.(measured, now - started)
      if (limitMs !== undefined && now - started > limitMs) end('limit')
      else if (idleMs !== undefined && now - grownAt > idleMs) end('idle')
    }, 500)
    /** @param {number} code */
    const done = (code) => {
      clearInterval(timer)
      // Interrupted by the person: that the child failed is no news, and this process is about to end.
      if (!ending) resolve({ code, out, stdout, cut })
    }
    child.once('error', (error) => {
      out += error.message
      done(127)
    })
    child.once(capture ? 'close' : 'exit', (code) => done(code ?? 1))
  })
}
