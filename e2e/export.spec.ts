// Subtitle files leave through the save dialog, and parsers nobody here wrote read the same text and times back.

import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { answerSaveDialog, dropFiles, expect, filesBelow, test } from './app'
import { correct, cues, exportFile, mod, openSample, saved, toast, transcript } from './desk'
import { makeResponse } from './pictory/generate'
import { hasFfmpeg, readWithFfmpeg, readWithTrack, type ReadCue } from './oracles'
import { torture } from '../src/core/formats/torture.fixture'

const timing = /^(?:(\d+):)?(\d\d):(\d\d)[.,](\d\d\d) --> (?:(\d+):)?(\d\d):(\d\d)[.,](\d\d\d)/u

/** The cues as they stand in our own file: timing line and the lines below it, nothing understood. */
const raw = (file: string): ReadCue[] =>
  file
    .replaceAll('\r\n', '\n')
    .split(/\n\n+/u)
    .flatMap((block) => {
      const lines = block.split('\n')
      const at = lines.findIndex((line) => timing.test(line))
      const parts = timing
        .exec(lines[at] ?? '')
        ?.slice(1)
        .map((part) => Number(part ?? 0))
      if (parts === undefined) return []
      const [h1 = 0, m1 = 0, s1 = 0, f1 = 0, h2 = 0, m2 = 0, s2 = 0, f2 = 0] = parts
      return [
        {
          startMs: ((h1 * 60 + m1) * 60 + s1) * 1000 + f1,
          endMs: ((h2 * 60 + m2) * 60 + s2) * 1000 + f2,
          text: lines
            .slice(at + 1)
            .join('\n')
            .trim(),
        },
      ]
    })

test('SRT: ffmpeg reads back the same text and times', async ({ start, folder }) => {
  test.skip(!hasFfmpeg, 'ffmpeg is not on this machine')
  const { app, page } = await start()
  await openSample(page)
  const path = join(folder, 'sample.srt')
  const file = await exportFile(app, page, path, { format: 'SRT' })
  const ours = raw(file)
  expect(ours.length).toBeGreaterThan(20)
  expect(await readWithFfmpeg(path)).toEqual(ours)
  await expect(toast(page)).toContainText('sample.srt')
})

test('VTT: ffmpeg and the engine’s own <track> read back the same text and times', async ({ start, folder }) => {
  const { app, page } = await start()
  await openSample(page)
  const path = join(folder, 'sample.vtt')
  const file = await exportFile(app, page, path, { format: 'WebVTT' })
  const ours = raw(file)
  expect(ours.length).toBeGreaterThan(20)
  expect(await readWithTrack(app, file)).toEqual(ours)
  if (hasFfmpeg) expect(await readWithFfmpeg(path)).toEqual(ours)

  const voices = await exportFile(app, page, join(folder, 'voices.vtt'), { format: 'WebVTT', speakers: /voice/iu })
  expect(voices).toContain('<v Speaker 1>')
  expect((await readWithTrack(app, voices)).map(({ text }) => text)).toEqual(ours.map(({ text }) => text))
})

test('what the caption pane shows is what the file holds', async ({ start, folder }) => {
  const { app, page } = await start()
  await openSample(page)
  const file = await exportFile(app, page, join(folder, 'a.srt'), { format: 'SRT' })
  const shown = await cues(page).first().locator('.cue-lines > div').allTextContents()
  expect(shown.join('\n')).toBe(raw(file)[0]?.text)
})

test('text that breaks lesser writers survives both formats', async ({ start, folder }) => {
  const { app, page } = await start()
  const job = '99999999-1111-4222-8333-444444444444'
  const words = torture.flatMap((text) => text.split(/\s+/u)).filter((word) => word !== '' && word !== String.raw`\n`) // a literal \n is a line break that got into the text, not a word
  const source = join(folder, 'torture.json')
  await writeFile(
    source,
    JSON.stringify({
      job_id: job,
      success: true,
      data: {
        transcript: [
          {
            uid: 's',
            speakerId: 1,
            words: words.map((word, index) => ({
              uid: `w${index}`,
              word,
              start_time: index * 0.6,
              end_time: index * 0.6 + 0.5,
              speakerId: 1,
            })),
          },
        ],
      },
    }),
  )
  await dropFiles(page, [source])
  await expect(transcript(page)).toBeVisible()
  const vtt = await exportFile(app, page, join(folder, 'torture.vtt'), { format: 'WebVTT' })
  const read = await readWithTrack(app, vtt)
  // U+2060 is what the writers put into runs that players take for commands; it shows nothing and is no part of the words.
  const plain = (text: string) => text.replaceAll('\u2060', '').split(/\s+/u).join(' ')
  expect(plain(read.map(({ text }) => text).join(' '))).toBe(plain(words.join(' ')))
})

test('a cancelled dialog writes nothing; a folder that cannot be written says so and leaves nothing behind', async ({
  start,
  folder,
}) => {
  const { app, page } = await start()
  await openSample(page)
  await answerSaveDialog(app, null)
  await page.keyboard.press(`${mod}+e`)
  const dialog = page.getByRole('dialog', { name: 'Export', exact: true })
  await dialog.getByRole('button', { name: /^Save /u }).click()
  await expect(dialog).toBeVisible()

  await answerSaveDialog(app, join(folder, 'no', 'such', 'folder', 'a.srt'))
  await dialog.getByRole('button', { name: /^Save /u }).click()
  await expect(dialog.getByRole('alert')).toContainText(/\.$/u)
  expect((await filesBelow(folder)).filter((file) => /\.(srt|vtt)/u.test(file))).toEqual([])

  // An older file of that name is replaced whole, never half.
  const path = join(folder, 'b.srt')
  await writeFile(path, 'x'.repeat(1_000_000))
  await answerSaveDialog(app, path)
  await dialog.getByRole('button', { name: /^Save /u }).click()
  await expect(dialog).toBeHidden()
  expect(await readFile(path, 'utf8')).not.toContain('xxx')
  expect((await filesBelow(folder)).filter((file) => !file.startsWith('user'))).toEqual(['b.srt'])
})

