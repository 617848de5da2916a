// Knows how the npm packages come into node_modules: once per lockfile, one installer at a time, and keytar on its own,
// because it is the only package that compiles and the only one the app can do without.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { run } from './children.mjs'
import { installForKeychain } from './libraries.mjs'
import { withLock } from './lock.mjs'
import { checkNpm, npmProgram, npmVersion } from './node.mjs'
import { inRoot, root } from './places.mjs'
import { progress, say, Trouble } from './trouble.mjs'

const limits = { installMs: 15 * 60_000, keytarMs: 3 * 60_000 }
const modules = inRoot('node_modules')
const stamp = join(modules, '.caesura-setup.json')

/** @typedef {Record<string, { version?: string, optional?: boolean, devOptional?: boolean, peer?: boolean }>} Locked */

/**
 * Whether what npm says it has installed is what the lockfile asks for. Optional packages may be missing: they are for
 * other platforms, or could not be built.
 * @param {Locked} wanted the `packages` of package-lock.json
 * @param {Locked} have the `packages` of node_modules/.package-lock.json, which npm writes last
 */
export function agrees(wanted, have) {
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true
    const mine = have[path]
    if (mine === undefined) return entry.optional === true || entry.devOptional === true
    return mine.version === entry.version
  })
}

/** @returns {string} what the packages are installed for */
function lockHash() {
  const hash = createHash('sha256').update(readFileSync(inRoot('package-lock.json')))
  return hash.update(`${process.platform}-${process.arch}`).digest('hex')
}

/** @returns {{ lock?: string, keytarTried?: boolean }} */
function readStamp() {
  try {
    return JSON.parse(readFileSync(stamp, 'utf8'))
  } catch {
    return {}
  }
}

/** @param {string} file @returns {Locked} */
function packagesIn(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages
}

/** Whether the folder of every package that must be there is there: an install that was killed can leave npm's list without them. */
function present() {
  return Object.entries(packagesIn(inRoot('package-lock.json'))).every(
    ([path, { optional, devOptional }]) =>
      path === '' || optional === true || devOptional === true || existsSync(inRoot(join(path, 'package.json'))),
  )
}

function installed() {
  try {
    if (!present()) return false
    if (readStamp().lock === lockHash()) return true
    return agrees(packagesIn(inRoot('package-lock.json')), packagesIn(join(modules, '.package-lock.json')))
  } catch {
    return false
  }
}

/**
 * Installs the npm packages, when they are not there as the lockfile asks.
 * @param {{ keychain: boolean }} options `keychain`: whether keytar is to be built as well
 */
export async function installPackages({ keychain }) {
  const lock = lockHash()
  const before = readStamp()
  if (before.lock === lock && (!keychain || before.keytarTried === true) && present()) return
  await withLock(
    inRoot('out/.setup.lock'),
    async () => {
      if (!installed()) await npmInstall()
      if (keychain) await buildKeytar()
      writeFileSync(stamp, JSON.stringify({ lock, keytarTried: keychain }))
    },
    { waitMs: limits.installMs, what: 'installing the npm packages' },
  )
}

/**
 * `npm install --no-save`, not `npm ci`: both take the locked versions, but `npm ci` refuses a lockfile that lacks the
 * optional programs of other platforms, and a lockfile written behind a registry that does not carry them lacks them.
 */
async function npmInstall() {
  checkNpm(await npmVersion())
  say('installing the npm packages.')
  // npm trusts its own list of what is there; after a killed install the list may promise folders that are gone.
  rmSync(join(modules, '.package-lock.json'), { force: true })
  const line = progress()
  const [program, first] = npmProgram()
  const { code, out, cut } = await run(
    program,
    [...first, 'install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel', 'error'],
    {
      cwd: root,
      limitMs: limits.installMs,
      onTick: (_, elapsedMs) => line.show(`${countPackages()} packages so far, ${Math.round(elapsedMs / 1000)} s`),
    },
  )
  line.end()
  if (code === 0) return
  const why =
    cut === null
      ? (/npm error (?!code|A complete|errno)(.+)/.exec(out)?.[1] ?? `npm ended with ${code}`)
      : 'it took more than a quarter of an hour'
  throw new Trouble(
    `The npm packages could not be installed: ${why}.`,
    'Check that npm can reach its registry (`npm ping`) and run the command again.',
  )
}

function countPackages() {
  try {
    return readdirSync(modules).length
  } catch {
    return 0
  }
}

/** Builds keytar where the machine can; where not, the app keeps the key for the session only and says so. */
async function buildKeytar() {
  const folder = join(modules, 'keytar')
  const binary = join(folder, 'build', 'Release', 'keytar.node')
  if (!existsSync(folder) || existsSync(binary)) return
  await installForKeychain()
  say('building the bridge to the keychain (keytar).')
  // A Node that brings its headers along needs none from the network.
  const prefix = dirname(dirname(process.execPath))
  const headers = existsSync(join(prefix, 'include', 'node', 'node.h')) ? { npm_config_nodedir: prefix } : {}
  const [program, first] = npmProgram()
  await run(program, [...first, 'rebuild', 'keytar'], {
    cwd: root,
    env: { ...process.env, ...headers },
    limitMs: limits.keytarMs,
  })
  if (existsSync(binary)) return
  say(
    'the keychain bridge could not be built, so API keys will be kept for the session only; to mend it, install libsecret-1-dev, g++, make and python3 and run `npm rebuild keytar`.',
  )
}
