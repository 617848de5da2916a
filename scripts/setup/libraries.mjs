// Knows what Electron and the tests need of the operating system, and gets it through apt-get where we may.
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run } from './children.mjs'
import { progress, say, Trouble } from './trouble.mjs'

/**
 * Debian packages by purpose. The second name of a pair is the one of Debian 13 and Ubuntu 24.04, after their change
 * to 64-bit time; a package with `command` is also there when that command is on the PATH.
 * @typedef {{ name: string, newer?: string, command?: string }} Package
 * @type {Record<'electron' | 'display' | 'tests' | 'keychain', readonly Package[]>}
 */
export const table = {
  electron: [
    { name: 'libgtk-3-0', newer: 'libgtk-3-0t64' },
    { name: 'libnss3' },
    { name: 'libgbm1' },
    { name: 'libasound2', newer: 'libasound2t64' },
    { name: 'libxss1' },
    { name: 'libxtst6' },
    { name: 'libatk-bridge2.0-0', newer: 'libatk-bridge2.0-0t64' },
    { name: 'libdrm2' },
    { name: 'libcups2', newer: 'libcups2t64' },
    { name: 'libxkbcommon0' },
    { name: 'libxdamage1' },
    { name: 'libxcomposite1' },
    { name: 'libxrandr2' },
    { name: 'libpango-1.0-0' },
    { name: 'libcairo2' },
  ],
  display: [
    { name: 'xvfb', command: 'Xvfb' },
    { name: 'xauth', command: 'xauth' },
  ],
  // The keychain tests need a session bus and a keyring, the export tests a second reader of subtitle files.
  tests: [
    { name: 'dbus', command: 'dbus-run-session' },
    { name: 'gnome-keyring', command: 'gnome-keyring-daemon' },
    { name: 'libsecret-1-0' },
    { name: 'ffmpeg', command: 'ffmpeg' },
  ],
  keychain: [
    { name: 'libsecret-1-dev' },
    { name: 'g++', command: 'g++' },
    { name: 'make', command: 'make' },
    { name: 'python3', command: 'python3' },
    { name: 'pkg-config', command: 'pkg-config' },
  ],
}

const limits = { askMs: 20_000, updateMs: 3 * 60_000, installMs: 8 * 60_000 }

/**
 * @param {string} command
 * @param {NodeJS.ProcessEnv} [env]
 */
function onPath(command, env = process.env) {
  return (env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, command), constants.X_OK)
      return folder !== ''
    } catch {
      return false
    }
  })
}

export function isRoot() {
  return process.getuid?.() === 0
}

/** @returns {boolean} whether Debian packages can be asked about here */
function hasDpkg() {
  return process.platform === 'linux' && onPath('dpkg-query')
}

/**
 * @param {readonly Package[]} packages
 * @param {ReadonlySet<string>} installed names that dpkg calls installed
 * @param {(command: string) => boolean} [has]
 */
export function missingOf(packages, installed, has = onPath) {
  return packages.filter(({ name, newer, command }) => {
    if (command !== undefined && has(command)) return false
    return !installed.has(name) && !(newer !== undefined && installed.has(newer))
  })
}

/**
 * @param {readonly Package[]} packages
 * @param {ReadonlySet<string>} offered names that apt can install
 * @returns {string[]} the names to install on this release
 */
export function namesToInstall(packages, offered) {
  return packages.map(({ name, newer }) => (newer !== undefined && offered.has(newer) ? newer : name))
}

/** @param {readonly Package[]} packages */
async function missing(packages) {
  const names = packages.flatMap(({ name, newer }) => (newer === undefined ? [name] : [name, newer]))
  const { stdout } = await run('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\n', ...names], {
    limitMs: limits.askMs,
  })
  const installed = stdout.split('\n').filter((line) => line.endsWith(' installed'))
  return missingOf(packages, new Set(installed.map((line) => line.split(' ')[0] ?? '')))
}

/** @param {readonly Package[]} packages */
async function names(packages) {
  const newer = packages.flatMap((entry) => entry.newer ?? [])
  if (newer.length === 0 || !onPath('apt-cache')) return namesToInstall(packages, new Set())
  const { stdout } = await run('apt-cache', ['policy', ...newer], {
    limitMs: limits.askMs,
    env: { ...process.env, LC_ALL: 'C' },
  })
  const offered = [...stdout.matchAll(/^(\S+):\n.*\n {2}Candidate: (?!\(none\))/gm)].map((match) => match[1] ?? '')
  return namesToInstall(packages, new Set(offered))
}

