// What following the recording costs while it plays: how often React renders, and whether a frame is late, with the view still and
// while it scrolls. Real Electron, the built app, a real recording.

import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { launch, root } from '../e2e/app'
import { makeResponse } from '../e2e/pictory/generate'
import { figure, publish, type Figure } from './figures'

const sizes = (process.env['CAESURA_BENCH_WORDS'] ?? '1000,10000,100000').split(',').map(Number)
const playMs = 12_000
const scrolledFrames = 300
/** A frame that took half as long again as the screen's own was seen twice. */
const lateMs = 25

/** Counts what React does; the hook is there before the window's own script, as React's own tools do it. */
const countCommits = () => {
  Reflect.set(window, 'benchCommits', 0)
  Reflect.set(window, '__REACT_DEVTOOLS_GLOBAL_HOOK__', {
    supportsFiber: true,
    renderers: new Map(),
    inject: () => 1,
    checkDCE: () => null,
    onCommitFiberRoot: () => Reflect.set(window, 'benchCommits', Number(Reflect.get(window, 'benchCommits')) + 1),
    onPostCommitFiberRoot: () => null,
    onCommitFiberUnmount: () => null,
    onScheduleFiberRoot: () => null,
  })
}

type Played = {
  readonly frames: readonly number[]
  readonly words: number
  /** Captions that came or went. */
  readonly captions: number
  readonly commits: number
  /** Of them, those of a frame in which the lit word was another and the caption the same. */
  readonly forWords: number
}

/** Watches frame by frame, for so long, or for so many frames while the text is scrolled by 60 pixels each. */
const watch = (page: Page, how: { readonly ms: number } | { readonly frames: number }): Promise<Played> =>
  page.evaluate(
    (wanted) =>
      new Promise<Played>((resolve, reject) => {
        const shadow = [...document.querySelectorAll('*')].find(
          ({ shadowRoot }) => shadowRoot?.querySelector('.cm-scroller') !== null && shadowRoot !== null,
        )?.shadowRoot
        const scroller = shadow?.querySelector<HTMLElement>('.cm-scroller')
        if (shadow === null || shadow === undefined || scroller === null || scroller === undefined) {
          reject(new Error('there is no text'))
          return
        }
        const scrolls = 'frames' in wanted
        // Who scrolls by hand is not brought back.
        if (scrolls) scroller.dispatchEvent(new WheelEvent('wheel', { deltaY: 1 }))
        const commits = () => Number(Reflect.get(window, 'benchCommits'))
        const before = commits()
        const began = performance.now()
        const frames: number[] = []
        let last = 0
        let down = true
        const textOf = (one: Element | null) => one?.textContent ?? ''
        let lit = ''
        let shown = ''
        let seen = before
        let words = 0
        let captions = 0
        let forWords = 0
        const next = (now: number) => {
          if (last > 0) frames.push(now - last)
          last = now
          const word = textOf(shadow.querySelector('.cm-playing'))
          // By its cue: two that follow each other may read the same.
          const caption = document.querySelector<HTMLElement>('.stage-caption')?.dataset['cue'] ?? ''
          if (word !== '' && word !== lit) words++
          if (caption !== shown) captions++
          if (word !== lit && caption === shown && commits() > seen) forWords++
          lit = word
          shown = caption
          seen = commits()
          if (scrolls ? frames.length >= wanted.frames : now - began >= wanted.ms) {
            resolve({ frames, words, captions, commits: commits() - before, forWords })
            return
          }
          if (scrolls) {
            const most = scroller.scrollHeight - scroller.clientHeight
            if (scroller.scrollTop >= most - 1) down = false
            if (scroller.scrollTop <= 0) down = true
            scroller.scrollTop += down ? 60 : -60
          }
          requestAnimationFrame(next)
        }
        requestAnimationFrame(next)
      }),
    how,
  )

test('following the recording', async () => {
  test.setTimeout(15 * 60_000)
  const figures: Figure[] = []
  let runtime = ''
  for (const words of sizes) {
    const folder = await mkdtemp(join(tmpdir(), 'caesura-follow-'))
    const source = join(folder, 'talk.json')
    const sound = join(folder, 'talk.m4a')
    await writeFile(source, JSON.stringify(makeResponse({ words, seed: words })))
    await copyFile(join(root, 'resources/sample/audio.m4a'), sound)
    const { app, page, quit } = await launch({ userData: join(folder, 'user'), args: [source] })
    page.setDefaultTimeout(60_000)
    runtime = await app.evaluate(
      () => `Electron ${process.versions['electron']}, Chromium ${process.versions['chrome']}`,
    )
    const content = page.getByRole('textbox', { name: /^Transcript of/u })
    await content.waitFor()
    const stage = page.getByRole('region', { name: 'Preview' })
    await app.evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] })
    }, sound)
    await stage.getByRole('button', { name: 'Link the recording' }).click()
    await expect(stage).toContainText('talk.m4a')
    await page.addInitScript(countCommits)
    await page.reload()
    await content.waitFor()
    await expect(stage).toContainText('talk.m4a')
    await page.waitForTimeout(1500)
    const idle = await watch(page, { ms: playMs })
    figures.push(figure('React commits in the same time while nothing plays', words, 'commits', [idle.commits]))
    await page.keyboard.press('F8')
    await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible()
    await page.waitForTimeout(1000)

    const still = await watch(page, { ms: playMs })
    const late = (frames: readonly number[]) => (frames.filter((ms) => ms > lateMs).length / frames.length) * 100
    const big = words === 100_000
    figures.push(figure('a frame while it plays', words, 'ms', still.frames))
    figures.push(figure('late frames while it plays', words, '%', [late(still.frames)], big ? '≤ 0' : null))
    figures.push(figure('words lit meanwhile', words, 'words', [still.words]))
    figures.push(figure('captions that came or went meanwhile', words, 'cues', [still.captions]))
    figures.push(figure('React commits meanwhile', words, 'commits', [still.commits]))
    figures.push(
      figure('React commits for a word and no caption', words, 'commits', [still.forWords], big ? '≤ 0' : null),
    )
    const scrolled = await watch(page, { frames: scrolledFrames })
    figures.push(figure('a frame while it plays and scrolls', words, 'ms', scrolled.frames, big ? 'p95 ≤ 17 ms' : null))
    figures.push(
      figure('late frames while it plays and scrolls', words, '%', [late(scrolled.frames)], big ? '≤ 0' : null),
    )
    await quit()
    await rm(folder, { recursive: true, force: true })
  }
  await publish('follow', runtime, figures)
})
