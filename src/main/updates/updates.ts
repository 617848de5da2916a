// Updates, from looking for one to restarting into it. Nothing happens that nobody asked for: no look before somebody said yes to it, no
// download and no restart but by a button, never an installation on quitting. And no restart before everything is saved.

import { ok, type Result } from '../../core/result'
import type { FailureCode, UpdateOrder, Updates } from '../../ipc/contract'
import type { SetTimer } from '../pictory/types'
import type { PreferenceStore } from '../preferences'
import type { AskFailure } from './ask'
import { type Found, isNewer } from './feed'

/** What downloads and installs; in the app electron-updater (engine.ts), loaded when it is first needed. */
export type Engine = {
  /** `share` 0–1. Cancelling makes `done` answer 'aborted'. */
  readonly download: (
    found: Found,
    progress: (share: number) => void,
  ) => {
    readonly done: Promise<Result<null, 'aborted' | 'download'>>
    readonly cancel: () => void
  }
  /** Why what was downloaded could not be put in place now, as a sentence; null: it can. */
  readonly trouble: () => Promise<string | null>
  /** The very last thing: replaces the app and starts the new one. */
  readonly install: () => void
}

export type UpdatesDeps = {
  /** Who is asked, by name, and how; null: no feed is configured. */
  readonly feed: {
    readonly name: string
    readonly page: string | null
    readonly ask: () => Promise<Result<Found | null, AskFailure>>
  } | null
  readonly version: string
  /** Why this installation is updated by hand; null where it is not. */
  readonly byHand: string | null
  readonly engine: () => Promise<Engine>
  readonly preferences: Pick<PreferenceStore, 'get' | 'set'>
  /** Has everything saved, and answers null, or why it is not. */
  readonly saved: () => Promise<string | null>
  /** Leaves the app; called at once after `saved` answered null. What is ready is then installed by `atEnd`. */
  readonly leave: () => void
  readonly now: () => number
  readonly setTimer: SetTimer
  readonly tell: (updates: Updates) => void
  readonly log: (line: string) => void
}

const dayMs = 24 * 3600_000
/** The first daily look leaves the start alone; later ones are due to the hour. */
const pause = { firstMs: 60_000, againMs: 3600_000, unsavedMs: 2_000, stallMs: 60_000 } as const

const nothing = (): void => {}

