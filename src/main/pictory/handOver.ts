// One transcription on its way to Pictory: a place for the file, the file, the order to begin. Every step that counts is on disk before the
// next one is taken; what went wrong is a value, and when to try again is decided by whoever asked (starts.ts).

import type { JobAnswer, StartingState } from '../../core/job/answer'
import type { JobId } from '../../core/job/job'
import type { Disk } from '../library/disk'
import type { Library } from '../library/jobs'
import type { Start } from '../library/record'
import { withFreshUpload } from '../library/steered'
import { contentTypeOf } from '../recordings'
import { createProgress } from './progress'
import type { Asked, Client, SetTimer, Upload, Uploaded } from './types'

/** The library, and with it the window, is told of progress so often at most. */
const progressEveryMs = 250

type Trouble = Pick<Extract<JobAnswer, { kind: 'trouble' }>, 'reason' | 'message' | 'retryAfterMs'>

/** How it ended. `change` is to be kept with the state that follows. */
export type End =
  | { readonly kind: 'became'; readonly to: JobId }
  | { readonly kind: 'failed'; readonly message: string; readonly change: Partial<Start> }
  /** Passes by itself. */
  | { readonly kind: 'trouble'; readonly trouble: Trouble; readonly change: Partial<Start> }
  /** Goes on with another key. */
  | {
      readonly kind: 'key'
      readonly reason: 'no-key' | 'key-refused'
      readonly message: string
      readonly change: Partial<Start>
    }
  /** Broken off by us before anything was ordered: it may be taken up again. */
  | { readonly kind: 'broken-off'; readonly change: Partial<Start> }
  /** The job is no longer to be started, or nobody knows (broken off in the middle of the order). */
  | { readonly kind: 'over' }

export type HandOverDeps = {
  readonly library: Pick<Library, 'reportStart'>
  readonly client: Pick<Client, 'placeFor' | 'startTranscription'>
  readonly upload: Upload
  readonly disk: Pick<Disk, 'stat'>
  readonly now: () => number
  readonly setTimer: SetTimer
  /** Where Pictory may tell that a job is done; null: nowhere. */
  readonly webhook: () => string | null
  /** What Pictory answered holds for all other questions as well. */
  readonly heed: (answer: JobAnswer) => void
  /** Pictory took the key. */
  readonly accepted: () => void
  /** Orders go out one at a time, so that none waits in line while the app is quit. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>
}

export type HandOver = {
  readonly id: JobId
  readonly start: Start
  /** Breaks off what can be taken up again: everything but the order itself. */
  readonly work: AbortSignal
  /** Breaks off the order: then nobody knows whether Pictory begins. */
  readonly order: AbortSignal
}

const phaseOf = (phase: StartingState['phase'], sentBytes: number, totalBytes: number | null): StartingState => ({
  kind: 'starting',
  phase,
  sentBytes,
  totalBytes,
  nextTryAt: null,
  trouble: null,
})
export const totalBytesOf = ({ source }: Start): number | null => (source.kind === 'file' ? source.bytes : null)

/** Is the file to be sent, or is Pictory's address of it known? */
export const needsUpload = (start: Start, now: number): boolean =>
  start.source.kind === 'file' && withFreshUpload(start, now).uploaded === null

const underWay = 'The transcription may be under way: look in the list of your account before you start it again.'

const aboutFile = /file|url|media|found/i

const over: End = { kind: 'over' }

/** What an answer other than yes means for the hand-over. */
const endOf = <T>(deps: HandOverDeps, asked: Exclude<Asked<T>, { kind: 'ok' }>, change: Partial<Start>): End => {
  switch (asked.kind) {
    case 'refused':
      return { kind: 'failed', message: asked.message, change }
    case 'trouble':
      deps.heed(asked)
      return { kind: 'trouble', trouble: asked, change }
    case 'key-refused':
      deps.heed(asked)
      return { kind: 'key', reason: asked.kind, message: asked.message, change }
    case 'no-key':
      return { kind: 'key', reason: asked.kind, message: asked.message, change }
    case 'aborted':
      return { kind: 'broken-off', change }
  }
}

/** Never asks Pictory twice to begin: with `askedAt` set and no answer kept, it ends at once and says so. */
export const handOver = async (deps: HandOverDeps, job: HandOver): Promise<End> => {
  if (job.start.became !== null) return { kind: 'became', to: job.start.became }
  if (job.start.askedAt !== null)
    return { kind: 'failed', message: `Pictory was asked to begin, and its answer never came. ${underWay}`, change: {} }
  const address = await addressOf(deps, job)
  if (typeof address !== 'string') return address
  return deps.inTurn(() => order(deps, job, address))
}

