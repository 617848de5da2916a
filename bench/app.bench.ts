// The first figures: open, key, export, memory and DOM nodes at 1k, 10k and 100k words, in the real built app.
//
// Two figures per key. Work: keydown until the page is laid out again, no waiting for the screen. To frame: keydown until the
// first task after the next frame, which holds up to 16.7 ms of waiting whatever the program does.

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { answerSaveDialog, launch } from '../e2e/app'
import { makeResponse } from '../e2e/pictory/generate'
import { figure, publish, type Figure } from './figures'

const sizes = [1_000, 10_000, 100_000] as const
const keysPerSize = 120
const opensPerSize = 7
const exportsPerSize = 5

type Keys = { work: number[]; frame: number[] }

/** Measures each keydown in the page itself, so that the driver's own time stays out. */
const watchKeys = (page: Page) =>
  page.evaluate(() => {
    const keys: { work: number[]; frame: number[] } = { work: [], frame: [] }
    Reflect.set(window, 'benchKeys', keys)
    let from = 0
    let work = 0
    // After the handlers and the microtasks they left (the surface reads its DOM in one); reading a measure forces layout.
    const handled = () =>
      void Promise.resolve()
        .then(() => Promise.resolve())
        .then(() => {
          document.body.getBoundingClientRect()
          work = performance.now() - from
        })
    window.addEventListener(
      'keydown',
      ({ key }) => {
        if (key === 'Control') return // the modifier of the next key is no key of its own
        from = performance.now()
        requestAnimationFrame(() => {
          const after = new MessageChannel()
          after.port1.addEventListener('message', () => {
            keys.work.push(work)
            keys.frame.push(performance.now() - from)
          })
          after.port1.start()
          after.port2.postMessage(0)
        })
      },
      { capture: true },
    )
    window.addEventListener('keydown', handled)
    window.addEventListener('input', handled)
  })

const readKeys = (page: Page): Promise<Keys> =>
  page.evaluate(() => {
    const { work, frame }: Keys = Reflect.get(window, 'benchKeys')
    const copy = { work: work.slice(), frame: frame.slice() }
    work.length = 0
    frame.length = 0
    return copy
  })

const press = async (page: Page, key: string) => {
  await page.keyboard.press(key)
  await page.waitForTimeout(35)
}

