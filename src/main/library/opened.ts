// Opening a job: the snapshot's text and the journal's lines after it, mended where they need it. Every loss is said.

import { join } from 'node:path'
import { type Fail, fail, ok, type Result } from '../../core/result'
import { parseTranscript, replay } from '../../core/transcript/replay'
import { parseStepGroup } from '../../core/transcript/step'
import { writeAtomic } from './atomic'
import type { Disk } from './disk'
import type { Entry, Reader } from './entry'
import { files, jobFolder, keepAside, moveAside, originalName, originalWords, sha256 } from './folder'
import { type From, fromStart, type Line, type Reading, readJournal } from './journal'
import { schemaVersion } from './record'
import { readSnapshot, type Snapshot, writeSnapshot } from './snapshot'

export type OpenDeps = {
  readonly disk: Disk
  readonly library: string
  readonly read: Reader
  readonly newId: () => string
  /** A tail of the journal longer than this is replayed into a new snapshot, so that opening stays fast. */
  readonly tailBytes: number
}

export type Contents = {
  /** A Transcript as JSON text. */
  readonly snapshot: string
  /** The step groups after it, as JSON. */
  readonly tail: readonly string[]
  /** In the snapshot and the tail together. */
  readonly groups: number
  /** Of the sound journal. */
  readonly end: From
  /** What was mended on the way, as sentences; nothing acknowledged is lost by these. */
  readonly told: readonly string[]
  /** What is lost, as a sentence to keep in job.json. */
  readonly lost: string | null
  /** What is wrong with the files beside the edits, as a sentence; the transcript is whole. */
  readonly damage: string | null
  /** Made by a newer Caesura. */
  readonly newer: boolean
}

type Job = {
  readonly deps: OpenDeps
  readonly entry: Entry
  readonly path: { readonly response: string; readonly snapshot: string; readonly edits: string }
  /** Tries a write that mends something; false when it may not or could not be done. */
  readonly mend: (write: () => Promise<void>) => Promise<boolean>
}

const jobOf = (deps: OpenDeps, entry: Entry, writable: boolean): Job => {
  const folder = jobFolder(deps.library, entry.record.id)
  return {
    deps,
    entry,
    path: {
      response: join(folder, originalName(entry.record.format)),
      snapshot: join(folder, files.snapshot),
      edits: join(folder, files.edits),
    },
    mend: async (write) => {
      if (!writable) return false
      return write().then(
        () => true,
        () => false,
      )
    },
  }
}

/**
 * Reads one job. When `writable` is false, or the disk refuses, nothing is mended: the parts that cannot be used are only left out.
 * Rejects when the journal is there and cannot be read at all.
 */
export const readContents = async (
  deps: OpenDeps,
  entry: Entry,
  writable: boolean,
): Promise<Result<Contents, 'unreadable'>> => {
  let job = jobOf(deps, entry, writable)
  const found = await readBase(job)
  if (!found.ok) return found
  const { base, damage } = found.value
  const newer = base.newer || entry.record.schema > schemaVersion
  if (newer) job = { ...job, mend: async () => false }
  const journal = await readJournal(deps.disk, job.path.edits, { offset: base.journalBytes, seal: base.seal })
  if (journal === null) {
    const again = await beginJournalAgain(job, base, damage)
    return ok(newer ? { ...again, newer, ...notShown(again, again.groups) } : again)
  }

  const broken = journal.lines.findIndex(({ json }) => !parseStepGroup(json).ok)
  const sound = { base, lines: broken === -1 ? journal.lines : journal.lines.slice(0, broken) }
  const ready = endOf(sound).offset - base.journalBytes > deps.tailBytes ? await compact(job, sound) : sound
  if (ready === null) return unreadable(entry, `its ${files.snapshot} cannot be read`)

  const count = ready.base.groups + ready.lines.length
  const rest = await setRestAside(job, journal, endOf(ready).offset, count)
  return ok({
    snapshot: ready.base.text,
    tail: ready.lines.map((line) => line.json),
    groups: count,
    end: endOf(ready),
    damage,
    newer,
    ...(newer ? notShown(rest, count) : rest),
  })
}

/** What an older Caesura cannot read of a newer one's record is not lost. */
const notShown = ({ told, lost }: Pick<Contents, 'told' | 'lost'>, count: number): Pick<Contents, 'told' | 'lost'> =>
  lost === null
    ? { told, lost }
    : { told: [`Changes that the newer Caesura made after the first ${count} cannot be shown here.`], lost: null }

type Sound = { readonly base: Snapshot; readonly lines: readonly Line[] }
const endOf = ({ base, lines }: Sound): From => {
  const last = lines.at(-1)
  return last === undefined ? { offset: base.journalBytes, seal: base.seal } : { offset: last.endsAt, seal: last.seal }
}

const unreadable = (entry: Entry, why: string): Fail<'unreadable'> =>
  fail('unreadable', `“${entry.record.title}” is damaged and cannot be opened: ${why}.`)

