// Shortcuts are looked up, changed, and still there after a restart; the menu shows them and what applies.

import { expect, test } from './app'
import { mod, openSample, transcript } from './desk'

test('a shortcut is given other keys, with a word where they are taken, and keeps them', async ({ start }) => {
  const first = await start()
  const { page } = first
  await openSample(page)
  await page.getByRole('slider', { name: 'Position in the recording' }).focus()
  await page.keyboard.press('?')
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(sheet.getByLabel('Search the shortcuts')).toBeFocused()
  await page.keyboard.type('history')
  await sheet.getByRole('button', { name: 'Change the keys of History' }).click()
  const recorder = sheet.getByRole('textbox', { name: 'New keys for History' })
  await expect(recorder).toBeFocused()
  await page.keyboard.press('Control+c')
  await expect(sheet.getByRole('status')).toContainText('mean the same in every program')
  await page.keyboard.press('F8')
  await expect(sheet.getByRole('status')).toContainText('These keys are those of “Play or pause”.')
  await page.keyboard.press('Alt+h')
  await expect(recorder).toBeHidden()
  await expect(sheet.getByRole('button', { name: 'Reset the keys of History' })).toBeVisible()
  await expect(sheet.getByRole('button', { name: 'Reset all 1' })).toBeVisible()
  await page.keyboard.press('Escape')
  await transcript(page).focus()
  await page.keyboard.press('Alt+h')
  await expect(page.getByRole('tab', { name: 'History' })).toHaveAttribute('aria-selected', 'true')
  await first.quit()

  const second = await start()
  await expect(transcript(second.page)).toBeVisible()
  await second.page.getByRole('tab', { name: 'Captions' }).click()
  await second.page.keyboard.press(`${mod}+Shift+h`)
  await expect(second.page.getByRole('tab', { name: 'Captions' })).toHaveAttribute('aria-selected', 'true')
  await second.page.keyboard.press('Alt+h')
  await expect(second.page.getByRole('tab', { name: 'History' })).toHaveAttribute('aria-selected', 'true')

  // Taken over: the other command loses them.
  await second.page.keyboard.press('F1')
  const again = second.page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await second.page.keyboard.type('find in the')
  await again.getByRole('button', { name: 'Change the keys of Find in the transcript' }).click()
  await second.page.keyboard.press(`${mod}+k`)
  await again.getByRole('button', { name: 'Take them over' }).click()
  await second.page.keyboard.press('Escape')
  await second.page.keyboard.press(`${mod}+k`)
  await expect(second.page.getByRole('region', { name: 'Find and replace' })).toBeVisible()
  const menu = () =>
    second.app.evaluate(({ Menu }) =>
      ['find', 'history', 'palette', 'undo', 'split-paragraph', 'export'].map((id) => {
        const item = Menu.getApplicationMenu()?.getMenuItemById(id)
        return `${id} ${item?.accelerator ?? '–'} ${item?.enabled}`
      }),
    )
  await expect.poll(menu).toEqual([
    'find CmdOrCtrl+K true',
    'history Alt+H true',
    'palette – true',
    // Find's field has the focus, and an undo of its own.
    'undo CmdOrCtrl+Z true',
    'split-paragraph Enter true',
    'export CmdOrCtrl+E true',
  ])
  await transcript(second.page).focus()
  await expect.poll(menu).toContain('undo CmdOrCtrl+Z false')
})
