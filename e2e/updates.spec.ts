// Updates in the real app: nothing is asked where no feed is configured; where one is, nothing happens unasked, and the new version
// starts only when the last keystroke is on disk.

import { existsSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, filesBelow, test, type Caesura } from './app'
import { mod, openSample, placeOf, transcript, visibleText } from './desk'
import { newVersion, programPath, serveFeed, type FeedServer } from './feed'

// Only there a program can stand for the installed app; the rest is the same on every system.
test.skip(process.platform !== 'linux', 'The installed app of this test is a script that Linux runs.')

const notes = 'Faster search.\nA list, not <b>code</b>.\n'

const openSettings = async (page: Page) => {
  await page.keyboard.press(`${mod}+Comma`)
  return page.getByRole('dialog', { name: 'Settings' })
}
const notice = (page: Page) => page.getByRole('region', { name: 'Update', exact: true })

test('without a feed nobody is asked, and the settings say so', async ({ start }) => {
  const asked: string[] = []
  const proxy = createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', (chunk) => {
      asked.push(chunk.toString('latin1').split('\r\n')[0] ?? '?')
      socket.destroy()
    })
  })
  const port = await new Promise<number>((done) =>
    proxy.listen(0, '127.0.0.1', () => done(Number(Reflect.get(Object(proxy.address()), 'port')))),
  )
  try {
    const { page } = await start({ args: [`--proxy-server=http://127.0.0.1:${port}`] })
    const settings = await openSettings(page)
    await expect(settings.getByText('This build looks for no updates.')).toBeVisible()
    await expect(settings.getByRole('button', { name: 'Look for updates' })).toHaveCount(0)
    await expect(settings.getByRole('switch', { name: /once a day/u })).toHaveCount(0)
    // A page that asks all the same gets nothing done.
    for (const order of ['daily', 'look', 'download', 'install'] as const)
      expect(await page.evaluate((what) => window.caesura.updates({ order: what }), order)).toEqual({
        ok: true,
        value: { from: null, daily: false, lookedAt: null, aside: false, state: { kind: 'idle' } },
      })
    await page.waitForTimeout(1500)
    expect(asked).toEqual([])
  } finally {
    proxy.close()
  }
})

