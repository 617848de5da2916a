// Knows what is built from what, and builds only what has changed: the app, the command line, the simulator, the torture.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { run } from './setup/children.mjs'
import { withLock } from './setup/lock.mjs'
import { inRoot, root } from './setup/places.mjs'
import { say, Trouble } from './setup/trouble.mjs'

/** @typedef {'app' | 'cli' | 'simulator' | 'torture'} Target */

/**
 * `entry` must exist, `sources` are what the output is a function of, `outputs` are what must lie there afterwards.
 * @type {Record<Target, { what: string, entry: string, sources: readonly string[], outputs: readonly string[] }>}
 */
export const targets = {
  app: {
    what: 'the app',
    entry: 'src/main/index.ts',
    sources: ['src', 'electron.vite.config.ts', 'scripts/pack/licences.mjs', 'package-lock.json'],
    outputs: [
      'out/main/index.js',
      'out/main/keys.js',
      'out/main/searching.js',
      'out/main/indexing.js',
      'out/main/captioner.js',
      'out/preload/index.cjs',
      'out/renderer/index.html',
      'out/licences/app.json',
    ],
  },
  cli: {
    what: 'the command line',
    entry: 'src/cli/index.ts',
    sources: ['src/cli', 'src/core', 'scripts/bundle.mjs', 'scripts/pack/licences.mjs', 'package-lock.json'],
    outputs: ['out/cli/index.js', 'out/licences/cli.json'],
  },
  simulator: {
    what: 'the simulator',
    entry: 'e2e/pictory/main.ts',
    sources: ['e2e/pictory', 'src/core', 'src/ipc', 'scripts/bundle.mjs', 'package-lock.json'],
    outputs: ['out/simulator/index.js'],
  },
  torture: {
    what: 'the torture of the library',
    entry: 'bench/torture/index.ts',
    sources: [
      'bench/torture',
      'e2e/torture',
      'src/core',
      'src/ipc',
      'src/main',
      'scripts/bundle.mjs',
      'package-lock.json',
    ],
    outputs: ['out/torture/index.js'],
  },
}

const limitMs = 4 * 60_000

/**
 * A hash over names and contents; tests are not part of any output.
 * @param {readonly string[]} sources
 * @param {string} [base]
 */
export function hashOf(sources, base = root) {
  const hash = createHash('sha256')
  /** @param {string} path */
  const add = (path) =>
    hash
      .update(`${relative(base, path)}\0`)
      .update(readFileSync(path))
      .update('\0')
  /** @param {string} folder */
  const walk = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) walk(path)
      else if (!/\.test\.\w+$/.test(entry.name)) add(path)
    }
  }
  for (const source of sources) {
    const path = join(base, source)
    if (!existsSync(path)) continue
    if (/\.\w+$/.test(source)) add(path)
    else walk(path)
  }
  return hash.digest('hex')
}

/** @param {Target} target */
function current(target) {
  const { sources, outputs } = targets[target]
  const stamp = stampOf(target)
  if (!existsSync(stamp) || !outputs.every((output) => existsSync(inRoot(output)))) return false
  return readFileSync(stamp, 'utf8') === hashOf(sources)
}

/** @param {Target} target */
function stampOf(target) {
  return inRoot(`out/.${target}.built`)
}

/**
 * Builds the target when its sources have changed since the last time.
 * @param {Target} target
 */
export async function build(target) {
  if (current(target)) return
  const { what, entry, sources, outputs } = targets[target]
  if (!existsSync(inRoot(entry)))
    throw new Trouble(`${entry} is not there, so ${what} cannot be built.`, 'Restore it from the repository.')
  mkdirSync(inRoot('out'), { recursive: true })
  const work = async () => {
    if (current(target)) return
    const hash = hashOf(sources)
    rmSync(stampOf(target), { force: true })
    const started = Date.now()
    const args =
      target === 'app'
        ? [inRoot('node_modules/electron-vite/bin/electron-vite.js'), 'build', '--logLevel', 'warn']
        : [inRoot('scripts/bundle.mjs'), entry, `out/${target}`]
    const { code, out, cut } = await run(process.execPath, args, { cwd: root, limitMs })
    const lacking = outputs.filter((output) => !existsSync(inRoot(output)))
    if (code !== 0 || lacking.length > 0) {
      process.stderr.write(out)
      const why =
        cut !== null
          ? 'it took too long'
          : lacking.length > 0 && code === 0
            ? `it left no ${lacking.join(', ')}`
            : 'see above'
      throw new Trouble(`Building ${what} failed: ${why}.`, 'Mend the source and run the command again.')
    }
    writeFileSync(stampOf(target), hash)
    say(`built ${what} in ${((Date.now() - started) / 1000).toFixed(1)} s.`)
  }
  await withLock(inRoot('out/.lock'), work, { waitMs: limitMs, what: 'building' })
}
