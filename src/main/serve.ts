// Media files as a media element wants them: whole, in parts, and only by name of length (HEAD). The element seeks by asking
// for a range; without 206 answers seeking snaps back to where it was.

import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { parseRange } from './range'

/** What the file's extension says; the browser reads the rest from the file. */
export const mediaTypes: Readonly<Record<string, { readonly type: string; readonly kind: 'audio' | 'video' }>> = {
  mp4: { type: 'video/mp4', kind: 'video' },
  m4v: { type: 'video/mp4', kind: 'video' },
  mov: { type: 'video/mp4', kind: 'video' },
  webm: { type: 'video/webm', kind: 'video' },
  mkv: { type: 'video/x-matroska', kind: 'video' },
  ogv: { type: 'video/ogg', kind: 'video' },
  mp3: { type: 'audio/mpeg', kind: 'audio' },
  m4a: { type: 'audio/mp4', kind: 'audio' },
  aac: { type: 'audio/aac', kind: 'audio' },
  wav: { type: 'audio/wav', kind: 'audio' },
  flac: { type: 'audio/flac', kind: 'audio' },
  ogg: { type: 'audio/ogg', kind: 'audio' },
  oga: { type: 'audio/ogg', kind: 'audio' },
  opus: { type: 'audio/ogg', kind: 'audio' },
}

export const extensionOf = (name: string): string => /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''

/** @param headers go on every answer. 404 where the file is gone or is none. */
export const serveMedia = async (
  path: string,
  request: Request,
  headers: Readonly<Record<string, string>>,
): Promise<Response> => {
  const found = await stat(path).catch(() => null)
  if (found === null || !found.isFile()) return new Response('Not found', { status: 404, headers })
  const { size } = found
  const common = {
    ...headers,
    'Accept-Ranges': 'bytes',
    'Content-Type': mediaTypes[extensionOf(path)]?.type ?? 'application/octet-stream',
  }
  const range = parseRange(request.headers.get('range'), size)
  switch (range.kind) {
    case 'unsatisfiable':
      return new Response(null, { status: 416, headers: { ...common, 'Content-Range': `bytes */${size}` } })
    case 'whole': {
      const body = request.method === 'HEAD' ? null : stream(path, 0, size - 1)
      return new Response(body, { status: 200, headers: { ...common, 'Content-Length': String(size) } })
    }
    case 'part': {
      const { first, last } = range
      const body = request.method === 'HEAD' ? null : stream(path, first, last)
      const length = { 'Content-Length': String(last - first + 1), 'Content-Range': `bytes ${first}-${last}/${size}` }
      return new Response(body, { status: 206, headers: { ...common, ...length } })
    }
  }
}

/** The element drops a stream as soon as it seeks: the file is closed with it. */
const stream = (path: string, first: number, last: number): ReadableStream<Uint8Array> | null => {
  if (last < first) return null
  const file = createReadStream(path, { start: first, end: last })
  return fromNode(file)
}

const fromNode = (file: Readable): ReadableStream<Uint8Array> => {
  const chunks = file[Symbol.asyncIterator]()
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { done, value } = await chunks.next()
      if (done === true) controller.close()
      else if (value instanceof Uint8Array) controller.enqueue(value)
    },
    cancel: () => void file.destroy(),
  })
}
