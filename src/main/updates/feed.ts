// The list of updates: what is published, for which system, and what is new. Its text is believed only after its signature was
// (signed.ts); what is made of it is decided here, without clock, network or disk.

import { z } from 'zod'
import { fail, ok, type Result } from '../../core/result'

export const feedFormat = 'caesura-updates-1'

const fileSchema = z.object({
  /** Such as linux-x64, win32-x64, darwin-universal; of systems that this version does not know it takes no notice. */
  for: z.string().min(1).max(40),
  /** Beside the list, or a whole address. */
  url: z.string().min(1).max(2000),
  /** Of the whole file, base64. */
  sha512: z.string().regex(/^[A-Za-z0-9+/]{86}==$/),
  bytes: z.number().int().min(1).max(4_000_000_000),
})

const feedSchema = z.object({
  format: z.literal(feedFormat),
  version: z.string().regex(/^(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})$/),
  /** Plain text. */
  notes: z.string().max(20_000),
  files: z.array(fileSchema).min(1).max(20),
})
export type Feed = z.infer<typeof feedSchema>

/** An update for this computer. `url` is whole, its last part a plain file name. */
export type Found = {
  readonly version: string
  readonly notes: string
  readonly url: string
  readonly sha512: string
  readonly bytes: number
}

export const readFeed = (text: string): Result<Feed, 'malformed'> => {
  const no = fail('malformed', 'What came is no list of updates that this version of Caesura understands.')
  try {
    const read = feedSchema.safeParse(JSON.parse(text))
    return read.success ? ok(read.data) : no
  } catch {
    return no
  }
}

const partsOf = (version: string): readonly number[] =>
  (/^\d+\.\d+\.\d+/.exec(version)?.[0] ?? '0.0.0').split('.').map(Number)

/** Both like 1.2.3; what follows that is not compared. */
export const isNewer = (version: string, than: string): boolean => {
  const [a, b] = [partsOf(version), partsOf(than)]
  const at = a.findIndex((part, index) => part !== b[index])
  return at !== -1 && (a[at] ?? 0) > (b[at] ?? 0)
}

const mostNotes = 2000

/** As a person may read them: no control letters, nothing that turns the direction of writing or hides, no more than a page. */
export const plainNotes = (notes: string): string => {
  const plain = notes
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll('\t', ' ')
    .replaceAll(/(?!\n)[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu, '')
    .replaceAll(/ +$/gm, '')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()
  return plain.length <= mostNotes ? plain : `${plain.slice(0, mostNotes - 1).replace(/\p{Surrogate}$/u, '')}…`
}

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]'])

/** Over https; over http only on this computer, and only where the list itself lies there (tests). */
const mayFetch = (url: URL, feed: URL): boolean =>
  url.username === '' &&
  url.password === '' &&
  (url.protocol === 'https:' ||
    (url.protocol === 'http:' &&
      feed.protocol === 'http:' &&
      loopback.has(url.hostname) &&
      loopback.has(feed.hostname)))

export type Here = {
  readonly version: string
  /** Which of the list's files is this installation's. */
  readonly target: string
  /** How that file's name ends, with the dot. */
  readonly extension: string
  readonly feedUrl: string
}

/** The update for this computer, or null where there is none that is newer. A version that is as old or older is never one. */
export const updateFor = (feed: Feed, here: Here): Result<Found | null, 'malformed'> => {
  if (!isNewer(feed.version, here.version)) return ok(null)
  const file = feed.files.find((one) => one.for === here.target)
  if (file === undefined) return ok(null)
  const feedUrl = new URL(here.feedUrl)
  const url = URL.canParse(file.url, here.feedUrl) ? new URL(file.url, feedUrl) : null
  const name = url?.pathname.split('/').at(-1) ?? ''
  if (url === null || !mayFetch(url, feedUrl) || !/^[\w.-]+$/.test(name) || !name.endsWith(here.extension))
    return fail('malformed', 'The list of updates names a file that Caesura does not fetch.')
  return ok({
    version: feed.version,
    notes: plainNotes(feed.notes),
    url: url.href,
    sha512: file.sha512,
    bytes: file.bytes,
  })
}
