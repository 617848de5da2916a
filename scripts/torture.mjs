// `npm run torture`: kills the library and the app at random moments and counts what is lost. `npm run torture -- 400` makes so many
// rounds of the library; `--app 20` so many of the app while it edits, and twice as many while it works with whole jobs; `--seed 7`
// plays the moments of an earlier run again.
import { build } from './build.mjs'
import { start } from './setup/children.mjs'
import { openDisplay } from './setup/display.mjs'
import { inRoot, root } from './setup/places.mjs'
import { setUp } from './setup/setup.mjs'
import { command, say, Trouble } from './setup/trouble.mjs'

await command(async () => {
  const { rounds, app, seed } = wishes(process.argv.slice(2))
  const { electron } = await setUp({ tests: true })
  await build('torture')
  say(`torture with seed ${seed}: ${rounds} rounds of the library in plain Node, ${app} rounds of the app.`)
  const library = await exitOf(
    start(process.execPath, [inRoot('out/torture/index.js'), 'rounds', String(rounds), String(seed)], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
    }),
  )
  if (app === 0) return library
  await build('app')
  const display = await openDisplay()
  const whole = await exitOf(
    start(
      process.execPath,
      [inRoot('node_modules/@playwright/test/cli.js'), 'test', 'torture.spec.ts', 'killed.spec.ts', '--retries=0'],
      {
        cwd: root,
        env: {
          ...display.env,
          CAESURA_ELECTRON: electron,
          CAESURA_TORTURE_ROUNDS: String(app),
          CAESURA_KILL_ROUNDS: String(2 * app),
          CAESURA_TORTURE_SEED: String(seed),
        },
        stdio: ['ignore', 'inherit', 'inherit'],
      },
    ),
  )
  display.close()
  return Math.max(library, whole)
})

/** @param {readonly string[]} args */
function wishes(args) {
  const wishes = { rounds: 200, app: 20, seed: Date.now() % 1_000_000 }
  for (let n = 0; n < args.length; n++) {
    const arg = args[n] ?? ''
    const value = Number(arg === '--app' || arg === '--seed' ? args[++n] : arg)
    if (!Number.isInteger(value) || value < 0)
      throw new Trouble(`${arg} is no number of rounds.`, 'Say: npm run torture -- 400 --app 20 --seed 7.')
    if (arg === '--app') wishes.app = value
    else if (arg === '--seed') wishes.seed = value
    else wishes.rounds = value
  }
  return wishes
}

/** @param {import('node:child_process').ChildProcess} child @returns {Promise<number>} */
function exitOf(child) {
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)))
}
