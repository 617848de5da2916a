import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { packAsar } from './asar.mjs'
import { cachedFallback, fallback, integrityOf, placeOf } from './fallback.mjs'
import { loader } from './loader.mjs'
import { readTarball } from './tar.mjs'

const folder = mkdtempSync(join(tmpdir(), 'caesura-fallback-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test.each([
  ['package/clawbench-desktop', 'electron'],
  ['package/locales/de.pak', 'locales/de.pak'],
  ['package/resources/app.asar', null],
  ['package/package.json', null],
  ['package/../../etc/passwd', null],
  ['package//etc/passwd', null],
  ['elsewhere/icudtl.dat', null],
])('%s becomes %s', (name, place) => {
  expect(placeOf(name)).toBe(place)
})

test('an asar names its files by size and offset, in padded framing', () => {
  const archive = packAsar({ 'a.txt': 'äb', 'b.txt': 'c' })
  const indexLength = archive.readUInt32LE(12)
  const index = JSON.parse(archive.toString('utf8', 16, 16 + indexLength))
  expect(index).toEqual({ files: { 'a.txt': { size: 3, offset: '0' }, 'b.txt': { size: 1, offset: '3' } } })
  const body = 8 + archive.readUInt32LE(4)
  expect(body % 4).toBe(0)
  expect(archive.readUInt32LE(0)).toBe(4)
  expect(archive.readUInt32LE(8)).toBe(archive.readUInt32LE(4) - 4)
  expect(archive.toString('utf8', body)).toBe('äbc')
})

/** One entry of a tar archive. @param {string} name @param {Buffer} content */
function entry(name, content, type = '0') {
  const head = Buffer.alloc(512)
  head.write(name, 0)
  head.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124)
  head.write(type, 156)
  head.write('ustar', 257)
  return Buffer.concat([head, content, Buffer.alloc((512 - (content.length % 512)) % 512)])
}

/** @param {string} file */
async function contents(file) {
  /** @type {Record<string, string>} */
  const found = {}
  await readTarball(file, (name) => {
    if (name.endsWith('.skip')) return null
    found[name] = ''
    return (chunk) => (found[name] += chunk.toString())
  })
  return found
}

test('a tarball is read file by file, across the borders of its chunks', async () => {
  const big = 'x'.repeat(200_001)
  const parts = [
    entry('p/dir', Buffer.alloc(0), '5'),
    entry('p/empty', Buffer.alloc(0)),
    entry('p/big', Buffer.from(big)),
    entry('p/no.skip', Buffer.from('no')),
    entry('p/block', Buffer.alloc(512, 'y')),
  ]
  const file = join(folder, 'good.tgz')
  writeFileSync(file, gzipSync(Buffer.concat([...parts, Buffer.alloc(1024)])))
  expect(await contents(file)).toEqual({ 'p/empty': '', 'p/big': big, 'p/block': 'y'.repeat(512) })
})

test('a torn tarball is refused', async () => {
  const whole = entry('p/big', Buffer.alloc(9000, 'x'))
  const [short, cut] = [join(folder, 'short.tgz'), join(folder, 'cut.tgz')]
  writeFileSync(short, gzipSync(whole.subarray(0, 4000)))
  await expect(contents(short)).rejects.toThrow('in the middle of a file')
  writeFileSync(cut, gzipSync(whole).subarray(0, 40))
  await expect(contents(cut)).rejects.toThrow()
})

test('a runtime in the cache counts only when it is whole and of our make', () => {
  const cache = join(folder, 'cache')
  const runtime = join(cache, fallback.folder)
  /** @param {object} stamp */
  const stamped = (stamp) => writeFileSync(join(runtime, 'caesura-runtime.json'), JSON.stringify(stamp))
  const good = { integrity: fallback.integrity, loader: loader['main.js'], files: { electron: 4 } }
  expect(cachedFallback(cache)).toBeNull()
  mkdirSync(runtime, { recursive: true })
  writeFileSync(join(runtime, 'electron'), 'ELF!')
  expect(cachedFallback(cache)).toBeNull()
  stamped(good)
  expect(cachedFallback(cache)).toBe(join(runtime, 'electron'))
  stamped({ ...good, integrity: 'sha512-other' })
  expect(cachedFallback(cache)).toBeNull()
  stamped({ ...good, files: { electron: 5 } })
  expect(cachedFallback(cache)).toBeNull()
})

test('integrity is told as a lockfile tells it', async () => {
  const file = join(folder, 'hello')
  writeFileSync(file, 'hello')
  expect(await integrityOf(file)).toBe(
    'sha512-m3HSJL1i83hdltRq0+o9czGb+8KJDKra4t/3JRlnPKcjI8PZm6XBHXx6zG4UuMXaDEZjR1wuXDre9G9zvN7AQw==',
  )
})
