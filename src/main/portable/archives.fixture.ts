// A portable job and a back-up as real ones are, for the fuzz of their readers; and archives around a part that was changed, so that what
// lies behind the checksums is reached too.

import { randomUUID } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nodeDisk, type OpenFile } from '../library/disk'
import { readOriginal } from '../library/read'
import { backUp, readBackUp } from './backUp'
import { readCaesura, writeCaesuraFile } from './caesuraFile'
import { addJob, idOf, libraryIn, rename } from './library.fixture'
import { openArchive, readEntry } from './unzip'
import { createZipWriter } from './zip'

const memoryFile = (given: Buffer): OpenFile & { readonly bytes: () => Buffer } => {
  let held = given
  return {
    bytes: () => held,
    write: async (bytes, at) => {
      if (at + bytes.length > held.length) held = Buffer.concat([held, Buffer.alloc(at + bytes.length - held.length)])
      held.set(bytes, at)
    },
    sync: async () => {},
    truncate: async () => {},
    size: async () => held.length,
    read: async (from, bytes) => Buffer.from(held.subarray(from, from + bytes)),
    close: async () => {},
  }
}

const right = <T>(
  result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string },
): T => {
  if (!result.ok) throw new Error(result.message)
  return result.value
}

const made = async (): Promise<{ readonly job: Buffer; readonly all: Buffer }> => {
  const folder = await mkdtemp(join(tmpdir(), 'caesura-archives-'))
  try {
    const library = await libraryIn(join(folder, 'library'))
    await addJob(library, idOf(1))
    await rename(library, idOf(1), 'Anna')
    await addJob(library, idOf(2), 'Another one')
    const path = join(folder, 'one.caesura')
    const deps = { disk: nodeDisk, read: readOriginal, newId: randomUUID }
    right(await writeCaesuraFile(deps, right(await library.readWhole(idOf(1))), path))
    const archive = join(folder, 'all')
    const steps = { tell: () => {}, isCancelled: () => false }
    right(await backUp({ ...deps, library, now: () => 1, free: async () => null }, archive, steps))
    return { job: await readFile(path), all: await readFile(archive) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const partsOf = async (bytes: Buffer): Promise<ReadonlyMap<string, Buffer>> => {
  const file = memoryFile(bytes)
  const { entries } = right(await openArchive(file, { entries: 100, entryBytes: 1e7, totalBytes: 1e8 }))
  const parts = new Map<string, Buffer>()
  for (const entry of entries.values()) parts.set(entry.name, right(await readEntry(file, entry)))
  return parts
}

export const archives = await made()
const jobParts = await partsOf(archives.job)
const allParts = await partsOf(archives.all)
const part = (parts: ReadonlyMap<string, Buffer>, name: string): Buffer => parts.get(name) ?? Buffer.alloc(0)

export const manifest = part(jobParts, 'caesura.json')
export const list = part(allParts, 'backup.json')

/** The same archive with this in place of one part. */
const around = async (parts: ReadonlyMap<string, Buffer>, name: string, bytes: Buffer): Promise<Buffer> => {
  const file = memoryFile(Buffer.alloc(0))
  const zip = createZipWriter(file)
  for (const [one, held] of parts) await zip.add(one, one === name ? bytes : held, 'store')
  await zip.finish()
  return file.bytes()
}
export const aroundManifest = (bytes: Buffer): Promise<Buffer> => around(jobParts, 'caesura.json', bytes)
export const aroundList = (bytes: Buffer): Promise<Buffer> => around(allParts, 'backup.json', bytes)

/** null: read; else the sentence. The parts that a job is made of are then the sound one's own. */
export const readJobIn = async (bytes: Buffer): Promise<string | null> => {
  const read = await readCaesura(memoryFile(bytes), readOriginal, '/somewhere')
  if (!read.ok) return `“x” ${read.message}`
  for (const name of ['response.json', 'edits.jsonl'])
    if (!part(jobParts, name).equals(Buffer.from(read.value.files[name] ?? []))) throw new Error(`another ${name}`)
  return null
}
export const readListIn = async (bytes: Buffer): Promise<string | null> => {
  const read = await readBackUp(memoryFile(bytes), async () => null)
  if (!read.ok) return `“x” ${read.message}`
  for (const entries of read.value.jobs.values())
    for (const { name } of entries)
      if (!/^jobs\/[0-9a-f-]{36}\/[a-z0-9][a-z0-9.-]*$/u.test(name))
        throw new Error(`a name that leads elsewhere: ${name}`)
  return null
}
