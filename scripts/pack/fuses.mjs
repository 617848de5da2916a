// Knows the fuses: switches inside Electron's program that are set once, when it is packed, and that no environment and no argument can
// change afterwards. electron-builder sets them (electron-builder.yml); here they are read back from the program itself.
import { readFileSync } from 'node:fs'

/** Source: Electron's docs, tutorial/fuses. The sentinel, the version of the layout, the number of fuses, then a character for each. */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
/** In the order of the layout. */
const names = [
  'runAsNode',
  'enableCookieEncryption',
  'enableNodeOptionsEnvironmentVariable',
  'enableNodeCliInspectArguments',
  'enableEmbeddedAsarIntegrityValidation',
  'onlyLoadAppFromAsar',
  'loadBrowserProcessSpecificV8Snapshot',
  'grantFileProtocolExtraPrivileges',
]

/** How each must stand, and why. */
export const wanted = [
  { name: 'runAsNode', on: false, why: 'ELECTRON_RUN_AS_NODE would make the signed app run any script' },
  { name: 'enableCookieEncryption', on: true, why: 'what Chromium keeps is no business of other programs' },
  { name: 'enableNodeOptionsEnvironmentVariable', on: false, why: 'NODE_OPTIONS would load any script into main' },
  {
    name: 'enableNodeCliInspectArguments',
    on: false,
    why: '--inspect would open main, with the API key in it, to a port',
  },
  {
    name: 'enableEmbeddedAsarIntegrityValidation',
    on: true,
    why: 'a changed app.asar does not start; Electron checks it on macOS and Windows, and nothing on Linux',
  },
  { name: 'onlyLoadAppFromAsar', on: true, why: 'a folder called app beside app.asar would be run in its place' },
  { name: 'grantFileProtocolExtraPrivileges', on: false, why: 'the window is app://; nothing needs file://' },
]

/**
 * @param {Buffer} program
 * @returns {Readonly<Record<string, boolean>>[]} the fuses by name, once for each processor that the program holds code for
 */
export function fusesIn(program) {
  const found = []
  for (let at = program.indexOf(sentinel); at >= 0; at = program.indexOf(sentinel, at + 1)) {
    const from = at + sentinel.length
    // '0' off, '1' on, 'r' removed from this Electron.
    const states = program.toString('latin1', from + 2, from + 2 + (program[from + 1] ?? 0))
    if (program[from] === 1) found.push(Object.fromEntries(names.map((name, i) => [name, states[i] === '1'])))
  }
  return found
}

/** @param {string} file the program, or on macOS the framework @returns {string[]} each fuse that stands wrong, in a sentence */
export function wrongFuses(file) {
  const found = fusesIn(readFileSync(file))
  if (found.length === 0) return [`${file} has no fuses that can be read.`]
  return found.flatMap((fuses) =>
    wanted.flatMap(({ name, on, why }) =>
      fuses[name] === on ? [] : [`The fuse ${name} is ${on ? 'off' : 'on'}, and must not be: ${why}.`],
    ),
  )
}
