import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fail, ok } from '../core/result'
import { nodeDisk } from './library/disk'
import { jobFolder } from './library/folder'
import { createPeaks } from './peaks'

const jobId = '53676448-eb58-5bff-950f-8434541d1df9'
let dir = ''
let id = 0

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'caesura-peaks-'))
  await mkdir(jobFolder(dir, jobId), { recursive: true })
  await writeFile(join(dir, 'talk.mp3'), 'sound')
})
afterEach(() => rm(dir, { recursive: true, force: true }))

const open = (path: string | null = join(dir, 'talk.mp3'), writable = true) =>
  createPeaks({
    disk: nodeDisk,
    dir,
    writable,
    pathFor: async () => ok(path),
    newId: () => `0000000${id++}`.slice(-8),
  })
const stampNow = async (): Promise<string> => {
  const answer = await open().peaks(jobId)
  return answer.ok ? (answer.value?.stamp ?? '') : ''
}
const peaksNow = async () => {
  const answer = await open().peaks(jobId)
  return answer.ok ? answer.value?.peaks : answer
}
const kept = () => join(jobFolder(dir, jobId), 'peaks.bin')

describe('peaks of a recording', () => {
  it('are there again under the same file, and not under another one or a changed one', async () => {
    expect(await peaksNow()).toBeNull()
    const peaks = Uint8Array.from({ length: 5000 }, (_, at) => at % 256)
    await open().keep(jobId, await stampNow(), peaks)
    expect(await peaksNow()).toEqual(peaks)
    await writeFile(join(dir, 'other.mp3'), 'sound')
    const other = await open(join(dir, 'other.mp3')).peaks(jobId)
    expect(other).toMatchObject({ ok: true, value: { peaks: null } })
    await writeFile(join(dir, 'talk.mp3'), 'more sound')
    expect(await peaksNow()).toBeNull()
  })

  it('are made again where a byte of theirs is wrong, or the end is missing', async () => {
    const peaks = Uint8Array.from({ length: 300 }, () => 7)
    await open().keep(jobId, await stampNow(), peaks)
    const sound = await readFile(kept())
    for (let at = 0; at < sound.length; at += 7) {
      const wrong = Buffer.from(sound)
      wrong[at] = (wrong[at] ?? 0) ^ 1
      await writeFile(kept(), wrong)
      expect(await peaksNow()).toBeNull()
      await writeFile(kept(), sound.subarray(0, at))
      expect(await peaksNow()).toBeNull()
    }
  })

  it('are nothing without a recording, or with one that is gone; in a library that is only read none are kept', async () => {
    expect(await open(null).peaks(jobId)).toEqual(ok(null))
    expect(await open(join(dir, 'gone.mp3')).peaks(jobId)).toEqual(ok(null))
    await open(undefined, false).keep(jobId, await stampNow(), new Uint8Array(10))
    expect(await peaksNow()).toBeNull()
    const none = createPeaks({
      disk: nodeDisk,
      dir,
      writable: true,
      pathFor: async () => fail('not-found', 'Gone.'),
      newId: () => 'x',
    })
    expect(await none.peaks(jobId)).toMatchObject({ ok: false })
  })
})
