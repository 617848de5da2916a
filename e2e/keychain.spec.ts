// The key in a real keyring: a session bus and a gnome-keyring of this test's own, in a home folder of its own.

import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, root, test } from './app'
import { giveKey } from './desk'

const has = (program: string) => {
  try {
    execFileSync('which', [program], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
const keytar = join(root, 'node_modules/keytar/build/Release/keytar.node')
const able =
  process.platform === 'linux' &&
  has('dbus-daemon') &&
  has('dbus-send') &&
  has('gnome-keyring-daemon') &&
  existsSync(keytar)
const why = 'keytar could not be built here, or dbus and gnome-keyring are not on this machine'

type Desktop = {
  readonly env: Readonly<Record<string, string>>
  readonly keyring: ChildProcess
  readonly end: () => void
}

const line = (child: ChildProcess) =>
  new Promise<string>((resolve, reject) => {
    child.stdout?.once('data', (data: Buffer) => resolve(data.toString().split('\n')[0] ?? ''))
    child.once('error', reject)
    child.once('exit', () => reject(new Error('ended before it said anything')))
  })

/** A bus and an unlocked keyring; both end with the test. */
const desktop = async (folder: string): Promise<Desktop> => {
  const home = join(folder, 'home')
  for (const place of ['.cache', '.local/share', '.config']) await mkdir(join(home, place), { recursive: true })
  const own = {
    HOME: home,
    XDG_DATA_HOME: join(home, '.local/share'),
    XDG_CACHE_HOME: join(home, '.cache'),
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_RUNTIME_DIR: home,
  }
  const bus = spawn('dbus-daemon', ['--session', '--nofork', '--print-address=1'], {
    env: { ...process.env, ...own },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const env = { ...own, DBUS_SESSION_BUS_ADDRESS: await line(bus) }
  const keyring = spawn('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  keyring.stdin?.end('a password')
  const question = [
    '--session',
    '--print-reply',
    '--dest=org.freedesktop.DBus',
    '/',
    'org.freedesktop.DBus.NameHasOwner',
  ]
  const answers = () =>
    execFileSync('dbus-send', [...question, 'string:org.freedesktop.secrets'], {
      env: { ...process.env, ...env },
    }).toString()
  await expect.poll(answers).toContain('boolean true')
  return {
    env,
    keyring,
    end: () => {
      keyring.kill('SIGCONT')
      keyring.kill()
      bus.kill()
    },
  }
}

const kept = (page: Page, words: RegExp) =>
  expect(page.getByRole('button', { name: words })).toBeVisible({ timeout: 15_000 })

test('kept in the keychain: there after a restart, gone when forgotten', async ({ start, folder }) => {
  test.skip(!able, why)
  const world = await desktop(folder)
  try {
    const first = await start({ keychain: true, env: world.env })
    await giveKey(first.page, 'pictai_demoKeychain1')
    await kept(first.page, /Key kept in the keychain/u)
    await first.quit()

    const second = await start({ keychain: true, env: world.env })
    await kept(second.page, /Key kept in the keychain/u)
    expect(await second.page.evaluate(() => window.caesura.forgetKey())).toMatchObject({
      ok: true,
      value: { kind: 'none' },
    })
    await second.quit()

    const third = await start({ keychain: true, env: world.env })
    await kept(third.page, /No key yet/u)
    await third.quit()
  } finally {
    world.end()
  }
})

test('a keychain that hangs: the key is kept for this session, said so, and the app still quits', async ({
  start,
  folder,
}) => {
  test.skip(!able, why)
  const world = await desktop(folder)
  try {
    world.keyring.kill('SIGSTOP')
    const { page, quit } = await start({ keychain: true, env: world.env })
    await kept(page, /No key yet/u)
    await giveKey(page, 'pictai_demoHanging1')
    await kept(page, /Key kept for this session only/u)
    await quit()
  } finally {
    world.end()
  }
})

test('a locked keychain gives and takes nothing: the key is kept for this session', async ({ start, folder }) => {
  test.skip(!able, why)
  const world = await desktop(folder)
  try {
    const first = await start({ keychain: true, env: world.env })
    await giveKey(first.page, 'pictai_demoBeforeTheLock')
    await kept(first.page, /Key kept in the keychain/u)
    await first.quit()

    const collection = 'array:objpath:/org/freedesktop/secrets/collection/login'
    const lock = [
      '--session',
      '--print-reply',
      '--dest=org.freedesktop.secrets',
      '/org/freedesktop/secrets',
      'org.freedesktop.Secret.Service.Lock',
      collection,
    ]
    expect(execFileSync('dbus-send', lock, { env: { ...process.env, ...world.env } }).toString()).toContain(
      '/org/freedesktop/secrets/collection/login',
    )
    const second = await start({ keychain: true, env: world.env })
    await kept(second.page, /No key yet/u)
    await giveKey(second.page, 'pictai_demoBehindTheLock')
    await kept(second.page, /Key kept for this session only/u)
    await second.quit()
  } finally {
    world.end()
  }
})

test('no keychain at all: the key is kept for this session, with the reason', async ({ start, folder }) => {
  test.skip(process.platform !== 'linux', 'other systems always have a keychain')
  const { page } = await start({ keychain: true, env: { DBUS_SESSION_BUS_ADDRESS: 'disabled:', HOME: folder } })
  await giveKey(page, 'pictai_demoNoBus1')
  await kept(page, /Key kept for this session only/u)
  const status = await page.evaluate(() => window.caesura.keyStatus())
  expect(status).toMatchObject({ ok: true, value: { kind: 'kept', where: 'session' } })
  expect(
    status.ok && status.value.kind === 'kept' && status.value.where === 'session' ? status.value.reason : '',
  ).toMatch(/\.$/u)
})
