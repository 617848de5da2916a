// Asks for the list of updates: one question, bounded in time and size, no redirect, nothing sent but the version in `User-Agent`.

import { fail, type Result } from '../../core/result'
import type { Fetch, SetTimer } from '../pictory/types'
import { readFeed, type Found, type Here, updateFor } from './feed'
import type { FeedPlace } from './place'
import { openEnvelope } from './signed'

const mostBytes = 300_000

export type AskDeps = {
  readonly fetch: Fetch
  readonly setTimer: SetTimer
  readonly userAgent: string
  /** For the whole answer. */
  readonly withinMs: number
}
export type AskFailure = 'offline' | 'answer' | 'malformed' | 'signature'

const textOf = async (response: Response): Promise<string | null> => {
  const reader: ReadableStreamDefaultReader<Uint8Array> | undefined = response.body?.getReader()
  const pieces: Uint8Array[] = []
  let bytes = 0
  for (;;) {
    const piece = await reader?.read()
    if (piece === undefined || piece.done) return Buffer.concat(pieces).toString('utf8')
    bytes += piece.value.byteLength
    if (bytes > mostBytes) {
      await reader?.cancel()
      return null
    }
    pieces.push(piece.value)
  }
}

/** The newest update for this installation, null where there is none; else why that could not be found out. */
export const askForUpdate = async (
  { fetch, setTimer, userAgent, withinMs }: AskDeps,
  place: FeedPlace,
  here: Omit<Here, 'feedUrl'>,
): Promise<Result<Found | null, AskFailure>> => {
  const { host } = new URL(place.feed)
  const over = new AbortController()
  const cancel = setTimer(withinMs, () => over.abort())
  try {
    const response = await fetch(place.feed, {
      redirect: 'manual',
      credentials: 'omit',
      headers: { 'User-Agent': userAgent, Accept: 'application/json', 'Cache-Control': 'no-cache' },
      signal: over.signal,
    })
    if (response.status !== 200)
      return fail('answer', `${host} answered with ${response.status || 'a redirect'} instead of the list of updates.`)
    const text = await textOf(response)
    if (text === null) return fail('malformed', `What ${host} sent is too large to be a list of updates.`)
    const opened = openEnvelope(text, place.key)
    if (!opened.ok) return opened
    const feed = readFeed(opened.value)
    return feed.ok ? updateFor(feed.value, { ...here, feedUrl: place.feed }) : feed
  } catch {
    return over.signal.aborted
      ? fail('offline', `${host} did not answer within ${Math.round(withinMs / 1000)} seconds.`)
      : fail('offline', `${host} could not be reached. Is this computer online?`)
  } finally {
    cancel()
  }
}
