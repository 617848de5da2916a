// The library check: every hash and every change of every job, as they lie on the disk. It changes nothing; what it finds is said in plain
// words, with what can be done.

import type { JobId } from '../../core/job/job'
import { parseTranscript, replay } from '../../core/transcript/replay'
import { parseStepGroup } from '../../core/transcript/step'
import { ok, type Result } from '../../core/result'
import type { FailureCode } from '../../ipc/contract'
import type { Reader } from '../library/entry'
import { files, originalName, sha256 } from '../library/folder'
import { readLines } from '../library/journal'
import type { Library } from '../library/jobs'
import { readRecord } from '../library/record'
import { readSnapshot } from '../library/snapshot'
import type { Whole } from '../library/wholes'
import { calledOff, jobsWords, type Steps } from './steps'

export type Problem = {
  /** 'lost': something of the person's work may be gone. 'mendable': nothing of it is, and it can be made whole. */
  readonly weight: 'lost' | 'mendable'
  readonly what: string
  readonly toDo: string
}
export type Finding = Problem & { readonly jobId: JobId; readonly title: string }
export type Checked = { readonly jobs: number; readonly sound: number; readonly findings: readonly Finding[] }

const bringBack = 'Open the same original file or a back-up that holds this job: it is made whole from there.'
const mendsItself = 'Nothing to do: Caesura makes it anew when the job is opened.'

/** All that is wrong with one job's files; [] when it is sound. */
export const problemsOf = ({ record, files: given, raw }: Whole, read: Reader): readonly Problem[] => {
  const found: Problem[] = []
  const say = (weight: Problem['weight'], what: string, toDo: string): void => void found.push({ weight, what, toDo })
  const described = raw === null ? null : readRecord(Buffer.from(raw))
  if (described === 'newer') {
    say('mendable', 'It was last changed by a newer Caesura, so it was not checked.', 'Update Caesura and check again.')
    return found
  }
  if (described === null || described.id !== record.id)
    say(
      'lost',
      'Its description (title, link to the recording, list of exports) cannot be read.',
      'Bring in a back-up that holds this job, or give it its title again.',
    )
  else if (record.damage !== null)
    say('lost', record.damage, 'The transcript can be edited as it is. A back-up made before brings the rest back.')

  const bytes = given[originalName(record.format)]
  const hash = record.response?.sha256 ?? null
  const response = bytes !== undefined && (hash === null || sha256(bytes) === hash) ? bytes : null
  if (response === null && hash !== null)
    say(
      'mendable',
      bytes === undefined
        ? 'The original is missing.'
        : 'The original is not what it was when it was kept: its SHA-256 differs.',
      bringBack,
    )

  const journal = readLines(Buffer.from(given[files.edits] ?? []))
  if (journal.rest?.kind === 'torn')
    say('mendable', 'The very last change never reached the disk completely. It was not acknowledged.', mendsItself)
  else if (journal.rest?.kind === 'damaged')
    say(
      'lost',
      `The record of changes can be read up to change ${journal.lines.length.toLocaleString('en')}, and not beyond.`,
      'Open the job: what can be read is kept, the rest is put aside in a file. A back-up may hold all of it.',
    )

  const kept = given[files.snapshot]
  const snapshot = kept === undefined ? null : readSnapshot(Buffer.from(kept), hash)
  const original = snapshot !== null || response === null ? null : read(response, record.format)
  if (kept !== undefined && snapshot === null)
    say(
      response === null ? 'lost' : 'mendable',
      'The transcript as it was last put together is damaged.',
      response === null ? bringBack : mendsItself,
    )
  if (snapshot === null && hash !== null && (original === null || !original.ok)) {
    say('lost', 'No transcript can be read of it.', bringBack)
    return found
  }
  const text = snapshot?.text ?? (original?.ok === true ? JSON.stringify(original.value.transcript) : null)
  if (text === null) return found
  const base = parseTranscript(text)
  if (!base.ok) {
    say('lost', base.message, bringBack)
    return found
  }
  const from = snapshot?.journalBytes ?? 0
  const before = journal.lines.findLast(({ endsAt }) => endsAt <= from)
  if (from > journal.soundBytes || (from > 0 && (before?.endsAt !== from || before.seal !== snapshot?.seal)))
    say(
      'lost',
      'The record of changes is not the one the transcript was made with.',
      'Open the job: the transcript is whole, and the record is begun again. A back-up may hold the old one.',
    )
  else {
    const unknown = journal.lines.findIndex(({ json }) => !parseStepGroup(json).ok)
    const tail = journal.lines.filter(({ endsAt }) => endsAt > from).map(({ json }) => json)
    const replayed = unknown === -1 ? replay(base.value, tail) : null
    const at = journal.lines.length - tail.length + (replayed?.applied ?? 0)
    if (replayed === null || replayed.stopped !== null)
      say(
        'lost',
        `Change ${((unknown === -1 ? at : unknown) + 1).toLocaleString('en')} does not fit the transcript.`,
        'Open the job: all changes before it are there, and the rest is put aside in a file.',
      )
  }
  return found
}

/** Reads every job. The event loop is free between two of them: 100 jobs of 10,000 words take 3.2 s (npm run bench, two busy cores). */
export const checkLibrary = async (
  { library, read }: { readonly library: Pick<Library, 'list' | 'readWhole'>; readonly read: Reader },
  steps: Steps,
): Promise<Result<Checked, FailureCode>> => {
  const jobs = library.list()
  const findings: Finding[] = []
  let sound = 0
  let checked = 0
  for (const [index, { id: jobId, title, state }] of jobs.entries()) {
    if (steps.isCancelled()) return calledOff
    steps.tell(`Checking “${title}”`, index, jobs.length)
    const whole = await library.readWhole(jobId)
    if (!whole.ok && whole.code === 'not-found') continue
    checked++
    const problems = whole.ok
      ? problemsOf(whole.value, read)
      : [{ weight: 'lost', what: whole.message, toDo: 'See whether the disk is whole and may be read.' } as const]
    const told =
      problems.length === 0 && state.kind === 'damaged'
        ? [{ weight: 'lost', what: state.message, toDo: bringBack } as const]
        : problems
    if (told.length === 0) sound++
    findings.push(...told.map((problem) => ({ jobId, title, ...problem })))
  }
  return ok({ jobs: checked, sound, findings })
}

/** The report to keep, as text. @param at when it was made, in words. */
export const reportText = ({ jobs, sound, findings }: Checked, at: string): string => {
  const lines = [
    `Check of the Caesura library, ${at}`,
    `${jobsWords(jobs)} checked, ${sound.toLocaleString('en')} sound.`,
  ]
  let last: JobId | null = null
  for (const { jobId, title, what, toDo } of findings) {
    if (jobId !== last) lines.push('', `${title} (${jobId})`)
    last = jobId
    lines.push(`  ${what}`, `    ${toDo}`)
  }
  return `${lines.join('\n')}\n`
}
