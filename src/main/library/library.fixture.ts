// A library in a folder of its own for tests, a small answer of Pictory, and edits whose order can be read from the outcome.

import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { JobId } from '../../core/job/job'
import { readOriginal } from './read'
import type { Transcript } from '../../core/transcript/model'
import { parseTranscript, replay } from '../../core/transcript/replay'
import type { StepGroup } from '../../core/transcript/step'
import { type Disk, nodeDisk } from './disk'
import { type Library, type LibraryDeps, openLibrary } from './jobs'

export const jobId = '11111111-2222-4333-8444-555555555555'
export const otherId = '99999999-2222-4333-8444-555555555555'

export const response = (id: string | null, text = 'Good evening and welcome'): Buffer =>
  Buffer.from(
    JSON.stringify({
      ...(id === null ? {} : { job_id: id }),
      success: true,
      data: {
        status: 'completed',
        transcript: [
          {
            uid: 's1',
            speakerId: 1,
            words: text
              .split(' ')
              .map((word, at) => ({ uid: `w${at}`, word, start_time: at, end_time: at + 0.5, speakerId: 1 })),
          },
        ],
      },
    }),
  )

export const fileOf = (bytes: Buffer, name = 'talk.json') => {
  const read = readOriginal(bytes, 'pictory')
  if (!read.ok) throw new Error(read.message)
  return { name, bytes, response: read.value, origin: 'file', media: null, title: null } as const
}

/** The nth rename of the only speaker, from the name that the one before gave. */
export const renaming = (transcript: Transcript, n: number): StepGroup => {
  const [speaker] = transcript.speakers
  if (speaker === undefined) throw new Error('no speaker')
  const original = readOriginal(response(null), 'pictory')
  const first = original.ok ? (original.value.transcript.speakers[0]?.name ?? '') : ''
  const name = (k: number) => (k === 0 ? first : `Speaker ${'x'.repeat(20)} ${k}`)
  return {
    label: 'Rename',
    at: n,
    steps: [
      { kind: 'speaker', at: 0, before: { ...speaker, name: name(n - 1) }, after: { ...speaker, name: name(n) } },
    ],
  }
}
export const renamings = (transcript: Transcript, from: number, to: number): readonly StepGroup[] =>
  Array.from({ length: to - from + 1 }, (_, index) => renaming(transcript, from + index))

/** How many of the renamings have come: 0 before the first. */
export const renamed = (transcript: Transcript): number => {
  const name = transcript.speakers[0]?.name ?? ''
  return name.startsWith('Speaker x') ? Number(name.split(' ').at(-1)) : 0
}

/** The real disk without its waiting, for tests of many openings that cut no power. */
export const unsynced: Disk = {
  ...nodeDisk,
  open: async (path, how) => ({ ...(await nodeDisk.open(path, how)), sync: async () => {} }),
  syncFolder: async () => {},
}

export type World = {
  readonly dir: string
  readonly pathOf: (name: string, id?: JobId) => string
  readonly library: (disk?: Disk, options?: Partial<LibraryDeps>) => Promise<Library>
  /** Adds the small job. */
  readonly added: (bytes?: Buffer) => Promise<Library>
  readonly open: (from: Library, id?: JobId) => Promise<Opened>
  /** As the window makes it of what `open` answers. */
  readonly document: (from: Library, id?: JobId) => Promise<Transcript>
  /** Every file of a job. */
  readonly files: (id?: JobId) => Promise<Readonly<Record<string, string>>>
  readonly putFiles: (files: Readonly<Record<string, string>>, id?: JobId) => Promise<void>
  readonly remove: () => Promise<void>
}
type Opened = Extract<Awaited<ReturnType<Library['open']>>, { ok: true }>['value']

const open: World['open'] = async (from, id = jobId) => {
  const opened = await from.open(id)
  if (!opened.ok) throw new Error(opened.message)
  return opened.value
}

/** @param dir made below the system's folder for temporary files when not given. */
export const makeWorld = async (dir: string | null = null): Promise<World> => {
  const base = dir ?? (await mkdtemp(join(tmpdir(), 'caesura-library-')))
  const here = join(base, 'library')
  let time = 1000
  const pathOf = (name: string, id: JobId = jobId) => join(here, 'jobs', id, name)
  const library: World['library'] = (disk = nodeDisk, options = {}) =>
    openLibrary({
      dir: here,
      disk,
      now: () => time++,
      newId: randomUUID,
      read: readOriginal,
      readOnly: null,
      changed: () => {},
      forgotten: () => {},
      became: () => {},
      log: () => {},
      ...options,
    })
  return {
    dir: here,
    pathOf,
    library,
    added: async (bytes = response(jobId)) => {
      const made = await library()
      const done = await made.addFile(fileOf(bytes))
      if (!done.ok) throw new Error(done.message)
      return made
    },
    open,
    document: async (from, id = jobId) => {
      const { snapshot, tail } = await open(from, id)
      const read = parseTranscript(snapshot)
      if (!read.ok) throw new Error(read.message)
      const { transcript, stopped } = replay(read.value, tail)
      if (stopped !== null) throw new Error(stopped)
      return transcript
    },
    files: async (id = jobId) => {
      const names = (await readdir(pathOf('', id))).sort()
      return Object.fromEntries(
        await Promise.all(names.map(async (name) => [name, await readFile(pathOf(name, id), 'latin1')] as const)),
      )
    },
    putFiles: async (files, id = jobId) => {
      await rm(pathOf('', id), { recursive: true, force: true })
      await mkdir(pathOf('', id), { recursive: true })
      for (const [name, text] of Object.entries(files)) await writeFile(pathOf(name, id), text, 'latin1')
    },
    remove: () => rm(base, { recursive: true, force: true }),
  }
}
