// Knows whose work is in the bundles, and writes down under what licence it came. The bundler tells which packages it took, so the list
// holds what is shipped and nothing else.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { inRoot, root } from '../setup/places.mjs'
import { Trouble } from '../setup/trouble.mjs'

const folder = inRoot('out/licences')

/** @param {string} id of a module, as the bundler names it @returns {string | null} the folder of its package, null for our own code */
export const packageOf = (id) =>
  /^(?:\0.*?)?(\/?.*node_modules\/(?:@[^/]+\/)?[^/?]+)/.exec(id.replaceAll('\\', '/'))?.[1] ?? null

/**
 * A plugin of the bundler that leaves the list of packages in out/licences/<part>.json; give one to every build of that part.
 * @param {string} part
 */
export function bundledPackages(part) {
  /** @type {Set<string>} */
  const packages = new Set()
  return () => ({
    name: 'caesura-licences',
    /** @this {{ getModuleIds: () => Iterable<string> }} */
    generateBundle() {
      for (const id of this.getModuleIds()) {
        const path = packageOf(id)
        if (path !== null) packages.add(relative(root, path).replaceAll('\\', '/'))
      }
      mkdirSync(folder, { recursive: true })
      writeFileSync(join(folder, `${part}.json`), `${JSON.stringify([...packages].toSorted(), null, 2)}\n`)
    },
  })
}

/**
 * @param {string} path of a package, in the checkout
 * @returns {string} its name, version and licence, then the words of that licence
 */
export function licenceOf(path) {
  const { name, version, license, repository } = JSON.parse(readFileSync(inRoot(join(path, 'package.json')), 'utf8'))
  if (typeof license !== 'string')
    throw new Trouble(
      `${name} ${version} names no licence.`,
      'Find out under what terms it may be shipped, or drop it.',
    )
  const files = readdirSync(inRoot(path)).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
  const words = files.map((file) => readFileSync(inRoot(join(path, file)), 'utf8').trim())
  const source = typeof repository === 'string' ? repository : (repository?.url ?? 'its package')
  return [
    `${name} ${version} (${license})`,
    ...(words.length > 0 ? words : [`No text came with it; see ${source}.`]),
  ].join('\n\n')
}

/** @param {string} part @returns {string[]} the list that its build left */
const bundled = (part) => JSON.parse(readFileSync(join(folder, `${part}.json`), 'utf8'))

/** All that lies in a packed app and is not ours, but for Electron and Chromium, which bring their own files. */
export function thirdParties() {
  const packages = [...new Set([...bundled('app'), ...bundled('cli'), 'node_modules/keytar'])].toSorted()
  const line = `\n\n${'-'.repeat(100)}\n\n`
  return `Caesura holds work of others, under these licences. Electron and Chromium: see LICENSE.electron.txt and LICENSES.chromium.html.${line}${packages.map(licenceOf).join(line)}\n`
}
