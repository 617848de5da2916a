// Knows what a package is called, where electron-builder puts it, and which Electron may go to people in one.
import { existsSync } from 'node:fs'
import { join } from 'node:path'

/**
 * @typedef {object} Names
 * @property {string} id of program, package and desktop entry
 * @property {string} name
 * @property {string} version
 * @property {readonly string[]} overrides what electron-builder is told besides its file
 */

/**
 * A trial says that it is one wherever its name or version shows, and can be installed beside the real app.
 * @param {{ name: string, productName: string, version: string }} app
 * @param {boolean} trial
 * @returns {Names}
 */
export function namesFor(app, trial) {
  if (!trial) return { id: app.name, name: app.productName, version: app.version, overrides: [] }
  const [id, name, version] = [`${app.name}-smoke`, `${app.productName} smoke`, `${app.version}-smoke`]
  const overrides = {
    appId: `app.${app.name}.smoke`,
    productName: name,
    'extraMetadata.name': id,
    'extraMetadata.productName': name,
    'extraMetadata.version': version,
    'extraMetadata.desktopName': `${id}.desktop`,
    'linux.executableName': id,
  }
  return { id, name, version, overrides: Object.entries(overrides).map(([key, value]) => `-c.${key}=${value}`) }
}

/**
 * Electron's own installer checks what it fetches against the sums in its npm package. A folder that was handed in is taken at its word
 * for the rest, but never the fallback, under whatever name it comes.
 * @param {{ source: import('../setup/runtime.mjs').Source, version: string, wanted: string, marked: boolean }} runtime
 *   `marked`: whether it carries the mark of the fallback
 */
export const mayBeShipped = ({ source, version, wanted, marked }) =>
  source !== 'fallback' && !marked && version === wanted

/** What electron-builder calls the folder of the packed app; on macOS by the processors it is for. */
const unpackedNames = {
  linux: ['linux-unpacked'],
  win32: ['win-unpacked'],
  darwin: ['mac-universal', 'mac-arm64', 'mac'],
}

/** @typedef {keyof typeof unpackedNames} Platform */

/** @param {string} folder @param {Platform} platform */
export const unpackedFolders = (folder, platform) => unpackedNames[platform].map((name) => join(folder, name))

/**
 * @param {string} folder that was packed into
 * @param {Platform} platform
 * @param {Pick<Names, 'id' | 'name'>} names
 * @returns {{ unpacked: string, program: string, resources: string } | null} the packed app, the file that holds its fuses, and the folder
 *   of app.asar
 */
export function packedApp(folder, platform, { id, name }) {
  const unpacked = unpackedFolders(folder, platform).find((one) => existsSync(one))
  if (unpacked === undefined) return null
  const bundle = join(unpacked, `${name}.app`, 'Contents')
  const resources = join(unpacked, 'resources')
  switch (platform) {
    case 'linux':
      return { unpacked, program: join(unpacked, id), resources }
    case 'win32':
      return { unpacked, program: join(unpacked, `${name}.exe`), resources }
    case 'darwin':
      return {
        unpacked,
        program: join(bundle, 'Frameworks/Electron Framework.framework/Electron Framework'),
        resources: join(bundle, 'Resources'),
      }
  }
}
