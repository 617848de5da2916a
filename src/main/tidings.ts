// What a person learns of while they look elsewhere: a notification when jobs come to their end, a number on the dock or taskbar for those
// that completed unseen, and how far the uploads are. All of it as wished, and none of it necessary: where the platform has no such thing,
// nothing happens. It knows jobs as the window sees them; Electron's part is handed in.

import type { JobId, JobSummary } from '../core/job/job'
import type { ServiceWishes } from '../ipc/contract'
import type { SetTimer } from './pictory/types'

/** Jobs that end within this time of the first are told together. */
const togetherMs = 3_000
/** Titles that are named of many. */
const mostNamed = 3

export type TidingsDeps = {
  readonly notification: {
    readonly isSupported: () => boolean
    readonly show: (title: string, body: string, onClick: () => void) => void
  }
  /** 0 takes it away. */
  readonly badge: (count: number) => void
  /** 0 ≤ share ≤ 1; null: none. */
  readonly progress: (share: number | null) => void
  readonly isFocused: () => boolean
  readonly wishes: () => Pick<ServiceWishes, 'notify' | 'badge'>
  readonly setTimer: SetTimer
  /** Shows the window, and this job in it. */
  readonly showJob: (id: JobId) => void
  readonly log: (line: string) => void
}

export type Tidings = {
  /** Jobs as they are when the library is opened: no news. */
  readonly loaded: (jobs: readonly JobSummary[]) => void
  /** What the library tells of changed jobs. */
  readonly changed: (jobs: readonly JobSummary[]) => void
  readonly became: (from: JobId, to: JobId) => void
  readonly forgotten: (id: JobId) => void
  /** The window has the focus: everything is seen. */
  readonly seen: () => void
  readonly wishesChanged: () => void
  readonly stop: () => void
}

type Ended = { readonly job: JobSummary; readonly how: 'ready' | 'failed' }
type Sending = { readonly sent: number; readonly total: number }

const endOf = (before: JobSummary | undefined, job: JobSummary): Ended['how'] | null => {
  const was = before?.state.kind
  if (was !== 'waiting' && was !== 'starting') return null
  switch (job.state.kind) {
    case 'ready':
      return 'ready'
    case 'failed':
    case 'gone':
      return 'failed'
    case 'starting':
    case 'waiting':
    case 'stopped':
    case 'damaged':
      return null
  }
}

const counted = (count: number, one: string, many: string): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`

const lengthOf = (ms: number): string => {
  const minutes = Math.round(ms / 60_000)
  if (minutes < 1) return `${Math.max(1, Math.round(ms / 1000))} s`
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

const contentsOf = ({ durationMs, speakers, words }: JobSummary): string =>
  [
    ...(durationMs === null ? [] : [lengthOf(durationMs)]),
    ...(speakers === null ? [] : [counted(speakers, 'speaker', 'speakers')]),
    ...(words === null ? [] : [counted(words, 'word', 'words')]),
  ].join(' · ')

const short = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1).replace(/\p{Surrogate}$/u, '')}…`

const namesOf = (jobs: readonly JobSummary[]): string => {
  const names = jobs.slice(0, mostNamed).map(({ title }) => `“${short(title, 40)}”`)
  const more = jobs.length - names.length
  return more === 0 ? names.join(', ') : `${names.join(', ')} and ${more.toLocaleString('en')} more`
}

const wordsFor = (
  how: Ended['how'],
  jobs: readonly JobSummary[],
): { readonly title: string; readonly body: string } => {
  const [only] = jobs
  if (only === undefined || jobs.length > 1)
    return {
      title:
        how === 'ready'
          ? `${counted(jobs.length, 'transcript is', 'transcripts are')} ready`
          : `${counted(jobs.length, 'job', 'jobs')} came to nothing`,
      body: namesOf(jobs),
    }
  if (how === 'ready') return { title: `“${short(only.title, 80)}” is ready`, body: contentsOf(only) }
  const { state } = only
  return {
    title: `“${short(only.title, 80)}” came to nothing`,
    body: 'message' in state ? short(state.message, 200) : '',
  }
}