test('every other kind of file: one of each, with the edit in it, and Pictory’s JSON opens again', async ({
  start,
  folder,
}) => {
  const path = join(folder, 'talk.json')
  await writeFile(path, JSON.stringify(makeResponse({ words: 200, seed: 3 })))
  const { app, page } = await start({ args: [path] })
  await expect(transcript(page)).toBeVisible()
  await correct(
    page,
    (await transcript(page).locator('.cm-line').first().innerText()).split(/\s+/u).at(-1) ?? '',
    'caesura',
  )
  await saved(page)
  const exported = async (format: string, name: string) => {
    await exportFile(app, page, join(folder, name), { format })
    return readFile(join(folder, name))
  }
  const text = async (format: string, name: string) => (await exported(format, name)).toString()

  expect(await text('WebVTT, word by word', 'words.vtt')).toMatch(/<00:00:\d\d\.\d{3}>caesura/u)
  expect(await text('TTML (IMSC 1.1)', 'a.ttml')).toMatch(/<p xml:id="cue1" begin="[^"]+" end="[^"]+"/u)
  expect(await text('ASS', 'a.ass')).toContain('Dialogue: 0,0:00:0')
  expect(await text('CSV', 'a.csv')).toMatch(/^cue,in,out,in_ms,out_ms,speaker,text\r\n1,/u)
  expect(await text('Plain text', 'a.txt')).toContain('caesura')
  expect(await text('Markdown', 'a.md')).toContain('caesura')
  expect((await exported('Word document', 'a.docx')).subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004')
  const json = await text('Pictory JSON', 'a.json')
  expect(json).toContain('"word":"caesura"')

  // What was written is a job of its own kind again: the same ids, so the library knows it for another state of the same job.
  await app.evaluate(
    ({ dialog }, path) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] })
    },
    join(folder, 'a.json'),
  )
  await page.keyboard.press(`${mod}+o`)
  await expect(page.getByRole('listbox', { name: 'Jobs' }).getByRole('option')).toHaveCount(2)
  await expect(transcript(page)).toContainText('caesura')
})

test('a file is called by the person’s pattern; a job gets its own wishes back', async ({ start, folder }) => {
  const other = join(folder, 'other.json')
  await writeFile(other, JSON.stringify(makeResponse({ words: 80, seed: 4 })))
  const first = await start()
  const { app, page } = first
  await openSample(page)
  const sheet = page.getByRole('dialog', { name: 'Export' })
  await page.keyboard.press(`${mod}+e`)
  await sheet.getByRole('combobox', { name: 'Format' }).click()
  await page
    .getByRole('option', { name: /^WebVTT/u })
    .first()
    .click()
  const name = sheet.getByRole('textbox', { name: 'Name' })
  await name.fill('{title} {lang}')
  await expect(sheet.getByRole('alert')).toContainText('Nothing can be put for {lang}')
  await name.fill('{title}.en')
  await sheet.getByRole('button', { name: '{guide}' }).click()
  await expect(name).toHaveValue('{title}.en {guide}')
  await app.evaluate(({ dialog }) => {
    dialog.showSaveDialog = ((options: { defaultPath?: string }) => {
      Reflect.set(globalThis, 'askedPath', options.defaultPath)
      return Promise.resolve({ canceled: true, filePath: '' })
    }) as typeof dialog.showSaveDialog
  })
  await sheet.getByRole('button', { name: 'Save as VTT…' }).click()
  await expect
    .poll(() => app.evaluate(() => String(Reflect.get(globalThis, 'askedPath'))))
    .toMatch(/\.en Netflix English\.vtt$/u)
  await page.keyboard.press('Escape')
  // The other job has none: what was wished last. It gets its own, and the first one has what it had.
  await dropFiles(page, [other])
  await expect(transcript(page)).toHaveAccessibleName(/other/u)
  await page.keyboard.press(`${mod}+e`)
  await sheet.getByRole('combobox', { name: 'Format' }).click()
  await page.getByRole('option', { name: /^Plain text/u }).click()
  await page.keyboard.press('Escape')
  await first.quit()

  const again = await start()
  await expect(transcript(again.page)).toBeVisible()
  const shown = again.page.getByRole('dialog', { name: 'Export' })
  await again.page.keyboard.press(`${mod}+e`)
  await expect(shown.getByRole('combobox', { name: 'Format' })).toHaveText('Plain text')
  await again.page.keyboard.press('Escape')
  await again.page.getByRole('listbox', { name: 'Jobs' }).getByRole('option').filter({ hasNotText: 'other' }).click()
  await expect(transcript(again.page)).not.toHaveAccessibleName(/other/u)
  await again.page.keyboard.press(`${mod}+e`)
  await expect(shown.getByRole('combobox', { name: 'Format' })).toHaveText('WebVTT')
})