test.describe('with a feed', () => {
  let feed: FeedServer
  test.beforeEach(async ({ folder }) => {
    // The new version notes what it finds, the way it finds it, and ends.
    feed = await serveFeed(
      folder,
      `#!/bin/sh\ncp -r "$CAESURA_USER_DATA/library" "${folder}/seen"\necho "$0" > "${folder}/started"\n`,
      notes,
    )
  })
  test.afterEach(() => feed.close())

  const look = async ({ page }: Caesura) => {
    const settings = await openSettings(page)
    await settings.getByRole('button', { name: /^Look (?:for updates|again)$/u }).click()
    return settings
  }

  test('found, downloaded, and restarted into when the last keystroke is on disk', async ({ start, folder }) => {
    const caesura = await start({ env: feed.env })
    const { app, page } = caesura
    await openSample(page)
    expect(feed.asked).toEqual([])
    const settings = await look(caesura)
    await expect(settings.getByText(`Version ${newVersion} is there.`)).toBeVisible()
    await settings.getByRole('button', { name: 'Done' }).click()
    await notice(page).getByText('What is new').click()
    await expect(notice(page).getByRole('region', { name: 'What is new' })).toHaveText(notes.trim())
    // Nothing more than the list was asked for.
    expect(feed.asked).toEqual(['/updates.json'])

    await notice(page).getByRole('button', { name: 'Download' }).click()
    const restart = notice(page).getByRole('button', { name: 'Restart and install' })
    await expect(restart).toBeVisible()
    expect(await readFile(feed.installed, 'utf8')).toContain('the old one')

    // From here on the disk does not answer.
    await app.evaluate(async () => {
      const { open, rm } = process.getBuiltinModule('node:fs/promises')
      const path = `${process.env['CAESURA_USER_DATA']}/probe`
      const handle = await open(path, 'w')
      const files: object = Object.getPrototypeOf(handle)
      await handle.close()
      await rm(path)
      const held: (() => void)[] = []
      for (const name of ['sync', 'datasync']) {
        const real: unknown = Reflect.get(files, name)
        if (typeof real !== 'function') continue
        Reflect.set(files, name, async function (this: unknown) {
          if (!Reflect.has(globalThis, 'diskAnswers')) await new Promise<void>((go) => held.push(go))
          return Reflect.apply(real, this, [])
        })
      }
      Reflect.set(globalThis, 'answerAgain', () => {
        Reflect.set(globalThis, 'diskAnswers', true)
        for (const go of held) go()
      })
    })
    const [first = ''] = await visibleText(page)
    const { x, y } = await placeOf(page, first.match(/\p{L}{4,}/u)?.[0] ?? '')
    await page.mouse.click(x, y)
    await expect(transcript(page)).toBeFocused()
    await page.keyboard.type('zebra')
    await restart.click()
    await expect(notice(page)).toContainText('Caesura restarts as soon as everything is saved.')
    await expect(notice(page)).toContainText('has not answered', { timeout: 15_000 })
    expect(existsSync(join(folder, 'started'))).toBe(false)
    expect(await readFile(feed.installed, 'utf8')).toContain('the old one')

    const gone = new Promise<void>((done) => app.process().once('exit', () => done()))
    await app.evaluate(() => {
      const go: unknown = Reflect.get(globalThis, 'answerAgain')
      if (typeof go === 'function') Reflect.apply(go, undefined, [])
    })
    await gone
    await caesura.kill()
    await expect.poll(() => existsSync(join(folder, 'started')), { timeout: 15_000 }).toBe(true)
    expect((await readFile(join(folder, 'started'), 'utf8')).trim()).toBe(feed.installed)
    const seen = await filesBelow(join(folder, 'seen'))
    const journals = seen.filter((path) => path.endsWith('edits.jsonl'))
    const texts = await Promise.all(journals.map((path) => readFile(join(folder, 'seen', path), 'utf8')))
    expect(texts.join('\n')).toContain('zebra')
  })

  test('what was downloaded is not installed by quitting', async ({ start, folder }) => {
    const caesura = await start({ env: feed.env })
    await look(caesura)
    const settings = caesura.page.getByRole('dialog', { name: 'Settings' })
    await settings.getByRole('button', { name: 'Download' }).click()
    await expect(settings.getByText(/is downloaded\. Nothing is installed before you say so/u)).toBeVisible()
    await caesura.quit()
    expect(await readFile(feed.installed, 'utf8')).toContain('the old one')
    // Neither question tells who asks: electron-updater's number stays here.
    expect(feed.told).toHaveLength(2)
    const number = await readFile(join(folder, 'user/.updaterId'), 'utf8')
    expect(number).toHaveLength(36)
    for (const headers of feed.told) {
      expect(headers).not.toContain(number)
      expect(headers).not.toMatch(/staging|cookie|authorization|referer/iu)
    }
    expect(existsSync(join(folder, 'started'))).toBe(false)
  })

  test('by keyboard alone: each order leaves the keyboard at the next', async ({ start }) => {
    const caesura = await start({ env: feed.env })
    const { page } = caesura
    const settings = await openSettings(page)
    await settings.getByRole('button', { name: 'Look for updates' }).focus()
    await page.keyboard.press('Enter')
    await expect(settings.getByRole('button', { name: 'Download' })).toBeFocused()
    await page.keyboard.press('Escape')
    feed.answers.set(
      programPath,
      (response) => void response.writeHead(200, { 'Content-Length': 1_000_000 }).write('#'),
    )
    await notice(page).getByRole('button', { name: 'Download' }).focus()
    await page.keyboard.press('Enter')
    await expect(notice(page).getByRole('button', { name: 'Cancel' })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(notice(page).getByRole('button', { name: 'Download' })).toBeFocused()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await expect(notice(page)).toHaveCount(0)
    await expect(page.getByRole('main')).toBeFocused()
  })

  test('what cannot be put in place is told, and nothing is closed', async ({ start }) => {
    const caesura = await start({ env: feed.env })
    const { page } = caesura
    const settings = await look(caesura)
    await settings.getByRole('button', { name: 'Download' }).click()
    await expect(settings.getByText(/is downloaded/u)).toBeVisible()
    await settings.getByRole('button', { name: 'Done' }).click()
    await rm(dirname(feed.installed), { recursive: true })
    await notice(page).getByRole('button', { name: 'Restart and install' }).click()
    await expect(notice(page)).toContainText('Caesura may not write into the folder that it lies in')
    await openSample(page)
  })

  test('a file that is not the one of the signed list is thrown away', async ({ start, folder }) => {
    feed.answers.set(programPath, (response) => response.end('#!/bin/sh\necho stranger\n'))
    const caesura = await start({ env: feed.env })
    const settings = await look(caesura)
    await settings.getByRole('button', { name: 'Download' }).click()
    await expect(settings.getByText(/not the one that the list of updates names/u)).toBeVisible()
    const left = await filesBelow(join(folder, 'cache'))
    expect(left.filter((path) => path.endsWith('.AppImage'))).toEqual([])
    // More than the list says is not read to its end.
    feed.answers.set(programPath, (response) => {
      response.writeHead(200, { 'Content-Length': 1_000_000_000 })
      const more = () => {
        if (!response.destroyed) setTimeout(more, 50)
        response.write(Buffer.alloc(100_000))
      }
      more()
    })
    await settings.getByRole('button', { name: 'Try again' }).click()
    await expect(settings.getByText(/is larger than the list of updates says/u)).toBeVisible()
    // Mended, it goes on from there.
    feed.answers.clear()
    await settings.getByRole('button', { name: 'Try again' }).click()
    await expect(settings.getByText(/is downloaded/u)).toBeVisible()
  })

  test('a download says how far it is and can be cancelled; a missing file is told', async ({ start }) => {
    let drip: NodeJS.Timeout | undefined
    feed.answers.set(programPath, (response) => {
      response.writeHead(200, { 'Content-Length': 1_000_000 })
      response.write(Buffer.alloc(300_000))
      drip = setInterval(() => response.write(Buffer.alloc(1000)), 200)
      response.on('close', () => clearInterval(drip))
    })
    const caesura = await start({ env: feed.env })
    const { page } = caesura
    const settings = await look(caesura)
    await settings.getByRole('button', { name: 'Done' }).click({ trial: true })
    await expect(settings.getByText(`Version ${newVersion} is there.`)).toBeVisible()
    await settings.getByRole('button', { name: 'Done' }).click()
    await notice(page).getByRole('button', { name: 'Download' }).click()
    await expect(notice(page).getByRole('progressbar')).toHaveAttribute('aria-valuenow', /^(?:3\d|[4-9]\d)$/u)
    await notice(page).getByRole('button', { name: 'Cancel' }).click()
    await expect(notice(page).getByRole('button', { name: 'Download' })).toBeVisible()
    feed.answers.set(programPath, (response) => response.writeHead(404).end())
    await notice(page).getByRole('button', { name: 'Download' }).click()
    await expect(notice(page)).toContainText('The server answered with 404 instead of the new version.')
    await notice(page).getByRole('button', { name: 'Not now' }).click()
    await expect(notice(page)).toHaveCount(0)
  })

  test('a list with another signature is not used', async ({ start, folder }) => {
    const list = await readFile(join(folder, 'feed/updates.json'), 'utf8')
    feed.answers.set('/updates.json', (response) => response.end(list.replace('Faster search', 'Better search')))
    const caesura = await start({ env: feed.env })
    const settings = await look(caesura)
    await expect(settings.getByText(/does not carry the signature of Caesura’s makers/u)).toBeVisible()
    await expect(settings.getByRole('button', { name: 'Download' })).toHaveCount(0)
    await feed.publish('0.0.1')
    feed.answers.clear()
    await settings.getByRole('button', { name: 'Look again' }).click()
    await expect(settings.getByText('There is none: this is the newest version.')).toBeVisible()
  })

  test('“not now” and the wish to look once a day are remembered', async ({ start, folder }) => {
    const caesura = await start({ env: feed.env })
    const settings = await look(caesura)
    const daily = settings.getByRole('switch', { name: 'Look for updates once a day' })
    await expect(daily).not.toBeChecked()
    await daily.click()
    await expect(daily).toBeChecked()
    await settings.getByRole('button', { name: 'Done' }).click()
    await notice(caesura.page).getByRole('button', { name: 'Not now' }).click()
    await expect(notice(caesura.page)).toHaveCount(0)
    await caesura.quit()
    const kept: unknown = JSON.parse(await readFile(join(folder, 'user/preferences.json'), 'utf8'))
    expect(kept).toMatchObject({ updates: { daily: true, notNow: newVersion } })
  })
})
