// The place for files that generateurl points to: as a store behind signed addresses behaves, not as Pictory does.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { uuid } from './generate'
import { type CallScene, isCallScene, playCall, type Stage } from './scenes'
import { send, type Sound } from './wire'

export type PutScene =
  | CallScene
  /** Takes so many bytes, then rests so long, and so on to the end. */
  | { readonly kind: 'slow-reading'; readonly bytes: number; readonly everyMs: number }
  /** Takes so many bytes and no more, and says nothing. */
  | { readonly kind: 'stops-reading'; readonly afterBytes: number }
  /** Takes so many bytes, or half of them, then breaks the connection. */
  | { readonly kind: 'breaks'; readonly afterBytes?: number }
  /** 403: the signature is no longer valid. `early`: said before anything of the file is read, and the connection closed. */
  | { readonly kind: 'expired'; readonly early?: boolean }

export type Uploads = {
  /** null when it is not asked for as it must be. */
  readonly sign: (wanted: Readonly<Record<string, unknown>>) => object | null
  readonly isPlace: (path: string) => boolean
  readonly put: (place: URL, stage: Omit<Stage, 'sound'>, scene: PutScene | null) => Promise<void>
  readonly files: ReadonlyMap<string, Buffer>
  readonly isOurs: (fileUrl: string) => boolean
}

export type UploadsDeps = {
  readonly origin: () => string
  readonly now: () => number
  readonly random: () => number
  readonly validMs: number
}

const largest = 256 * 1024 * 1024

const refusal = (status: number, code: string, message: string): Sound => ({
  status,
  body: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`,
})
const expired = refusal(403, 'AccessDenied', 'Request has expired')

/** `close`: the rest of what is sent is not waited for. */
const tell = (response: ServerResponse, { status, body }: Sound, close = false): void =>
  send(response, status, 'application/xml', body, close ? { connection: 'close' } : {})

const never = new Promise<never>(() => undefined)

const read = async (
  request: IncomingMessage,
  later: Stage['later'],
  scene: PutScene | null,
): Promise<Buffer | 'broken' | 'too-large'> => {
  const announced = Number(request.headers['content-length'] ?? 0)
  const parts: Buffer[] = []
  let length = 0
  let sinceRest = 0
  for await (const part of request) {
    const bytes = Buffer.from(part)
    parts.push(bytes)
    length += bytes.length
    sinceRest += bytes.length
    if (length > largest) return 'too-large'
    if (scene?.kind === 'slow-reading' && sinceRest >= scene.bytes) {
      sinceRest = 0
      await new Promise<void>((done) => later(scene.everyMs, done))
    }
    if (scene?.kind === 'stops-reading' && length >= scene.afterBytes) await never
    if (scene?.kind === 'breaks' && length >= (scene.afterBytes ?? announced / 2)) {
      request.socket.resetAndDestroy()
      return 'broken'
    }
  }
  return Buffer.concat(parts)
}

export const createUploads = ({ origin, now, random, validMs }: UploadsDeps): Uploads => {
  const files = new Map<string, Buffer>()
  /** Signed addresses that were given out: token → what may be put there. */
  const places = new Map<
    string,
    { readonly contentType: string; readonly url: string; readonly signature: string; readonly until: number }
  >()
  const tokenIn = (path: string): string | null => /^\/signed\/([^/]+)$/.exec(path)?.[1] ?? null

  const store = (place: URL, request: IncomingMessage, body: Buffer): Sound => {
    const known = places.get(tokenIn(place.pathname) ?? '')
    if (known === undefined) return refusal(404, 'NoSuchKey', 'The specified key does not exist.')
    if (place.searchParams.get('X-Amz-Signature') !== known.signature)
      return refusal(403, 'SignatureDoesNotMatch', 'The signature does not match.')
    if (now() >= known.until) return expired
    // The store takes the signature in the address; a second credential or another type is an error there.
    if (request.headers.authorization !== undefined)
      return refusal(400, 'InvalidArgument', 'Only one auth mechanism allowed.')
    if (request.headers['content-type'] !== known.contentType)
      return refusal(403, 'SignatureDoesNotMatch', 'The signature does not match.')
    files.set(known.url, body)
    return { status: 200, body: '' }
  }

  return {
    sign: ({ fileName, contentType }) => {
      if (typeof fileName !== 'string' || fileName === '' || typeof contentType !== 'string' || contentType === '')
        return null
      const token = uuid(random)
      const signature = uuid(random).replaceAll('-', '')
      const key = `${token}/${encodeURIComponent(fileName)}`
      const url = `${origin()}/uploaded/${key}`
      places.set(token, { contentType, url, signature, until: now() + validMs })
      const signedUrl = `${origin()}/signed/${token}?X-Amz-Expires=${Math.round(validMs / 1000)}&X-Amz-Signature=${signature}`
      return { signedUrl, url, key }
    },
    isPlace: (path) => tokenIn(path) !== null,
    put: async (place, stage, scene) => {
      const { request, response } = stage
      if (scene?.kind === 'expired' && scene.early === true) return tell(response, expired, true)
      // A signed PUT of unknown length is turned away: nothing of it is read.
      if (request.headers['content-length'] === undefined)
        return tell(response, refusal(411, 'MissingContentLength', 'You must provide the Content-Length header.'), true)
      const body = await read(request, stage.later, scene)
      if (body === 'broken') return undefined
      if (body === 'too-large') return tell(response, refusal(400, 'EntityTooLarge', 'The file is too large.'), true)
      const sound = (): Sound => store(place, request, body)
      if (scene === null) return tell(response, sound())
      if (isCallScene(scene)) return playCall(scene, { ...stage, sound })
      switch (scene.kind) {
        case 'slow-reading':
        case 'stops-reading':
        case 'breaks':
          return tell(response, sound())
        case 'expired':
          return tell(response, expired)
      }
    },
    files,
    isOurs: (fileUrl) => fileUrl.startsWith(`${origin()}/uploaded/`),
  }
}
