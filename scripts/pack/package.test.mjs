// What may be packed, what may be in it, and how its fuses stand: by cases, and on a package that is made here where an Electron is known.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { packAsar } from '../setup/asar.mjs'
import { run } from '../setup/children.mjs'
import { inRoot } from '../setup/places.mjs'
import { readAsar } from './asar.mjs'
import { budgetBytes, contentsOf, wrongFiles } from './contents.mjs'
import { fusesIn, wanted, wrongFuses } from './fuses.mjs'
import { mayBeShipped, namesFor, packedApp } from './names.mjs'

const folder = mkdtempSync(join(tmpdir(), 'caesura-package-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const app = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'))
const builder = createRequire(createRequire(import.meta.url).resolve('app-builder-lib/package.json'))
const config = builder('js-yaml').load(readFileSync(inRoot('electron-builder.yml'), 'utf8'))

/** @param {Record<string, string>} files */
const archived = (files) => {
  const file = join(folder, 'app.asar')
  writeFileSync(file, packAsar(files))
  return readAsar(file)
}

/** @param {string} states */
const program = (states) =>
  Buffer.concat([
    Buffer.from('code dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
    Buffer.from([1, states.length]),
    Buffer.from(`${states} code`),
  ])

describe('which Electron goes to people', () => {
  const official = { source: /** @type {const} */ ('downloaded'), version: '45.4.1', wanted: '45.4.1', marked: false }
  test.each([
    ['its own download', {}, true],
    ['a folder of that version', { source: /** @type {const} */ ('ELECTRON_OVERRIDE_DIST_PATH') }, true],
    ['another version', { version: '33.4.11' }, false],
    ['the fallback', { source: /** @type {const} */ ('fallback') }, false],
    ['the fallback, handed in as a folder that says it is official', { marked: true }, false],
  ])('%s', (_, change, may) => {
    expect(mayBeShipped({ ...official, ...change })).toBe(may)
  })

  test('a trial says so in each name and in its version', () => {
    const { id, name, version, overrides } = namesFor(app, true)
    for (const text of [id, name, version]) expect(text).toMatch(/smoke/)
    const told = overrides.filter((line) => !line.includes('smoke'))
    expect(told).toEqual([])
    expect(namesFor(app, false)).toMatchObject({ id: 'caesura', name: 'Caesura', version: app.version, overrides: [] })
  })
})

describe('what may be in it', () => {
  test('an archive is read as it was written', () => {
    const files = archived({ 'package.json': '{"a":"ü"}', 'out/main/index.js': 'x' })
    expect([...files].map(([path, { body }]) => [path, body().toString()])).toEqual([
      ['package.json', '{"a":"ü"}'],
      ['out/main/index.js', 'x'],
    ])
  })

  test.each([
    ['a source map', 'out/main/index.js.map', '{}', /no business/],
    ['a test', 'out/main/export.test.js', '', /no business/],
    ['the simulator', 'out/simulator/index.js', '', /no business/],
    ['sources', 'src/main/index.ts', '', /no business/],
    ['a package that nobody named', 'node_modules/left/index.js', '', /no business/],
    ['the name of a source map', 'out/main/index.js', 'x()\n//# sourceMappingURL=index.js.map', /names a source map/],
    ['a key', 'out/renderer/assets/index-a.js', `const k = "pictai_${'a1'.repeat(12)}"`, /a key of Pictory/],
    ['a private key', 'out/cli/index.js', '-----BEGIN RSA PRIVATE KEY-----', /private key/],
    ['too much', 'out/main/index.js', 'x'.repeat(budgetBytes + 1), /budget/],
  ])('%s is refused', (_, path, content, sentence) => {
    expect(wrongFiles(archived({ 'package.json': '{}', [path]: content }))).toEqual([expect.stringMatching(sentence)])
  })

  test('the prefix of a key, as the window shows it, is none', () => {
    expect(wrongFiles(archived({ 'out/main/index.js': 'placeholder="pictai_…" /^pictai_/' }))).toEqual([])
  })
})

describe('the fuses', () => {
  test('are read as electron-builder is told to set them', () => {
    const [fuses] = fusesIn(program('01001100'))
    for (const { name, on } of wanted) expect([name, fuses?.[name], config.electronFuses[name]]).toEqual([name, on, on])
  })

  test('each that stands wrong is named, in each half of a program for two processors', () => {
    const file = join(folder, 'program')
    writeFileSync(file, Buffer.concat([program('01001100'), program('11001100')]))
    expect(wrongFuses(file)).toEqual([expect.stringContaining('runAsNode is on')])
    writeFileSync(file, 'no program at all')
    expect(wrongFuses(file)).toEqual([expect.stringContaining('no fuses')])
  })
})

// `npm test` names the Electron that it found; by hand: CAESURA_ELECTRON=… before vitest.
const electron = process.env['CAESURA_ELECTRON']
const isFallback = electron !== undefined && existsSync(join(dirname(electron), 'caesura-runtime.json'))
test.runIf(isFallback)('no installer is made of the fallback, whoever names it', async () => {
  const { code, out } = await run(process.execPath, [inRoot('scripts/dist.mjs'), '--out', join(folder, 'never')])
  expect(code).toBe(1)
  expect(out).toMatch(/Only official Electron \S+ is packed for people, and this machine has the fallback/)
  expect(existsSync(join(folder, 'never'))).toBe(false)
})

test.skipIf(electron === undefined)(
  'the packed app holds what it must and nothing else, with its fuses set',
  async () => {
    const { code, out } = await run(process.execPath, [inRoot('scripts/dist.mjs'), '--dir', '--out', folder], {
      limitMs: 55_000,
    })
    expect(code, out).toBe(0)
    const trial = /this is a trial/.test(out)
    const names = namesFor(app, trial)
    const packed = packedApp(folder, /** @type {import('./names.mjs').Platform} */ (process.platform), names)
    if (packed === null) throw new Error(out)
    const { program, resources } = packed
    const { wrong, bytes, files } = contentsOf(resources)
    expect(wrong).toEqual([])
    expect(bytes).toBeGreaterThan(1_000_000)
    expect(bytes).toBeLessThanOrEqual(budgetBytes)
    for (const needed of ['out/main/index.js', 'out/preload/index.cjs', 'out/cli/index.js', 'package.json'])
      expect(files).toContain(needed)
    expect(wrongFuses(program)).toEqual([])
    const manifest = JSON.parse(String(readAsar(join(resources, 'app.asar')).get('package.json')?.body()))
    expect([manifest.productName, manifest.version]).toEqual([names.name, names.version])
    const licences = readFileSync(join(resources, 'THIRD-PARTY-LICENCES.txt'), 'utf8')
    for (const shipped of ['react 19', 'keytar 7', 'zod 4', 'mediabunny 1', '@fontsource-variable/inter 5'])
      expect(licences).toContain(shipped)
    expect(licences).not.toContain('vitest')
  },
)
