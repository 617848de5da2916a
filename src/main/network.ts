// Electron's side of HTTP: proxies and certificates are the system's, nothing is kept on disk, and no answer can hurt the process.

import type { OnHeadersReceivedListenerDetails, HeadersReceivedResponse, Session } from 'electron'
import type { Fetch } from './pictory/types'

/** What is read of an answer, and what the engine itself needs; whatever else a server sends is nobody's business here. */
const readHeaders: ReadonlySet<string> = new Set([
  'content-type',
  'content-length',
  'content-encoding',
  'date',
  'location',
  'retry-after',
  'proxy-authenticate',
])

const plain = (text: string): string => text.replaceAll(/[^\x20-\x7e]/g, '?')

/**
 * Electron 33 throws outside of every promise, which ends the process, when an answer has a status outside 200–599 or anything but Latin
 * letters in its head; proxies and portals send such. So an answer is made harmless before fetch sees it; an odd status becomes 502.
 */
export const harmless = ({
  statusCode,
  responseHeaders,
}: Pick<OnHeadersReceivedListenerDetails, 'statusCode' | 'responseHeaders'>): HeadersReceivedResponse => ({
  responseHeaders: Object.fromEntries(
    Object.entries(responseHeaders ?? {})
      .filter(([name]) => readHeaders.has(name.toLowerCase()))
      .map(([name, values]) => [name, values.map(plain)]),
  ),
  statusLine: `HTTP/1.1 ${statusCode >= 200 && statusCode <= 599 ? statusCode : 502} -`,
})

export type Network = {
  readonly fetch: Fetch
  /** See ClientDeps. */
  readonly fetchOnce: Fetch
  /** For the list of updates; its session is made with the first question. */
  readonly fetchFeed: Fetch
  readonly resolveProxy: (url: string) => Promise<string>
}

/** After `ready`. @param make makes a session; in the app `session.fromPartition`. */
export const createNetwork = (make: (partition: string, options: { cache: boolean }) => Session): Network => {
  // In memory and without a cache: an answer may repeat what it was sent, and the window's session keeps its cache on disk.
  const made = (name: string): Session => {
    const one = make(name, { cache: false })
    one.webRequest.onHeadersReceived((details, answer) => answer(harmless(details)))
    return one
  }
  const usual = made('pictory')
  const once = made('pictory-once')
  let feed: Session | null = null
  return {
    fetch: (url, init) => usual.fetch(url, init),
    fetchOnce: async (url, init) => {
      await once.closeAllConnections()
      return once.fetch(url, init)
    },
    fetchFeed: (url, init) => {
      feed ??= made('updates')
      return feed.fetch(url, init)
    },
    resolveProxy: (url) => usual.resolveProxy(url),
  }
}
