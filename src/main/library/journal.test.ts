import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { nodeDisk } from './disk'
import { diskError, failingAt, faultyDisk } from './faulty'
import { journalLine, openJournal, readJournal, readLines } from './journal'

let folder = ''
let path = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caesura-journal-'))
  path = join(folder, 'edits.jsonl')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const jsons = ['{"a":1}', '{"text":"Zwölf Boxkämpfer 🥊"}', '{"text":"line\\nbreak"}', '"x"', '{}']
const whole = Buffer.from(jsons.map(journalLine).join(''))
const texts = (bytes: Buffer): readonly string[] => readLines(bytes).lines.map((line) => line.json)

describe('readLines', () => {
  test('reads back what was written', () => {
    expect(readLines(whole)).toMatchObject({ soundBytes: whole.length, rest: null })
    expect(texts(whole)).toEqual(jsons)
  })

  test('cut at every byte, it reads as a prefix, and says that the rest is torn', () => {
    const ends = readLines(whole).lines.map((line) => line.endsAt)
    for (let cut = 0; cut <= whole.length; cut++) {
      const { lines, soundBytes, rest } = readLines(whole.subarray(0, cut))
      const complete = ends.filter((end) => end <= cut)
      expect(lines.map((line) => line.json)).toEqual(jsons.slice(0, complete.length))
      expect(soundBytes).toBe(complete.at(-1) ?? 0)
      expect(rest?.kind ?? null).toBe(soundBytes === cut ? null : 'torn')
    }
  })

  test('a flipped byte anywhere: every line before it is used, none from it on', () => {
    const ends = readLines(whole).lines.map((line) => line.endsAt)
    for (let at = 0; at < whole.length; at++) {
      const bad = Buffer.from(whole)
      bad.writeUInt8(bad.readUInt8(at) ^ 0x01, at)
      const { lines, rest } = readLines(bad)
      const before = ends.filter((end) => end <= at).length
      expect(lines.map((line) => line.json)).toEqual(jsons.slice(0, before))
      expect(rest?.kind).toBe('damaged')
    }
  })

  test('random bytes and mutated journals never throw, and give only lines that were written', () => {
    const mutated = fc
      .tuple(fc.nat(whole.length), fc.nat(40), fc.uint8Array({ maxLength: 40 }))
      .map(([at, gone, put]) => Buffer.concat([whole.subarray(0, at), put, whole.subarray(at + gone)]))
    fc.assert(
      fc.property(
        fc.oneof(
          mutated,
          fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
        ),
        (bytes) => {
          const { lines, soundBytes, rest } = readLines(bytes)
          expect(soundBytes + (rest?.bytes.length ?? 0)).toBe(bytes.length)
          for (const line of lines) expect(jsons).toContain(line.json)
        },
      ),
      { numRuns: 3000 },
    )
  })
})

describe('readJournal', () => {
  test('a missing file is an empty journal; a start beyond it is no start', async () => {
    expect(await readJournal(nodeDisk, path, 0)).toMatchObject({ lines: [], rest: null })
    expect(await readJournal(nodeDisk, path, 5)).toBeNull()
  })
  test('reads on from the end of a line, and only from there', async () => {
    await writeFile(path, whole)
    const first = readLines(whole).lines[0]?.endsAt ?? 0
    expect((await readJournal(nodeDisk, path, first))?.lines.map((line) => line.json)).toEqual(jsons.slice(1))
    expect(await readJournal(nodeDisk, path, first + 1)).toBeNull()
    expect(await readJournal(nodeDisk, path, whole.length + 1)).toBeNull()
  })
})

describe('append', () => {
  test('appends in order, and goes on after reopening', async () => {
    const journal = openJournal(nodeDisk, path, 0)
    expect(await journal.append(jsons.slice(0, 2))).toEqual({ ok: true, value: null })
    expect(await openJournal(nodeDisk, path, journal.bytes()).append(jsons.slice(2))).toEqual({ ok: true, value: null })
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
      await openJournal(nodeDisk, path, 0).append(jsons.slice(0, 2))
      const before = await readFile(path)
      const calls = failingAt(0, code)
      await openJournal(faultyDisk(nodeDisk, calls), path, before.length).append(['{"probe":1}'])
      await writeFile(path, before)
      expect(calls.calls()).toBeGreaterThan(2)
      for (let n = 1; n <= calls.calls(); n++) {
        const journal = openJournal(faultyDisk(nodeDisk, failingAt(n, code)), path, before.length)
        expect(await journal.append(jsons.slice(2))).toMatchObject({ ok: false, code: expected })
        expect(await readFile(path)).toEqual(before)
        expect(await journal.append(jsons.slice(2))).toMatchObject({ ok: true })
        expect(await readFile(path)).toEqual(whole)
        await writeFile(path, before)
      }
    },
  )

  test('when even cutting off a failed append fails, the next append cuts it off first', async () => {
    const first = journalLine(jsons[0] ?? '')
    await writeFile(path, first)
    let sick = true
    const disk = faultyDisk(nodeDisk, {
      strike: (what) => (sick && (what === 'write' || what === 'truncate') ? diskError('EIO') : null),
    })
    const journal = openJournal(disk, path, first.length)
    expect(await journal.append(jsons.slice(1))).toMatchObject({ ok: false, code: 'disk' })
    expect((await readFile(path)).length).toBeGreaterThan(first.length)
    sick = false
    expect(await journal.append(jsons.slice(1))).toMatchObject({ ok: true })
    expect(await readFile(path)).toEqual(whole)
  })

  test('a journal that another program changed is left alone', async () => {
    await writeFile(path, whole)
    for (const size of [whole.length - 3, whole.length + 3])
      expect(await openJournal(nodeDisk, path, size).append(['{"x":1}'])).toMatchObject({ ok: false, code: 'conflict' })
    expect(await readFile(path)).toEqual(whole)
  })

  test('a vanished folder is told, and not made anew', async () => {
    const journal = openJournal(nodeDisk, path, 0)
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
