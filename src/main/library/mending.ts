// The ways on from damage (core/job/mend.ts). Each is an order of the person, each keeps aside what it replaces, and each may be broken off
// at any moment: it is then as it was before, or can be ordered again.

import { join } from 'node:path'
import type { JobId } from '../../core/job/job'
import type { MendWay } from '../../core/job/mend'
import type { Transcript } from '../../core/transcript/model'
import { parseTranscript, replay } from '../../core/transcript/replay'
import { fail, ok, type Result } from '../../core/result'
import type { FailureCode } from '../../ipc/contract'
import { writeAtomic } from './atomic'
import { type Disk, diskFailure } from './disk'
import { type Entry, type Reader, summary, withResponse } from './entry'
import { files, jobFolder, keepAside, moveAside, originalName, originalWords, sha256 } from './folder'
import type { Line } from './journal'
import { findEntry, type LoadDeps } from './load'
import { cutOff, readSound } from './opened'
import { notHere, type Records } from './records'
import { readSnapshot, writeSnapshot } from './snapshot'

/** What was done, in a sentence. */
export type Mended = Result<{ readonly said: string }, FailureCode>

export type Mending = {
  readonly mend: (id: JobId, how: Exclude<MendWay, 'fetch-again'>) => Promise<Mended>
  /** Pictory's answer has come once more. */
  readonly refetched: (id: JobId, bytes: Uint8Array) => Promise<Mended>
}

export type MendingDeps = Omit<LoadDeps, 'library'> & {
  readonly dir: string
  readonly disk: Disk
  readonly read: Reader
}

/** How many of the lines leave a sound transcript behind. */
const fitting = (base: Transcript, lines: readonly Line[]): number => {
  const jsons = lines.map(({ json }) => json)
  let fit = replay(base, jsons).applied
  // All of them apply and yet the outcome can be unsound: then the last one before which it was not.
  while (fit > 0 && replay(base, jsons.slice(0, fit)).stopped !== null) fit--
  return fit
}

const unfitting = (count: number, name: string): string =>
  count === 1
    ? `One change that does not fit this text is kept in ${name}; editing goes on without it.`
    : `${count} changes that do not fit this text are kept in ${name}; editing goes on without them.`

