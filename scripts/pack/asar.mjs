// Knows how to read what scripts/setup/asar.mjs knows how to write: the files of an asar archive.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** @typedef {{ files?: Record<string, Entry>, size?: number, offset?: string, unpacked?: boolean, integrity?: unknown }} Entry */

/**
 * @param {string} file
 * @returns {Map<string, { size: number, body: () => Buffer }>} each file by its path in the archive, those unpacked beside it as well
 */
export function readAsar(file) {
  const archive = readFileSync(file)
  const start = 8 + archive.readUInt32LE(4)
  /** @type {Entry} */
  const index = JSON.parse(archive.toString('utf8', 16, 16 + archive.readUInt32LE(12)))
  const found = new Map()
  /** @param {Entry} folder @param {string} path */
  const walk = (folder, path) => {
    for (const [name, entry] of Object.entries(folder.files ?? {})) {
      const at = path === '' ? name : `${path}/${name}`
      if (entry.files !== undefined) walk(entry, at)
      else {
        const { size = 0, offset = '0', unpacked = false } = entry
        const from = start + Number(offset)
        const body = () => (unpacked ? readFileSync(join(`${file}.unpacked`, at)) : archive.subarray(from, from + size))
        found.set(at, { size, body })
      }
    }
  }
  walk(index, '')
  return found
}