test('the app at three sizes', async () => {
  const figures: Figure[] = []
  let runtime = ''
  for (const words of sizes) {
    const folder = await mkdtemp(join(tmpdir(), 'caesura-bench-'))
    const source = join(folder, 'response.json')
    await writeFile(source, JSON.stringify(makeResponse({ words, seed: words })))
    const { app, page, quit } = await launch({ userData: join(folder, 'user'), args: [source] })
    page.setDefaultTimeout(60_000)
    runtime = await app.evaluate(
      () => `Electron ${process.versions['electron']}, Chromium ${process.versions['chrome']}`,
    )
    const content = page.getByRole('textbox', { name: /^Transcript of/u })
    await content.waitFor()

    // Open: from the click on the job to the first readable line; the sample is opened between, so that each open is whole.
    await page.keyboard.press('Control+k')
    await page.keyboard.type('sample')
    await page.keyboard.press('Enter')
    const jobs = page.getByRole('listbox', { name: 'Jobs' }).getByRole('option')
    await expect(jobs).toHaveCount(2)
    const opens: number[] = []
    for (let run = 0; run < opensPerSize * 2; run++) {
      const row = jobs.nth(run % 2 === 0 ? 1 : 0)
      const id = (await row.getAttribute('id')) ?? ''
      const took = await page.evaluate(
        (rowId) =>
          new Promise<number>((resolve) => {
            const readable = () => {
              for (const host of document.querySelectorAll('*')) {
                const line = host.shadowRoot?.querySelector('.cm-line')
                if (line !== null && line !== undefined && (line.textContent ?? '').length > 20) return host
              }
              return null
            }
            const before = readable()?.shadowRoot?.querySelector('.cm-content')
            const from = performance.now()
            document.getElementById(rowId)?.click()
            const look = () => {
              const now = readable()?.shadowRoot?.querySelector('.cm-content')
              if (now !== null && now !== undefined && now !== before) {
                document.body.getBoundingClientRect()
                resolve(performance.now() - from)
              } else requestAnimationFrame(look)
            }
            requestAnimationFrame(look)
          }),
        id,
      )
      // Even runs open the large document (listed second: the sample came later).
      if (run % 2 === 0) opens.push(took)
      await page.waitForTimeout(300)
    }
    figures.push(
      figure('open from the library to first readable text', words, 'ms', opens, words === 100_000 ? '≤ 500 ms' : null),
    )

    await jobs.nth(1).click()
    await content.waitFor()
    await page.waitForTimeout(1500)
    await content.click()
    await watchKeys(page)
    const key = async (what: string, keys: readonly string[], targets: { work?: string; frame?: string }) => {
      await readKeys(page)
      for (let index = 0; index < keysPerSize; index++) await press(page, keys[index % keys.length] ?? 'x')
      const { work, frame } = await readKeys(page)
      figures.push(figure(`${what}, work`, words, 'ms', work, targets.work ?? null))
      figures.push(figure(`${what}, to frame`, words, 'ms', frame, targets.frame ?? null))
      await page.waitForTimeout(1500)
    }
    const big = words === 100_000
    await key('a letter', ['e', 'n', 'a', 'r', 's', ' '], big ? { work: 'p95 ≤ 8 ms' } : {})
    await key('Enter, then Backspace', ['Enter', 'Backspace'], {})
    await key('undo', ['Control+z'], big ? { work: 'p95 ≤ 16 ms' } : {})

    const nodes = await page.evaluate(() => {
      let count = 0
      const walk = (root: Document | ShadowRoot) => {
        for (const element of root.querySelectorAll('*')) {
          count++
          if (element.shadowRoot !== null) walk(element.shadowRoot)
        }
      }
      walk(document)
      return count
    })
    figures.push(figure('DOM elements', words, 'nodes', [nodes], big ? 'same at every size' : null))

    // Export: from pressing the button to the file's name in the message (words → cues → text → dialog → fsync).
    const saves: number[] = []
    for (let run = 0; run < exportsPerSize; run++) {
      await answerSaveDialog(app, join(folder, `export-${run}.srt`))
      await page.keyboard.press('Control+e')
      const button = page.getByRole('dialog', { name: 'Export subtitles' }).getByRole('button', { name: /^Save /u })
      await button.waitFor()
      const took = await page.evaluate(
        () =>
          new Promise<number>((resolve) => {
            const save = [...document.querySelectorAll('button')].find((one) =>
              (one.textContent ?? '').startsWith('Save '),
            )
            const from = performance.now()
            save?.click()
            const look = () => {
              if (document.querySelector('.export') === null) resolve(performance.now() - from)
              else setTimeout(look, 2)
            }
            look()
          }),
      )
      saves.push(took)
    }
    figures.push(figure('save an SRT, from the button to the file on disk', words, 'ms', saves))
    await quit()

    // Memory as a person has it who starts the app and opens the document, without the garbage of the runs above.
    const fresh = await launch({ userData: join(folder, 'user') })
    await fresh.page.getByRole('listbox', { name: 'Jobs' }).getByRole('option').nth(1).click()
    await fresh.page.getByRole('textbox', { name: /^Transcript of/u }).waitFor()
    await fresh.page.waitForTimeout(3000)
    const memory = await fresh.app.evaluate(({ app: electron }) =>
      electron
        .getAppMetrics()
        .filter(({ type }) => type === 'Tab')
        .map(({ memory: used }) => used.workingSetSize / 1024),
    )
    figures.push(figure('renderer memory, resident', words, 'MB', memory, big ? '≤ 400 MB' : null))
    await fresh.quit()
    await rm(folder, { recursive: true, force: true })
  }
  await publish('app', runtime, figures)
})
