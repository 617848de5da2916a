// The part of main's composition that deals with Pictory: the key, the one turnstile for all calls, polling, transcriptions that are begun
// here, the webhook receiver, and what a person is told of it all. It knows no Electron: fetch, keychain, notifications and the window's
// events are handed in, so that it runs whole in a test.

import type { JobId, JobSummary } from '../core/job/job'
import { type Fail, fail, ok, type Result } from '../core/result'
import type { Calls, FailureCode, KeyStatus, Opened } from '../ipc/contract'
import { createAccount } from './account'
import { createBursts } from './bursts'
import type { Handlers } from './door'
import { createKeyCalls } from './key'
import type { Keychain } from './keychain'
import type { Disk } from './library/disk'
import type { Library } from './library/jobs'
import type { News } from './news'
import { openedAs } from './opening'
import { isLoopback } from './pictory/address'
import { createClient } from './pictory/client'
import { createPoller } from './pictory/poller'
import { createReceiver } from './pictory/receiver'
import { createRecheck } from './pictory/recheck'
import { createRefetch } from './pictory/refetch'
import { createStarts } from './pictory/starts'
import { createTurns } from './pictory/turns'
import type { Fetch, Heed, Hold, SetTimer, Upload } from './pictory/types'
import { checkSourceUrl } from './pictory/webAddress'
import type { PreferenceStore } from './preferences'
import { createReceiving } from './receiving'
import type { Recordings } from './recordings'
import { createSecrets } from './secrets'
import { standing } from './standing'
import { createSteering } from './steering'
import { createTidings, type TidingsDeps } from './tidings'

/** Seldom enough for a burst, and nobody sees the delay. */
const burstMs = 30

export type ServiceDeps = {
  readonly library: Library
  readonly preferences: Pick<PreferenceStore, 'get' | 'set'>
  /** null where it is switched off. */
  readonly keychain: Keychain | null
  readonly recordings: Pick<Recordings, 'take'>
  readonly disk: Pick<Disk, 'stat'>
  readonly fetch: Fetch
  /** See ClientDeps. */
  readonly fetchOnce: Fetch
  readonly upload: Upload
  /** As `checkBaseUrl` returned it. */
  readonly baseUrl: string
  readonly userAgent: string
  readonly now: () => number
  readonly random: () => number
  /** From one call to Pictory to the next. */
  readonly spacingMs: number
  readonly setTimer: SetTimer
  /** 128 bits of the system's random or more, in letters of base64url. */
  readonly newToken: () => string
  readonly online: () => boolean
  readonly news: Pick<News, 'tell'>
  readonly tidings: Pick<TidingsDeps, 'notification' | 'badge' | 'progress' | 'isFocused' | 'showJob'>
  readonly log: (line: string) => void
}

type Verbs =
  | 'listJobs'
  | 'addJobs'
  | 'mendJob'
  | 'steerJobs'
  | 'accountPage'
  | 'stopAccountPage'
  | 'quota'
  | 'startTranscription'
  | 'service'
  | 'changeService'
  | 'renewReceiver'
  | 'keyStatus'
  | 'setKey'
  | 'retryKey'
  | 'forgetKey'

export type PictoryService = {
  readonly handlers: Pick<Handlers, Verbs>
  /** For the library's own events. */
  readonly changed: (jobs: readonly JobSummary[]) => void
  readonly forgotten: (id: JobId) => void
  readonly became: (from: JobId, to: JobId) => void
  /** Jobs came or went by another way. */
  readonly poke: () => void
  /** The window has the focus. */
  readonly seen: () => void
  readonly suspend: () => void
  readonly resume: () => void
  /** Answers when the keychain has. */
  readonly start: () => Promise<void>
  readonly stop: () => Promise<void>
}

