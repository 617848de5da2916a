import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { nodeDisk } from '../library/disk'
import { type Caps, isPlainName, openArchive, readEntry } from './unzip'
import { createZipWriter } from './zip'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caesura-zip-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const caps: Caps = { entries: 100, entryBytes: 8 * 1024 * 1024, totalBytes: 32 * 1024 * 1024 }
const at = (name = 'a.zip'): string => join(folder, name)

type Given = readonly (readonly [name: string, bytes: Uint8Array, how?: 'deflate' | 'store'])[]
const write = async (given: Given, from = 0): Promise<void> => {
  const file = await nodeDisk.open(at(), 'update')
  const zip = createZipWriter(file, from)
  for (const [name, bytes, how] of given) await zip.add(name, bytes, how)
  await zip.finish()
  await file.close()
}
const read = async (limits = caps): Promise<Map<string, Buffer> | string> => {
  const file = await nodeDisk.open(at(), 'read')
  try {
    const archive = await openArchive(file, limits)
    if (!archive.ok) return archive.message
    const found = new Map<string, Buffer>()
    for (const entry of archive.value.entries.values()) {
      const bytes = await readEntry(file, entry)
      if (!bytes.ok) return bytes.message
      found.set(entry.name, bytes.value)
    }
    return found
  } finally {
    await file.close()
  }
}
const change = async (edit: (bytes: Buffer) => Buffer | void): Promise<void> => {
  const bytes = await readFile(at())
  await writeFile(at(), edit(bytes) ?? bytes)
}
const text = (value: string): Buffer => Buffer.from(value)
/** Where the nth entry of the list of contents begins. */
const listed = (bytes: Buffer, n = 0): number => {
  let place = bytes.readUInt32LE(bytes.length - 6)
  for (let i = 0; i < n; i++)
    place += 46 + bytes.readUInt16LE(place + 28) + bytes.readUInt16LE(place + 30) + bytes.readUInt16LE(place + 32)
  return place
}

