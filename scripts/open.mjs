// Knows how a window of the built app is opened: on which display, with which sandbox, and what to say when it cannot.
import { createInterface } from 'node:readline'
import { openDisplay } from './setup/display.mjs'
import { start, stop } from './setup/children.mjs'
import { isRoot } from './setup/libraries.mjs'
import { root } from './setup/places.mjs'
import { say } from './setup/trouble.mjs'

/** What Chromium says on every machine without a desktop, and what says nothing about the app. */
const noise = /bus\.cc\(\d+\)|object_proxy\.cc|Exiting GPU process|GpuControl\.CreateCommandBuffer|GPU state invalid/

/**
 * Opens the app and stays until it is closed.
 * @param {string} electron
 * @param {{ args: readonly string[], env?: Readonly<Record<string, string>> }} options
 * @returns {Promise<number>} its exit code
 */
export async function openApp(electron, { args, env = {} }) {
  const display = await openDisplay()
  const flags = []
  if (process.platform === 'linux' && isRoot()) {
    flags.push('--no-sandbox')
    say("running as root, where Chromium's sandbox cannot work: opening with --no-sandbox.")
  }
  say('opening Caesura; Ctrl-C here or closing the window ends it.')
  const app = start(electron, [...flags, root, ...args], {
    cwd: root,
    env: { ...display.env, ...env },
    stdio: ['ignore', 'inherit', 'pipe'],
  })
  let sandboxRefused = false
  if (app.stderr !== null) {
    createInterface({ input: app.stderr }).on('line', (line) => {
      if (!noise.test(line)) process.stderr.write(`${line}\n`)
      if (/SUID sandbox helper|No usable sandbox/.test(line)) sandboxRefused = true
    })
  }
  const code = await new Promise((resolve) => {
    app.once('exit', (exit) => resolve(exit ?? 1))
    app.once('error', (error) => {
      say(`Electron did not start: ${error.message}.`)
      resolve(1)
    })
  })
  stop(app, 'SIGKILL')
  display.close()
  if (sandboxRefused) {
    say(
      'this system lets no ordinary program make a sandbox; allow it with `sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0` (Ubuntu) or `kernel.unprivileged_userns_clone=1` (older Debian), then start again.',
    )
  }
  return code
}
