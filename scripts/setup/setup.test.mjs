import { mkdtempSync, existsSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { run } from './children.mjs'
import { missingOf, namesToInstall, table } from './libraries.mjs'
import { lives, withLock } from './lock.mjs'
import { atLeast, checkNode, checkNpm, npmProgram } from './node.mjs'
import { agrees } from './packages.mjs'
import { sentenceOf, Trouble } from './trouble.mjs'

const folder = mkdtempSync(join(tmpdir(), 'caesura-setup-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test.each([
  ['v20.20.0', '20.20', true],
  ['v20.19.9', '20.20', false],
  ['v22.0.0', '20.20', true],
  ['18.20.4', '20.20', false],
  ['11.0.0', '11', true],
  ['10.9.2', '11', false],
])('%s is at least %s: %s', (have, need, answer) => {
  expect(atLeast(have, need)).toBe(answer)
})

test('an old Node or npm is refused with its mend', () => {
  expect(() => checkNode('v18.0.0')).toThrow(/needs Node 20\.20 or newer and this is Node 18\.0\.0\. Install/)
  expect(() => checkNpm('10.9.2')).toThrow(/npm install --global npm@11/)
  expect(() => checkNpm('')).toThrow(/npm was not found/)
  expect(() => checkNode()).not.toThrow()
})

test('npm is called by the npm that started us', () => {
  expect(npmProgram({ npm_execpath: '/n/npm-cli.js' })).toEqual([process.execPath, ['/n/npm-cli.js']])
})

test('installed packages agree with the lockfile when only optional ones lack', () => {
  const wanted = {
    '': {},
    'node_modules/a': { version: '1.0.0' },
    'node_modules/b': { version: '2.0.0', optional: true },
  }
  expect(agrees(wanted, { 'node_modules/a': { version: '1.0.0' } })).toBe(true)
  expect(agrees(wanted, { 'node_modules/a': { version: '1.0.1' } })).toBe(false)
  expect(agrees(wanted, {})).toBe(false)
})

test('a library is there under its old name, its new name or as a command', () => {
  const packages = [
    { name: 'libgtk-3-0', newer: 'libgtk-3-0t64' },
    { name: 'libnss3' },
    { name: 'xvfb', command: 'Xvfb' },
  ]
  /** @param {string[]} installed @param {string[]} commands */
  const lacking = (installed, commands) =>
    missingOf(packages, new Set(installed), (command) => commands.includes(command)).map((entry) => entry.name)
  expect(lacking([], [])).toEqual(['libgtk-3-0', 'libnss3', 'xvfb'])
  expect(lacking(['libgtk-3-0t64', 'libnss3'], ['Xvfb'])).toEqual([])
  expect(lacking(['libgtk-3-0', 'xvfb'], [])).toEqual(['libnss3'])
})

test('the newer name is installed where the release offers it', () => {
  const offered = new Set(['libgtk-3-0t64', 'libasound2t64', 'libatk-bridge2.0-0t64', 'libcups2t64'])
  expect(namesToInstall(table.electron, offered)).toEqual(
    expect.arrayContaining(['libgtk-3-0t64', 'libasound2t64', 'libcups2t64', 'libnss3']),
  )
  expect(namesToInstall(table.electron, new Set()).some((name) => name.endsWith('t64'))).toBe(false)
})

test('a program that hangs is ended with its children', async () => {
  const child = join(folder, 'child.mjs')
  writeFileSync(
    child,
    "import { spawn } from 'node:child_process'\nconst c = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])\nconsole.log(c.pid)\nsetInterval(() => {}, 1000)",
  )
  const { cut, stdout } = await run(process.execPath, [child], { limitMs: 700 })
  expect(cut).toBe('limit')
  await expect.poll(() => lives(Number(stdout))).toBe(false)
})

test('a program that is not there is a value, not a throw', async () => {
  expect((await run('no-such-program-here', [])).code).toBe(127)
})

test('a lock lets one in at a time, and a dead holder is passed over', async () => {
  const file = join(folder, 'lock')
  const { stdout } = await run(process.execPath, ['-p', 'process.pid'])
  writeFileSync(file, `${stdout.trim()} ${hostname()}`)
  let inside = 0
  let most = 0
  const work = async () => {
    most = Math.max(most, ++inside)
    await new Promise((resolve) => setTimeout(resolve, 20))
    inside -= 1
  }
  await Promise.all([1, 2, 3].map(() => withLock(file, work, { waitMs: 10_000, what: 'testing' })))
  expect(most).toBe(1)
  expect(existsSync(file)).toBe(false)
})

test('a full disk is told in one sentence, a bug keeps its stack', () => {
  expect(sentenceOf(new Trouble('It broke.', 'Mend it.'))).toBe('It broke. Mend it.')
  expect(sentenceOf(Object.assign(new Error('x'), { code: 'ENOSPC', path: '/c/f' }))).toBe(
    '/c/f did not fit on the disk. Free about half a gigabyte.',
  )
  expect(sentenceOf(new TypeError('x'))).toBeNull()
})
