// How the open transcript came to be: the journal read from its beginning, on demand, and what is looked at of it. Nothing
// of this is read when a job is opened; once read it is kept as long as the job is open, and grows as changes are saved.
//
// Usually there is one part: the original and all changes after it. Where the original cannot be read, or a part of the
// journal is damaged, what can still be shown is: a part from the original up to the damage, and one around the snapshot.

import { createStore } from 'zustand/vanilla'
import { compare, isEmpty, type Comparison } from '../../core/history/compare'
import { indexOriginal, type Original } from '../../core/history/original'
import { fates, sittings, type Fate, type Sitting } from '../../core/history/sittings'
import { createTimeline, type Timeline } from '../../core/history/timeline'
import { ok, type Result } from '../../core/result'
import type { Transcript } from '../../core/transcript/model'
import { parseTranscript } from '../../core/transcript/replay'
import type { Bridge } from '../../ipc/bridge'
import type { JournalPlace } from '../../ipc/contract'
import type { Session } from '../session/types'

export type Part = {
  readonly timeline: Timeline
  readonly sittings: readonly Sitting[]
  readonly fates: readonly Fate[]
  /** It begins with the original. */
  readonly fromOriginal: boolean
}

/** Before the change of this index of a part. */
export type Point = { readonly part: number; readonly at: number }
/** What a person looks at: all that changed since `from`, or with `to` only what changed up to there. */
export type Looking = { readonly from: Point; readonly to: Point | null; readonly only: 'all' | 'session' | 'change' }

export type PastState = {
  readonly reading:
    | { readonly kind: 'not yet' }
    /** So many changes were read. */
    | { readonly kind: 'reading'; readonly changes: number }
    | { readonly kind: 'failed'; readonly message: string }
    | { readonly kind: 'ready' }
  /** Oldest first. A new array whenever changes came to it. */
  readonly parts: readonly Part[]
  /** What cannot be shown, as a sentence; null when all can. */
  readonly trouble: string | null
  readonly looking: Looking | null
  /** The list takes the focus as soon as it stands: a command asked for it. */
  readonly focusWanted: boolean
}

type Parts = {
  readonly jobId: string
  readonly bridge: Pick<Bridge, 'jobHistory' | 'jobBase'>
  readonly session: Session
}

/** Between two of these many changes the window may draw: 200 of them take 8 ms at 100,000 words. */
const slice = 200

/** Not the next idle moment: what is waited for is not put off by what nobody waits for. */
const rest = () => new Promise<void>((go) => void setTimeout(go, 0))

const start: JournalPlace = { offset: 0, seal: null }

type Lines = readonly { readonly json: string; readonly endsAt: number }[]
const jsonOf = (lines: Lines): readonly string[] => lines.map(({ json }) => json)

const partOf = (timeline: Timeline, fromOriginal: boolean): Part => ({
  timeline,
  sittings: sittings(timeline.groups),
  fates: fates(timeline.groups),
  fromOriginal,
})