/** @param {readonly string[]} packages */
function aptCommand(packages) {
  return `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packages.join(' ')}`
}

let listsRead = false

/**
 * Installs as root; never throws, for what is still missing is found by asking again.
 * @param {readonly Package[]} packages
 * @param {string} what
 */
async function aptInstall(packages, what) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' }
  const patience = [
    '-q',
    '-o',
    'DPkg::Lock::Timeout=120',
    '-o',
    'Acquire::Retries=2',
    '-o',
    'Acquire::http::Timeout=30',
    '-o',
    'Acquire::https::Timeout=30',
  ]
  say(`installing ${what} with apt-get: ${packages.map((entry) => entry.name).join(' ')}.`)
  const line = progress({ everyMs: 10_000 })
  /** @param {string} doing */
  const tick = (doing) => (/** @type {number} */ _, /** @type {number} */ ms) =>
    line.show(`${doing}, ${Math.round(ms / 1000)} s`)
  if (!listsRead) {
    const onTick = tick('reading the package lists')
    await run('apt-get', ['update', ...patience], { env, limitMs: limits.updateMs, onTick })
    listsRead = true
  }
  const install = ['install', '-y', '--no-install-recommends', ...patience, ...(await names(packages))]
  const { code, out, cut } = await run('apt-get', install, {
    env,
    limitMs: limits.installMs,
    onTick: tick('apt-get is at work'),
  })
  line.end()
  if (code === 0) return
  const why = cut === null ? (/^E: (.+)$/m.exec(out)?.[1] ?? `it ended with ${code}`) : 'it took too long'
  say(`apt-get could not install ${what}: ${why}`)
}

/**
 * The shared libraries that the program itself misses: the last word, whatever the package system says.
 * @param {string} electron
 */
async function unresolved(electron) {
  const { code, stdout } = await run('ldd', [electron], { limitMs: limits.askMs, env: { ...process.env, LC_ALL: 'C' } })
  if (code !== 0) return []
  return [...stdout.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1] ?? '')
}

/**
 * Sees to the libraries of Electron and, where there is no display, to Xvfb.
 * @param {{ electron: string, display: boolean, tests: boolean }} needs `display`: whether Xvfb is needed
 */
export async function installLibraries({ electron, display, tests }) {
  if (process.platform !== 'linux') return
  const required = [...table.electron, ...(display ? table.display : [])]
  if (!hasDpkg()) return checkByHand(electron, display)
  const wanted = [...required, ...(tests ? table.tests : [])]
  let lacking = await missing(wanted)
  if (lacking.length === 0) return
  if (isRoot() && onPath('apt-get')) {
    await aptInstall(lacking, 'the libraries Electron needs')
    lacking = await missing(wanted)
  }
  const extras = lacking.filter((entry) => !required.includes(entry))
  const serious = lacking.filter((entry) => required.includes(entry))
  if (extras.length > 0)
    say(
      `tests that need ${extras.map((entry) => entry.name).join(', ')} will be skipped; to run them: ${aptCommand(await names(extras))}`,
    )
  if (serious.length === 0) return
  const noXvfb = display && !onPath('Xvfb')
  const unmet = await unresolved(electron)
  if (unmet.length === 0 && !noXvfb) return
  throw new Trouble(
    unmet.length > 0
      ? `Electron cannot start without ${unmet.slice(0, 3).join(', ')}${unmet.length > 3 ? ` and ${unmet.length - 3} more` : ''}.`
      : 'There is no display, and Xvfb is not installed.',
    `Run: ${aptCommand(await names(serious))}`,
  )
}

/** @param {string} electron @param {boolean} display */
async function checkByHand(electron, display) {
  const unmet = await unresolved(electron)
  if (unmet.length > 0)
    throw new Trouble(
      `Electron cannot start without ${unmet.join(', ')}.`,
      'Install the packages of your distribution that hold these libraries, and run the command again.',
    )
  if (display && !onPath('Xvfb'))
    throw new Trouble(
      'There is no display, and Xvfb is not installed.',
      "Install your distribution's Xvfb package, or start from a desktop session.",
    )
}

/** What keytar is compiled with; quietly nothing where we may not install. */
export async function installForKeychain() {
  if (!hasDpkg() || !isRoot() || !onPath('apt-get')) return
  const lacking = await missing(table.keychain)
  if (lacking.length > 0) await aptInstall(lacking, 'what the keychain bridge is built with')
}
