// `npm run dist`: packs the app for this system into dist/, and looks into what it packed.
//   (nothing)            installers for people: only with official Electron
//   --dir                the app in a folder, no installer; with any other Electron it is a trial, and its name and version say so
//   --smoke              a trial as folder and deb, started, used, installed and removed
//   --electron FOLDER    the unpacked Electron to pack        --out FOLDER    where to, instead of dist/
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from './build.mjs'
import { contentsOf } from './pack/contents.mjs'
import { makeDeb } from './pack/deb.mjs'
import { wrongFuses } from './pack/fuses.mjs'
import { writeIcons } from './pack/icon.mjs'
import { thirdParties } from './pack/licences.mjs'
import { joinKeytar } from './pack/mac.mjs'
import { mayBeShipped, namesFor, packedApp, unpackedFolders } from './pack/names.mjs'
import { makeRpm } from './pack/rpm.mjs'
import { smokeTest } from './pack/smoke.mjs'
import { run } from './setup/children.mjs'
import { inRoot, root } from './setup/places.mjs'
import { setUp } from './setup/setup.mjs'
import { command, megabytes, say, Trouble } from './setup/trouble.mjs'

const limitMs = 20 * 60_000
const platforms = { linux: '--linux', darwin: '--mac', win32: '--win' }

function readOptions() {
  try {
    return parseArgs({
      options: {
        dir: { type: 'boolean', default: false },
        smoke: { type: 'boolean', default: false },
        electron: { type: 'string' },
        out: { type: 'string', default: 'dist' },
      },
    }).values
  } catch (error) {
    throw new Trouble(
      `${error instanceof Error ? error.message : String(error)}.`,
      'Known are --dir, --smoke, --electron FOLDER and --out FOLDER.',
    )
  }
}

await command(async () => {
  const { dir, smoke, electron: handedIn, out } = readOptions()
  const platform = /** @type {import('./pack/names.mjs').Platform} */ (process.platform)
  const flag = platforms[platform]
  if (flag === undefined)
    throw new Trouble(`Caesura is not packed for ${process.platform}.`, 'Use Linux, macOS or Windows.')
  if (handedIn !== undefined) {
    if (process.platform === 'darwin' && !dir && !smoke)
      throw new Trouble(
        'Installers for macOS hold the Electron of both processors, and electron-builder fetches them itself.',
        'Leave --electron out, or make a folder with --dir.',
      )
    process.env['ELECTRON_OVERRIDE_DIST_PATH'] = resolve(process.env['INIT_CWD'] ?? '.', handedIn)
    delete process.env['CAESURA_ELECTRON']
  }
  // A secret that CI does not have comes as an empty variable, and electron-builder would take it for a certificate.
  for (const [key, value] of Object.entries(process.env))
    if (value === '' && /^(CSC|WIN_CSC|APPLE)_/.test(key)) delete process.env[key]
  const { electron, source, version } = await setUp()
  const mac = process.platform === 'darwin'
  const electronDist = mac ? join(dirname(electron), '../../..') : dirname(electron)
  const wanted = JSON.parse(readFileSync(inRoot('node_modules/electron/package.json'), 'utf8')).version
  const marked = existsSync(join(electronDist, 'caesura-runtime.json'))
  const official = mayBeShipped({ source, version, wanted, marked })
  if (!official && !smoke && !dir)
    throw new Trouble(
      `Only official Electron ${wanted} is packed for people, and this machine has ${marked ? 'the fallback' : version}.`,
      'Set ELECTRON_MIRROR or hand in a folder with --electron; or try the packaging out with `npm run dist -- --dir` or `-- --smoke`.',
    )
  const app = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'))
  const trial = smoke || !official
  const names = namesFor(app, trial)
  if (trial) say(`this is a trial, not for people: it is called ${names.name}, version ${names.version}.`)

  await build('app')
  await build('cli')
  const material = inRoot('out/pack')
  mkdirSync(material, { recursive: true })
  writeIcons(material)
  writeFileSync(join(material, 'THIRD-PARTY-LICENCES.txt'), thirdParties())
  const folder = resolve(root, out)
  const foldersOnly = dir || smoke
  if (mac) {
    copyFileSync(join(electronDist, 'LICENSE'), join(material, 'LICENSE.electron.txt'))
    copyFileSync(join(electronDist, 'LICENSES.chromium.html'), join(material, 'LICENSES.chromium.html'))
    if (!foldersOnly) await joinKeytar()
  }

  for (const old of unpackedFolders(folder, platform)) rmSync(old, { recursive: true, force: true })

  /** @param {readonly string[]} args */
  const pack = async (args) => {
    const { code, cut } = await run(
      process.execPath,
      [
        inRoot('node_modules/electron-builder/cli.js'),
        flag,
        ...args,
        '--publish',
        'never',
        `-c.directories.output=${folder}`,
        `-c.electronVersion=${version}`,
        ...(mac && !foldersOnly ? [] : [`-c.electronDist=${electronDist}`]),
        ...names.overrides,
      ],
      { cwd: root, capture: false, limitMs },
    )
    return cut === null ? code : 1
  }
  // On Linux the folder comes first: it is looked into before anything is made of it.
  const linux = process.platform === 'linux'
  if ((await pack(foldersOnly || linux ? ['dir'] : [])) !== 0)
    throw new Trouble('Packing failed.', 'See the lines above.')
  const packed = packedApp(folder, platform, names)
  if (packed === null) throw new Trouble('electron-builder left no app.', 'See the lines above.')
  inspect(packed)
  const { unpacked } = packed
  say(`the app lies in ${unpacked}.`)
  if (!linux) return smoke ? say('the smoke test itself runs on Linux only.') : undefined
  if (dir && !smoke) return

  const yml = readYml()
  const about = {
    ...names,
    description: app.description,
    author: app.author,
    own: yml.fileAssociations[0],
    others: yml.linux.mimeTypes,
  }
  const deb = await makeDeb({ unpacked, into: folder, about, quick: trial })
  say(deb === null ? 'no deb was made: dpkg-deb is not here.' : `made ${deb}.`)
  const rpm = await makeRpm({ unpacked, into: folder, about, quick: trial })
  say(rpm === null ? 'no rpm was made: rpmbuild is not here.' : `made ${rpm}.`)
  if (smoke) return smokeTest({ unpacked, deb, rpm, names })
  if ((await pack(['AppImage', '--prepackaged', unpacked])) !== 0)
    throw new Trouble(
      'The AppImage was not made; folder and deb are there.',
      'electron-builder fetches a tool for it: see the lines above.',
    )
})

/** What was packed is looked at before it can reach anybody. @param {{ program: string, resources: string }} packed */
function inspect({ program, resources }) {
  const { wrong, bytes, files } = contentsOf(resources)
  const all = [...wrong, ...wrongFuses(program)]
  if (all.length > 0)
    throw new Trouble(`The package is not as it must be. ${all.join(' ')}`, 'Nothing of it may be shipped.')
  say(`looked into it: ${files.length} files of ours, ${megabytes(bytes)}; the fuses stand as they must.`)
}

/** @returns {{ fileAssociations: [{ ext: string, description: string, mimeType: string }], linux: { mimeTypes: string[] } }} */
function readYml() {
  // The reader that electron-builder itself uses.
  const builder = createRequire(createRequire(import.meta.url).resolve('app-builder-lib/package.json'))
  return builder('js-yaml').load(readFileSync(inRoot('electron-builder.yml'), 'utf8'))
}
