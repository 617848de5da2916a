// Opening, keys, undo, finding, export, memory and DOM nodes at 1k, 10k and 100k words, in the real built app; and the same keys in a
// bare CodeMirror with the same text, in the same Electron and the same run.

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { answerSaveDialog, launch } from '../e2e/app'
import { makeResponse } from '../e2e/pictory/generate'
import { figure, publish, type Figure } from './figures'
import { press, readKeys, watchKeys } from './keys'
import { buildBare, openBare } from './peers/bare'

const sizes = (process.env['CAESURA_BENCH_WORDS'] ?? '1000,10000,100000').split(',').map(Number)
const keysPerSize = 120
const opensPerSize = 7
const exportsPerSize = 5
const undoDepth = 1000

/** The text of a response, a line a segment. */
const textOf = ({ data }: ReturnType<typeof makeResponse>): string =>
  data.transcript
    .map(({ words }) =>
      words
        .map(({ word }) => word)
        .filter((word) => word !== '')
        .join(' '),
    )
    .join('\n')

/** Types into the field at once, and waits for another answer than before; ms in the page. */
const answered = (page: Page, label: string, text: string): Promise<number> =>
  page.evaluate(
    ([name, value]) =>
      new Promise<number>((resolve) => {
        const field = document.querySelector<HTMLInputElement>(`.find-bar input[aria-label="${name}"]`)
        const status = document.querySelector('.find-count')
        if (field === null || status === null) throw new Error('no field')
        const before = status.textContent
        const from = performance.now()
        // The field is React's: a value set by itself alone would be its own news.
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, value)
        field.dispatchEvent(new Event('input', { bubbles: true }))
        const look = () => {
          if (status.textContent !== before && status.textContent !== '') {
            document.body.getBoundingClientRect()
            resolve(performance.now() - from)
          } else if (performance.now() - from > 5000) resolve(Number.NaN)
          else setTimeout(look, 1)
        }
        look()
      }),
    [label, text] as const,
  )

test('the app at three sizes', async () => {
  test.setTimeout(25 * 60_000)
  const figures: Figure[] = []
  const barePage = await buildBare(await mkdtemp(join(tmpdir(), 'caesura-bare-')))
  let runtime = ''
  for (const words of sizes) {
    const folder = await mkdtemp(join(tmpdir(), 'caesura-bench-'))
    const source = join(folder, 'response.json')
    const response = makeResponse({ words, seed: words })
    await writeFile(source, JSON.stringify(response))
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
    const key = async (
      what: string,
      keys: readonly string[],
      targets: { work?: string; frame?: string },
      on: Page = page,
    ) => {
      await readKeys(on)
      for (let index = 0; index < keysPerSize; index++) await press(on, keys[index % keys.length] ?? 'x')
      const { work, frame } = await readKeys(on)
      figures.push(figure(`${what}, work`, words, 'ms', work, targets.work ?? null))
      figures.push(figure(`${what}, to frame`, words, 'ms', frame, targets.frame ?? null))
      await on.waitForTimeout(1500)
    }
    const big = words === 100_000
    await key('a letter', ['e', 'n', 'a', 'r', 's', ' '], big ? { work: 'p95 ≤ 8 ms' } : {})
    await key('Enter, then Backspace', ['Enter', 'Backspace'], {})
    // Each letter is a change of its own: the caret moves between two.
    for (let change = 0; change < undoDepth; change++) {
      await page.keyboard.press('x')
      await page.keyboard.press('ArrowRight')
    }
    await page.waitForTimeout(1500)
    await key(
      `undo, at a depth of ${undoDepth.toLocaleString('en')}`,
      ['Control+z'],
      big ? { work: 'p95 ≤ 16 ms' } : {},
    )

    // The same keys where nothing of ours is.
    const bare = await openBare(app, barePage, textOf(response))
    figures.push(figure('bare CodeMirror: open', words, 'ms', [bare.openMs]))
    await watchKeys(bare.page)
    await key('bare CodeMirror: a letter', ['e', 'n', 'a', 'r', 's', ' '], {}, bare.page)
    await key('bare CodeMirror: Enter, then Backspace', ['Enter', 'Backspace'], {}, bare.page)
    await bare.page.close()

    // Finding and replacing, from the key that asks to the answer on the screen.
    await content.click()
    await page.keyboard.press('Control+Alt+f')
    const bar = page.getByRole('region', { name: 'Find and replace' })
    const finds: number[] = []
    for (let run = 0; run < 12; run++) finds.push(await answered(page, 'Find', run % 2 === 0 ? 'the' : 'of'))
    figures.push(figure('find all, to the count', words, 'ms', finds, big ? '≤ 50 ms' : null))
    const hits = Number(((await bar.getByRole('status').textContent()) ?? '').replace(/\D/gu, ''))
    await bar.getByLabel('Replace by').fill('off')
    const replaces: number[] = []
    for (let run = 0; run < 5; run++) {
      replaces.push(
        await page.evaluate(
          () =>
            new Promise<number>((resolve) => {
              const from = performance.now()
              const all = [...document.querySelectorAll('button')].find((one) =>
                one.textContent?.includes('Replace all'),
              )
              all?.click()
              const look = () => {
                const said = [...document.querySelectorAll('.toast')].some((toast) =>
                  toast.textContent?.includes('replaced'),
                )
                if (said) resolve(performance.now() - from)
                else setTimeout(look, 2)
              }
              look()
            }),
        ),
      )
      await page.locator('.toast-action', { hasText: 'Undo' }).first().click()
      await expect(page.locator('.toast')).toHaveCount(0, { timeout: 20_000 })
      await page.waitForTimeout(500)
    }
    figures.push(
      figure(
        `replace all of ${hits.toLocaleString('en')} hits`,
        words,
        'ms',
        replaces,
        big ? '≤ 200 ms for 1,000' : null,
      ),
    )
    await page.keyboard.press('Escape')

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
      const button = page.getByRole('dialog', { name: 'Export', exact: true }).getByRole('button', { name: /^Save /u })
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
