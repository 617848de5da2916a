import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { nodeDisk } from './disk'
import { diskError, failingAt, faultyDisk } from './faulty'
import { journalOf, openJournal, readJournal, readLines } from './journal'

let folder = ''
let path = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caesura-journal-'))
  path = join(folder, 'edits.jsonl')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const jsons = ['{"a":1}', '{"text":"Zwölf Boxkämpfer 🥊"}', '{"text":"line\\nbreak"}', '"x"', '{}']
const whole = journalOf(jsons)
/** As Caesura wrote a line up to schema 2. */
const oldLine = (json: string): string =>
  `${Buffer.byteLength(json)} ${createHash('sha256').update(json).digest('hex').slice(0, 16)} ${json}\n`
const old = Buffer.from(jsons.map(oldLine).join(''))
const texts = (bytes: Buffer): readonly string[] => readLines(bytes).lines.map((line) => line.json)
const linesOf = (bytes: Buffer): readonly Buffer[] =>
  readLines(bytes).lines.map(({ endsAt }, n, all) => bytes.subarray(all[n - 1]?.endsAt ?? 0, endsAt))

/** A journal that was begun before the lines were sealed and went on after. */
const mixed = async (): Promise<Buffer> => {
  await writeFile(path, jsons.slice(0, 2).map(oldLine).join(''))
  const read = await readJournal(nodeDisk, path)
  const journal = openJournal(nodeDisk, path, { offset: read?.soundBytes ?? 0, seal: null })
  for (const json of jsons.slice(2)) await journal.append([json])
  return readFile(path)
}
const kinds = [
  ['sealed', async () => whole],
  ['of schema 2', async () => old],
  ['begun before the seals', mixed],
] as const

describe.each(kinds)('readLines, a journal %s', (_, make) => {
  test('reads back what was written', async () => {
    const bytes = await make()
    expect(readLines(bytes)).toMatchObject({ soundBytes: bytes.length, rest: null })
    expect(texts(bytes)).toEqual(jsons)
  })

  test('cut at every byte, it reads as a prefix, and says that the rest is torn', async () => {
    const bytes = await make()
    const ends = readLines(bytes).lines.map((line) => line.endsAt)
    for (let cut = 0; cut <= bytes.length; cut++) {
      const { lines, soundBytes, rest } = readLines(bytes.subarray(0, cut))
      const complete = ends.filter((end) => end <= cut)
      expect(lines.map((line) => line.json)).toEqual(jsons.slice(0, complete.length))
      expect(soundBytes).toBe(complete.at(-1) ?? 0)
      expect(rest?.kind ?? null).toBe(soundBytes === cut ? null : 'torn')
    }
  })

  test('a flipped byte anywhere: every line before it is used, none from it on', async () => {
    const bytes = await make()
    const ends = readLines(bytes).lines.map((line) => line.endsAt)
    for (let at = 0; at < bytes.length; at++) {
      const bad = Buffer.from(bytes)
      bad.writeUInt8(bad.readUInt8(at) ^ 0x01, at)
      const { lines, rest } = readLines(bad)
      const before = ends.filter((end) => end <= at).length
      expect(lines.map((line) => line.json)).toEqual(jsons.slice(0, before))
      expect(rest?.kind).toBe('damaged')
    }
  })

  test('random bytes and mutated journals never throw, and give only lines that were written', async () => {
    const bytes = await make()
    const mutated = fc
      .tuple(fc.nat(bytes.length), fc.nat(40), fc.uint8Array({ maxLength: 40 }))
      .map(([at, gone, put]) => Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + gone)]))
    fc.assert(
      fc.property(
        fc.oneof(
          mutated,
          fc.uint8Array({ maxLength: 200 }).map((random) => Buffer.from(random)),
        ),
        (some) => {
          const { lines, soundBytes, rest } = readLines(some)
          expect(soundBytes + (rest?.bytes.length ?? 0)).toBe(some.length)
          for (const line of lines) expect(jsons).toContain(line.json)
        },
      ),
      { numRuns: 2000 },
    )
  })
})

describe('whole lines that are not where they were written', () => {
  const lines = linesOf(whole)
  const without = (n: number) => lines.filter((_, at) => at !== n)
  const swapped = (n: number, m: number) =>
    lines.map((line, at) => (at === n ? (lines[m] ?? line) : at === m ? (lines[n] ?? line) : line))
  const cases = lines.flatMap((line, n): readonly (readonly [string, readonly Buffer[], number])[] => [
    ...(n === lines.length - 1 ? [] : [[`line ${n} taken out`, without(n), n] as const]),
    ...lines.slice(n + 1).map((_, m) => [`lines ${n} and ${n + 1 + m} swapped`, swapped(n, n + 1 + m), n] as const),
    [`line ${n} twice`, lines.toSpliced(n, 0, line), n + 1],
    [`line ${n} replaced by one of schema 2`, lines.with(n, Buffer.from(oldLine(jsons[n] ?? ''))), n === 0 ? 1 : n],
    [`line ${n} replaced by the first of another journal`, lines.with(n, journalOf(['{"b":2}'])), n === 0 ? 1 : n],
  ])
  test.each(cases)('%s: noticed there, and all before it is used', (_, bytes, sound) => {
    const read = readLines(Buffer.concat(bytes))
    expect(read.lines).toHaveLength(sound)
    expect(read.rest?.kind).toBe('damaged')
  })

  test('lines of schema 2 are vouched for by the first sealed line after them', async () => {
    const bytes = await mixed()
    const [first = '', second = ''] = jsons.slice(0, 2).map(oldLine)
    const rest = bytes.subarray(Buffer.byteLength(first + second))
    for (const start of [second, first, second + first, first + second + second]) {
      const read = readLines(Buffer.concat([Buffer.from(start), rest]))
      expect(read.lines.map(({ seal }) => seal)).toEqual(read.lines.map(() => null))
      expect(read.rest?.kind).toBe('damaged')
    }
  })

  test('a journal goes on only from the seal that its reader knows', async () => {
    await writeFile(path, whole)
    const { endsAt, seal } = readLines(whole).lines[1] ?? { endsAt: 0, seal: null }
    expect((await readJournal(nodeDisk, path, { offset: endsAt, seal }))?.lines).toHaveLength(3)
    const other = await readJournal(nodeDisk, path, { offset: endsAt, seal: '0123456789abcdef' })
    expect(other).toMatchObject({ lines: [], rest: { kind: 'damaged' } })
  })
})

