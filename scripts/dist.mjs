// `npm run dist`: packs the app for this platform into dist/. Only official Electron is ever packed for people; with
// `--smoke` the fallback may be packed to try out the packaging, and then the name and version say so.
import { dirname, join } from 'node:path'
import { readFileSync } from 'node:fs'
import { build } from './build.mjs'
import { run } from './setup/children.mjs'
import { inRoot, root } from './setup/places.mjs'
import { setUp } from './setup/setup.mjs'
import { command, say, Trouble } from './setup/trouble.mjs'

const limitMs = 10 * 60_000
const platforms = { linux: '--linux', darwin: '--mac', win32: '--win' }

await command(async () => {
  const smoke = process.argv.includes('--smoke')
  const { electron, source, version } = await setUp()
  const wanted = JSON.parse(readFileSync(inRoot('node_modules/electron/package.json'), 'utf8')).version
  const official = source !== 'fallback' && version === wanted
  if (!official && !smoke) {
    throw new Trouble(
      `Only official Electron ${wanted} is packed for people, and this machine has ${source === 'fallback' ? 'the fallback' : version}.`,
      'Set ELECTRON_MIRROR or ELECTRON_OVERRIDE_DIST_PATH so that it can be had, or try the packaging out with `npm run dist -- --smoke`.',
    )
  }
  const platform = platforms[/** @type {keyof typeof platforms} */ (process.platform)]
  if (platform === undefined)
    throw new Trouble(`Caesura is not packed for ${process.platform}.`, 'Use Linux, macOS or Windows.')
  await build('app')
  const dist = process.platform === 'darwin' ? join(dirname(electron), '../../..') : dirname(electron)
  const app = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'))
  const marks = smoke
    ? [
        '-c.productName=Caesura smoke',
        '-c.extraMetadata.productName=Caesura smoke',
        `-c.extraMetadata.version=${app.version}-smoke`,
        `-c.electronVersion=${version}`,
      ]
    : []
  say(`packing${smoke ? ' a smoke build, not for people' : ''}.`)
  const args = [
    inRoot('node_modules/electron-builder/cli.js'),
    platform,
    'dir',
    '--publish',
    'never',
    `-c.electronDist=${dist}`,
    ...marks,
  ]
  const { code, cut } = await run(process.execPath, args, { cwd: root, capture: false, limitMs })
  if (code === 0) say('the packed app lies in dist/.')
  else throw new Trouble(`Packing failed${cut === null ? '' : ': it took too long'}.`, 'See the lines above.')
})
