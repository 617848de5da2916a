// Knows how the deb is made: the tree of files that every Linux package installs and a control file, put together by dpkg-deb. electron-builder
// would do it with fpm, a Ruby program fetched from the network; this way the package that people get is the one that is tested, everywhere.
import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { run } from '../setup/children.mjs'
import { table } from '../setup/libraries.mjs'
import { Trouble } from '../setup/trouble.mjs'
import { withTree } from './linux.mjs'

/** @typedef {import('./linux.mjs').About} About */

const limitMs = 10 * 60_000
const architectures = { x64: 'amd64', arm64: 'arm64' }

/** @param {About} about @param {{ architecture: string, kilobytes: number }} made */
export const control = ({ id, name, version, description, author }, { architecture, kilobytes }) => `Package: ${id}
Version: ${version}
Architecture: ${architecture}
Maintainer: ${author}
Installed-Size: ${kilobytes}
Depends: ${table.electron.map(({ name: old, newer }) => (newer === undefined ? old : `${newer} | ${old}`)).join(', ')}
Recommends: libsecret-1-0, xdg-utils
Section: video
Priority: optional
Description: ${name}: from transcripts to subtitles
 ${description}
`

/**
 * @param {object} options
 * @param {string} options.unpacked the packed app
 * @param {string} options.into where the deb is to lie
 * @param {About} options.about
 * @param {boolean} options.quick a trial: larger, but made in a third of the time
 * @returns {Promise<string | null>} the deb; null where there is no dpkg-deb
 */
export async function makeDeb({ unpacked, into, about, quick }) {
  const { id, version } = about
  const architecture = architectures[/** @type {keyof typeof architectures} */ (process.arch)]
  if (architecture === undefined) throw new Trouble(`No deb is made for ${process.arch}.`, 'Use x64 or arm64.')
  return withTree(unpacked, about, async (tree, put, bytes) => {
    put('DEBIAN/control', control(about, { architecture, kilobytes: Math.ceil(bytes / 1024) }))
    chmodSync(join(tree, 'DEBIAN'), 0o755)
    const deb = join(into, `${id}_${version}_${architecture}.deb`)
    const { code, out } = await run(
      'dpkg-deb',
      ['--root-owner-group', ...(quick ? ['-Zgzip', '-z1'] : ['-Zxz']), '--build', tree, deb],
      { limitMs },
    )
    if (code === 127) return null
    if (code !== 0) throw new Trouble(`dpkg-deb made no deb: ${out.trim()}.`, 'See its words.')
    return deb
  })
}
