// One peer at one size in an Electron of its own: opened, read, typed in, split and merged. What dies or does not answer is ended and
// said in words.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type Page } from '@playwright/test'
import { figure, type Figure } from '../figures'
import { press, readKeys, watchKeys } from '../keys'

/** What a page shows of itself (`window.peer`). */
export type PeerPage = {
  readonly open: (input: PeerInput) => unknown
  /** Selects what a person reads. */
  readonly readable: string
  readonly size: () => { readonly characters: number; readonly paragraphs: number }
}

/** The same words for every peer, in the shape each of them reads. */
export type PeerInput = {
  readonly lines: readonly string[]
  readonly words: readonly {
    readonly id: number
    readonly start: number
    readonly end: number
    readonly text: string
  }[]
  readonly paragraphs: readonly {
    readonly id: number
    readonly start: number
    readonly end: number
    readonly speaker: string
  }[]
}

declare global {
  interface Window {
    peer?: PeerPage
  }
}

export type Measured = {
  readonly figures: readonly Figure[]
  /** Why the rest of the figures is missing; null when none is. */
  readonly said: string | null
}

const openMs = 60_000
/** Fewer keys of a peer that takes long for each: what is measured in this time counts. */
const keysMs = 15_000
const mostKeys = 60

class Unanswered extends Error {}

/** Throws a sentence when the page does not answer in time, or is gone. */
const within = async <T>(ms: number, what: string, gone: Promise<string>, work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, no) => {
    timer = setTimeout(() => no(new Unanswered(`${what}: no answer in ${ms / 1000} s`)), ms)
  })
  const dead = gone.then((how) => {
    throw new Unanswered(`${what}: ${how}`)
  })
  // Whichever loses may still fail later: that is no news.
  work.catch(() => null)
  dead.catch(() => null)
  try {
    return await Promise.race([work, late, dead])
  } finally {
    clearTimeout(timer)
  }
}

const openIn = (page: Page, input: PeerInput) =>
  page.evaluate(
    (given) =>
      new Promise<number>((resolve, reject) => {
        const { peer } = window
        if (peer === undefined) {
          reject(new Error('the page has no peer'))
          return
        }
        const from = performance.now()
        peer.open(given)
        const look = () => {
          if (
            [...document.querySelectorAll(peer.readable)]
              .slice(0, 20)
              .some((one) => (one.textContent ?? '').length > 20)
          ) {
            document.body.getBoundingClientRect()
            resolve(performance.now() - from)
          } else requestAnimationFrame(look)
        }
        requestAnimationFrame(look)
      }),
    input,
  )

const sizeOf = (page: Page) => page.evaluate(() => window.peer?.size() ?? { characters: 0, paragraphs: 0 })

export const measurePeer = async (peer: string, words: number, path: string, input: PeerInput): Promise<Measured> => {
  const figures: Figure[] = []
  const add = (what: string, unit: Figure['unit'], runs: readonly number[]) =>
    figures.push(figure(`${peer}: ${what}`, words, unit, runs))
  const userData = await mkdtemp(join(tmpdir(), 'caesura-peer-'))
  const asRoot = process.getuid?.() === 0
  const app = await _electron.launch({
    executablePath: process.env['CAESURA_ELECTRON'] ?? '',
    args: [...(asRoot ? ['--no-sandbox'] : []), join(import.meta.dirname, 'window.cjs')],
    env: { ...process.env, CAESURA_BENCH_PAGE: path, CAESURA_BENCH_USER: userData } as Record<string, string>,
    chromiumSandbox: !asRoot,
  })
  const child = app.process()
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  try {
    const page = await app.firstWindow()
    const gone = new Promise<string>((tell) => {
      page.on('crash', () => tell('its page crashed'))
      child.once('exit', () => tell('its process ended'))
    })
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(error.message.split('\n')[0] ?? ''))
    // Once more, now that its errors are heard.
    await page.reload()
    if (!(await page.evaluate(() => window.peer !== undefined)))
      return { figures, said: `its page does not start: ${errors[0] ?? 'no word why'}` }
    add('open', 'ms', [await within(openMs, 'open', gone, openIn(page, input))])
    await within(
      openMs,
      'after opening',
      gone,
      page.waitForTimeout(3000).then(() => page.evaluate(() => 0)),
    )
    const elements = await within(
      openMs,
      'counting its elements',
      gone,
      page.evaluate(() => document.querySelectorAll('*').length),
    )
    add('DOM elements', 'nodes', [elements])
    const memory = await app.evaluate(({ app: electron }) =>
      electron
        .getAppMetrics()
        .filter(({ type }) => type === 'Tab')
        .map(({ memory: used }) => used.workingSetSize / 1024),
    )
    add('renderer memory, resident', 'MB', memory)

    const selector = await page.evaluate(() => window.peer?.readable ?? 'body')
    await within(
      openMs,
      'a click in the text',
      gone,
      page.locator(selector).nth(2).click({ timeout: openMs, force: true, noWaitAfter: true }),
    )
    await watchKeys(page)
    const type = async (what: string, keys: readonly string[]) => {
      await within(openMs, what, gone, readKeys(page))
      const until = performance.now() + keysMs
      for (let at = 0; at < mostKeys && (performance.now() < until || at % keys.length !== 0); at++)
        await within(openMs, what, gone, press(page, keys[at % keys.length] ?? 'x'))
      const { work, frame } = await within(openMs, what, gone, readKeys(page))
      return { work, frame }
    }
    const before = await sizeOf(page)
    const letters = await type('a letter', ['e', 'n', 'a', 'r', 's', ' '])
    const after = await sizeOf(page)
    // Figures of keys that changed nothing would be figures of nothing.
    if (after.characters - before.characters < letters.frame.length / 2)
      return { figures, said: `typed letters do not arrive${errors[0] === undefined ? '' : `: ${errors[0]}`}` }
    add('a letter, work', 'ms', letters.work)
    add('a letter, to frame', 'ms', letters.frame)

    await within(openMs, 'Enter', gone, press(page, 'Enter'))
    const split = await sizeOf(page)
    await within(openMs, 'Backspace', gone, press(page, 'Backspace'))
    const merged = await sizeOf(page)
    if (split.paragraphs !== after.paragraphs + 1) return { figures, said: 'Enter makes no paragraph' }
    if (merged.paragraphs !== after.paragraphs) {
      // On into other text after each; what the arrows took is left out.
      const way = ['Enter', 'ArrowDown', 'ArrowRight', 'ArrowRight', 'ArrowRight']
      const all = await type('Enter', way)
      const enters = (took: readonly number[]) => took.filter((_, at) => at % way.length === 0)
      const made = (await sizeOf(page)).paragraphs - merged.paragraphs
      const pressed = enters(all.frame).length
      if (made < pressed / 2)
        return { figures, said: `Backspace merges nothing, and of ${pressed} Enters ${made} made a paragraph` }
      add('Enter alone, work', 'ms', enters(all.work))
      add('Enter alone, to frame', 'ms', enters(all.frame))
      return { figures, said: 'Backspace at the start of a paragraph merges nothing: only Enter is measured' }
    }
    const breaks = await type('Enter, then Backspace', ['Enter', 'Backspace'])
    add('Enter, then Backspace, work', 'ms', breaks.work)
    add('Enter, then Backspace, to frame', 'ms', breaks.frame)
    return { figures, said: null }
  } catch (error) {
    return { figures, said: (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? 'failed' }
  } finally {
    // A page that hangs cannot be closed kindly.
    child.kill('SIGKILL')
    await ended
    await rm(userData, { recursive: true, force: true, maxRetries: 5 })
  }
}
