import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from './app'
import { makeResponse } from './pictory/generate'

test('del', async ({ folder, start }) => {
  test.setTimeout(500_000)
  const words = Number(process.env['ZZ_WORDS'] ?? 20000)
  const source = join(folder, 'response.json')
  await writeFile(source, JSON.stringify(makeResponse({ words, seed: words })))
  const { page } = await start({ args: [source] })
  page.setDefaultTimeout(400_000)
  const content = page.getByRole('textbox', { name: /^Transcript of/u })
  await content.waitFor()
  await page.waitForTimeout(1500)
  await content.click()
  await page.evaluate(() => {
    Reflect.set(window, 'zz', [])
    window.addEventListener(
      'keydown',
      (e) => {
        const from = performance.now()
        requestAnimationFrame(() => {
          const c = new MessageChannel()
          c.port1.onmessage = () => {
            const list: unknown[] = Reflect.get(window, 'zz')
            list.push([e.key, Math.round(performance.now() - from)])
          }
          c.port2.postMessage(0)
        })
      },
      { capture: true },
    )
  })
  const cdp = await page.context().newCDPSession(page)
  const press = async (key: string) => {
    if (process.env['ZZ_PROF']) {
      await cdp.send('Profiler.enable')
      await cdp.send('Profiler.start')
    }
    const t = Date.now()
    await page.keyboard.press(key)
    await page.evaluate(() => new Promise<void>((r) => requestAnimationFrame(() => setTimeout(r, 0))))
    const took = Date.now() - t
    const inPage = await page.evaluate(() => Reflect.get(window, 'zz').splice(0))
    console.log(key, took, JSON.stringify(inPage))
    if (process.env['ZZ_PROF']) {
      const { profile } = await cdp.send('Profiler.stop')
      const self = new Map<string, number>()
      const nodes = new Map(profile.nodes.map((n) => [n.id, n]))
      profile.samples?.forEach((id, i) => {
        const n = nodes.get(id)
        const k = `${n?.callFrame.functionName}:${n?.callFrame.lineNumber}`
        self.set(k, (self.get(k) ?? 0) + (profile.timeDeltas?.[i] ?? 0) / 1000)
      })
      console.log(
        [...self]
          .sort((a, b) => b[1] - a[1])
          .slice(0, 7)
          .map(([k, v]) => `   ${k} ${Math.round(v)}`)
          .join('\n'),
      )
    }
    await page.waitForTimeout(400)
  }
  const long = async () =>
    console.log(
      'marks',
      await page.evaluate(() => {
        for (const host of document.querySelectorAll('*')) {
          const m = host.shadowRoot?.querySelectorAll('.cm-pause')
          if (m && host.shadowRoot?.querySelector('.cm-content'))
            return `${m.length} ${m[0]?.textContent} | ${m[0]?.getAttribute('aria-label')} | lines ${host.shadowRoot.querySelectorAll('.cm-line').length}`
        }
        return ''
      }),
    )
  await press('Control+a')
  await press('Delete')
  await long()
  if (process.env['ZZ_SHOT']) await page.screenshot({ path: process.env['ZZ_SHOT'] })
  await press('x')
  await press('y')
  await press('Control+z')
  await press('Control+z')
  await long()
  await press('Control+y')
  await press('Control+z')
  await press('Control+a')
  const paste = async (text: string) => {
    const took = await page.evaluate(async (pasted) => {
      for (const host of document.querySelectorAll('*')) {
        const c = host.shadowRoot?.querySelector('.cm-content')
        if (!c) continue
        const data = new DataTransfer()
        data.setData('text/plain', pasted)
        const from = performance.now()
        c.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
        await new Promise<void>((r) => requestAnimationFrame(() => setTimeout(r, 0)))
        return performance.now() - from
      }
      return -1
    }, text)
    console.log('paste', Math.round(took))
    await page.waitForTimeout(400)
  }
  await paste('three new words')
  await long()
  await press('x')
  await press('Control+z')
  await press('Control+z')
  await long()
})
