// The desk: which job lies open, and all that belongs to it. At most one document is open; opening another first saves
// and closes the one before, and a document that cannot be saved is not left: until the disk has all of it, it is the one
// that is open. A slow answer for a job nobody looks at any more is dropped.

import { createStore } from 'zustand/vanilla'
import { endOf } from '../../core/transcript/model'
import { isOpenable, type JobSummary } from '../../core/job/job'
import type { Result } from '../../core/result'
import { parseQuery } from '../../core/search/query'
import { locate, type Place } from '../../core/search/scan'
import type { Bridge } from '../../ipc/bridge'
import type { Calls } from '../../ipc/contract'
import type { Editor } from '../editor/editor'
import type { Shown } from '../editor/shown'
import type { Library } from '../library/library'
import { shownTitle } from '../library/words'
import type { MediaPlayer } from '../player/player'
import type { SoundOf } from '../player/sound'
import type { SaveState, Session } from '../session/types'
import type { Settings } from '../settings/settings'
import { followCues, type CueFollower } from '../captions/follow'
import type { Guides } from '../captions/presets'
import { createPast, type Past } from '../history/past'
import { createDerived, type Derived, type Later, type Segment } from './derived'
import { keepHabits } from './habits'

/** What the panes may ask of the text surface. */
export type Surface = Pick<
  Editor,
  | 'focus'
  | 'revealTime'
  | 'revealWord'
  | 'showHit'
  | 'selectTime'
  | 'scrollToPlaying'
  | 'text'
  | 'lines'
  | 'selected'
  | 'selectFound'
  | 'replaceFound'
  | 'markFound'
  | 'selectedWords'
  | 'pauseAtCaret'
  | 'wordsBeforeCaret'
  | 'splitAt'
  | 'setProvenance'
  | 'commands'
>

/** Words that were looked for, and where they were when they were found. */
export type Target = { readonly query: string; readonly place: Place }

/** What the editor's own find looks for: what was typed where the words hold it so, else the words as they stand. */
const foundText = (query: string, text: string): string => {
  const typed = query.trim().replace(/^["“„«]|["”“»]$/gu, '')
  const bare = text.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
  return typed !== '' && bare.toLowerCase().includes(typed.toLowerCase()) ? typed : bare
}

export type OpenDocument = {
  readonly jobId: string
  readonly session: Session
  readonly derived: Derived
  readonly follower: CueFollower
  /** How it came to be; read when it is first looked at. */
  readonly past: Past
  /** The reader's repairs, in its words. */
  readonly notes: readonly string[]
  /** What the original lacks of a full transcript. */
  readonly lacks: readonly string[]
  /** What was wrong with its files when it was opened, or was mended then; null when nothing was. */
  readonly damage: string | null
  /** What was mended at any time, newest last. */
  readonly mends: readonly { readonly at: number; readonly message: string }[]
}

export type DeskView =
  | { readonly kind: 'nothing' }
  /** A job without a transcript: the centre says how it stands. */
  | { readonly kind: 'standing'; readonly jobId: string }
  | { readonly kind: 'opening'; readonly jobId: string }
  | { readonly kind: 'refused'; readonly jobId: string; readonly message: string }
  | { readonly kind: 'open'; readonly document: OpenDocument }

export type DeskState = {
  readonly view: DeskView
  readonly surface: Surface | null
  readonly caret: { readonly paragraphId: string; readonly wordId: string | null; readonly timeMs: number } | null
  /** The playing word has left the view because the user scrolled. */
  readonly followLost: boolean
}

export type OpenSession = (jobId: string, opened: Calls['openJob']['value']) => Result<Session>

type Parts = {
  readonly bridge: Bridge
  readonly library: Library
  readonly player: MediaPlayer
  readonly sound: Pick<SoundOf, 'load'>
  readonly settings: Settings
  readonly openSession: OpenSession
  readonly segmentFor: (chosen: Guides) => Segment
  readonly later: Later
  /** Another job was asked for, but the open document cannot be saved and stays; the sentence says why. */
  readonly onStay: (message: string) => void
  /** What was looked for is no longer where it was found. */
  readonly onLost: (message: string) => void
  /** Words that were looked for in the library are shown: the keys go on from there. */
  readonly onHit: (text: string) => void
}

/** Why closing now would lose changes, as a sentence; null when it would not. */
export const whyUnsaved = (save: SaveState): string | null => {
  switch (save.kind) {
    case 'saved':
      return null
    case 'saving':
      return 'The last changes are still on their way to the disk.'
    case 'unsaved':
      return save.message
  }
}

export const jobOf = (view: DeskView): string | null => {
  switch (view.kind) {
    case 'nothing':
      return null
    case 'open':
      return view.document.jobId
    case 'standing':
    case 'opening':
    case 'refused':
      return view.jobId
  }
}

