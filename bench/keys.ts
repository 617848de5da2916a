// What a key costs, measured in the page itself, so that the driver's own time stays out.
//
// Two figures per key. Work: keydown until the page is laid out again, no waiting for the screen. To frame: keydown until the
// first task after the next frame, which holds up to 16.7 ms of waiting whatever the program does.

import type { Page } from '@playwright/test'

export type Keys = { work: number[]; frame: number[] }

export const watchKeys = (page: Page) =>
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

export const readKeys = (page: Page): Promise<Keys> =>
  page.evaluate(() => {
    const { work, frame }: Keys = Reflect.get(window, 'benchKeys')
    const copy = { work: work.slice(), frame: frame.slice() }
    work.length = 0
    frame.length = 0
    return copy
  })

export const press = async (page: Page, key: string) => {
  await page.keyboard.press(key)
  await page.waitForTimeout(35)
}
