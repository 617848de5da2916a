// The one script that sees both the page and main. It turns the names of src/ipc/bridge.ts into verbs on `window.caesura`;
// channels, paths and Electron's own objects stay here.

import { contextBridge, ipcRenderer, webUtils } from 'electron'
import { type Bridge, eventNames, type News, verbs } from '../ipc/bridge'
import type { CallName, EventName, Opened } from '../ipc/contract'

const call = (name: CallName, args?: unknown): Promise<unknown> => ipcRenderer.invoke(name, args)

type Listener = (payload: unknown) => void
const listeners = new Map<News, Set<Listener>>()
/** News that came before the page listened; it gets them with its first subscription, so that none is lost at the start. */
const early = new Map<News, unknown[]>()
const mostEarly = 100

for (const event of eventNames) {
  listeners.set(event, new Set())
  early.set(event, [])
  ipcRenderer.on(event, (_event, payload: unknown) => {
    const subscribed = listeners.get(event)
    if (subscribed === undefined || subscribed.size === 0) {
      const kept = early.get(event)
      if (kept !== undefined && kept.length < mostEarly) kept.push(payload)
    } else for (const listener of subscribed) listener(payload)
  })
}

const on = (event: News, listener: Listener): (() => void) => {
  const subscribed = listeners.get(event)
  if (subscribed === undefined) throw new Error(`There is no event ${event}.`)
  subscribed.add(listener)
  for (const payload of early.get(event)?.splice(0) ?? []) listener(payload)
  return () => void subscribed.delete(listener)
}

type Answer = { readonly ok: true; readonly value: readonly Opened[] }
const isOpened = (answer: unknown): answer is Answer =>
  typeof answer === 'object' &&
  answer !== null &&
  'ok' in answer &&
  answer.ok === true &&
  'value' in answer &&
  Array.isArray(answer.value)

/** A File that is not from the disk (made by a page, dragged out of a browser) has no path: it is answered here. */
const openFiles = async (files: readonly File[]): Promise<unknown> => {
  const named = files.map((file) => ({ name: file.name, path: webUtils.getPathForFile(file) }))
  const paths = named.map(({ path }) => path).filter((path) => path !== '')
  const message = 'This is not a file on this computer’s disk. Save it first, then open it.'
  const strangers = named
    .filter(({ path }) => path === '')
    .map(({ name }): Opened => ({ name, outcome: { kind: 'refused', message } }))
  if (paths.length === 0) return { ok: true, value: strangers } satisfies Answer
  const answer = await call('openPaths', { paths })
  return isOpened(answer) ? ({ ok: true, value: [...answer.value, ...strangers] } satisfies Answer) : answer
}

const saves = new Set<() => Promise<string | null>>()

const beforeClose = (save: () => Promise<string | null>): (() => void) => {
  saves.add(save)
  return () => void saves.delete(save)
}

const answerClosing = async (): Promise<void> => {
  const said = await Promise.all(
    [...saves].map((save) => save().catch((error: unknown) => `The changes could not be saved: ${String(error)}`)),
  )
  const unsaved = said.find((sentence) => sentence !== null) ?? null
  await call('readyToClose', { unsaved: unsaved?.slice(0, 2000) ?? null })
}

const closing: EventName = 'closing'
ipcRenderer.on(closing, () => void answerClosing())

const bridge = {
  ...Object.fromEntries(verbs.map((name) => [name, (args?: unknown) => call(name, args)])),
  openFiles,
  on,
  beforeClose,
  platform: process.platform,
} satisfies Pick<Record<keyof Bridge, unknown>, 'openFiles' | 'on' | 'beforeClose' | 'platform'>

contextBridge.exposeInMainWorld('caesura', bridge)