export const createDesk = ({
  bridge,
  library,
  player,
  sound,
  settings,
  openSession,
  segmentFor,
  later,
  onStay,
  onLost,
  onHit,
}: Parts) => {
  const store = createStore<DeskState>(() => ({
    view: { kind: 'nothing' },
    surface: null,
    caret: null,
    followLost: false,
  }))
  /** Apart from the rest: it changes with every line that is scrolled. */
  const shown = createStore<Shown>(() => ({ inView: null, selected: null }))
  /** The cue that was chosen in the list, until the caret moves: what is done to a cue is done to it. */
  const chosen = createStore<{ readonly cueId: string | null }>(() => ({ cueId: null }))
  let turn = 0
  let stopHabits: (() => void) | null = null

  /** Where the next document is to be opened; off as soon as another job is asked for. */
  let sought: { readonly jobId: string; readonly target: Target } | null = null
  const arrive = () => {
    const open = document()
    const { surface } = store.getState()
    if (sought === null || open?.jobId !== sought.jobId || surface === null) return
    const { query, place } = sought.target
    sought = null
    const located = locate(open.session.store.getState().transcript, parseQuery(query), place)
    if (located === null) onLost('These words are not in the transcript any more.')
    else {
      const text = foundText(query, located.text)
      surface.showHit(located.first.id, located.last.id, text)
      onHit(text)
    }
  }

  const document = (): OpenDocument | null => {
    const { view } = store.getState()
    return view.kind === 'open' ? view.document : null
  }
  const clear = async () => {
    const open = document()
    if (!open) return
    player.pause()
    sound.load(null)
    stopHabits?.()
    open.follower.close()
    open.derived.close()
    open.past.close()
    await open.session.close()
  }
  const linkMedia = async (jobId: string, textEndMs: number, name: string | null) => {
    const address = await bridge.mediaAddress({ jobId })
    if (jobOf(store.getState().view) !== jobId) return
    const media = address.ok && address.value ? { ...address.value, name: name ?? 'recording' } : null
    player.load(media, textEndMs)
    sound.load(media && { jobId, url: media.url, durationMs: textEndMs })
    if (!address.ok) player.fail(address.message)
  }
  const place = (view: DeskView) => {
    shown.setState({ inView: null, selected: null })
    chosen.setState({ cueId: null })
    store.setState({ view, caret: null, followLost: false })
  }

  const open = async (job: JobSummary) => {
    const mine = ++turn
    const before = clear()
    place({ kind: 'opening', jobId: job.id })
    await before
    const opened = await bridge.openJob({ jobId: job.id })
    if (mine !== turn) return
    if (!opened.ok) {
      place({ kind: 'refused', jobId: job.id, message: opened.message })
      return
    }
    const session = openSession(job.id, opened.value)
    if (!session.ok) {
      place({ kind: 'refused', jobId: job.id, message: session.message })
      return
    }
    const { transcript } = session.value.store.getState()
    const textEndMs = Math.max(transcript.durationMs ?? 0, endOf(transcript))
    player.load(null, textEndMs)
    const derived = createDerived(session.value, segmentFor(settings.store.getState()), later)
    const follower = followCues(player, derived.store)
    stopHabits = keepHabits({ session: session.value, derived, player, settings, later })
    const past = createPast({ jobId: job.id, bridge, session: session.value })
    const { notes, lacks, told, mends } = opened.value
    const damage = told.length === 0 ? null : told.join(' ')
    place({
      kind: 'open',
      document: { jobId: job.id, session: session.value, derived, follower, past, notes, lacks, damage, mends },
    })
    if (job.media) await linkMedia(job.id, textEndMs, job.media.name)
  }

  /** @param isKept the list stays as it is, also where the job is not in it. */
  const select = async (jobId: string, isKept = false) => {
    if (sought?.jobId !== jobId) sought = null
    // The event that brings a new job may come after the answer that names it.
    if (!library.job(jobId)) await library.load()
    if (!library.job(jobId)) return
    if (!isKept) library.reveal(jobId)
    const { view } = store.getState()
    if (view.kind === 'opening' && view.jobId === jobId) return
    // From here on an earlier selection that still waits for the saving is off, also when this one goes back to the open document.
    const mine = ++turn
    if (view.kind === 'open') {
      if (view.document.jobId === jobId) return
      const { session } = view.document
      if (whyUnsaved(session.store.getState().save) !== null) {
        await session.flush()
        if (mine !== turn) return
        const why = whyUnsaved(session.store.getState().save)
        if (why !== null) {
          onStay(why)
          return
        }
      }
    }
    const job = library.job(jobId)
    if (!job) return
    settings.set({ lastJobId: jobId })
    if (isOpenable(job.state) && job.trashedAt === null) {
      await open(job)
      return
    }
    const before = clear()
    place({ kind: 'standing', jobId })
    player.load(null, 0)
    await before
  }

  // A job that is being looked at opens by itself the moment it is ready; one that was taken off the list is put away.
  const stopLibrary = library.store.subscribe(({ jobs, trash }, { jobs: jobsBefore, trash: trashBefore }) => {
    if (jobs === jobsBefore && trash === trashBefore) return
    const { view } = store.getState()
    const jobId = jobOf(view)
    if (jobId === null) return
    const isMine = (one: JobSummary) => one.id === jobId
    // What is looked at in the trash stays on the desk there; what went there is put away.
    if (trash.some(isMine) && trashBefore.some(isMine)) return
    const job = jobs.find(isMine)
    if (!job) {
      turn++
      void clear()
      place({ kind: 'nothing' })
      player.load(null, 0)
    } else if (view.kind === 'standing' && isOpenable(job.state)) void open(job)
  })
  // Pictory gave a job that was started here its own id: what is looked at under the old one goes on under the new one.
  const stopBecame = bridge.on('jobBecame', ({ from, to }) => {
    if (settings.store.getState().lastJobId === from) settings.set({ lastJobId: to })
    if (jobOf(store.getState().view) === from) void select(to)
  })
  // Where the element only knows that it does not play, main knows whether the file is there.
  const stopPlayer = player.store.subscribe(({ trouble, media }, { trouble: before }) => {
    const jobId = jobOf(store.getState().view)
    if (trouble === null || before !== null || media === null || jobId === null) return
    void bridge.mediaAddress({ jobId }).then((address) => {
      if (!address.ok && player.store.getState().trouble === trouble) player.fail(address.message)
    })
  })
  const stopSettings = settings.store.subscribe((now, before) => {
    if (now.preset !== before.preset || now.guides !== before.guides) document()?.derived.setSegment(segmentFor(now))
  })

  return {
    store,
    shown,
    chosen,
    document,
    select: (jobId: string) => select(jobId),
    /** Opens the job at words that were found in it, which are then selected. */
    openAt: async (jobId: string, target: Target) => {
      sought = { jobId, target }
      await select(jobId, true)
      arrive()
    },
    /** Tries again after a refusal. */
    retry: async () => {
      const { view } = store.getState()
      const job = view.kind === 'refused' ? library.job(view.jobId) : undefined
      if (job) await open(job)
    },
    /**
     * Lets `work` at the job's files: what is open of it is saved and closed, and opened again afterwards. Null when it could not be saved,
     * and so stayed open and untouched.
     */
    whileClosed: async <T>(jobId: string, work: () => Promise<T>): Promise<T | null> => {
      const { view } = store.getState()
      if (view.kind === 'open' && view.document.jobId === jobId) {
        const { session } = view.document
        await session.flush()
        const why = whyUnsaved(session.store.getState().save)
        if (why !== null) {
          onStay(why)
          return null
        }
      }
      const isShown = () => jobOf(store.getState().view) === jobId && store.getState().view.kind !== 'standing'
      if (!isShown()) return work()
      const mine = ++turn
      const before = clear()
      place({ kind: 'opening', jobId })
      await before
      const done = await work()
      const job = library.job(jobId)
      if (mine === turn && job !== undefined) await open(job)
      return done
    },
    setSurface: (surface: Surface | null) => {
      store.setState({ surface })
      arrive()
    },
    setCaret: (caret: DeskState['caret']) => {
      chosen.setState({ cueId: null })
      store.setState({ caret })
    },
    setFollowLost: (followLost: boolean) => {
      if (store.getState().followLost !== followLost) store.setState({ followLost })
    },
    /** Seeks and shows the words said there. */
    goTo: (ms: number) => {
      player.seek(ms)
      store.getState().surface?.revealTime(ms)
    },
    /** Links a recording to the open job, the one behind the token or one that is asked for, and plays it from then on. */
    link: async (token: string | null = null): Promise<Result<{ readonly name: string } | null>> => {
      const open = document()
      if (!open) return { ok: true, value: null }
      const linked = await bridge.linkMedia({ jobId: open.jobId, token })
      if (linked.ok && linked.value && document() === open) {
        const { transcript } = open.session.store.getState()
        await linkMedia(open.jobId, Math.max(transcript.durationMs ?? 0, endOf(transcript)), linked.value.name)
      }
      return linked
    },
    titleOf: (jobId: string): string => {
      const job = library.job(jobId)
      return job ? shownTitle(job) : ''
    },
    close: async () => {
      stopLibrary()
      stopBecame()
      stopSettings()
      stopPlayer()
      turn++
      await clear()
    },
  }
}
export type Desk = ReturnType<typeof createDesk>
