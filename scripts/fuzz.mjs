// `npm run fuzz`: every reader against damaged input, 12,000 of them unless told otherwise. `-- --runs 50000 --seed 7` sets both; without
// a seed each run takes a new one and says it. An input that hangs is named and the run ended.
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { start } from './setup/children.mjs'
import { inRoot, root } from './setup/places.mjs'
import { setUpPackages } from './setup/setup.mjs'
import { command, say, Trouble } from './setup/trouble.mjs'

const hangMs = 20_000

/** @param {string} name @param {number} otherwise */
const number = (name, otherwise) => {
  const at = process.argv.indexOf(`--${name}`)
  if (at === -1) return otherwise
  const value = Number(process.argv[at + 1])
  if (!Number.isSafeInteger(value) || value < 1)
    throw new Trouble(`--${name} takes a whole number.`, `Give one, as in --${name} 12000.`)
  return value
}

await command(async () => {
  const runs = number('runs', 12_000)
  const seed = number('seed', 1 + Math.floor(Math.random() * 1_000_000_000))
  await setUpPackages()
  say(`Fuzzing with seed ${seed}, ${runs} inputs.`)
  const folder = mkdtempSync(join(tmpdir(), 'caesura-fuzz-'))
  const at = join(folder, 'at.txt')
  const args = [inRoot('node_modules/vitest/vitest.mjs'), 'run', 'src/main/fuzz', '--testTimeout=1800000']
  const child = start(process.execPath, args, {
    cwd: root,
    env: {
      ...process.env,
      CAESURA_FUZZ_RUNS: String(runs),
      CAESURA_FUZZ_SEED: String(seed),
      CAESURA_FUZZ_AT: at,
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  // Nothing inside the process can interrupt a reader that never comes back.
  const watch = setInterval(() => {
    let modifiedMs = Date.now()
    try {
      modifiedMs = statSync(at).mtimeMs
    } catch {
      return
    }
    if (Date.now() - modifiedMs < hangMs) return
    say(`No answer for ${hangMs / 1000} s: ${readFileSync(at, 'utf8').trim()}.`)
    child.kill('SIGKILL')
  }, 1000)
  const code = await new Promise((resolve) => child.once('exit', (exit) => resolve(exit ?? 1)))
  clearInterval(watch)
  rmSync(folder, { recursive: true, force: true })
  if (code !== 0) say(`Seed ${seed} found something. The same again: npm run fuzz -- --runs ${runs} --seed ${seed}`)
  return code
})
