import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkedFeed } from './feed.mjs'
import { inRoot } from './setup/places.mjs'

/** @type {string} */
let folder
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'caesura-feed-'))
  writeFileSync(join(folder, 'Caesura-1.2.3.AppImage'), 'new')
  writeFileSync(join(folder, 'notes.txt'), 'Faster.\n')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** @param {readonly string[]} words */
const feed = (...words) =>
  spawnSync(process.execPath, [inRoot('scripts/feed.mjs'), ...words], { cwd: folder, encoding: 'utf8' })
const file = 'linux-x64=Caesura-1.2.3.AppImage'
/** @param {readonly string[]} more */
const sign = (...more) =>
  feed('sign', '--key', 'key.pem', '--version', '1.2.3', '--notes', 'notes.txt', '--out', 'updates.json', ...more)

test('makes a key that only its owner reads, signs a list with it, and never makes another over it', () => {
  const made = feed('keys', 'key.pem')
  const key = made.stdout.trim()
  if (process.platform !== 'win32') expect(statSync(join(folder, 'key.pem')).mode & 0o777).toBe(0o600)
  const before = readFileSync(join(folder, 'key.pem'), 'utf8')
  expect(feed('keys', 'key.pem').status).toBe(1)
  expect(readFileSync(join(folder, 'key.pem'), 'utf8')).toBe(before)

  expect(sign('--base', 'https://files.example/1.2.3/', file).status).toBe(0)
  const list = readFileSync(join(folder, 'updates.json'), 'utf8')
  expect(JSON.parse(checkedFeed(key, list))).toEqual({
    format: 'caesura-updates-1',
    version: '1.2.3',
    notes: 'Faster.\n',
    files: [
      {
        for: 'linux-x64',
        url: 'https://files.example/1.2.3/Caesura-1.2.3.AppImage',
        sha512: createHash('sha512').update('new').digest('base64'),
        bytes: 3,
      },
    ],
  })
  expect(feed('check', key, 'updates.json').status).toBe(0)
  writeFileSync(join(folder, 'updates.json'), list.replace('Faster', 'Better'))
  expect(feed('check', key, 'updates.json').stderr).toContain('The signature is not of this key.')
})

test.each([
  ['a version that is none', ['--version', 'new', file]],
  ['a base over http', ['--base', 'http://files.example/', file]],
  ['a file that is not there', ['linux-x64=nothing.AppImage']],
  ['a file of another system', ['win32-x64=Caesura-1.2.3.AppImage']],
  ['no system', ['Caesura-1.2.3.AppImage']],
])('signs no list with %s', (_what, words) => {
  feed('keys', 'key.pem')
  const { status, stderr } = sign(...words)
  expect(status).toBe(1)
  expect(stderr).toMatch(/^caesura: [^\n]+/u)
  expect(existsSync(join(folder, 'updates.json'))).toBe(false)
})