describe('readJournal', () => {
  test('a missing file is an empty journal; a start beyond it is no start', async () => {
    expect(await readJournal(nodeDisk, path)).toMatchObject({ lines: [], rest: null })
    expect(await readJournal(nodeDisk, path, { offset: 5, seal: null })).toBeNull()
  })
  test('reads on from the end of a line, and only from there', async () => {
    for (const bytes of [whole, old, await mixed()]) {
      await writeFile(path, bytes)
      for (const [n, { endsAt, seal }] of readLines(bytes).lines.entries())
        expect((await readJournal(nodeDisk, path, { offset: endsAt, seal }))?.lines.map((line) => line.json)).toEqual(
          jsons.slice(n + 1),
        )
      const seal = '0123456789abcdef'
      expect(
        await readJournal(nodeDisk, path, { offset: (readLines(bytes).lines[0]?.endsAt ?? 0) + 1, seal }),
      ).toBeNull()
      expect(await readJournal(nodeDisk, path, { offset: bytes.length + 1, seal })).toBeNull()
    }
  })
})

describe('append', () => {
  test('appends in order, and goes on after reopening', async () => {
    const journal = openJournal(nodeDisk, path)
    expect(await journal.append(jsons.slice(0, 2))).toEqual({ ok: true, value: null })
    expect(await openJournal(nodeDisk, path, journal.end()).append(jsons.slice(2))).toEqual({ ok: true, value: null })
    expect(await readFile(path)).toEqual(whole)
  })

  test.each([
    ['ENOSPC', 'disk-full'],
    ['EROFS', 'read-only'],
    ['EACCES', 'read-only'],
    ['EIO', 'disk'],
  ] as const)(
    '%s at any disk call: refused as %s, the file is what it was, the next append works',
    async (code, expected) => {
      const two = openJournal(nodeDisk, path)
      await two.append(jsons.slice(0, 2))
      const before = await readFile(path)
      const calls = failingAt(0, code)
      await openJournal(faultyDisk(nodeDisk, calls), path, two.end()).append(['{"probe":1}'])
      await writeFile(path, before)
      expect(calls.calls()).toBeGreaterThan(2)
      for (let n = 1; n <= calls.calls(); n++) {
        const journal = openJournal(faultyDisk(nodeDisk, failingAt(n, code)), path, two.end())
        expect(await journal.append(jsons.slice(2))).toMatchObject({ ok: false, code: expected })
        expect(await readFile(path)).toEqual(before)
        expect(await journal.append(jsons.slice(2))).toMatchObject({ ok: true })
        expect(await readFile(path)).toEqual(whole)
        await writeFile(path, before)
      }
    },
  )

  test('when even cutting off a failed append fails, the next append cuts it off first', async () => {
    const one = openJournal(nodeDisk, path)
    await one.append(jsons.slice(0, 1))
    const first = await readFile(path)
    let sick = true
    const disk = faultyDisk(nodeDisk, {
      strike: (what) => (sick && (what === 'write' || what === 'truncate') ? diskError('EIO') : null),
    })
    const journal = openJournal(disk, path, one.end())
    expect(await journal.append(jsons.slice(1))).toMatchObject({ ok: false, code: 'disk' })
    expect((await readFile(path)).length).toBeGreaterThan(first.length)
    sick = false
    expect(await journal.append(jsons.slice(1))).toMatchObject({ ok: true })
    expect(await readFile(path)).toEqual(whole)
  })

  test('a journal that another program changed is left alone', async () => {
    await writeFile(path, whole)
    for (const size of [whole.length - 3, whole.length + 3])
      expect(await openJournal(nodeDisk, path, { offset: size, seal: null }).append(['{"x":1}'])).toMatchObject({
        ok: false,
        code: 'conflict',
      })
    expect(await readFile(path)).toEqual(whole)
  })

  test('a vanished folder is told, and not made anew', async () => {
    const journal = openJournal(nodeDisk, path)
    await journal.append(['{}'])
    await rm(folder, { recursive: true })
    expect(await journal.append(['{}'])).toMatchObject({
      ok: false,
      code: 'disk',
      message: expect.stringContaining('folder is not there'),
    })
    await expect(readFile(path)).rejects.toThrow('ENOENT')
  })
})