export const createMending = (deps: MendingDeps, records: Records): Mending => {
  const { dir, disk, read, newId, now } = deps
  const { put, queued, guarded, save, entries } = records
  const pathOf = (id: JobId, name: string): string => join(jobFolder(dir, id), name)
  const contentOf = (id: JobId, name: string) => disk.readFile(pathOf(id, name)).catch(() => null)

  const goOn = async (entry: Entry): Promise<Mended> => {
    const { id } = entry.record
    const doing = 'Editing cannot go on yet'
    try {
      const sound = await readSound({ disk, library: dir, read, newId, tailBytes: Number.POSITIVE_INFINITY }, entry)
      if (!sound.ok) return sound
      const { base, lines } = sound.value
      const transcript = parseTranscript(base.text)
      if (!transcript.ok) return transcript
      const fit = fitting(transcript.value, lines)
      if (fit === lines.length) return ok({ said: 'All changes fit together; nothing had to be put aside.' })
      const name = await cutOff(
        disk,
        pathOf(id, files.edits),
        lines[fit - 1]?.endsAt ?? base.journalBytes,
        'unfitting',
        newId(),
      )
      const said = unfitting(lines.length - fit, name)
      const record = { ...entry.record, mends: [...entry.record.mends, { at: now(), message: said }] }
      const saved = await save({ ...entry, journal: null }, record, doing)
      return saved.ok ? ok({ said }) : saved
    } catch (error) {
      return diskFailure(error, doing)
    }
  }

  const readAgain = async (entry: Entry): Promise<Mended> => {
    const { id } = entry.record
    const doing = 'The transcript could not be read again'
    const { format } = entry.record
    const bytes = await contentOf(id, originalName(format))
    if (bytes === null)
      return fail(
        'unreadable',
        `${originalWords(format)} is not here or cannot be read, so there is nothing to begin from.`,
      )
    const again = read(bytes, format)
    if (!again.ok)
      return fail('unreadable', `${originalWords(format)}, as it lies here, holds no transcript: ${again.message}`)
    try {
      const kept: string[] = []
      // The snapshot first: without it the edits alone still stand on the answer.
      for (const name of [files.snapshot, files.edits])
        if ((await disk.stat(pathOf(id, name)).catch(() => null)) !== null)
          kept.push(await moveAside(disk, pathOf(id, name), 'replaced'))
      const text = JSON.stringify(again.value.transcript)
      const snapshot = writeSnapshot({ text, groups: 0, journalBytes: 0, seal: null }, sha256(bytes))
      await writeAtomic(disk, pathOf(id, files.snapshot), snapshot, newId())
      const said = `The transcript was read again from the original.${kept.length === 0 ? '' : ` What was here before is kept in ${kept.join(' and ')}.`}`
      const record = {
        ...withResponse(entry.record, again.value, bytes, now()),
        damage: null,
        mends: [...entry.record.mends, { at: now(), message: said }],
      }
      const next = { ...entry, response: true, snapshot: true, editedAt: null, damage: null, journal: null, groups: 0 }
      const saved = await save(next, record, doing)
      return saved.ok ? ok({ said }) : saved
    } catch (error) {
      return diskFailure(error, doing)
    }
  }

  return {
    mend: (id, how) => {
      switch (how) {
        case 'go-on':
          return guarded(id, goOn)
        case 'read-again':
          return guarded(id, readAgain)
        case 'look-again':
          return queued<Mended>(id, async () => {
            if (!entries.has(id)) return notHere
            const found = await findEntry({ ...deps, library: dir, readOnly: records.readOnly }, id)
            put(found)
            const { state } = summary(found)
            return state.kind === 'damaged'
              ? fail('unreadable', state.message)
              : ok({ said: 'The files can be read again; nothing is missing.' })
          })
      }
    },

    refetched: (id, bytes) =>
      guarded(id, async (entry) => {
        const doing = 'Pictory’s answer came, but could not be saved'
        const path = pathOf(id, files.response)
        const hash = sha256(bytes)
        const expected = entry.record.response?.sha256 ?? null
        try {
          const there = await contentOf(id, files.response)
          const putInPlace = async (): Promise<void> => {
            if (there !== null && sha256(there) === hash) return
            if (there !== null) await moveAside(disk, path, 'damaged')
            await writeAtomic(disk, path, bytes, newId())
          }
          if (expected === hash) {
            await putInPlace()
            put({ ...entry, response: true, damage: null, journal: entry.journal })
            return ok({ said: 'Pictory still had the very same answer: the job is whole again.' })
          }
          const again = read(bytes, 'pictory')
          if (!again.ok) return fail('not-a-job', `Pictory’s answer holds no transcript any more: ${again.message}`)
          const snapshot = await contentOf(id, files.snapshot)
          const usable =
            (snapshot !== null && readSnapshot(snapshot, expected) !== null) ||
            (there !== null && read(there, 'pictory').ok)
          if (usable) {
            const name = await keepAside(disk, path, 'fetched', bytes, newId())
            const said = `Pictory’s answer is not the one that was cached here any more. It is kept beside it as ${name}; the text here stays as it is.`
            const record = { ...entry.record, mends: [...entry.record.mends, { at: now(), message: said }] }
            const saved = await save(entry, record, doing)
            return saved.ok ? ok({ said }) : saved
          }
          await putInPlace()
          const said =
            expected === null
              ? 'Pictory’s answer was fetched again. Your edits of it are taken up where they fit.'
              : 'Pictory’s answer was fetched again. It is not byte for byte the one that was here; your edits are taken up where they fit it.'
          const record = {
            ...withResponse(entry.record, again.value, bytes, now()),
            damage: null,
            mends: [...entry.record.mends, { at: now(), message: said }],
          }
          const saved = await save({ ...entry, response: true, damage: null, journal: null }, record, doing)
          return saved.ok ? ok({ said }) : saved
        } catch (error) {
          return diskFailure(error, doing)
        }
      }),
  }
}
