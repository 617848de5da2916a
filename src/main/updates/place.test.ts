import { generateKeyPairSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { downloadFailure } from './failure'
import { feedPlace, installationOf } from './place'

const key = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
const loopback = 'http://127.0.0.1:4000/updates.json'
const manifest = (updates: unknown): string => JSON.stringify({ name: 'caesura', updates })

test('this build has no feed: nobody is asked for updates', () => {
  const own = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')
  expect(feedPlace(own, {}, true)).toBeNull()
  expect(feedPlace(own, {}, false)).toBeNull()
})

test('a packaged app listens to no environment', () => {
  const env = { CAESURA_UPDATE_FEED: loopback, CAESURA_UPDATE_KEY: key }
  expect(feedPlace(manifest(null), env, true)).toBeNull()
  expect(feedPlace(manifest(null), env, false)).toMatchObject({ feed: loopback, key })
})

test.each([
  ['over http', 'http://updates.example/list.json'],
  ['on loopback without TLS', loopback],
  ['with a password', 'https://a:b@updates.example/list.json'],
  ['of the disk', 'file:///tmp/list.json'],
])('a packaged feed %s is refused', (_what, feed) => {
  expect(() => feedPlace(manifest({ feed, key }), {}, true)).toThrow('https')
})

test('a feed without a key of the right kind is refused', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey
  const wrong = rsa.export({ type: 'spki', format: 'der' }).toString('base64')
  const feed = 'https://updates.example/list.json'
  expect(feedPlace(manifest({ feed, key }), {}, true)).toMatchObject({ page: null, publishers: [] })
  for (const bad of ['', 'abc', wrong]) expect(() => feedPlace(manifest({ feed, key: bad }), {}, true)).toThrow('key')
})

test.each([
  ['an AppImage', { APPIMAGE: '/home/a/C.AppImage', APPDIR: '/tmp/.mount_C' }, '/tmp/.mount_C/caesura', true],
  ['a deb', {}, '/opt/Caesura/caesura', false],
  [
    'a deb started from another AppImage',
    { APPIMAGE: '/home/a/E.AppImage', APPDIR: '/tmp/.mount_E' },
    '/opt/Caesura/caesura',
    false,
  ],
  ['a deb with an empty variable', { APPIMAGE: '/home/a/E.AppImage', APPDIR: '' }, '/opt/Caesura/caesura', false],
])('%s', (_what, env, execPath, itself) => {
  const { byHand, target } = installationOf({ platform: 'linux', arch: 'x64', env, execPath })
  expect(byHand === null).toBe(itself)
  expect(target).toBe('linux-x64')
})

const of = (platform: string, env = {}) => installationOf({ platform, arch: 'x64', env, execPath: '' })
test('installed on Windows, portable there, and on a Mac', () => {
  expect(of('win32')).toEqual({ target: 'win32-x64', extension: '.exe', byHand: null })
  expect(of('win32', { PORTABLE_EXECUTABLE_FILE: 'C.exe' }).byHand).toContain('portable')
  expect(of('darwin')).toEqual({ target: 'darwin-universal', extension: '.zip', byHand: null })
})

const error = (message: string, more: object = {}): Error => Object.assign(new Error(message), more)
test.each([
  [error('sha512 checksum mismatch', { code: 'ERR_CHECKSUM_MISMATCH' }), 'thrown away'],
  [error('not signed', { code: 'ERR_UPDATER_INVALID_SIGNATURE' }), 'not signed'],
  [error('ENOSPC: no space left on device, write', { code: 'ENOSPC' }), 'disk is full'],
  [error('EACCES: permission denied', { code: 'EACCES' }), 'may not write'],
  [error('Cannot download "https://x/y", status 404: '), '404'],
  [error('net::ERR_INTERNET_DISCONNECTED'), 'broke off'],
  ['odd', 'could not be fetched'],
])('a download that fails is told in a sentence: %s', (what, sentence) => {
  expect(downloadFailure(what, false)).toMatchObject({ code: 'download', message: expect.stringContaining(sentence) })
  expect(downloadFailure(what, true).code).toBe('aborted')
})
