// Verbs of the specs about Pictory's service: how a job stands, what is ordered, what is put, what was heard.

import { once } from 'node:events'
import { createServer, request } from 'node:http'
import { writeFile } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { expect, type ElectronApplication, type Page } from '@playwright/test'
import type { JobSummary } from '../src/core/job/job'
import type { JobOrder } from '../src/core/job/orders'
import type { Service, ServiceWishes } from '../src/ipc/contract'
import { mod } from './desk'

export const key = 'pictai_demo2026'

export const listed = async (page: Page): Promise<readonly JobSummary[]> => {
  const jobs = await page.evaluate(() => window.caesura.listJobs())
  if (!jobs.ok) throw new Error(jobs.message)
  return jobs.value
}

export const jobAt = async (page: Page, id: string): Promise<JobSummary | null> =>
  (await listed(page)).find((job) => job.id === id) ?? null

/** 'waiting', 'ready', …, or 'none'. */
export const kindOf = async (page: Page, id: string): Promise<string> => (await jobAt(page, id))?.state.kind ?? 'none'

export const order = async (page: Page, what: JobOrder, jobIds: readonly string[]): Promise<number> => {
  const steered = await page.evaluate(
    ({ ids, wanted }) => window.caesura.steerJobs({ jobIds: [...ids], order: wanted }),
    { ids: jobIds, wanted: what },
  )
  if (!steered.ok) throw new Error(steered.message)
  return steered.value.changed
}

export const add = async (page: Page, ids: readonly string[]): Promise<void> => {
  const added = await page.evaluate((jobIds) => window.caesura.addJobs({ ids: [...jobIds] }), ids)
  if (!added.ok) throw new Error(added.message)
}

export const wish = async (page: Page, change: Partial<ServiceWishes>): Promise<Service> => {
  const changed = await page.evaluate(async (wanted) => {
    const now = await window.caesura.service()
    if (!now.ok) return now
    return window.caesura.changeService({ wishes: { ...now.value.wishes, ...wanted } })
  }, change)
  if (!changed.ok) throw new Error(changed.message)
  return changed.value
}

export const receiverOf = async (page: Page): Promise<Service['receiver']> => {
  const service = await page.evaluate(() => window.caesura.service())
  if (!service.ok) throw new Error(service.message)
  return service.value.receiver
}

export const addSheet = async (page: Page, place: 'Paste ids' | 'From your account' | 'New transcription') => {
  await page.keyboard.press(`${mod}+n`)
  const dialog = page.getByRole('dialog', { name: 'Add jobs' })
  await dialog.getByRole('tab', { name: place }).click()
  return dialog
}

/** Answers the next dialogs for opening a file with this one. */
export const answerOpenDialog = (app: ElectronApplication, path: string) =>
  app.evaluate(({ dialog }, filePath) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] })
  }, path)

/** A sound WAV file: a tone that never repeats itself byte for byte, 16 bit mono, of about so many bytes. */
export const writeWav = async (path: string, bytes: number): Promise<Buffer> => {
  const rate = 16_000
  const samples = Math.floor((bytes - 44) / 2)
  const file = Buffer.alloc(44 + samples * 2)
  file.write('RIFF', 0, 'ascii')
  file.writeUInt32LE(36 + samples * 2, 4)
  file.write('WAVEfmt ', 8, 'ascii')
  file.writeUInt32LE(16, 16)
  file.writeUInt16LE(1, 20)
  file.writeUInt16LE(1, 22)
  file.writeUInt32LE(rate, 24)
  file.writeUInt32LE(rate * 2, 28)
  file.writeUInt16LE(2, 32)
  file.writeUInt16LE(16, 34)
  file.write('data', 36, 'ascii')
  file.writeUInt32LE(samples * 2, 40)
  for (let at = 0; at < samples; at++)
    file.writeInt16LE(Math.round(8000 * Math.sin((at * at) / 90_000_000) * Math.sin(at / 11)), 44 + at * 2)
  await writeFile(path, file)
  return file
}

/** A port that was free a moment ago. */
export const freePort = async (): Promise<number> => {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('a TCP server has an address')
  return address.port
}

export const isListening = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })

/** The status of an answer, or 'broken' where the connection was ended without one. */
export const knock = (url: string, body: string | Buffer, method = 'POST'): Promise<number | 'broken'> =>
  new Promise((resolve) => {
    const sending = request(
      url,
      { method, headers: { 'content-type': 'application/json' }, agent: false },
      (answer) => {
        answer.resume()
        resolve(answer.statusCode ?? 'broken')
      },
    )
    sending.once('error', () => resolve('broken'))
    sending.end(body)
  })

/** A sender that begins and never ends; resolves once the other side has had enough. */
export const dawdle = (url: string): { readonly socket: Socket; readonly over: Promise<void> } => {
  const { hostname, port, pathname } = new URL(url)
  const socket = connect(Number(port), hostname)
  const over = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  socket.on('error', () => undefined)
  socket.resume()
  socket.write(`POST ${pathname} HTTP/1.1\r\nhost: ${hostname}\r\ncontent-length: 1000\r\n\r\n{"job_id":`)
  return { socket, over }
}

/** From now on notifications are only noted, the window counts as in the background, and this reads what was noted. */
export const watchNotifications = async (app: ElectronApplication) => {
  await app.evaluate(({ Notification, BrowserWindow }) => {
    const noted: { title: string; body: string }[] = []
    Reflect.set(globalThis, 'notedNotifications', noted)
    Notification.isSupported = () => true
    Notification.prototype.show = function show() {
      noted.push({ title: this.title, body: this.body })
      Reflect.set(globalThis, 'lastNotification', this)
    }
    for (const window of BrowserWindow.getAllWindows()) window.isFocused = () => false
    BrowserWindow.getFocusedWindow = () => null
  })
  return {
    noted: (): Promise<readonly { readonly title: string; readonly body: string }[]> =>
      app.evaluate(() => Reflect.get(globalThis, 'notedNotifications')),
    click: () => app.evaluate(() => Reflect.get(globalThis, 'lastNotification').emit('click')),
  }
}

/** The titles and words of the messages on the screen. */
export const messages = (page: Page) => page.locator('.toast')

export const expectKind = (page: Page, id: string, kind: string, timeout = 20_000) =>
  expect.poll(() => kindOf(page, id), { timeout, intervals: [200] }).toBe(kind)

/** How many answers about this waiting job were taken: what Pictory was asked may still be on its way back. */
export const answers = async (page: Page, id: string): Promise<number> => {
  const state = (await jobAt(page, id))?.state
  return state?.kind === 'waiting' ? state.asked : 0
}

export const expectAnswers = (page: Page, id: string, least: number) =>
  expect.poll(() => answers(page, id)).toBeGreaterThanOrEqual(least)