/** On disk when it answers null; else how it ended. */
const keep = async (
  deps: HandOverDeps,
  job: HandOver,
  state: StartingState,
  change: Partial<Start>,
): Promise<End | null> => {
  const done = await deps.library.reportStart(job.id, state, change)
  if (done.ok) return null
  if (done.code === 'conflict' || done.code === 'not-found') return over
  return {
    kind: 'trouble',
    trouble: { reason: 'disk', message: done.message, retryAfterMs: null },
    change: {},
  }
}

/** Pictory's address of the media, or how it ended before there was one. */
const addressOf = async (deps: HandOverDeps, job: HandOver): Promise<string | End> => {
  const { source, uploaded } = job.start
  if (source.kind === 'url') return source.url
  if (uploaded !== null && !needsUpload(job.start, deps.now())) return uploaded.fileUrl
  const gone = (what: string): End => ({ kind: 'failed', message: `“${source.name}” ${what}`, change: {} })
  // It came with a back-up, whose paths are not followed.
  if (source.path === '') return gone('has to be chosen again: start the transcription anew from the file.')
  const found = await deps.disk.stat(source.path).catch(() => null)
  if (found === null || found.kind !== 'file')
    return gone('is not where it was, or cannot be read. Put it back, and try again.')
  if (found.bytes === 0) return gone('is empty, so there is nothing to transcribe.')
  // A file that was changed while it stood in line is sent as it is now.
  const file = { ...source, bytes: found.bytes, modifiedMs: found.modifiedMs }
  const contentType = contentTypeOf(file.name)
  for (let refusals = 0; ; refusals++) {
    const ended = await keep(deps, job, phaseOf('preparing', 0, file.bytes), { source: file, uploaded: null })
    if (ended !== null) return ended
    if (job.work.aborted) return { kind: 'broken-off', change: {} }
    const place = await deps.client.placeFor({ fileName: file.name, contentType }, job.work)
    if (place.kind !== 'ok') return endOf(deps, place, {})
    deps.accepted()
    const { signedUrl, fileUrl } = place.value
    const sent = await send(deps, job, file, { signedUrl, contentType })
    switch (sent.kind) {
      case 'done':
        return (
          (await keep(deps, job, phaseOf('starting', file.bytes, file.bytes), {
            uploaded: { fileUrl, at: deps.now() },
          })) ?? fileUrl
        )
      case 'refused':
        // Once a place may have lapsed on the way; twice is no accident.
        if (refusals > 0) return { kind: 'failed', message: sent.message, change: {} }
        break
      case 'source':
        return { kind: 'failed', message: sent.message, change: {} }
      case 'trouble':
        return { kind: 'trouble', trouble: sent, change: {} }
      case 'aborted':
        return { kind: 'broken-off', change: {} }
    }
  }
}

const send = async (
  deps: HandOverDeps,
  job: HandOver,
  file: { readonly path: string; readonly bytes: number; readonly modifiedMs: number },
  place: { readonly signedUrl: string; readonly contentType: string },
): Promise<Uploaded> => {
  const shown = createProgress({
    now: deps.now,
    setTimer: deps.setTimer,
    everyMs: progressEveryMs,
    tell: (sentBytes) => {
      if (!job.work.aborted) void deps.library.reportStart(job.id, phaseOf('uploading', sentBytes, file.bytes))
    },
  })
  shown.sent(0)
  try {
    return await deps.upload(file, place, shown.sent, job.work)
  } finally {
    shown.stop()
  }
}

const order = async (deps: HandOverDeps, job: HandOver, fileUrl: string): Promise<End> => {
  if (job.work.aborted) return { kind: 'broken-off', change: {} }
  const total = totalBytesOf(job.start)
  const state = phaseOf('starting', total ?? 0, total)
  const ended = await keep(deps, job, state, { askedAt: deps.now() })
  if (ended !== null) return ended
  const notAsked: Partial<Start> = { askedAt: null }
  if (job.work.aborted) return { kind: 'broken-off', change: notAsked }
  const { mediaKind, language } = job.start
  const asked = await deps.client.startTranscription(
    { fileUrl, mediaKind, language, webhook: deps.webhook() },
    job.order,
  )
  switch (asked.kind) {
    case 'ok':
      deps.accepted()
      return { kind: 'became', to: asked.value.jobId }
    case 'aborted':
      return over
    case 'trouble':
      if (!asked.reached) return endOf(deps, asked, notAsked)
      deps.heed(asked)
      return { kind: 'failed', message: `${asked.message} ${underWay}`, change: {} }
    case 'refused':
      // An account without minutes left says no to any file: the one that is there is not sent again. A file it cannot find is.
      return endOf(deps, asked, aboutFile.test(asked.message) ? { ...notAsked, uploaded: null } : notAsked)
    case 'key-refused':
    case 'no-key':
      return endOf(deps, asked, notAsked)
  }
}
