// Knows whether there is a screen to show a window on, and makes one with Xvfb where there is none.
import { start, stop } from './children.mjs'
import { say, Trouble } from './trouble.mjs'

/** @param {NodeJS.ProcessEnv} [env] */
export function hasDisplay(env = process.env) {
  if (process.platform !== 'linux') return true
  return [env['DISPLAY'], env['WAYLAND_DISPLAY']].some((name) => name !== undefined && name !== '')
}

/**
 * Starts Xvfb on a free display number of its own choosing. It ends with `close`, or with this process.
 * @returns {Promise<{ env: NodeJS.ProcessEnv, close: () => void }>} the environment that names the display
 */
export async function openDisplay() {
  if (hasDisplay()) return { env: process.env, close: () => {} }
  const { name, close } = await startXvfb()
  say(`there is no display, so Xvfb serves one in memory (${name}); the window runs there unseen.`)
  return { env: { ...process.env, DISPLAY: name }, close }
}

/**
 * As many displays as there are tests at a time: the app's windows on one display would take the focus and the clipboard
 * from each other. A person's own display is one, and gets one test at a time.
 * @param {number} count
 * @returns {Promise<{ names: readonly string[], close: () => void }>} the names, none where the display is a person's own
 */
export async function openDisplays(count) {
  if (hasDisplay()) return { names: [], close: () => {} }
  const servers = await Promise.all(Array.from({ length: count }, startXvfb))
  const names = servers.map(({ name }) => name)
  say(`there is no display, so Xvfb serves ${count} in memory (${names.join(', ')}); the windows run there unseen.`)
  return { names, close: () => servers.forEach(({ close }) => close()) }
}

async function startXvfb() {
  const server = start('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp', '-noreset'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    lasts: true,
  })
  const number = await new Promise((resolve) => {
    const late = setTimeout(() => resolve(null), 15_000)
    /** @param {string | null} answer */
    const answer = (answer) => {
      clearTimeout(late)
      resolve(answer)
    }
    // The line is written in two parts, and Xvfb dies of a pipe closed between them.
    let line = ''
    server.stdio[3]?.on('data', (chunk) => {
      line += chunk
      if (line.endsWith('\n')) answer(line.trim())
    })
    server.once('exit', () => answer(null))
    server.once('error', () => answer(null))
  })
  if (number === null) {
    stop(server, 'SIGKILL')
    throw new Trouble(
      'Xvfb, the display in memory, did not start.',
      'Start from a desktop session, or see what `Xvfb -displayfd 1` says.',
    )
  }
  // Xvfb does not keep this process alive: when the work is over, however it ended, Xvfb ends too.
  server.unref()
  server.stdio[3]?.destroy()
  return { name: `:${number}`, close: () => stop(server) }
}
