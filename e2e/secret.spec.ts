// The key of a whole run: through every call to Pictory, an upload, a receiver and two exports; then it is looked for in everything
// that crossed a border: log lines, IPC messages, the page, files on disk, files exported, requests to anybody else.

import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ElectronApplication } from '@playwright/test'
import { expect, filesBelow, test } from './app'
import { exportFile, giveKey, job, transcript } from './desk'
import { createSimulator } from './pictory/simulator'
import { listed } from './service'

const secret = 'pictai_demoSecretNeverSeen4711'
/** What of it must be nowhere: also half of it would be half a leak. */
const trace = 'SecretNeverSeen'

const done = '22222222-3333-4444-8555-66666666aaaa'
const failing = '33333333-4444-4555-8666-77777777aaaa'
const troubled = '55555555-6666-4777-8888-99999999aaaa'
const echoing = '66666666-7777-4888-8999-aaaaaaaaaaaa'
const unknown = '44444444-5555-4666-8777-88888888aaaa'

/** Copies every message between main and the page from now on, but the one that has to carry the key. */
const tapWires = (app: ElectronApplication) =>
  app.evaluate(({ ipcMain, BrowserWindow }) => {
    const wire: string[] = []
    Reflect.set(globalThis, 'wire', wire)
    type Handler = (event: unknown, ...args: unknown[]) => unknown
    const handlers: Map<string, Handler> = Reflect.get(ipcMain, '_invokeHandlers')
    for (const [name, handler] of handlers) {
      handlers.set(name, async (event, ...args) => {
        const answer = await handler(event, ...args)
        wire.push(JSON.stringify(name === 'setKey' ? [name, answer] : [name, args, answer]))
        return answer
      })
    }
    for (const { webContents } of BrowserWindow.getAllWindows()) {
      const send = webContents.send.bind(webContents)
      webContents.send = (channel, ...args) => {
        wire.push(JSON.stringify([channel, args]))
        send(channel, ...args)
      }
    }
    return handlers.size
  })

test('the key is in no log line, message, file or foreign request of a whole run', async ({ start, folder }) => {
  const simulator = createSimulator({
    jobs: [
      { id: done },
      { id: failing, becomes: { kind: 'failed', message: `No access for ${secret}.` } },
      { id: troubled, becomes: { kind: 'server-error', status: 503 } },
      { id: echoing, becomes: { kind: 'raw', status: 400, body: JSON.stringify({ message: `Bad header ${secret}` }) } },
    ],
    transcribesInMs: 0,
  })
  try {
    const { url } = await simulator.listen()
    const { page, app, complaints, quit } = await start({ env: { CAESURA_PICTORY_URL: url } })
    const said: string[] = []
    for (const stream of [app.process().stdout, app.process().stderr])
      stream?.on('data', (chunk: Buffer) => said.push(chunk.toString()))
    app.on('console', (message) => said.push(message.text()))
    page.on('console', (message) => said.push(message.text()))
    expect(await tapWires(app)).toBeGreaterThan(20)

    await giveKey(page, secret)
    const recording = join(folder, 'talk.wav')
    await writeFile(recording, Buffer.alloc(64_000, 7))
    await app.evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] })
    }, recording)
    const settled = await page.evaluate(
      async (ids) => {
        const { caesura } = window
        await caesura.addJobs({ ids })
        const account = await caesura.accountPage({ pageKey: null })
        const quota = await caesura.quota()
        const service = await caesura.service()
        if (!service.ok) return 'no service'
        const receiver = { on: true, port: null, publicUrl: null }
        const listening = await caesura.changeService({ wishes: { ...service.value.wishes, receiver } })
        const chosen = await caesura.chooseRecording()
        if (!chosen.ok || chosen.value === null) return 'no recording'
        const source = { kind: 'file', token: chosen.value.token } as const
        const begun = await caesura.startTranscription({ source, mediaKind: 'audio', language: 'en-US' })
        return [account.ok, quota.ok, listening.ok && listening.value.receiver.kind, begun.ok].join()
      },
      [done, failing, troubled, echoing, unknown],
    )
    expect(settled).toBe('true,true,listening,true')
    await expect(job(page, /No access for/u)).toBeVisible()
    await expect(job(page, /trouble/u)).toBeVisible()
    await expect.poll(() => simulator.uploads.size, { timeout: 20_000 }).toBe(1)
    // While it moves to Pictory's id there may be a row for each for a moment.
    const talks = async () => (await listed(page)).filter(({ title }) => title === 'talk')
    await expect
      .poll(async () => (await talks()).map(({ state }) => state.kind), { timeout: 20_000 })
      .toEqual(['ready'])
    await expect(job(page, /talk/u)).toContainText(/speakers/u)
    await job(page, /talk/u).click()
    await expect(transcript(page)).toBeVisible()
    for (const [format, name] of [
      ['SRT', 'a.srt'],
      ['WebVTT', 'a.vtt'],
    ] as const)
      expect(await exportFile(app, page, join(folder, name), { format })).not.toContain(trace)
    expect(await page.content()).not.toContain(trace)
    expect(
      await page.evaluate(() => JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)])),
    ).not.toContain(trace)
    const wire: string = await app.evaluate(() => JSON.stringify(Reflect.get(globalThis, 'wire')))
    expect(wire).toContain('jobsChanged')
    expect(wire).toContain('startTranscription')
    expect(wire).not.toContain(trace)

    // It went where it has to go, and to nobody else: the store that takes the file is a stranger to it.
    const carried = simulator.requests.filter(({ key }) => key === secret)
    for (const path of [/^\/v1\/jobs\//u, /^\/v1\/jobs(\?|$)/u, /quota/u, /generateurl/u, /transcription/u])
      expect(carried.some((request) => path.test(request.path))).toBe(true)
    const puts = simulator.requests.filter(({ method }) => method === 'PUT')
    expect(puts.map(({ key }) => key)).toEqual([null])

    await quit()
    expect([...said, ...complaints].join('\n')).not.toContain(trace)
    const files = await filesBelow(folder)
    expect(files.some((file) => file.endsWith('a.srt')) && files.some((file) => file.endsWith('job.json'))).toBe(true)
    for (const file of files) expect((await readFile(join(folder, file))).includes(trace), file).toBe(false)
  } finally {
    await simulator.close()
  }
})
