// `npm run bench`: measures the built app in real Electron. `--docs` writes docs/performance.md from what was measured; other arguments are
// passed to Playwright.
import { existsSync } from 'node:fs'
import { build } from './build.mjs'
import { start } from './setup/children.mjs'
import { writePerformance } from './performance.mjs'
import { openDisplay } from './setup/display.mjs'
import { inRoot, root } from './setup/places.mjs'
import { setUp } from './setup/setup.mjs'
import { command, Trouble } from './setup/trouble.mjs'

const config = 'bench/playwright.config.ts'

await command(async () => {
  if (!existsSync(inRoot(config)))
    throw new Trouble(`${config} is not there, so there is nothing to measure.`, 'Restore it from the repository.')
  const { electron } = await setUp()
  await build('app')
  const display = await openDisplay()
  const wishes = process.argv.slice(2)
  const args = [
    inRoot('node_modules/@playwright/test/cli.js'),
    'test',
    '-c',
    config,
    ...wishes.filter((one) => one !== '--docs'),
  ]
  const bench = start(process.execPath, args, {
    cwd: root,
    env: { ...display.env, CAESURA_ELECTRON: electron },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const code = await new Promise((resolve) => bench.once('exit', (exit) => resolve(exit ?? 1)))
  display.close()
  if (code === 0 && wishes.includes('--docs')) writePerformance()
  return code
})
