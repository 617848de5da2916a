// The texts of the deb, and the drawings of its icon.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import * as ours from '../../src/main/commandLine'
import { run } from '../setup/children.mjs'
import { inRoot } from '../setup/places.mjs'
import { control } from './deb.mjs'
import { commandWords, desktopEntry, launcher, mimeTypes } from './linux.mjs'
import { rpmVersion, spec } from './rpm.mjs'
import { icns, ico, png, sizes } from './icon.mjs'
import { packageOf } from './licences.mjs'

const about = {
  id: 'caesura',
  name: 'Caesura',
  version: '1.2.3',
  description: 'Turns jobs into files.',
  author: 'Somebody',
  own: { ext: 'caesura', description: 'A job', mimeType: 'application/x-caesura' },
  others: ['application/json', 'text/vtt'],
}

const posix = process.platform !== 'win32'
test.runIf(posix)('a command goes to the app without a sandbox for root only, anything else as it came', async () => {
  expect(commandWords).toEqual(ours.commandWords)
  const folder = mkdtempSync(join(tmpdir(), 'caesura-launcher-'))
  const [file, app] = [join(folder, 'launcher'), join(folder, 'app')]
  writeFileSync(app, '#!/bin/sh\nfor word; do printf "[%s]" "$word"; done', { mode: 0o755 })
  writeFileSync(file, launcher(about).replace('/opt/caesura/caesura', app))
  /** @param {string[]} args */
  const given = async (...args) => (await run('sh', [file, ...args])).stdout
  const flags = process.getuid?.() === 0 ? '[--no-sandbox][--log-level=3]' : '[--log-level=3]'
  expect(await given('export', 'a b.json', '--format=srt')).toBe(`${flags}[export][a b.json][--format=srt]`)
  expect(await given('/home/me/a b.caesura')).toBe('[/home/me/a b.caesura]')
  expect(await given()).toBe('')
  rmSync(folder, { recursive: true })
})

test('its desktop entry opens files, its own kind by default, and links', () => {
  const entry = desktopEntry(about)
  expect(entry).toContain('\nExec=/usr/bin/caesura %U\n')
  expect(entry).toContain('\nMimeType=application/x-caesura;x-scheme-handler/caesura;application/json;text/vtt;\n')
})

test('its own kind is known by the bytes that the app begins it with', () => {
  const xml = mimeTypes(about)
  expect(xml).toContain('<glob pattern="*.caesura"/>')
  expect(xml).toContain(String.raw`value="PK\003\004"`)
  expect(xml).toContain('offset="30" value="mimetypeapplication/x-caesura"')
  const source = readFileSync(inRoot('src/main/portable/caesuraFile.ts'), 'utf8')
  expect(source).toContain("export const mimeType = 'application/x-caesura'")
})

test('it asks for what set-up installs, under the names of old releases and new', () => {
  const text = control(about, { architecture: 'amd64', kilobytes: 7 })
  expect(text).toContain('libgtk-3-0t64 | libgtk-3-0, libnss3')
  expect(text).toMatch(/^Package: caesura\nVersion: 1\.2\.3\nArchitecture: amd64\n/)
})

test('an icon is a PNG of its size, clear at the corner and light in the strokes', () => {
  const file = png(64)
  expect(file.subarray(1, 4).toString()).toBe('PNG')
  expect([file.readUInt32BE(16), file.readUInt32BE(20)]).toEqual([64, 64])
  const rows = inflateSync(file.subarray(file.indexOf('IDAT') + 4, file.indexOf('IEND') - 8))
  /** @param {number} x @param {number} y */
  const at = (x, y) => [...rows.subarray(y * (64 * 4 + 1) + 1 + x * 4).subarray(0, 4)]
  expect(at(0, 0)[3]).toBe(0)
  expect(at(39, 32)).toEqual([0xfb, 0xf4, 0xe6, 255])
})

test('the containers of Windows and macOS hold the drawings', () => {
  const drawn = new Map(sizes.slice(0, 4).map((side) => [side, png(side)]))
  const windows = ico(drawn)
  expect(windows.readUInt16LE(4)).toBe(4)
  const [length, offset] = [windows.readUInt32LE(6 + 16 + 8), windows.readUInt32LE(6 + 16 + 12)]
  expect(windows.subarray(offset, offset + length)).toEqual(drawn.get(32))
  const mac = icns(drawn)
  expect([mac.subarray(0, 4).toString(), mac.readUInt32BE(4)]).toEqual(['icns', mac.length])
})

test.each([
  ['/c/node_modules/zod/v4/index.js', '/c/node_modules/zod'],
  ['/c/node_modules/@base-ui/react/a/b.js?x', '/c/node_modules/@base-ui/react'],
  ['/c/node_modules/a/node_modules/b/i.js', '/c/node_modules/a/node_modules/b'],
  [String.raw`C:\c\node_modules\zod\i.js`, 'C:/c/node_modules/zod'],
  ['/c/src/main/index.ts', null],
])('%s belongs to %s', (id, path) => {
  expect(packageOf(id)).toBe(path)
})

test('the rpm brings the same files, its sandbox helper as root’s, and a version that rpm takes', () => {
  const text = spec(about, '/tree', true)
  expect(text).toContain('\nVersion: 1.2.3\n')
  expect(text).toContain('\n%attr(4755,root,root) /opt/caesura/chrome-sandbox\n')
  expect(text).toContain('cp -a "/tree/." "%{buildroot}/"')
  expect(rpmVersion('0.1.0-smoke')).toBe('0.1.0~smoke')
})