export const createService = (deps: ServiceDeps): PictoryService => {
  const { library, preferences, news, now, setTimer, log } = deps
  /** As the library told them last. */
  const jobs = new Map<JobId, JobSummary>(library.list().map((job) => [job.id, job]))
  const asked = new Set<JobId>()
  let hold: Hold | null = null
  const over = new AbortController()

  const shown = (job: JobSummary): JobSummary => {
    const stands = standing(job, secrets.known(), hold)
    return asked.has(job.id) ? { ...stands, asking: true } : stands
  }
  const bursts = createBursts<JobSummary>({
    tell: (all) => news.tell('jobsChanged', all.map(shown)),
    setTimer,
    everyMs: burstMs,
  })
  const asking = (id: JobId, isAsking: boolean): void => {
    if (isAsking) asked.add(id)
    else asked.delete(id)
    const job = jobs.get(id)
    if (job !== undefined) bursts.add(id, job)
  }
  /** Every job that is under way waits for something else now: told at once, in one event. */
  const tellWaiting = (): void => {
    const waiting = [...jobs.values()].filter(({ state }) => state.kind === 'waiting' || state.kind === 'starting')
    if (waiting.length > 0) news.tell('jobsChanged', waiting.map(shown))
  }

  const secrets = createSecrets(
    deps.keychain,
    (status: KeyStatus) => {
      news.tell('keyChanged', status)
      tellWaiting()
    },
    log,
  )
  const keyChanged = (): void => {
    poller.keyChanged()
    starts.keyChanged()
  }
  const isRefused = (): boolean => {
    const status = secrets.known()
    return status?.kind === 'kept' && status.refused
  }
  const hasGoodKey = (): boolean => secrets.known()?.kind === 'kept' && !isRefused()

  const turns = createTurns({ now, setTimer, spacingMs: deps.spacingMs })
  const client = createClient({
    fetch: deps.fetch,
    fetchOnce: deps.fetchOnce,
    baseUrl: deps.baseUrl,
    key: secrets.key,
    isRefused,
    userAgent: deps.userAgent,
    now,
    setTimer,
    turns,
  })
  const poller = createPoller({
    client,
    turns,
    now,
    random: deps.random,
    setTimer,
    hasKey: () => secrets.key() !== null,
    online: deps.online,
    pollable: library.waiting,
    limitMs: () => {
      const { limitHours } = preferences.get().service
      return limitHours === null ? null : limitHours * 3_600_000
    },
    asking,
    held: (next) => {
      hold = next
      tellWaiting()
      starts.poke()
    },
    report: async (id, outcome) => {
      const done = await library.report(id, outcome)
      // A job that was taken off the list meanwhile has nothing to learn any more.
      if (!done.ok && done.code !== 'not-found') throw new Error(done.message)
    },
    keyRefused: () => secrets.refused(),
    trouble: (id, error) => log(`${id}: ${String(error)}`),
  })
  const starts = createStarts({
    library,
    client,
    upload: deps.upload,
    disk: deps.disk,
    now,
    random: deps.random,
    setTimer,
    hasKey: hasGoodKey,
    online: deps.online,
    heldUntil: () => hold?.untilMs ?? 0,
    webhook: () => {
      const status = receiver.status()
      return status.kind === 'listening' ? status.outside : null
    },
    heed: poller.heed,
    accepted: () => accepted(secrets.key()),
    changed: poller.poke,
    trouble: (id, error) => log(`${id}: ${String(error)}`),
  })
  /** A refused key is taken after all: everything that waited for another one goes on. */
  const accepted = (key: string | null): void => {
    if (key !== null && secrets.accepted(key)) keyChanged()
  }
  /** For questions outside the poller: a late refusal of the key before says nothing of the one that is there now. */
  const heedFor =
    (usedKey: string | null): Heed =>
    (answer) => {
      if (answer.kind === 'accepted') accepted(usedKey)
      else if (answer.kind !== 'key-refused' || usedKey === secrets.key()) poller.heed(answer)
    }
  const hindered = (): Fail<FailureCode> | null => {
    if (isRefused()) return fail('key-refused', 'Pictory refused the key.')
    return hold === null || hold.reason === 'offline' ? null : fail('pictory', hold.message)
  }
  const heeding = (): Heed => heedFor(secrets.key())
  const recheck = createRecheck({ library, client, setTimer, heeding, asking, hindered })
  const refetch = createRefetch({ library, client, heeding, asking, hindered, over: over.signal })
  const receiver = createReceiver({
    hint: poller.hint,
    now,
    setTimer,
    changed: () => news.tell('serviceChanged', receiving.service()),
    log,
  })
  const tidings = createTidings({ ...deps.tidings, wishes: () => preferences.get().service, setTimer, log })
  tidings.loaded([...jobs.values()].filter(({ trashedAt }) => trashedAt === null))

  const receiving = createReceiving({
    preferences,
    receiver,
    newToken: deps.newToken,
    changed: (service) => {
      tidings.wishesChanged()
      poller.poke()
      news.tell('serviceChanged', service)
    },
  })
  const account = createAccount({ client, heeding: () => heedFor(secrets.key()), over: over.signal })
  const steerJobs = createSteering({ library, poller, starts, recheck })

  const keyCalls = createKeyCalls({
    secrets,
    client,
    timeout: (ms) => AbortSignal.any([over.signal, AbortSignal.timeout(ms)]),
    changed: () => {
      poller.keyReplaced()
      keyChanged()
    },
    heedFor,
  })

  const poke = (): void => {
    poller.poke()
    starts.poke()
  }

  const startTranscription: Handlers['startTranscription'] = async ({ source, mediaKind, language }) => {
    const from = await sourceOf(source)
    if (!from.ok) return from
    const started = await library.addStart({
      source: from.value,
      mediaKind,
      language,
      uploaded: null,
      askedAt: null,
      became: null,
    })
    // The poller too: it knows of a missing network, which is then shown.
    poke()
    return started
  }

  type Source = Parameters<Library['addStart']>[0]['source']
  const sourceOf = async (
    source: Calls['startTranscription']['args']['source'],
  ): Promise<Result<Source, FailureCode>> => {
    if (source.kind === 'url') {
      const url = checkSourceUrl(source.url, isLoopback(deps.baseUrl))
      return url.ok ? ok({ kind: 'url', url: url.value }) : url
    }
    const taken = await deps.recordings.take(source.token)
    if (!taken.ok) return taken
    const { path, name, bytes, modifiedMs } = taken.value
    return ok({ kind: 'file', path, name, bytes, modifiedMs })
  }

  const handlers: PictoryService['handlers'] = {
    listJobs: async () => ok(library.list().map(shown)),
    addJobs: async ({ ids }) => {
      const added = await library.addIds(ids)
      poller.poke()
      return ok(
        added.map(({ id, result }): Opened => {
          if (!result.ok) return { name: id, outcome: { kind: 'refused', message: result.message } }
          return openedAs(id, result.value)
        }),
      )
    },
    mendJob: async ({ jobId, how }) => {
      const mended = how === 'fetch-again' ? await refetch(jobId) : await library.mend(jobId, how)
      poke()
      return mended
    },
    steerJobs,
    startTranscription,
    ...account,
    ...receiving.handlers,
    ...keyCalls,
  }

  return {
    handlers,
    changed: (changed) => {
      for (const job of changed) {
        jobs.set(job.id, job)
        bursts.add(job.id, job)
      }
      // What lies in the trash is nothing to be told of.
      tidings.changed(changed.filter(({ trashedAt }) => trashedAt === null))
      for (const { id, trashedAt } of changed) if (trashedAt !== null) tidings.forgotten(id)
    },
    forgotten: (jobId) => {
      jobs.delete(jobId)
      asked.delete(jobId)
      bursts.drop(jobId)
      news.tell('jobForgotten', { jobId })
      tidings.forgotten(jobId)
    },
    became: (from, to) => {
      bursts.flush()
      news.tell('jobBecame', { from, to })
      tidings.became(from, to)
    },
    poke,
    seen: tidings.seen,
    suspend: () => {
      poller.suspend()
      starts.suspend()
    },
    resume: () => {
      poller.resume()
      starts.resume()
    },
    start: async () => {
      poller.start()
      starts.start()
      await Promise.all([receiving.apply(), secrets.loaded])
      tellWaiting()
      keyChanged()
    },
    stop: async () => {
      over.abort()
      recheck.stop()
      tidings.stop()
      await Promise.all([poller.stop(), starts.stop(), receiver.stop()])
    },
  }
}
