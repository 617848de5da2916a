// Sends a media file to the place that Pictory names, without the key: the address itself is the permission. So it is never in a message,
// nor is anything that the store says, for a store repeats it.

import { type FileHandle, open, stat } from 'node:fs/promises'
import type { TroubleReason } from '../../core/job/answer'
import { mayHoldFiles } from './address'
import { createAuthorities } from './certificates'
import { networkFailure } from './networkFailure'
import { createProgress } from './progress'
import { type Route, routesOf } from './proxies'
import { put, type PutEnd, type PutLimits } from './put'
import { retryAfter } from './retryAfter'
import type { SetTimer, Upload, Uploaded } from './types'

const defaultLimits: PutLimits = { connectMs: 30_000, goAheadMs: 1_000, silenceMs: 60_000, answerMs: 120_000 }

export type UploadDeps = {
  /** What the system's proxy settings say of an address; `session.resolveProxy` in the app. */
  readonly resolveProxy: (url: string) => Promise<string>
  /** Wall-clock ms. */
  readonly now: () => number
  readonly setTimer: SetTimer
  readonly userAgent: string
  readonly limits?: Partial<PutLimits>
  /** PEM of whom to trust, null for Node's own list. Node's and the system's unless told. */
  readonly authorities?: () => readonly string[] | null
}

type Source = Parameters<Upload>[0]
type Opened = { readonly kind: 'open'; readonly handle: FileHandle } | Extract<Uploaded, { kind: 'source' }>

const source = (message: string): Extract<Uploaded, { kind: 'source' }> => ({ kind: 'source', message })
const refused = (message: string): Uploaded => ({ kind: 'refused', message })
const trouble = (reason: TroubleReason, message: string, retryAfterMs: number | null = null): Uploaded => ({
  kind: 'trouble',
  reason,
  message,
  retryAfterMs,
})

const isSame = (file: Source, now: { readonly size: number; readonly mtimeMs: number }): boolean =>
  // Whoever kept the time may have rounded it.
  now.size === file.bytes && Math.abs(now.mtimeMs - file.modifiedMs) < 2

const changed = 'The file has changed since it was chosen. Choose it again.'

const openSource = async (file: Source): Promise<Opened> => {
  try {
    // Opening a pipe would wait for somebody to write to it.
    if (!(await stat(file.path)).isFile()) return source('This is no file that could be sent.')
    const handle = await open(file.path, 'r')
    if (isSame(file, await handle.stat())) return { kind: 'open', handle }
    await handle.close()
    return source(changed)
  } catch (error) {
    const isGone = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    return source(isGone ? 'The file is no longer where it was.' : 'The file cannot be read.')
  }
}

/** What the store's answer means. 400 is also how it says that we were too slow. */
const readStored = (end: Extract<PutEnd, { kind: 'answered' }>, now: number): Uploaded => {
  const { status, headers, text, whole } = end
  const later = retryAfter(headers.retryAfter, headers.date, now)
  if (status >= 200 && status < 300)
    return whole
      ? { kind: 'done' }
      : trouble('server-trouble', 'Pictory’s store closed before the whole file was there; we send it again.')
  if (status === 429) return trouble('rate-limited', 'Pictory’s store asks us to slow down.', later)
  if (status >= 500 || status === 408 || status === 425 || /<Code>RequestTimeout<\/Code>/.test(text))
    return trouble('server-trouble', 'Pictory’s store has trouble at its end; we send the file again later.', later)
  if (status === 403 && headers.contentType?.toLowerCase().startsWith('text/html') === true)
    return trouble('blocked', 'Something on the way to Pictory’s store refuses us: a firewall, a proxy or a filter.')
  if (status >= 300 && status < 400)
    return refused('The place that Pictory gave for the file sends us on to another address. We do not follow.')
  if (status === 413) return refused('Pictory’s store does not take a file of this size.')
  return refused('The place that Pictory gave for the file is not valid, or no longer.')
}

const read = (end: PutEnd, now: number): Uploaded => {
  switch (end.kind) {
    case 'answered':
      return readStored(end, now)
    case 'late':
      if (end.phase === 'connecting') return trouble('offline', 'Pictory’s store could not be reached in time.')
      return trouble(
        'server-trouble',
        end.phase === 'sending'
          ? 'Sending came to a halt: nothing more got through.'
          : 'Pictory’s store got the file, but did not say so in time; we send it again.',
      )
    case 'failed': {
      const { reason, message } = networkFailure(end.error, false)
      return trouble(reason, message)
    }
    case 'no-proxy':
      return trouble('blocked', 'The proxy of this network cannot be reached.')
    case 'proxy-refused':
      return trouble(
        'blocked',
        end.status === 407
          ? 'The proxy of this network wants its own sign-in before it lets a file through.'
          : 'The proxy of this network does not let us through to Pictory’s store.',
      )
    case 'unreadable':
      return source('The file cannot be read to its end.')
    case 'changed':
      return source('The file changed while it was being sent. Choose it again.')
    case 'aborted':
      break
  }
  return { kind: 'aborted' }
}

const nothing = (): void => undefined

export const createUpload = (deps: UploadDeps): Upload => {
  const limits: PutLimits = { ...defaultLimits, ...deps.limits }
  const authorities = deps.authorities ?? createAuthorities()

  /** Settings that cannot be read, or not in time, are no reason not to try. */
  const routesTo = (url: URL, signal: AbortSignal): Promise<readonly Route[]> =>
    new Promise((resolve) => {
      const direct = (): void => answer('')
      const cancelTimer = deps.setTimer(limits.connectMs, direct)
      const answer = (said: string): void => {
        cancelTimer()
        signal.removeEventListener('abort', direct)
        resolve(routesOf(said))
      }
      signal.addEventListener('abort', direct)
      // Its host is all that may decide: the rest of the address is a secret.
      deps.resolveProxy(`${url.origin}/`).then(answer, direct)
    })

  return async (file, place, progress, signal) => {
    if (signal.aborted) return { kind: 'aborted' }
    if (!mayHoldFiles(place.signedUrl, true)) return refused('The place that Pictory gave for the file is not safe.')
    const url = new URL(place.signedUrl)
    const opened = await openSource(file)
    if (opened.kind !== 'open') return opened
    const { handle } = opened
    const told = createProgress({ now: deps.now, setTimer: deps.setTimer, tell: progress, everyMs: 100 })
    const order = {
      url,
      contentType: place.contentType,
      userAgent: deps.userAgent,
      bytes: file.bytes,
      read: async (buffer: Buffer, length: number, at: number) => (await handle.read(buffer, 0, length, at)).bytesRead,
      isUnchanged: async () => isSame(file, await handle.stat()),
      sent: told.sent,
      authorities: url.protocol === 'https:' ? authorities() : null,
      limits,
      setTimer: deps.setTimer,
    }
    try {
      const routes = url.protocol === 'https:' ? await routesTo(url, signal) : routesOf('')
      let end: PutEnd | null = null
      for (const route of routes) {
        end = await put({ ...order, route, asksFirst: true }, signal)
        // 417: whoever answers here does not know the question whether the file may be sent.
        if (end.kind === 'answered' && end.status === 417)
          end = await put({ ...order, route, asksFirst: false }, signal)
        if (end.kind !== 'no-proxy') break
      }
      return end === null
        ? trouble('blocked', 'This network is only left through a SOCKS proxy, which files cannot be sent through yet.')
        : read(end, deps.now())
    } finally {
      told.stop()
      // Not waited for: a read that hangs (a drive that is gone) would hold us.
      handle.close().catch(nothing)
    }
  }
}