export const createUpdates = (deps: UpdatesDeps) => {
  const { feed, preferences, setTimer } = deps
  let state: Updates['state'] = { kind: 'idle' }
  let aside = false
  let found: Found | null = null
  let engine: Engine | null = null
  let cancelDownload: (() => void) | null = null
  let leaving = false

  const current = (): Updates => {
    const { daily, lookedAt } = preferences.get().updates
    return { from: feed?.name ?? null, daily, lookedAt, aside, state }
  }
  const put = (next: Updates['state'], isAside = false): void => {
    state = next
    aside = isAside
    deps.tell(current())
  }
  const remember = (change: Partial<ReturnType<PreferenceStore['get']>['updates']>): void =>
    preferences.set({ updates: { ...preferences.get().updates, ...change } })

  const foundState = (update: Found): Updates['state'] => ({
    kind: 'found',
    version: update.version,
    notes: update.notes,
    bytes: update.bytes,
    byHand: deps.byHand === null ? null : { why: deps.byHand, page: feed?.page ?? null },
  })

  /** @param asked by the person, who wants to know what came of it; else only a find is told. */
  const look = async (asked: boolean): Promise<void> => {
    if (feed === null) return
    const before = { state, aside }
    if (asked) put({ kind: 'looking' })
    const answer = await feed.ask()
    if (!answer.ok) {
      deps.log(`updates: ${answer.message}`)
      if (asked) put({ kind: 'failed', during: 'look', message: answer.message })
      return
    }
    remember({ lookedAt: deps.now() })
    // What a person ordered while the daily look was under way goes on.
    if (!asked && state !== before.state) return
    found = answer.value
    if (found === null) put({ kind: 'newest' })
    else put(foundState(found), !asked && preferences.get().updates.notNow === found.version)
  }

  const download = async (update: Found): Promise<void> => {
    put({ kind: 'downloading', version: update.version, bytes: update.bytes, share: 0 })
    let stalled = false
    let unwatch = nothing
    let isCalledOff = false
    cancelDownload = () => {
      isCalledOff = true
    }
    try {
      engine ??= await deps.engine()
      if (isCalledOff) {
        put(foundState(update))
        return
      }
      const watch = (): void => {
        unwatch()
        unwatch = setTimer(pause.stallMs, () => {
          stalled = true
          cancelDownload?.()
        })
      }
      const { done, cancel } = engine.download(update, (share) => {
        watch()
        if (state.kind !== 'downloading') return
        // A step that is seen; the window need not hear of each packet.
        if (share - state.share >= 0.01 || share >= 1) put({ ...state, share: Math.min(1, share) }, aside)
      })
      cancelDownload = cancel
      watch()
      const answer = await done
      if (answer.ok) put({ kind: 'ready', version: update.version })
      else if (stalled)
        put({ kind: 'failed', during: 'download', message: 'The download stood still for a minute and was given up.' })
      else if (answer.code === 'aborted') put(foundState(update))
      else put({ kind: 'failed', during: 'download', message: answer.message })
    } catch (error) {
      deps.log(`updates: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
      put({
        kind: 'failed',
        during: 'download',
        message: 'The download failed inside Caesura. This is a bug in Caesura.',
      })
    } finally {
      unwatch()
      cancelDownload = null
    }
  }

  const isWaiting = (): boolean => state.kind === 'waiting'

  const install = async (version: string): Promise<void> => {
    put({ kind: 'waiting', version, why: 'Everything is being saved first.' })
    while (isWaiting()) {
      const trouble = (await engine?.trouble()) ?? null
      if (trouble !== null) {
        if (isWaiting()) put({ kind: 'failed', during: 'install', message: trouble })
        return
      }
      const unsaved = await deps.saved()
      // Put aside meanwhile: then it does not happen.
      if (!isWaiting()) return
      if (unsaved === null) {
        leaving = true
        deps.leave()
        return
      }
      put({ kind: 'waiting', version, why: unsaved }, aside)
      await new Promise<void>((resolve) => setTimer(pause.unsavedMs, resolve))
    }
  }

  const later = (): void => {
    if (state.kind === 'found') remember({ notNow: state.version })
    if (state.kind === 'waiting') put({ kind: 'ready', version: state.version }, true)
    else put(state, true)
  }

  const obey = (order: UpdateOrder): void => {
    switch (order) {
      case 'tell':
        return
      case 'look':
        if (['idle', 'newest', 'found', 'failed'].includes(state.kind)) void look(true)
        return
      case 'daily':
      case 'only-when-asked':
        remember({ daily: order === 'daily' })
        put(state, aside)
        return
      case 'download':
        if (found === null || deps.byHand !== null) return
        if (state.kind === 'found' || (state.kind === 'failed' && state.during === 'download')) void download(found)
        return
      case 'cancel':
        cancelDownload?.()
        return
      case 'install':
        if (state.kind === 'ready') void install(state.version)
        else if (state.kind === 'failed' && state.during === 'install' && found !== null) void install(found.version)
        return
      case 'later':
        later()
    }
  }

  let unschedule = nothing
  const schedule = (afterMs: number): void => {
    unschedule = setTimer(afterMs, () => {
      const { daily, lookedAt } = preferences.get().updates
      const isDue = lookedAt === null || Math.abs(deps.now() - lookedAt) >= dayMs
      const mayLook =
        ['idle', 'newest', 'found'].includes(state.kind) || (state.kind === 'failed' && state.during === 'look')
      if (daily && isDue && mayLook) void look(false)
      schedule(pause.againMs)
    })
  }

  return {
    /** Begins to look once a day where the person wished it; without a feed nothing is ever done. */
    start: (): void => {
      if (feed !== null) schedule(pause.firstMs)
    },
    handler: async ({ order }: { readonly order: UpdateOrder }): Promise<Result<Updates, FailureCode>> => {
      if (feed !== null) obey(order)
      return ok(current())
    },
    /** When the app ends, as the very last: true when the new one is being put in place, which ends the app itself. */
    atEnd: (): boolean => {
      unschedule()
      cancelDownload?.()
      if (!leaving || engine === null || found === null || !isNewer(found.version, deps.version)) return false
      leaving = false
      engine.install()
      return true
    },
  }
}