/** What Python's own zipfile says; null where there is no Python. */
const python = (script: string): string | null => {
  try {
    return execFileSync('python3', ['-c', script, at()], { encoding: 'utf8' })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

/** Another name of the same length, wherever it stands. */
const rename = (from: string, to: string) => (bytes: Buffer) => {
  let place = bytes.indexOf(from)
  while (place !== -1) {
    bytes.write(to, place)
    place = bytes.indexOf(from, place + 1)
  }
}

describe('written and read back', () => {
  test('any files under any plain names', async () => {
    const name = fc
      .array(fc.stringMatching(/^[a-z0-9äé日][a-z0-9äé日-]{0,8}$/u), { minLength: 1, maxLength: 3 })
      .map((parts) => parts.join('/'))
    const files = fc.uniqueArray(
      fc.tuple(name, fc.uint8Array({ maxLength: 3000 }), fc.constantFrom('deflate', 'store')),
      {
        maxLength: 6,
        selector: ([one]) => one.normalize('NFC').toLowerCase(),
      },
    )
    await fc.assert(
      fc.asyncProperty(files, async (given) => {
        await rm(at(), { force: true })
        await write(given)
        const found = await read()
        expect(found).toEqual(new Map(given.map(([one, bytes]) => [one, Buffer.from(bytes)])))
      }),
      { numRuns: 60 },
    )
  })

  test('beyond four gigabytes: offsets as ZIP64, in a file with a hole', async () => {
    await write(
      [
        ['a.json', text('first')],
        ['b.json', text('second')],
      ],
      5 * 1024 ** 3,
    )
    expect(await read()).toEqual(
      new Map([
        ['a.json', text('first')],
        ['b.json', text('second')],
      ]),
    )
  })

  test('more than 65,535 files', async () => {
    const many: Given = Array.from({ length: 66_000 }, (_, n) => [`${n}`, text(''), 'store'])
    await write(many)
    const file = await nodeDisk.open(at(), 'read')
    const archive = await openArchive(file, { ...caps, entries: 70_000 })
    expect(archive.ok ? archive.value.entries.size : archive.message).toBe(66_000)
    const last = archive.ok ? archive.value.entries.get('65999') : undefined
    expect(last === undefined ? null : await readEntry(file, last)).toMatchObject({ ok: true })
    await file.close()
  })

  test('another program reads it, and it reads what another one wrote', async () => {
    await write([
      ['jobs/ä/response.json', text('{"a":1}'.repeat(500))],
      ['mimetype', text('x'), 'store'],
    ])
    const names = python('import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); print(z.testzip(), z.namelist())')
    if (names === null) return
    expect(names.trim()).toBe("None ['jobs/ä/response.json', 'mimetype']")
    python(
      'import sys,zipfile; z=zipfile.ZipFile(sys.argv[1],"w",zipfile.ZIP_DEFLATED); z.writestr("folder/",""); z.writestr("folder/a.txt","hello"*99); z.comment=b"made elsewhere"; z.close()',
    )
    expect(await read()).toEqual(new Map([['folder/a.txt', text('hello'.repeat(99))]]))
  })
})

describe('what nobody honest makes: one sentence, nothing used', () => {
  const two: Given = [
    ['aa.json', text('{"first":true}')],
    ['bb.json', text('x'.repeat(5000))],
  ]
  const cases: readonly [string, (bytes: Buffer) => Buffer | void, string][] = [
    ['a way up', rename('aa.json', '../json'), 'leads elsewhere'],
    ['an absolute path', rename('aa.json', '/a.json'), 'leads elsewhere'],
    ['a backslash', rename('aa.json', 'a\\.json'), 'leads elsewhere'],
    ['a drive', rename('aa.json', 'c:a.jso'), 'leads elsewhere'],
    ['a control character', rename('aa.json', 'a\0.json'), 'leads elsewhere'],
    ['a name that is no text', (bytes) => void bytes.writeUInt8(0xff, listed(bytes) + 46), 'leads elsewhere'],
    ['two of one name', rename('bb.json', 'aa.json'), 'two files of one name'],
    ['two of one name but for capitals', rename('bb.json', 'AA.json'), 'two files of one name'],
    ['a link', (bytes) => void bytes.writeUInt32LE(0o120777 * 0x1_0000, listed(bytes) + 38), 'a link'],
    ['a device', (bytes) => void bytes.writeUInt32LE(0o060644 * 0x1_0000, listed(bytes) + 38), 'a link'],
    ['a password', (bytes) => void bytes.writeUInt16LE(0x0801, listed(bytes) + 8), 'password'],
    ['a password in the file’s own header', (bytes) => void bytes.writeUInt16LE(1, 6), 'password'],
    ['another method', (bytes) => void bytes.writeUInt16LE(12, listed(bytes) + 10), 'does not read'],
    [
      'a declared size over the cap',
      (bytes) => void bytes.writeUInt32LE(9 * 1024 * 1024, listed(bytes, 1) + 24),
      'far more',
    ],
    [
      'a declared size of 2^64 − 1 without its value',
      (bytes) => void bytes.writeUInt32LE(0xffffffff, listed(bytes, 1) + 24),
      'damaged',
    ],
    ['more than it declares', (bytes) => void bytes.writeUInt32LE(4000, listed(bytes, 1) + 24), 'damaged'],
    ['less than it declares', (bytes) => void bytes.writeUInt32LE(6000, listed(bytes, 1) + 24), 'damaged'],
    ['a wrong checksum', (bytes) => void bytes.writeUInt32LE(7, listed(bytes) + 16), 'damaged'],
    ['changed bytes', (bytes) => void bytes.write('FALSE', bytes.indexOf('first')), 'damaged'],
    ['files over one another', (bytes) => void bytes.writeUInt32LE(0, listed(bytes, 1) + 42), 'over one another'],
    ['a file beyond the end', (bytes) => void bytes.writeUInt32LE(0x7fffffff, listed(bytes, 1) + 42), 'damaged'],
    ['a count that is a lie', (bytes) => void bytes.writeUInt16LE(90, bytes.length - 12), 'damaged'],
    ['a count over the cap', (bytes) => void bytes.writeUInt16LE(101, bytes.length - 12), 'far more'],
    ['a list beyond the end', (bytes) => void bytes.writeUInt32LE(0x7fffffff, bytes.length - 6), 'damaged'],
    ['a second disk', (bytes) => void bytes.writeUInt16LE(1, bytes.length - 18), 'no Caesura file'],
    ['another name in the file’s own header', (bytes) => void bytes.write('zz', 30), 'damaged'],
    ['nothing', () => Buffer.alloc(0), 'no Caesura file'],
    ['bytes', () => Buffer.alloc(5000, 7), 'no Caesura file'],
    ['only an end', () => Buffer.concat([text('PK\x05\x06'), Buffer.alloc(18)]), ''],
  ]
  test.each(cases)('%s', async (_, edit, sentence) => {
    await write(two)
    await change(edit)
    const found = await read()
    if (sentence === '') expect(found).toEqual(new Map())
    else expect(found).toContain(sentence)
  })

  test('a bomb: 8 MB of nothing in 8 kB', async () => {
    await write([['a', Buffer.alloc(8 * 1024 * 1024)]])
    expect(await read()).toContain('far more')
  })

  test('many that are each small enough, and too much together', async () => {
    await write(Array.from({ length: 5 }, (_, n) => [`${n}`, Buffer.alloc(1024 * 1024)]))
    expect(await read({ ...caps, totalBytes: 4 * 1024 * 1024 })).toContain('far more')
  })

  test('cut at any byte', async () => {
    await write([
      ['aa.json', text('{"first":true}')],
      ['bb.json', text('{"second":true}')],
    ])
    const { length } = await readFile(at())
    for (let size = length - 1; size >= 0; size--) {
      await truncate(at(), size)
      expect(typeof (await read()), `${size} bytes`).toBe('string')
    }
  })

  test('any byte changed: the same files, or a sentence', async () => {
    await write(two)
    const whole = await readFile(at())
    const good = await read()
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (place, by) => {
        const bytes = Buffer.from(whole)
        bytes[place] = ((bytes[place] ?? 0) + by) % 256
        await writeFile(at(), bytes)
        const found = await read()
        if (typeof found === 'string') expect(found).toMatch(/^\p{L}.*\.$/u)
        else
          for (const [name, content] of found)
            if (good instanceof Map && good.has(name)) expect(content).toEqual(good.get(name))
      }),
      { numRuns: 400 },
    )
  })

  test.each(['', '/', 'a//b', './a', 'a/..', 'a/../b', 'C:/a', 'a\\b', 'a\n', 'a.', 'a ', 'a/ /b'])(
    '“%s” is no plain name',
    (name) => {
      expect(isPlainName(name)).toBe(false)
    },
  )
})