export const createTidings = (deps: TidingsDeps): Tidings => {
  const jobs = new Map<JobId, JobSummary>()
  const unseen = new Set<JobId>()
  let ended: Ended[] = []
  let cancelTimer: (() => void) | null = null
  /** Uploads since there was none; those that are through count until the last one is. */
  const sending = new Map<JobId, Sending>()
  const through = new Set<JobId>()
  let shownBadge = 0
  let shownPercent: number | null = null

  /** What only decorates must never stop anything. */
  const tried = (what: string, work: () => void): void => {
    try {
      work()
    } catch (error) {
      deps.log(`${what}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }

  const showBadge = (): void => {
    const count = deps.wishes().badge ? unseen.size : 0
    if (count === shownBadge) return
    shownBadge = count
    tried('badge', () => deps.badge(count))
  }

  const showProgress = (): void => {
    if (sending.size === through.size) {
      sending.clear()
      through.clear()
    }
    let sent = 0
    let total = 0
    for (const one of sending.values()) {
      sent += one.sent
      total += one.total
    }
    const percent = deps.wishes().badge && total > 0 ? Math.floor((100 * sent) / total) : null
    if (percent === shownPercent) return
    shownPercent = percent
    tried('progress', () => deps.progress(percent === null ? null : percent / 100))
  }

  const tell = (): void => {
    cancelTimer = null
    const all = ended
    ended = []
    if (deps.isFocused() || !deps.wishes().notify || !deps.notification.isSupported()) return
    for (const how of ['ready', 'failed'] as const) {
      const those = all.filter((one) => one.how === how).map(({ job }) => jobs.get(job.id) ?? job)
      const [first] = those
      if (first === undefined) continue
      const { title, body } = wordsFor(how, those)
      deps.notification.show(title, body, () => deps.showJob(first.id))
    }
  }

  const note = (job: JobSummary, how: Ended['how']): void => {
    if (deps.isFocused()) return
    if (how === 'ready') unseen.add(job.id)
    ended.push({ job, how })
    cancelTimer ??= deps.setTimer(togetherMs, () => tried('notification', tell))
  }

  /** A file counts from the moment it is being sent; standing in line is no progress. */
  const noteSending = ({ id, state }: JobSummary): void => {
    if (state.kind !== 'starting') {
      if (!through.has(id)) sending.delete(id)
      return
    }
    const { phase, sentBytes, totalBytes } = state
    if (totalBytes === null) return
    if (phase === 'queued') {
      sending.delete(id)
      through.delete(id)
    } else sending.set(id, { sent: phase === 'starting' ? totalBytes : sentBytes, total: totalBytes })
  }

  return {
    loaded: (all) => {
      for (const job of all) jobs.set(job.id, job)
    },
    changed: (changed) => {
      for (const job of changed) {
        const how = endOf(jobs.get(job.id), job)
        jobs.set(job.id, job)
        if (how !== null) note(job, how)
        if (job.state.kind !== 'ready') unseen.delete(job.id)
        noteSending(job)
      }
      showBadge()
      showProgress()
    },
    became: (from) => {
      const whole = sending.get(from)
      if (whole === undefined) return
      sending.set(from, { sent: whole.total, total: whole.total })
      through.add(from)
    },
    forgotten: (id) => {
      jobs.delete(id)
      unseen.delete(id)
      ended = ended.filter(({ job }) => job.id !== id)
      if (!through.has(id)) sending.delete(id)
      showBadge()
      showProgress()
    },
    seen: () => {
      unseen.clear()
      ended = []
      showBadge()
    },
    wishesChanged: () => {
      showBadge()
      showProgress()
    },
    stop: () => cancelTimer?.(),
  }
}
