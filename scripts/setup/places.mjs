// Knows where things lie: this checkout, and the cache that all checkouts of one person share.
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout. */
export const root = resolve(fileURLToPath(new URL('../..', import.meta.url)))

/**
 * @param {string} name
 * @returns {string} the absolute path of `name` in the checkout
 */
export function inRoot(name) {
  return join(root, name)
}

/**
 * The cache folder: `$XDG_CACHE_HOME/caesura`, or `~/.cache/caesura`.
 * @param {NodeJS.ProcessEnv} [env]
 */
export function cacheFolder(env = process.env) {
  const base = env['XDG_CACHE_HOME']
  return join(base === undefined || base === '' ? join(homedir(), '.cache') : base, 'caesura')
}
