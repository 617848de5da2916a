// The strip at ten hours: frames while it zooms and pans, from far and from close by, and how long the sound of a recording takes to be read
// the first time. Real Electron, the built app; the recording is made here.

import { mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { launch } from '../e2e/app'
import { makeResponse } from '../e2e/pictory/generate'
import { figure, publish } from './figures'

const words = 100_000
const soundHours = 2
const rate = 8000
const turns = 240

/** Two hours of a hum that swells and falls, 8 kHz, 16 bits: written a second at a time. */
const writeSound = async (path: string): Promise<void> => {
  const seconds = soundHours * 3600
  const bytes = seconds * rate * 2
  const head = Buffer.alloc(44)
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + bytes, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(rate, 24)
  head.writeUInt32LE(rate * 2, 28)
  head.writeUInt16LE(2, 32)
  head.writeUInt16LE(16, 34)
  head.write('data', 36)
  head.writeUInt32LE(bytes, 40)
  const second = Buffer.alloc(rate * 2)
  for (let at = 0; at < rate; at++)
    second.writeInt16LE(Math.round(Math.sin(at / 7) * Math.sin((at / rate) * Math.PI) * 20_000), at * 2)
  const file = await open(path, 'w')
  await file.write(head)
  for (let done = 0; done < seconds; done++) await file.write(second)
  await file.close()
}

/** The time from frame to frame while the wheel is turned. */
const turned = (page: Page, how: 'zoom' | 'pan'): Promise<readonly number[]> =>
  page.getByRole('slider', { name: 'Position in the recording' }).evaluate(
    async (strip, wanted) => {
      const { left, top } = strip.getBoundingClientRect()
      const frames: number[] = []
      let last = 0
      for (let turn = 0; turn <= wanted.turns; turn++) {
        strip.dispatchEvent(
          new WheelEvent('wheel', {
            bubbles: true,
            cancelable: true,
            clientX: left + 300,
            clientY: top + 10,
            ctrlKey: wanted.how === 'zoom',
            deltaX: wanted.how === 'zoom' ? 0 : turn < wanted.turns / 2 ? 12 : -12,
            deltaY: wanted.how === 'zoom' ? (turn < wanted.turns / 2 ? -18 : 18) : 0,
          }),
        )
        const now = await new Promise<number>((done) => void requestAnimationFrame(done))
        if (last > 0) frames.push(now - last)
        last = now
      }
      return frames
    },
    { how, turns },
  )

test('the strip at ten hours', async () => {
  test.setTimeout(15 * 60_000)
  const folder = await mkdtemp(join(tmpdir(), 'caesura-strip-'))
  try {
    const source = join(folder, 'talk.json')
    const sound = join(folder, 'talk.wav')
    await writeFile(source, JSON.stringify(makeResponse({ words, seed: 3 })))
    await writeSound(sound)
    const { app, page, quit } = await launch({ userData: join(folder, 'user'), args: [source] })
    page.setDefaultTimeout(60_000)
    const runtime = await app.evaluate(
      () => `Electron ${process.versions['electron']}, Chromium ${process.versions['chrome']}`,
    )
    await page.getByRole('textbox', { name: /^Transcript of/u }).waitFor()
    await app.evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] })
    }, sound)
    await page.getByRole('button', { name: 'Link the recording' }).click()
    const reading = page.getByText(/^Reading the sound/u)
    await reading.waitFor()
    const from = performance.now()
    await expect(reading).toBeHidden({ timeout: 600_000 })
    const readMs = performance.now() - from
    await page.waitForTimeout(2000)
    const zoomed = await turned(page, 'zoom')
    const panned = await turned(page, 'pan')
    await page.getByRole('slider', { name: 'Position in the recording' }).focus()
    for (let turn = 0; turn < 18; turn++) await page.keyboard.press('+')
    await page.waitForTimeout(300)
    const near = await turned(page, 'pan')
    await quit()
    await publish('strip', runtime, [
      figure('a frame while the strip zooms', words, 'ms', zoomed, 'p95 ≤ 17 ms'),
      figure('a frame while it is moved', words, 'ms', panned, 'p95 ≤ 17 ms'),
      figure('a frame while it is moved, from close by', words, 'ms', near, 'p95 ≤ 17 ms'),
      figure(`the sound of ${soundHours} hours read for the first time`, null, 'ms', [readMs]),
    ])
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
