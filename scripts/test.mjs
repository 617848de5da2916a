// `npm test`: set-up, then types, lint, format, unit and property tests, and the app itself in real Electron. Every step
// runs whatever became of those before it; the last line gives the sum. `npm test -- check | unit | e2e [args]` runs a part.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from './build.mjs'
import { run } from './setup/children.mjs'
import { openDisplays } from './setup/display.mjs'
import { inRoot, root } from './setup/places.mjs'
import { setUp, setUpPackages } from './setup/setup.mjs'
import { command, say, Trouble } from './setup/trouble.mjs'
import { fromPlaywright, fromVitest, honest, none, one, sum, totalLine } from './totals.mjs'

/** @typedef {import('./totals.mjs').Totals} Totals */

const parts = ['check', 'unit', 'e2e']
const limits = { checkMs: 3 * 60_000, unitMs: 20 * 60_000, e2eMs: 30 * 60_000 }
/** How many apps are driven at a time: they mostly wait, so two take little more than half the time on two cores. */
const apps = 2
const reports = mkdtempSync(join(tmpdir(), 'caesura-test-'))
process.once('exit', () => rmSync(reports, { recursive: true, force: true }))

/** @param {string} path inside node_modules */
const tool = (path) => inRoot(join('node_modules', path))

const checks = [
  { name: 'types', args: [tool('typescript/bin/tsc'), '-b'] },
  { name: 'lint', args: [tool('oxlint/bin/oxlint'), '--type-aware', '--deny-warnings'] },
  { name: 'format', args: [tool('oxfmt/bin/oxfmt'), '--check', '.'] },
]

await command(async () => {
  const [part, ...rest] = process.argv.slice(2)
  if (part !== undefined && !parts.includes(part))
    throw new Trouble(`There is no part of the tests called ${part}.`, `Name one of: ${parts.join(', ')}.`)
  /** @param {string} name */
  const wanted = (name) => part === undefined || part === name
  const started = Date.now()
  /** @type {Totals[]} */
  const results = []
  /** @param {string} name @param {Totals} totals */
  const note = (name, totals) => {
    results.push(totals)
    say(`${name}: ${totalLine(totals)} (${Math.round((Date.now() - started) / 1000)} s since the start).`)
  }

  const runtime = wanted('e2e') ? await setUp({ tests: true }) : null
  if (runtime === null) await setUpPackages()
  if (wanted('check')) {
    for (const { name, args } of checks) note(name, await check(name, args))
  }
  if (wanted('unit')) note('unit and property tests', await unit(runtime?.electron, part === 'unit' ? rest : []))
  if (runtime !== null) {
    const built = await buildAll()
    note('build', one(built))
    note('end-to-end tests', built ? await endToEnd(runtime.electron, part === 'e2e' ? rest : []) : one(false))
  }

  const totals = sum(results)
  process.stdout.write(`${totalLine(totals)}\n`)
  return totals.failed === 0 ? 0 : 1
})

/** @param {string} name @param {readonly string[]} args */
async function check(name, args) {
  const { code, cut } = await run(process.execPath, args, { cwd: root, capture: false, limitMs: limits.checkMs })
  if (cut !== null) say(`${name} took more than ${limits.checkMs / 60_000} minutes and was ended.`)
  return one(code === 0)
}

async function buildAll() {
  try {
    await build('app')
    await build('cli')
    await build('simulator')
    return true
  } catch (error) {
    if (!(error instanceof Trouble)) throw error
    say(error.message)
    return false
  }
}

/** @param {string | undefined} electron the package is tested where it is known @param {readonly string[]} rest */
async function unit(electron, rest) {
  const report = join(reports, 'vitest.json')
  const args = [
    tool('vitest/vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...rest,
  ]
  const { code, cut } = await run(process.execPath, args, {
    cwd: root,
    capture: false,
    limitMs: limits.unitMs,
    env: { ...process.env, ...(electron === undefined ? {} : { CAESURA_ELECTRON: electron }) },
  })
  if (cut !== null) say('the unit tests took too long and were ended.')
  return honest(existsSync(report) ? fromVitest(JSON.parse(readFileSync(report, 'utf8'))) : none, code === 0)
}

/** @param {string} electron @param {readonly string[]} rest */
async function endToEnd(electron, rest) {
  for (const needed of ['playwright.config.ts', 'e2e']) {
    if (existsSync(inRoot(needed))) continue
    say(`${needed} is not there, so the app was not tested; restore it from the repository.`)
    return one(false)
  }
  const report = join(reports, 'playwright.json')
  const displays = await openDisplays(apps)
  const args = [tool('@playwright/test/cli.js'), 'test', '--reporter=list,json', ...rest]
  const { code, cut } = await run(process.execPath, args, {
    cwd: root,
    capture: false,
    limitMs: limits.e2eMs,
    env: {
      ...process.env,
      CAESURA_ELECTRON: electron,
      CAESURA_TEST_DISPLAYS: displays.names.join(','),
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
    },
  })
  displays.close()
  if (cut !== null) say('the end-to-end tests took too long and were ended.')
  return honest(existsSync(report) ? fromPlaywright(JSON.parse(readFileSync(report, 'utf8'))) : none, code === 0)
}
