import { describe, expect, test } from 'vitest'
import { chooseRuntime, programName, reason } from './runtime.mjs'

/** A machine with nothing on it and no way out. @param {Partial<import('./runtime.mjs').World>} world */
function machine(world) {
  /** @type {string[]} */
  const did = []
  return {
    did,
    world: {
      env: {},
      platform: 'linux-x64',
      installed: () => null,
      download: async () => (did.push('download'), 'fetch failed'),
      recentFailure: () => null,
      cached: () => null,
      fetch: async () => (did.push('fetch'), '/cache/electron'),
      exists: () => true,
      say: () => {},
      ...world,
    },
  }
}

describe('the order of runtimes', () => {
  /** @type {readonly [string, Partial<import('./runtime.mjs').World>, string, string, readonly string[]][]} */
  const table = [
    [
      'CAESURA_ELECTRON',
      { env: { CAESURA_ELECTRON: '/a/electron', ELECTRON_OVERRIDE_DIST_PATH: '/b' } },
      '/a/electron',
      'CAESURA_ELECTRON',
      [],
    ],
    [
      'a named folder',
      { env: { ELECTRON_OVERRIDE_DIST_PATH: '/b' }, installed: () => '/c/electron' },
      '/b/electron',
      'ELECTRON_OVERRIDE_DIST_PATH',
      [],
    ],
    [
      'an empty name is no name',
      { env: { ELECTRON_OVERRIDE_DIST_PATH: '' }, installed: () => '/c/electron' },
      '/c/electron',
      'installed',
      [],
    ],
    [
      'installed already',
      { installed: () => '/c/electron', cached: () => '/cache/electron' },
      '/c/electron',
      'installed',
      [],
    ],
    [
      'the fallback in the cache, after one try',
      { cached: () => '/cache/electron' },
      '/cache/electron',
      'fallback',
      ['download'],
    ],
    [
      'a failure not long ago is not repeated',
      { cached: () => '/cache/electron', recentFailure: () => 'no' },
      '/cache/electron',
      'fallback',
      [],
    ],
    [
      'unless asked for',
      { cached: () => '/c', recentFailure: () => 'no', env: { CAESURA_ELECTRON_RETRY: '1' } },
      '/c',
      'fallback',
      ['download'],
    ],
    ['the fallback fetched', {}, '/cache/electron', 'fallback', ['download', 'fetch']],
  ]
  test.each(table)('%s', async (_, world, electron, source, did) => {
    const made = machine(world)
    expect(await chooseRuntime(made.world)).toEqual({ electron, source })
    expect(made.did).toEqual(did)
  })

  test('a download that works is taken', async () => {
    let there = false
    const { world } = machine({
      installed: () => (there ? '/c/electron' : null),
      download: async () => ((there = true), null),
    })
    expect(await chooseRuntime(world)).toEqual({ electron: '/c/electron', source: 'downloaded' })
  })

  test.each([
    [
      'switched off',
      { env: { CAESURA_ELECTRON_FALLBACK: '0' } },
      /no Electron to run.*fetch failed.*unset CAESURA_ELECTRON_FALLBACK/,
    ],
    ['another platform', { platform: 'darwin-arm64' }, /no Electron to run.*ELECTRON_MIRROR/],
    [
      'a named folder without a program',
      { env: { ELECTRON_OVERRIDE_DIST_PATH: '/b' }, exists: () => false },
      /\/b\/electron is not there/,
    ],
  ])('no fallback when %s', async (_, world, sentence) => {
    const made = machine({ cached: () => '/cache/electron', recentFailure: () => 'no', ...world })
    await expect(chooseRuntime(made.world)).rejects.toThrow(sentence)
    expect(made.did).not.toContain('fetch')
  })
})

test('the program has its name on each platform', () => {
  expect(['linux-x64', 'win32-x64', 'darwin-arm64'].map(programName)).toEqual([
    'electron',
    'electron.exe',
    'Electron.app/Contents/MacOS/Electron',
  ])
})

test('the reason is read from what the installer prints', () => {
  expect(reason('TypeError: fetch failed\n    at x {\n code: "ENOTFOUND" }')).toBe('fetch failed, ENOTFOUND')
  expect(reason('')).toBe('the installer gave no reason')
})