/** The snapshot, or where there is none that is sound, what Pictory's answer reads as. */
const readBase = async ({
  deps,
  entry,
  path,
  mend,
}: Job): Promise<Result<{ base: Snapshot; damage: string | null }, 'unreadable'>> => {
  const { disk, read, newId } = deps
  const [response, bytes] = await Promise.all([
    entry.response ? disk.readFile(path.response).catch(() => null) : null,
    entry.snapshot ? disk.readFile(path.snapshot).catch(() => null) : null,
  ])
  const expected = entry.record.response?.sha256 ?? null
  const original = response !== null && (expected === null || sha256(response) === expected)
  const snapshot = bytes === null ? null : readSnapshot(bytes, expected)
  if (snapshot !== null) {
    const what = response === null ? 'is missing' : 'was changed or damaged outside Caesura'
    return ok({
      base: snapshot,
      damage: original
        ? null
        : `${originalWords(entry.record.format)} ${what}. The transcript and its edits are whole.`,
    })
  }
  const again = response === null ? null : read(response, entry.record.format)
  if (response === null || again === null || !again.ok)
    return unreadable(
      entry,
      `neither ${entry.record.format === 'pictory' ? 'Pictory’s answer' : 'the original file'} nor the transcript made of it can be read`,
    )
  const base = { text: JSON.stringify(again.value.transcript), groups: 0, journalBytes: 0, seal: null, newer: false }
  if (!original)
    return ok({
      base,
      damage: `${originalWords(entry.record.format)} was changed outside Caesura. The transcript was read from it as it is now.`,
    })
  await mend(() => writeAtomic(disk, path.snapshot, writeSnapshot(base, sha256(response)), newId()))
  return ok({ base, damage: null })
}

/** The snapshot has seen more of the journal than there is: the text is whole, the record of how it came about is not. */
const beginJournalAgain = async (
  { deps, entry, path, mend }: Job,
  base: Snapshot,
  damage: string | null,
): Promise<Contents> => {
  const { disk, newId } = deps
  const again = { ...base, journalBytes: 0, seal: null }
  const mended = await mend(async () => {
    await moveAside(disk, path.edits, 'damaged').catch(() => {})
    await writeAtomic(disk, path.snapshot, writeSnapshot(again, entry.record.response?.sha256 ?? ''), newId())
  })
  return {
    snapshot: base.text,
    tail: [],
    groups: base.groups,
    end: mended ? fromStart : endOf({ base, lines: [] }),
    told: [],
    lost: 'The record of earlier changes was altered outside Caesura and could not be used. The text is as it was last put together.',
    damage,
    newer: base.newer,
  }
}

/** Replays the lines into a new snapshot. Where a group does not apply, it ends before it. Null when the text holds no transcript. */
const compact = async ({ deps, entry, path, mend }: Job, { base, lines }: Sound): Promise<Sound | null> => {
  const read = parseTranscript(base.text)
  if (!read.ok) return null
  const { transcript, applied, stopped } = replay(
    read.value,
    lines.map(({ json }) => json),
  )
  // All of them apply and yet the outcome is unsound: the snapshot before them stays, and the window says why.
  if (stopped !== null && applied === lines.length) return { base, lines }
  const { offset, seal } = endOf({ base, lines: lines.slice(0, applied) })
  const next = {
    text: JSON.stringify(transcript),
    groups: base.groups + applied,
    journalBytes: offset,
    seal,
    newer: base.newer,
  }
  const bytes = writeSnapshot(next, entry.record.response?.sha256 ?? '')
  await mend(() => writeAtomic(deps.disk, path.snapshot, bytes, deps.newId()))
  return { base: next, lines: [] }
}

/** Keeps what follows this offset in a file of its own, and cuts it off the journal. In this order: a crash between the two only repeats it. */
export const cutOff = async (disk: Disk, path: string, offset: number, why: string, id: string): Promise<string> => {
  const file = await disk.open(path, 'existing')
  try {
    const name = await keepAside(disk, path, why, await file.read(offset, (await file.size()) - offset), id)
    await file.truncate(offset)
    await file.sync()
    return name
  } finally {
    await file.close()
  }
}

/** What there is to put together, without putting it together and without mending anything. */
export const readSound = async (deps: OpenDeps, entry: Entry): Promise<Result<Sound, 'unreadable'>> => {
  const job = jobOf(deps, entry, false)
  const found = await readBase(job)
  if (!found.ok) return found
  const { base } = found.value
  const journal = await readJournal(deps.disk, job.path.edits, { offset: base.journalBytes, seal: base.seal })
  return ok({ base, lines: journal?.lines ?? [] })
}

const setRestAside = async (
  { deps, path, mend }: Job,
  journal: Reading,
  soundBytes: number,
  count: number,
): Promise<Pick<Contents, 'told' | 'lost'>> => {
  const unusable = soundBytes < journal.soundBytes
  if (!unusable && journal.rest === null) return { told: [], lost: null }
  const kind = !unusable && journal.rest?.kind === 'torn' ? 'torn' : 'damaged'
  const { disk, newId } = deps
  let name = ''
  await mend(async () => {
    name = await cutOff(disk, path.edits, soundBytes, kind, newId())
  })
  const kept = name === '' ? '' : ` What could not be read is kept in ${name}.`
  return kind === 'torn'
    ? {
        told: [
          `The very last change had not reached the disk completely when Caesura ended; everything before it is here.${kept}`,
        ],
        lost: null,
      }
    : { told: [], lost: `Some of the later changes could not be read. The first ${count} are here.${kept}` }
}
