// Knows the order of set-up: Node and npm, packages, the Electron runtime, the libraries it needs. Each step does
// nothing when its result is already there.
import { hasDisplay } from './display.mjs'
import { installLibraries } from './libraries.mjs'
import { checkNode } from './node.mjs'
import { installPackages } from './packages.mjs'
import { resolveRuntime } from './runtime.mjs'

/**
 * All that the command line and the checks need.
 * @param {{ keychain?: boolean }} [options] `keychain`: also what the app keeps its key with
 */
export async function setUpPackages({ keychain = false } = {}) {
  checkNode()
  await installPackages({ keychain })
}

/**
 * All that a window needs.
 * @param {{ tests?: boolean }} [options] `tests`: also what only tests use
 * @returns {Promise<import('./runtime.mjs').Runtime>}
 */
export async function setUp({ tests = false } = {}) {
  await setUpPackages({ keychain: true })
  const runtime = await resolveRuntime()
  await installLibraries({ electron: runtime.electron, display: !hasDisplay(), tests })
  return runtime
}
