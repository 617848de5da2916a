// Knows how the rpm is made, of the same tree of files as the deb: rpmbuild is handed the tree and a spec that builds nothing.
import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '../setup/children.mjs'
import { Trouble } from '../setup/trouble.mjs'
import { withTree } from './linux.mjs'

/** @typedef {import('./linux.mjs').About} About */

const limitMs = 10 * 60_000
const architectures = { x64: 'x86_64', arm64: 'aarch64' }

/** What Electron links against, as Fedora and openSUSE both call it: by the libraries, for the packages have other names there. */
const libraries = [
  'libgtk-3.so.0',
  'libnss3.so',
  'libgbm.so.1',
  'libasound.so.2',
  'libatk-bridge-2.0.so.0',
  'libdrm.so.2',
  'libcups.so.2',
  'libxkbcommon.so.0',
]

/** A version of rpm holds no hyphen; what follows a tilde comes before the version itself, as a trial does. @param {string} version */
export const rpmVersion = (version) => version.replaceAll('-', '~')

/** @param {About} about @param {string} tree @param {boolean} quick */
export const spec = ({ id, name, version, description, author }, tree, quick) => `%global __os_install_post %{nil}
%global debug_package %{nil}
%global _build_id_links none
%global _binary_payload ${quick ? 'w1.gzdio' : 'w9.xzdio'}
Name: ${id}
Version: ${rpmVersion(version)}
Release: 1
Summary: ${name}: from transcripts to subtitles
License: MIT
Vendor: ${author}
AutoReqProv: no
${libraries.map((library) => `Requires: ${library}()(64bit)`).join('\n')}
Recommends: libsecret-1.so.0()(64bit)
Recommends: xdg-utils

%description
${description}

%install
cp -a "${tree}/." "%{buildroot}/"

%files
%defattr(-,root,root,-)
/opt/${id}
%attr(4755,root,root) /opt/${id}/chrome-sandbox
/usr/bin/${id}
/usr/share/applications/${id}.desktop
/usr/share/mime/packages/${id}.xml
/usr/share/doc/${id}
/usr/share/icons/hicolor/*/apps/${id}.png
`

/**
 * @param {object} options
 * @param {string} options.unpacked the packed app
 * @param {string} options.into where the rpm is to lie
 * @param {About} options.about
 * @param {boolean} options.quick a trial: larger, but made sooner
 * @returns {Promise<string | null>} the rpm; null where there is no rpmbuild
 */
export async function makeRpm({ unpacked, into, about, quick }) {
  const architecture = architectures[/** @type {keyof typeof architectures} */ (process.arch)]
  if (architecture === undefined) throw new Trouble(`No rpm is made for ${process.arch}.`, 'Use x64 or arm64.')
  const top = mkdtempSync(join(tmpdir(), 'caesura-rpm-'))
  try {
    return await withTree(unpacked, about, async (tree) => {
      const file = join(top, `${about.id}.spec`)
      writeFileSync(file, spec(about, tree, quick))
      const { code, out } = await run(
        'rpmbuild',
        ['-bb', '--quiet', '--target', architecture, '--define', `_topdir ${top}`, file],
        { limitMs },
      )
      if (code === 127) return null
      const [made] = code === 0 ? readdirSync(join(top, 'RPMS', architecture)) : []
      if (made === undefined) throw new Trouble(`rpmbuild made no rpm: ${out.trim()}.`, 'See its words.')
      const rpm = join(into, `${about.id}-${about.version}.${architecture}.rpm`)
      copyFileSync(join(top, 'RPMS', architecture, made), rpm)
      return rpm
    })
  } finally {
    rmSync(top, { recursive: true, force: true })
  }
}