export const createPast = ({ jobId, bridge, session }: Parts) => {
  const store = createStore<PastState>(() => ({
    reading: { kind: 'not yet' },
    parts: [],
    trouble: null,
    looking: null,
    focusWanted: false,
  }))
  const life = { closed: false }
  /** How far the journal was read. */
  let place: JournalPlace = start
  let underWay: Promise<void> | null = null
  /** Something was saved while it was being read. */
  let again = false
  let original: Promise<Result<Original>> | null = null
  let originalNow: Original | null = null

  const base = async (
    which: 'original' | 'snapshot',
  ): Promise<Result<{ transcript: Transcript; at: JournalPlace }>> => {
    const answer = await bridge.jobBase({ jobId, which })
    if (!answer.ok) return answer
    const transcript = parseTranscript(answer.value.transcript)
    return transcript.ok ? ok({ transcript: transcript.value, at: answer.value.at }) : transcript
  }
  const loadOriginal = (): Promise<Result<Original>> => {
    original ??= base('original').then((found) => {
      if (!found.ok) {
        original = null
        return found
      }
      originalNow = indexOriginal(found.value.transcript)
      return ok(originalNow)
    })
    return original
  }

  /** All pieces of the journal from there on. */
  const lines = async (
    from: JournalPlace,
  ): Promise<Result<{ readonly lines: Lines; readonly next: JournalPlace; readonly trouble: string | null }>> => {
    const all: { json: string; endsAt: number }[] = []
    for (let at = from; ;) {
      const piece = await bridge.jobHistory({ jobId, from: at })
      if (!piece.ok) return piece
      const { lines, next, more, trouble } = piece.value
      all.push(...lines)
      at = next
      if (!more || life.closed) return ok({ lines: all, next, trouble })
      store.setState({ reading: { kind: 'reading', changes: all.length } })
    }
  }
  /** Takes them slice by slice; false where one does not fit. */
  const takeAll = async (timeline: Timeline, taken: Lines): Promise<boolean> => {
    for (let at = 0; at < taken.length && !life.closed; at += slice) {
      timeline.take(jsonOf(taken.slice(at, at + slice)))
      if (timeline.stopped() !== null) return false
      if (taken.length <= slice) continue
      store.setState({ reading: { kind: 'reading', changes: Math.min(taken.length, at + slice) } })
      await rest()
    }
    return true
  }
  const read = async (): Promise<void> => {
    store.setState({ reading: { kind: 'reading', changes: 0 } })
    // What is still on its way belongs to it. Where it cannot be saved, the history ends before it.
    await session.flush()
    const { transcript: here, save } = session.store.getState()
    const [first, journal] = await Promise.all([loadOriginal(), lines(start)])
    if (life.closed) return
    const failed = (message: string) => store.setState({ reading: { kind: 'failed', message } })
    if (!journal.ok) return failed(journal.message)
    const parts: Part[] = []
    let trouble: string | null = null
    let fits = 0
    let whole = false
    if (first.ok) {
      const timeline = createTimeline(first.value.transcript)
      whole = (await takeAll(timeline, journal.value.lines)) && journal.value.trouble === null
      if (life.closed) return
      parts.push(partOf(timeline, true))
      fits = timeline.groups.length
      // Nothing was changed since it was asked for: then the changes have to lead to what is there.
      const still = save.kind === 'saved' && session.store.getState().transcript === here
      whole &&= !still || isEmpty(compare(timeline.at(fits), here))
    }
    place = journal.value.next
    if (!whole) {
      const why = first.ok ? (journal.value.trouble ?? 'The record of changes is not complete.') : first.message
      const around = await aroundSnapshot(journal.value.lines, first.ok ? fits : 0)
      if (life.closed) return
      if (around !== null) parts.push(around)
      if (parts.length === 0) return failed(why)
      trouble = `${why} ${around === null ? 'What comes after cannot be shown.' : 'What can be read is shown.'}`
    }
    store.setState({ reading: { kind: 'ready' }, parts, trouble })
  }

  /** The snapshot, the changes after it, and those before it as far as they lie next to each other. */
  const aroundSnapshot = async (before: Lines, used: number): Promise<Part | null> => {
    const found = await base('snapshot')
    if (!found.ok) return null
    const { transcript, at } = found.value
    const next = before.findIndex(({ endsAt }) => endsAt > at.offset)
    const earlier = before.slice(0, next === -1 ? before.length : next)
    const joins = at.offset === 0 || earlier.at(-1)?.endsAt === at.offset
    const timeline = createTimeline(transcript, joins ? jsonOf(earlier.slice(Math.min(used, earlier.length))) : [])
    const later = joins ? ok({ lines: before.slice(earlier.length), next: place }) : await lines(at)
    if (!later.ok) return timeline.groups.length === 0 ? null : partOf(timeline, false)
    await takeAll(timeline, later.value.lines)
    place = later.value.next
    return partOf(timeline, false)
  }

  /** What was saved since. */
  const readOn = async (): Promise<void> => {
    await session.flush()
    const found = await lines(place)
    const { parts } = store.getState()
    const last = parts.at(-1)
    if (life.closed || !found.ok || last === undefined || found.value.lines.length === 0) return
    place = found.value.next
    await takeAll(last.timeline, found.value.lines)
    const next = partOf(last.timeline, last.fromOriginal)
    store.setState({ reading: { kind: 'ready' }, parts: parts.with(parts.length - 1, next) })
  }

  /** Reads what was not read yet; a failure is tried again. */
  const load = (): Promise<void> => {
    if (underWay !== null) {
      again = true
      return underWay
    }
    underWay = (store.getState().reading.kind === 'ready' ? readOn() : read()).finally(() => {
      underWay = null
      if (!again || life.closed) return
      again = false
      void load()
    })
    return underWay
  }

  const at = ({ part, at }: Point): Transcript => {
    const found = store.getState().parts[part]
    if (found === undefined) throw new Error(`The history has no part ${part}.`)
    return found.timeline.at(at)
  }
  const told = new Map<string, Comparison>()

  return {
    store,
    load,
    at,
    /** Keeps up with what is saved, until the answer is called. */
    watch: (): (() => void) => {
      void load()
      return session.store.subscribe(({ save }, before) => {
        if (save.kind === 'saved' && before.save.kind !== 'saved') void load()
      })
    },
    /** What the changes from one point to another (of the same part) came to. Kept: a list asks for the same ones again and again. */
    between: (part: number, from: number, to: number): Comparison => {
      const key = `${part} ${from} ${to}`
      const known = told.get(key)
      if (known !== undefined) return known
      const made = compare(at({ part, at: from }), at({ part, at: to }))
      // A comparison holds on to two documents, which share nearly everything; a few hundred are what a person can look at.
      if (told.size > 400) told.clear()
      told.set(key, made)
      return made
    },
    original: loadOriginal,
    /** The original where it was read already. */
    originalNow: () => originalNow,
    look: (looking: Looking | null) => store.setState({ looking }),
    wantFocus: (focusWanted: boolean) => store.setState({ focusWanted }),
    close: () => {
      life.closed = true
    },
  }
}
export type Past = ReturnType<typeof createPast>
