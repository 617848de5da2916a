// Files that are dropped, given on the command line or handed over by a second instance; good ones, real ones, bad ones.

import { chmod, mkdir, open, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { dropFiles, expect, filesBelow, launch, test } from './app'
import { cues, exportFile, hasRealData, job, libraryOf, realData, saved, toast, transcript } from './desk'
import { hasFfmpeg, readWithFfmpeg, readWithTrack } from './oracles'
import { makeResponse } from './pictory/generate'

test.describe('real speech-to-text results', () => {
  for (const [name, words] of [
    ['interview-3-speakers.json', 725],
    ['talk-12-min.json', 1791],
    ['hearing-2-hours.json', 14901],
  ] as const) {
    test(`${name}: dropped, cached, exported, read back`, async ({ start, folder }) => {
      test.skip(!hasRealData, 'the folder with real results is not beside this checkout')
      const source = join(realData, name)
      const { app, page, quit } = await start()
      await dropFiles(page, [source])
      await expect(transcript(page)).toBeVisible()
      await saved(page)
      await expect(page.getByText(`${words.toLocaleString('en')} words`)).toBeVisible()

      const id: string = JSON.parse(await readFile(source, 'utf8')).job_id
      expect(await readFile(join(libraryOf(folder), 'jobs', id, 'response.json'))).toEqual(await readFile(source))

      const vtt = await exportFile(app, page, join(folder, 'a.vtt'), { format: 'WebVTT' })
      const srtPath = join(folder, 'a.srt')
      await exportFile(app, page, srtPath, { format: 'SRT' })
      const track = await readWithTrack(app, vtt)
      const response: { data: { transcript: { words: { word: string }[] }[] } } = JSON.parse(
        await readFile(source, 'utf8'),
      )
      const spoken = response.data.transcript
        .flatMap((segment) => segment.words.map(({ word }) => word))
        .filter((word) => word.trim() !== '')
      expect(
        track
          .map(({ text }) => text)
          .join(' ')
          .split(/\s+/u),
      ).toEqual(spoken)
      for (const [index, cue] of track.entries()) {
        expect(cue.endMs).toBeGreaterThan(cue.startMs)
        const next = track[index + 1]
        if (next !== undefined) expect(next.startMs).toBeGreaterThanOrEqual(cue.startMs)
      }
      if (hasFfmpeg)
        expect(
          (await readWithFfmpeg(srtPath))
            .map(({ text }) => text)
            .join(' ')
            .split(/\s+/u),
        ).toEqual(spoken)
      await quit()

      const again = await start()
      await job(again.page, /speaker/u).click()
      await expect(cues(again.page).first()).toBeVisible()
    })
  }

  test('all three at once: a report names each', async ({ start }) => {
    test.skip(!hasRealData, 'the folder with real results is not beside this checkout')
    const { page } = await start()
    await dropFiles(
      page,
      ['interview-3-speakers.json', 'talk-12-min.json', 'hearing-2-hours.json'].map((name) => join(realData, name)),
    )
    await expect(page.getByRole('dialog')).toContainText('hearing-2-hours.json')
    await page.getByRole('button', { name: 'Done' }).click()
    await expect(page.getByRole('listbox', { name: 'Jobs' }).getByRole('option')).toHaveCount(3)
  })
})

const good = (id: string, words = 40) => JSON.stringify({ ...makeResponse({ words, seed: 7 }), job_id: id })
const id1 = 'aaaaaaaa-1111-4111-8111-111111111111'
const id2 = 'bbbbbbbb-2222-4222-8222-222222222222'

test('bad files: one clear sentence each, nothing half-created', async ({ start, folder }) => {
  const bad: Record<string, string | Buffer> = {
    'empty.json': '',
    'not-json.json': '{"job_id": "x", ',
    'not-a-job.json': '{"hello":"world"}',
    'list.json': '[1,2,3]',
    'null.json': 'null',
    'no-words.json': JSON.stringify({
      job_id: id1,
      success: true,
      data: { status: 'completed', transcript: [{ uid: 'a', speakerId: 1, words: [] }] },
    }),
    'in-progress.json': JSON.stringify({ job_id: id1, success: true, data: { status: 'in-progress' } }),
    'binary.json': Buffer.from([0, 255, 254, 0, 0, 1, 2, 3, 0, 0, 0, 9]),
    'notes.txt': 'milk, bread',
    'deep.json': `${'['.repeat(200_000)}${']'.repeat(200_000)}`,
    'captions.srt': '1\nno times here\n',
    'captions.vtt': 'WEBVTT\n\nNOTE nothing said\n',
    'whisper.json': '{"text":"","segments":[{"start":0,"end":1,"text":" "}]}',
  }
  const drop = join(folder, 'drop')
  await mkdir(drop)
  for (const [name, content] of Object.entries(bad)) await writeFile(join(drop, name), content)
  await mkdir(join(drop, 'folder.json'))
  await symlink(join(drop, 'nowhere'), join(drop, 'dangling.json'))
  // 500 MB, sparse: it must be refused by its size, not read.
  const huge = await open(join(drop, 'huge.json'), 'w')
  await huge.truncate(500 * 1024 * 1024)
  await huge.close()
  await writeFile(join(drop, 'locked.json'), good(id2))
  await chmod(join(drop, 'locked.json'), 0o000)

  const { page } = await start()
  const names = [
    ...Object.keys(bad),
    'folder.json',
    'dangling.json',
    'huge.json',
    ...(process.getuid?.() === 0 ? [] : ['locked.json']),
  ]
  const before = await filesBelow(libraryOf(folder))
  for (const name of names) {
    await dropFiles(page, [join(drop, name)])
    const message = toast(page).getByText(`${name} was not opened.`)
    await expect(message, name).toBeVisible()
    const says = (await toast(page).locator('.toast-more').first().textContent()) ?? ''
    expect(says.length, name).toBeGreaterThan(15)
    expect(says.trim().endsWith('.'), `${name}: ${says}`).toBe(true)
    expect(says, name).not.toMatch(/undefined|Error:|ENOENT|EISDIR|at position|\[object/u)
    await toast(page).locator('.toast-close').first().click()
    await expect(message).toBeHidden()
  }
  await expect(page.getByRole('listbox', { name: 'Jobs' })).toHaveCount(0)
  expect(await filesBelow(libraryOf(folder))).toEqual(before)

  // Good and bad together: the good ones open, each bad one is named.
  await writeFile(join(drop, 'good.json'), good(id1))
  await dropFiles(page, [join(drop, 'good.json'), join(drop, 'not-json.json'), join(drop, 'good.json')])
  const report = page.getByRole('dialog')
  await expect(report).toContainText('not-json.json')
  await page.getByRole('button', { name: 'Done' }).click()
  await expect(page.getByRole('listbox', { name: 'Jobs' }).getByRole('option')).toHaveCount(1)
})

test('a file on the command line opens, and a second instance hands its files to the first', async ({
  start,
  folder,
}) => {
  const first = join(folder, 'first.json')
  const second = join(folder, 'second.json')
  await writeFile(first, good(id1))
  await writeFile(second, good(id2))
  const { page, app } = await start({ args: [first] })
  await expect(transcript(page)).toBeVisible()
  await expect(page.getByRole('listbox', { name: 'Jobs' }).getByRole('option')).toHaveCount(1)
  // The second instance ends by itself, so that Playwright never gets a window of it.
  await launch({ userData: join(folder, 'user'), args: [second] }).catch(() => undefined)
  await expect(page.getByRole('listbox', { name: 'Jobs' }).getByRole('option')).toHaveCount(2)
  expect(app.windows()).toHaveLength(1)
})

test('the same file twice is one job; the same words under no id are found again by their bytes', async ({
  start,
  folder,
}) => {
  const { page } = await start()
  const source = join(folder, 'once.json')
  const value: Record<string, unknown> = JSON.parse(good(id1))
  delete value['job_id']
  await writeFile(source, JSON.stringify(value))
  await dropFiles(page, [source])
  await expect(transcript(page)).toBeVisible()
  await dropFiles(page, [source])
  await expect(toast(page).getByText(/already here/iu)).toBeVisible()
  await expect(page.getByRole('listbox', { name: 'Jobs' }).getByRole('option')).toHaveCount(1)
})
