// Knows what may lie in a packed app. A list of what may, not of what may not: a file that nobody thought of is refused as well.
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { readAsar } from './asar.mjs'

/** The app's own code and files; Electron itself is not counted. */
export const budgetBytes = 5_000_000

const keytar = /node_modules\/keytar\/(LICENSE\.md|package\.json|lib\/keytar\.js|build\/Release\/keytar\.node)$/

/** In app.asar. No source map, no test, no simulator: none of them has a name that is here. */
const inArchive = [
  /^package\.json$/,
  /^out\/main\/(index|keys|searching|indexing|captioner)\.js$/,
  /^out\/main\/chunks\/[\w.-]+\.js$/,
  /^out\/preload\/index\.cjs$/,
  /^out\/renderer\/index\.html$/,
  /^out\/renderer\/assets\/[\w.-]+\.(js|css|woff2)$/,
  /^out\/cli\/index\.js$/,
  /^resources\/sample\/(audio\.m4a|response\.json)$/,
  new RegExp(`^${keytar.source}`),
]

/** Beside app.asar. The last line is what Electron and the installers of macOS and Windows put there. */
const besideArchive = [
  /^app\.asar$/,
  new RegExp(`^app\\.asar\\.unpacked\\/${keytar.source}`),
  /^(LICENSE|THIRD-PARTY-LICENCES)\.txt$/,
  /^([\w-]+\.lproj\/.*|icon\.icns|Assets\.car|elevate\.exe|LICENSE\.electron\.txt|LICENSES\.chromium\.html)$/,
]

/** What no file of ours may say. */
const words = [
  { pattern: /[#@]\s*sourceMappingURL=/, what: 'names a source map' },
  { pattern: /pictai_[A-Za-z0-9_-]{12}/, what: 'holds what looks like a key of Pictory' },
  { pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----/, what: 'holds a private key' },
]

/**
 * @param {ReadonlyMap<string, { size: number, body: () => Buffer }>} files of app.asar
 * @returns {string[]} each thing that is wrong with them, in a sentence
 */
export function wrongFiles(files) {
  const wrong = []
  for (const [path, { body }] of files) {
    if (!inArchive.some((pattern) => pattern.test(path))) wrong.push(`${path} has no business in the package.`)
    else if (/\.(js|cjs|html|css|json)$/.test(path)) {
      const text = body().toString('latin1')
      for (const { pattern, what } of words) if (pattern.test(text)) wrong.push(`${path} ${what}.`)
    }
  }
  const bytes = sizeOf(files)
  if (bytes > budgetBytes) wrong.push(`The app's code is ${bytes} bytes; the budget is ${budgetBytes}.`)
  return wrong
}

/** @param {ReadonlyMap<string, { size: number }>} files */
export const sizeOf = (files) => [...files.values()].reduce((sum, { size }) => sum + size, 0)

/** @param {string} folder @returns {string[]} every file below it, relative, with slashes */
export const filesBelow = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))

/**
 * @param {string} resources the folder that app.asar lies in
 * @returns {{ wrong: string[], bytes: number, files: string[] }}
 */
export function contentsOf(resources) {
  const files = readAsar(join(resources, 'app.asar'))
  const beside = filesBelow(resources)
  const wrong = beside
    .filter((path) => !besideArchive.some((pattern) => pattern.test(path)))
    .map((path) => `${path} has no business beside app.asar.`)
  for (const name of ['LICENSE.txt', 'THIRD-PARTY-LICENCES.txt'])
    if (!existsSync(join(resources, name)) || statSync(join(resources, name)).size === 0)
      wrong.push(`${name} is missing.`)
  const top = join(resources, '..')
  if (filesBelow(top).some((path) => /(^|\/)caesura-runtime\.json$|\.map$/.test(path)))
    wrong.push('Beside Electron lies a source map, or the mark of the fallback.')
  const manifest = JSON.parse(files.get('package.json')?.body().toString('utf8') ?? '{}')
  for (const field of ['scripts', 'devDependencies'])
    if (field in manifest) wrong.push(`package.json tells of ${field}.`)
  return { wrong: [...wrong, ...wrongFiles(files)], bytes: sizeOf(files), files: [...files.keys()] }
}
