// Ranges, media and the app:// scheme, on real files.

import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseRange } from './range'
import { createScheme, fileFor } from './scheme'

describe('parseRange', () => {
  test.each([
    [null, 'whole'],
    ['', 'whole'],
    ['bytes=0-', [0, 9]],
    ['bytes=3-', [3, 9]],
    ['bytes=0-0', [0, 0]],
    ['bytes=2-4', [2, 4]],
    ['bytes=2-400', [2, 9]],
    ['bytes= 2 - 4', [2, 4]],
    ['bytes=-3', [7, 9]],
    ['bytes=-300', [0, 9]],
    ['bytes=9-9', [9, 9]],
    ['bytes=10-', 'unsatisfiable'],
    ['bytes=10-12', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=5-2', 'whole'],
    ['bytes=-', 'whole'],
    ['bytes=a-b', 'whole'],
    ['bytes=0-1,3-4', 'whole'],
    ['items=0-1', 'whole'],
    ['bytes=99999999999999999999-', 'whole'],
  ])('%s of 10 bytes', (header, expected) => {
    const range = parseRange(header, 10)
    expect(range.kind === 'part' ? [range.first, range.last] : range.kind).toEqual(expected)
  })
  test('of an empty file', () => {
    expect(parseRange('bytes=0-', 0).kind).toBe('unsatisfiable')
    expect(parseRange('bytes=-5', 0).kind).toBe('unsatisfiable')
    expect(parseRange(null, 0).kind).toBe('whole')
  })
})

let folder = ''
const bytes = Buffer.from(Array.from({ length: 200_000 }, (_, index) => index % 251))
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caesura-serve-'))
  await mkdir(join(folder, 'page', 'assets'), { recursive: true })
  await writeFile(join(folder, 'page', 'index.html'), '<!doctype html>')
  await writeFile(join(folder, 'page', 'assets', 'a.js'), 'a()')
  await writeFile(join(folder, 'page', 'assets', 'peaks.worker-a1_B-c.js'), 'read()')
  await writeFile(join(folder, 'page', 'secret'), 'no type, no service')
  await writeFile(join(folder, 'secret.json'), 'secret')
  await writeFile(join(folder, 'a b.mp4'), bytes)
  await writeFile(join(folder, 'empty.mp3'), '')
  await symlink(join(folder, 'a b.mp4'), join(folder, 'link.mp4'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const answer = (url: string, init?: RequestInit) =>
  createScheme(
    join(folder, 'page'),
    (token) =>
      ({
        t: join(folder, 'a b.mp4'),
        l: join(folder, 'link.mp4'),
        e: join(folder, 'empty.mp3'),
        gone: join(folder, 'gone.mp4'),
        dir: folder,
      })[token] ?? null,
  )(new Request(url, init))

describe('media', () => {
  test('whole, in parts, head, and beyond the end', async () => {
    const whole = await answer('app://caesura/media/t')
    expect(whole.status).toBe(200)
    expect(whole.headers.get('content-type')).toBe('video/mp4')
    expect(Buffer.from(await whole.arrayBuffer())).toEqual(bytes)
    for (const [range, first, last] of [
      ['bytes=0-', 0, 199_999],
      ['bytes=70000-140000', 70_000, 140_000],
      ['bytes=-10', 199_990, 199_999],
    ] as const) {
      const part = await answer('app://caesura/media/t', { headers: { range } })
      expect([part.status, part.headers.get('content-range'), part.headers.get('content-length')]).toEqual([
        206,
        `bytes ${first}-${last}/200000`,
        String(last - first + 1),
      ])
      expect(Buffer.from(await part.arrayBuffer())).toEqual(bytes.subarray(first, last + 1))
    }
    const head = await answer('app://caesura/media/t', { method: 'HEAD' })
    expect([head.status, head.headers.get('content-length'), head.headers.get('accept-ranges'), head.body]).toEqual([
      200,
      '200000',
      'bytes',
      null,
    ])
    const beyond = await answer('app://caesura/media/t', { headers: { range: 'bytes=200000-' } })
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */200000'])
  })
  test('an empty file, a link, a file that is gone, a folder, a token never given', async () => {
    expect((await answer('app://caesura/media/e')).status).toBe(200)
    expect((await answer('app://caesura/media/l')).status).toBe(200)
    for (const token of ['gone', 'dir', 'x', '', '../t', '..%2ft'])
      expect((await answer(`app://caesura/media/${token}`)).status).toBe(404)
  })
  test('a stream that is dropped half-way is no trouble', async () => {
    const { body } = await answer('app://caesura/media/t')
    const reader = body?.getReader()
    await reader?.read()
    await reader?.cancel()
    expect((await answer('app://caesura/media/t')).status).toBe(200)
  })
})

const policyOf = async (path: string): Promise<string> =>
  (await answer(`app://caesura/${path}`)).headers.get('content-security-policy') ?? ''

describe('the page', () => {
  test.each([
    ['app://caesura/', 200, 'text/html; charset=utf-8'],
    ['app://caesura/index.html?x#y', 200, 'text/html; charset=utf-8'],
    ['app://caesura/assets/a.js', 200, 'text/javascript; charset=utf-8'],
    ['app://caesura/secret', 404, null],
    ['app://caesura/assets', 404, null],
    ['app://caesura/missing.js', 404, null],
    ['app://caesura/../secret.json', 404, null],
    ['app://caesura/%2e%2e/secret.json', 404, null],
    ['app://caesura/..%2fsecret.json', 404, null],
    ['app://caesura/assets/..%2f..%2f..%2fsecret.json', 404, null],
    ['app://caesura/..%5csecret.json', 404, null],
    ['app://caesura/%00index.html', 404, null],
    ['app://caesura/%zz.html', 404, null],
    ['app://other/index.html', 404, null],
    ['app://caesura.evil/index.html', 404, null],
  ])('%s → %i', async (url, status, type) => {
    const response = await answer(url)
    expect(response.status).toBe(status)
    if (type !== null) expect(response.headers.get('content-type')).toBe(type)
    const policy = response.headers.get('content-security-policy') ?? ''
    for (const part of [
      `default-src 'none'`,
      `script-src 'self'`,
      `connect-src 'none'`,
      `base-uri 'none'`,
      `frame-ancestors 'none'`,
    ])
      expect(policy).toContain(part)
    expect(policy).not.toMatch(/unsafe|https?:|\*/)
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(await response.text()).not.toContain('secret')
  })
  test('the thread that reads sound may fetch linked media and nothing else; no other script may', async () => {
    const policy = await policyOf('assets/peaks.worker-a1_B-c.js')
    expect(policy).toContain('connect-src app://caesura/media/;')
    expect(policy.replace('app://caesura/media/', `'none'`)).toBe(await policyOf('assets/a.js'))
    for (const path of [
      'assets/peaks.worker-a1_B-c.js.html',
      'peaks.worker-a1.js',
      'assets/peaks.worker-a1_B-c.js/x.js',
    ])
      expect(await policyOf(path), path).toContain(`connect-src 'none'`)
  })
  test('nothing but GET and HEAD', async () => {
    for (const method of ['POST', 'PUT', 'DELETE'])
      expect((await answer('app://caesura/index.html', { method })).status).toBe(405)
  })
  test('a path never leaves the folder, whatever it holds', () => {
    for (const path of ['/../x.js', '/..%2f..%2fx.js', '/a/%2e%2e/%2e%2e/x.js']) {
      const file = fileFor('/root', new URL(`app://caesura${path}`))
      if (file !== null) expect(file.startsWith('/root/')).toBe(true)
    }
  })
})
