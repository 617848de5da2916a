// Libraries on the real disk for the tests of this room: a job with words and renames, and a document as the window makes it.

import { randomUUID } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { readOriginal } from '../library/read'
import { parseTranscript, replay } from '../../core/transcript/replay'
import type { Transcript } from '../../core/transcript/model'
import { type Disk, nodeDisk } from '../library/disk'
import { type Library, openLibrary } from '../library/jobs'

export const idOf = (n: number): string => `11111111-2222-4333-8444-${String(n).padStart(12, '0')}`

export const responseOf = (id: string | null, text = 'Good evening and welcome'): Buffer =>
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

export const libraryIn = (dir: string, disk: Disk = nodeDisk, readOnly: string | null = null): Promise<Library> =>
  openLibrary({
    dir,
    disk,
    now: () => 1000,
    newId: randomUUID,
    read: readOriginal,
    readOnly,
    changed: () => {},
    forgotten: () => {},
    became: () => {},
    log: () => {},
  })

export const addJob = async (library: Library, id: string, text?: string): Promise<void> => {
  const bytes = responseOf(id, text)
  const response = readOriginal(bytes, 'pictory')
  if (!response.ok) throw new Error(response.message)
  const added = await library.addFile({
    name: 'talk.json',
    bytes,
    response: response.value,
    origin: 'file',
    media: null,
    title: `Talk ${id.slice(-2)}`,
  })
  if (!added.ok) throw new Error(added.message)
}

/** The document as the window makes it. */
export const documentOf = async (library: Library, id: string): Promise<Transcript> => {
  const opened = await library.open(id)
  if (!opened.ok) throw new Error(opened.message)
  const base = parseTranscript(opened.value.snapshot)
  if (!base.ok) throw new Error(base.message)
  const now = replay(base.value, opened.value.tail)
  if (now.stopped !== null) throw new Error(now.stopped)
  return now.transcript
}

/** Renames the first speaker: one change in the journal. */
export const rename = async (library: Library, id: string, name: string): Promise<void> => {
  const [before] = (await documentOf(library, id)).speakers
  if (before === undefined) throw new Error('no speaker')
  const group = {
    label: 'Rename',
    at: name.length,
    steps: [{ kind: 'speaker', at: 0, before, after: { ...before, name } } as const],
  }
  const appended = await library.append(id, [group])
  if (!appended.ok) throw new Error(appended.message)
}

export const fileOf = (library: string, id: string, name: string): string => join(library, 'jobs', id, name)

/** Every file below a folder, as paths relative to it, sorted. */
export const filesBelow = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted()
}
