import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { expect, test } from './app'
import { giveKey, mod } from './desk'
import { createSimulator } from './pictory/simulator'
import { addSheet } from './service'

const out = '/tmp/look-g'
const resize = async (app: ElectronApplication, page: Page, width: number, height: number) => {
  await app.evaluate(
    ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
    { width, height },
  )
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(width)
}
const shot = async (page: Page, name: string) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.waitForTimeout(250)
    await page.screenshot({ path: join(out, `${name}-${colorScheme}.png`) })
  }
}
const overlaps = (page: Page) =>
  page.evaluate(() => {
    const toasts = [...document.querySelectorAll('.toast')].map((one) => one.getBoundingClientRect())
    const dialog = document.querySelector('.dialog')?.getBoundingClientRect()
    if (!dialog) return 'no dialog'
    return {
      toasts: toasts.length,
      over: toasts.some(
        (t) => t.left < dialog.right && t.right > dialog.left && t.top < dialog.bottom && t.bottom > dialog.top,
      ),
      out: toasts.some((t) => t.bottom > innerHeight || t.left < 0 || t.right > innerWidth),
      top: Math.round(dialog.top),
      bottom: Math.round(dialog.bottom),
      toastTop: Math.round(Math.min(...toasts.map((t) => t.top))),
      height: innerHeight,
    }
  })

test('messages over dialogs', async ({ start }) => {
  test.setTimeout(180_000)
  const ids = Array.from({ length: 40 }, (_, n) => `b1b2c3d4-0000-4000-8000-0000000000${String(n + 10)}`)
  const simulator = createSimulator({ jobs: [...ids.map((id) => ({ id, completesAfterMs: Number.POSITIVE_INFINITY })), ...Array.from({ length: 9 }, (_, n) => ({ id: `c1b2c3d4-0000-4000-8000-00000000000${n}`, ...(n === 8 ? { becomes: { kind: 'failed', message: 'x' } as const } : {}) }))] })
  try {
    const { url } = await simulator.listen()
    const { app, page } = await start({ env: { CAESURA_PICTORY_URL: url } })
    await resize(app, page, 1440, 900)
    await giveKey(page, 'pictai_demoLook')
    await expect(page.getByRole('dialog')).toHaveCount(0, { timeout: 15_000 })
    await page.keyboard.press(`${mod}+n`)
    await page.getByLabel('Job ids').fill([...ids, ids[3], ids[4]].join(' '))
    await page.waitForTimeout(300)
    await shot(page, '7-paste')
    await page.keyboard.press('Control+Enter')
    await expect(page.locator('.toast').filter({ hasText: 'jobs added' })).toBeVisible()
    await shot(page, '7-added')
    await addSheet(page, 'From your account')
    await expect(page.getByText('that is all of them').first()).toBeVisible({ timeout: 20_000 })
    await page.locator('.account-row').nth(1).click()
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Shift+Tab')
    await shot(page, '8-mixed')
    await page.getByRole('tab', { name: 'From your account' }).focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowLeft')
    await shot(page, '8-ring')
    await page.keyboard.press('Escape')
    await page.keyboard.press(`${mod}+,`)
    await page.getByRole('switch', { name: 'Webhook receiver' }).click()
    await page.waitForTimeout(500)
    await page.getByLabel('Port').scrollIntoViewIfNeeded()
    await shot(page, '9-receiver')
    await page.keyboard.press('Escape')
    await page.evaluate(async () => { const j = await window.caesura.listJobs(); if (j.ok) await window.caesura.steerJobs({ jobIds: j.value.map(({ id }) => id), order: 'stop' }) })
    await page.locator('.job').nth(0).click()
    await page.getByRole('button', { name: 'Take off the list' }).click()
    await resize(app, page, 740, 560)
    await shot(page, '9-nothing')
  } finally {
    await simulator.close()
  }
})
