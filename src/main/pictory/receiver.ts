// The receiver of Pictory's webhooks: a door on loopback that a person's own tunnel leads to. Off unless switched on. It knows HTTP and a
// secret path, nothing of jobs: whatever is posted there only makes jobs that are polled anyway be asked about sooner. Nothing posted is
// ever believed, kept or logged, and nobody learns from an answer whether a job is known here.
//
// How much is read: Pictory posts the whole transcript, with the job's id first. The id is looked for in the first 64 kB; what follows is
// read and dropped up to 1 MB, so that the sender gets its answer in order; a longer message is answered in its midst and cut off. The hint
// counts either way: the transcript itself is fetched by polling.

import { createHash, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { hintedIds } from '../../core/job/ids'
import type { JobId } from '../../core/job/job'
import type { Service } from '../../ipc/contract'
import { errorCode } from '../library/disk'
import type { SetTimer } from './types'
import { outsideUrl } from './webAddress'

export type ReceiverStatus = Service['receiver']

/** Enough for every honest message, and an end for every other one. */
const defaultLimits = {
  searchedBytes: 64 * 1024,
  bodyBytes: 1024 * 1024,
  headerBytes: 8 * 1024,
  /** From connecting to the last byte of the message, and for a silence in it. */
  requestMs: 5_000,
  /** However slowly an answer is taken. */
  connectionMs: 10_000,
  connections: 16,
  /** The window is told of hints so often at most. */
  toldEveryMs: 1_000,
} as const
export type ReceiverLimits = { readonly [K in keyof typeof defaultLimits]: number }

export type ReceiverDeps = {
  /** Asks about this job soon; whether it is one that is polled. */
  readonly hint: (id: JobId) => boolean
  readonly now: () => number
  readonly setTimer: SetTimer
  readonly changed: (status: ReceiverStatus) => void
  readonly log: (line: string) => void
  readonly limits?: Partial<ReceiverLimits>
}

export type ReceiverWishes = {
  /** null: any that is free. */
  readonly port: number | null
  readonly publicUrl: string | null
  /** 128 bits of the system's random or more, in letters that need no escape in a path. */
  readonly token: string
}

export type Receiver = {
  /** Listens so from now on; what listened before is closed. Never rejects: a trouble is a status. */
  readonly start: (wishes: ReceiverWishes) => Promise<ReceiverStatus>
  readonly stop: () => Promise<void>
  readonly status: () => ReceiverStatus
}

const off: ReceiverStatus = { kind: 'off' }
const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

const whyNot = (error: unknown, port: number | null): string => {
  const end = port === null ? 'Try again later.' : 'Choose another port, or leave it empty for any that is free.'
  switch (errorCode(error)) {
    case 'EADDRINUSE':
      return `Port ${port ?? ''} is used by another program. ${end}`
    case 'EACCES':
      return `This system does not let Caesura listen on port ${port ?? ''}. ${end}`
    default:
      return `Caesura cannot listen on this machine (${errorCode(error)}). ${end}`
  }
}

const close = (response: ServerResponse, code: 204 | 404): void => {
  response.writeHead(code, { Connection: 'close' })
  response.end()
}

export const createReceiver = (deps: ReceiverDeps): Receiver => {
  const limits: ReceiverLimits = { ...defaultLimits, ...deps.limits }
  let server: Server | null = null
  let status: ReceiverStatus = off
  let told = Number.NEGATIVE_INFINITY
  let cancelTelling: (() => void) | null = null
  /** Starts and stops come one after the other. */
  let turn: Promise<unknown> = Promise.resolve()

  const tell = (): void => {
    cancelTelling?.()
    cancelTelling = null
    told = deps.now()
    deps.changed(status)
  }
  /** A flood of hints is told once a second. */
  const tellSoon = (): void => {
    const since = deps.now() - told
    if (since >= limits.toldEveryMs || since < 0) tell()
    else cancelTelling ??= deps.setTimer(limits.toldEveryMs - since, tell)
  }

  const heard = (text: string): void => {
    // Every id is asked for, so that one that is polled takes as long as one that is not.
    const known = hintedIds(text).filter((id) => deps.hint(id))
    if (known.length === 0 || status.kind !== 'listening') return
    status = { ...status, hints: status.hints + 1, lastHintAt: deps.now() }
    tellSoon()
  }

  const take = (request: IncomingMessage, response: ServerResponse): void => {
    const begin: Buffer[] = []
    let read = 0
    let searched = false
    let answered = false
    const search = (): void => {
      if (searched) return
      searched = true
      heard(Buffer.concat(begin).subarray(0, limits.searchedBytes).toString('latin1'))
    }
    const finish = (): void => {
      search()
      if (answered) return
      answered = true
      close(response, 204)
    }
    request.on('data', (chunk: Buffer) => {
      if (!searched) begin.push(chunk)
      read += chunk.length
      if (read >= limits.searchedBytes) search()
      if (read <= limits.bodyBytes) return
      request.pause()
      finish()
    })
    request.on('end', finish)
    // The sender is gone: what came of it is no less a hint.
    request.on('error', search)
  }

  const listen = (wishes: ReceiverWishes): Promise<ReceiverStatus> => {
    const path = `/pictory/${wishes.token}`
    const outside = wishes.publicUrl === null ? null : outsideUrl(wishes.publicUrl, path)
    if (outside !== null && !outside.ok) return Promise.resolve({ kind: 'failed', message: outside.message })
    const expected = digest(path)
    const made = createServer(
      {
        maxHeaderSize: limits.headerBytes,
        headersTimeout: limits.requestMs,
        requestTimeout: limits.requestMs,
        connectionsCheckingInterval: Math.min(1000, limits.requestMs),
        keepAlive: false,
      },
      (request, response) => {
        const ours = timingSafeEqual(digest(request.url ?? ''), expected)
        if (ours && request.method === 'POST') take(request, response)
        else close(response, 404)
      },
    )
    made.maxConnections = limits.connections
    made.maxRequestsPerSocket = 1
    made.keepAliveTimeout = 1
    made.setTimeout(limits.requestMs)
    made.on('connection', (socket) => {
      const cancel = deps.setTimer(limits.connectionMs, () => socket.destroy())
      socket.once('close', cancel)
    })
    // What is no HTTP gets no answer.
    made.on('clientError', (_error, socket) => socket.destroy())
    server = made
    return new Promise((resolve) => {
      let listening = false
      made.on('error', (error) => {
        if (listening) deps.log(`the receiver: ${errorCode(error)}`)
        else resolve({ kind: 'failed', message: whyNot(error, wishes.port) })
      })
      made.listen(wishes.port ?? 0, '127.0.0.1', () => {
        listening = true
        const address = made.address()
        const port = typeof address === 'object' && address !== null ? address.port : 0
        const url = `http://127.0.0.1:${port}${path}`
        resolve({ kind: 'listening', url, outside: outside?.value ?? null, hints: 0, lastHintAt: null })
      })
    })
  }

  const shut = (): Promise<void> => {
    cancelTelling?.()
    cancelTelling = null
    const closing = server
    server = null
    if (closing === null) return Promise.resolve()
    return new Promise((resolve) => {
      closing.close(() => resolve())
      closing.closeAllConnections()
    })
  }

  const inTurn = (work: () => Promise<ReceiverStatus>): Promise<ReceiverStatus> => {
    const next = turn.then(async () => {
      await shut()
      status = await work()
      tell()
      return status
    })
    turn = next
    return next
  }

  return {
    start: (wishes) => inTurn(() => listen(wishes)),
    stop: async () => void (await inTurn(() => Promise.resolve(off))),
    status: () => status,
  }
}
