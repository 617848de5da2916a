// `app://caesura/`: the only origin the window ever has. Serves the built page and, by opaque token, linked media. Every
// answer carries the policy that leaves the page no other way out.

import { readFile } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { extensionOf, serveMedia } from './serve'

export const scheme = 'app'
export const origin = 'app://caesura'
export const home = `${origin}/index.html`
const mediaPath = '/media/'
export const mediaUrl = (token: string): string => `${origin}${mediaPath}${token}`

/** For protocol.registerSchemesAsPrivileged: standard gives an origin, secure what only secure pages may use, stream seeks in media. */
export const privileges = { standard: true, secure: true, supportFetchAPI: true, stream: true } as const

/** One line per source, with its reason. What is not named falls to default-src 'none'. */
const policy = [
  `default-src 'none'`,
  `script-src 'self'`, // our bundle, nothing inline and no eval
  `style-src 'self'`, // CodeMirror lives in a shadow root with adopted sheets, so no inline styles are needed
  `img-src 'self' data:`, // data: for the small images a bundler inlines
  `font-src 'self'`,
  `media-src 'self'`, // linked media, by token
  `worker-src 'self'`,
  `connect-src 'none'`, // HTTP lives in main; the one exception is below
  `base-uri 'none'`,
  `form-action 'none'`,
  `frame-ancestors 'none'`,
].join('; ')

/**
 * The thread that reads a recording's sound, to draw it: the only code that may fetch, and only linked media by token. A thread has the
 * policy its own script came with, so the page and everything else keep theirs.
 */
const readsMedia = /^\/assets\/peaks\.worker-[\w-]+\.js$/
const mediaPolicy = policy.replace(`connect-src 'none'`, `connect-src ${origin}${mediaPath}`)

const headers: Readonly<Record<string, string>> = {
  'Content-Security-Policy': policy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), usb=(), serial=(), hid=(), display-capture=()',
  'Cache-Control': 'no-cache',
}

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json',
  svg: 'image/svg+xml',
  png: 'image/png',
  ico: 'image/x-icon',
  woff2: 'font/woff2',
}

const notFound = (): Response => new Response('Not found', { status: 404, headers })

/** The file a request means, below `root`; null where it means none. */
export const fileFor = (root: string, url: URL): string | null => {
  if (url.host !== 'caesura') return null
  let path: string
  try {
    path = decodeURIComponent(url.pathname)
  } catch {
    return null
  }
  // A backslash is a separator on Windows only; no file of ours has one, so it is refused everywhere.
  if (/[\0\\]/.test(path) || path.split('/').includes('..')) return null
  const file = join(root, path === '/' ? 'index.html' : path)
  return file.startsWith(root + sep) && types[extensionOf(file)] !== undefined ? file : null
}

/**
 * Answers the requests of `app://`. @param root the folder of the built page, absolute. @param media the path behind a token, null for
 * one that was never given out.
 */
export const createScheme =
  (root: string, media: (token: string) => string | null) =>
  async (request: Request): Promise<Response> => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return new Response(null, { status: 405, headers })
    const url = new URL(request.url)
    if (url.host === 'caesura' && url.pathname.startsWith(mediaPath)) {
      const path = media(url.pathname.slice(mediaPath.length))
      return path === null ? notFound() : serveMedia(path, request, headers)
    }
    const file = fileFor(root, url)
    const bytes = file === null ? null : await readFile(file).catch(() => null)
    if (file === null || bytes === null) return notFound()
    const type = {
      'Content-Type': types[extensionOf(file)] ?? 'application/octet-stream',
      ...(readsMedia.test(url.pathname) ? { 'Content-Security-Policy': mediaPolicy } : {}),
    }
    return new Response(request.method === 'HEAD' ? null : bytes, { headers: { ...headers, ...type } })
  }
