// Knows what an installed app is on Linux, whatever package brings it: the unpacked app in /opt, its launcher, desktop entry, kind of file and icons.
import { chmodSync, cpSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { inRoot } from '../setup/places.mjs'
import { writeIcons } from './icon.mjs'

/** The words that begin a command of the command line; a test holds them to src/main/commandLine.ts. */
export const commandWords = ['read', 'export', 'check', 'presets', 'help', '--help', '-h', '--version', '-v']

/**
 * @typedef {object} About what the texts are made of
 * @property {string} id `caesura`: the names of package, program, desktop entry and icon
 * @property {string} name `Caesura`
 * @property {string} version
 * @property {string} description
 * @property {string} author
 * @property {{ ext: string, description: string, mimeType: string }} own the kind of file that is the app's own
 * @property {readonly string[]} others types that are only offered
 */

/** What stands on the PATH. @param {About} about */
export const launcher = ({ id }) => `#!/bin/sh
# Chromium refuses to run as root inside its sandbox. A command starts no page, so it needs none, and a server can run it.
app=/opt/${id}/${id}
case "\${1-}" in
  ${commandWords.join(' | ')})
    if [ "$(id -u)" = 0 ]; then exec "$app" --no-sandbox --log-level=3 "$@"; fi
    exec "$app" --log-level=3 "$@"
    ;;
esac
exec "$app" "$@"
`

/**
 * Its windows belong to it by their class, which is the app's name, on X11; on Wayland by the name of this file, which package.json tells.
 * @param {About} about
 */
export const desktopEntry = ({ id, name, description, own, others }) => `[Desktop Entry]
Type=Application
Name=${name}
GenericName=Subtitle editor
Comment=${description}
Exec=/usr/bin/${id} %U
Icon=${id}
Terminal=false
Categories=AudioVideo;AudioVideoEditing;
MimeType=${[own.mimeType, `x-scheme-handler/${id}`, ...others].join(';')};
StartupWMClass=${name}
StartupNotify=true
`

/** Known by its name, and without one by its beginning: src/main/portable/caesuraFile.ts writes that. @param {About} about */
export const mimeTypes = ({ own }) => `<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="${own.mimeType}">
    <comment>${own.description}</comment>
    <sub-class-of type="application/zip"/>
    <icon name="x-office-document"/>
    <magic priority="60">
      <match type="string" offset="0" value="PK\\003\\004">
        <match type="string" offset="30" value="mimetype${own.mimeType}"/>
      </match>
    </magic>
    <glob pattern="*.${own.ext}"/>
  </mime-type>
</mime-info>
`

/** @param {string} folder @returns {number} the bytes below it; gives each file the mode it is to be installed with on the way */
function settle(folder) {
  chmodSync(folder, 0o755)
  let bytes = 0
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) bytes += settle(path)
    else {
      const { size, mode } = lstatSync(path)
      bytes += size
      // Where a system allows no ordinary program a sandbox of its own, Chromium makes it with this helper, which must be root's.
      chmodSync(path, entry.name === 'chrome-sandbox' ? 0o4755 : mode & 0o111 ? 0o755 : 0o644)
    }
  }
  return bytes
}

/**
 * The files as they are to lie on the system, in a folder of their own that is gone afterwards.
 * @template T
 * @param {string} unpacked the packed app
 * @param {About} about
 * @param {(tree: string, put: (path: string, content: string, mode?: number) => void, bytes: number) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withTree(unpacked, about, work) {
  const { id } = about
  const tree = mkdtempSync(join(tmpdir(), 'caesura-package-'))
  /** @param {string} path @param {string} content @param {number} [mode] */
  const put = (path, content, mode = 0o644) => {
    mkdirSync(dirname(join(tree, path)), { recursive: true })
    writeFileSync(join(tree, path), content, { mode })
  }
  try {
    cpSync(unpacked, join(tree, 'opt', id), { recursive: true, verbatimSymlinks: true })
    put(`usr/bin/${id}`, launcher(about), 0o755)
    put(`usr/share/applications/${id}.desktop`, desktopEntry(about))
    put(`usr/share/mime/packages/${id}.xml`, mimeTypes(about))
    mkdirSync(join(tree, 'usr/share/doc', id), { recursive: true })
    cpSync(inRoot('LICENSE'), join(tree, 'usr/share/doc', id, 'copyright'))
    writeIcons(join(tree, 'pictures'))
    for (const file of readdirSync(join(tree, 'pictures/icons'))) {
      const [size] = file.split('.')
      if (size === '1024x1024') continue // not a size of the theme
      const apps = join(tree, 'usr/share/icons/hicolor', size ?? '', 'apps')
      mkdirSync(apps, { recursive: true })
      cpSync(join(tree, 'pictures/icons', file), join(apps, `${id}.png`))
    }
    rmSync(join(tree, 'pictures'), { recursive: true })
    return await work(tree, put, settle(tree))
  } finally {
    rmSync(tree, { recursive: true, force: true })
  }
}
