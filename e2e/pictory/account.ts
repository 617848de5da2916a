// The jobs of one account: what each of them is, how it gets on in time, and the list of all, newest first, in pages.

import { dialogues, moreDialogues } from './dialogue'
import { respondWith, type CompletedResponse } from './generate'
import type { Scene } from './scenes'

export type JobSeed = {
  /** A UUID, lower case. */
  readonly id: string
  /** In progress so long after the first question about it; 0: complete at once; Infinity: for ever. */
  readonly completesAfterMs?: number
  /** From when that time counts: the first question about it, or the moment it was added. */
  readonly counts?: 'when-asked' | 'when-added'
  /** What it becomes then; completed where left out. */
  readonly becomes?: Scene
  /** The completed answer; one of our dialogues where left out. */
  readonly response?: unknown
  /** What the account lists among the transcriptions; a transcription where left out. */
  readonly is?: 'transcription' | 'render' | 'template' | 'storyboard'
  /** Answers in the older shape: `word` for `words`, blank ids, no status. */
  readonly legacy?: boolean
  /** Every completed answer after the first one has other bytes. */
  readonly changesAfterwards?: boolean
  /** Nobody but the job itself knows of it: the list leaves it out. */
  readonly unlisted?: boolean
}

export type Account = {
  readonly add: (seed: JobSeed) => void
  /** Ids of all transcriptions, oldest first. */
  readonly ids: () => readonly string[]
  readonly has: (id: string) => boolean
  readonly script: (id: string, scenes: readonly Scene[]) => void
  /** How the next question about it is answered; asking makes its time begin. */
  readonly ask: (id: string) => Scene
  /** The completed answer's JSON. */
  readonly answer: (id: string, variant?: number) => string
  readonly complete: (id: string) => void
  readonly isOver: (id: string) => boolean
  /** null: there is no such page. */
  readonly page: (pageKey: string | null, size: number) => Page | null
}

export type Page = { readonly items: readonly unknown[]; readonly nextPageKey: string | null }

type Job = {
  readonly seed: JobSeed
  readonly nth: number
  readonly scenes: Scene[]
  beganAt: number | null
  complete: boolean
  answered: number
}

const isTranscription = ({ is }: JobSeed): boolean => is === undefined || is === 'transcription'

const legacyShape = ({ job_id, success, data }: CompletedResponse): unknown => ({
  job_id,
  success,
  data: {
    transcript: data.transcript.map(({ words }) => ({
      uid: '',
      speakerId: '',
      word: words.map(({ word, start_time, end_time, is_pause, pause_size }) => ({
        uid: '',
        word,
        start_time,
        end_time,
        speakerId: '',
        is_pause,
        pause_size,
      })),
    })),
    txt: data.txt,
    srt: data.srt,
    vtt: data.vtt,
  },
})

const dataIn = (answer: unknown): object =>
  typeof answer === 'object' && answer !== null && 'data' in answer && typeof answer.data === 'object'
    ? { ...answer.data }
    : {}

/** What an account also holds: none of it is a transcription. */
const stranger = (is: 'render' | 'template' | 'storyboard', id: string): object => {
  const at = `https://media.example.invalid/${id}`
  switch (is) {
    case 'render':
      return {
        status: 'completed',
        videoURL: `${at}/video.mp4`,
        audioURL: `${at}/audio.mp3`,
        thumbnail: `${at}/thumb.jpg`,
        srtFile: `${at}/video.srt`,
        videoDuration: 94.2,
        encodingDuration: 41.5,
      }
    case 'template':
      return { status: 'completed', templateId: `tpl-${id.slice(0, 8)}`, name: 'Weekly recap', variables: ['headline'] }
    case 'storyboard':
      return {
        status: 'completed',
        preview: `${at}/preview`,
        renderParams: { output: { name: 'recap', format: 'mp4' }, scenes: [{ text: 'Welcome back.' }] },
      }
  }
}

const allDialogues = [...dialogues, ...moreDialogues]

const keyOf = (id: string): string => Buffer.from(JSON.stringify({ after: id })).toString('base64url')

const idIn = (pageKey: string): string | null => {
  try {
    const value: unknown = JSON.parse(Buffer.from(pageKey, 'base64url').toString('utf8'))
    return typeof value === 'object' && value !== null && 'after' in value && typeof value.after === 'string'
      ? value.after
      : null
  } catch {
    return null
  }
}

export const createAccount = (now: () => number): Account => {
  const jobs = new Map<string, Job>()
  let transcriptions = 0

  const known = (id: string): Job => {
    const job = jobs.get(id)
    if (job === undefined) throw new Error(`there is no job ${id}`)
    return job
  }

  const answerOf = ({ seed, nth }: Job, variant: number): unknown => {
    if (seed.is !== undefined && seed.is !== 'transcription')
      return { job_id: seed.id, success: true, data: stranger(seed.is, seed.id) }
    if (seed.response !== undefined)
      return variant === 0 ? seed.response : { ...Object.assign({}, seed.response), variant }
    const dialogue = allDialogues[(nth + variant) % allDialogues.length]
    if (dialogue === undefined) throw new Error('there are no dialogues')
    const whole = respondWith(dialogue, seed.id)
    return seed.legacy === true ? legacyShape(whole) : whole
  }

  const isOver = ({ seed, beganAt, complete }: Job): boolean =>
    complete ||
    (seed.completesAfterMs ?? 0) === 0 ||
    (beganAt !== null && now() - beganAt >= (seed.completesAfterMs ?? 0))

  /** As the list shows a job: its own life, untouched by scripts. */
  const listed = (job: Job): unknown => {
    const { id, becomes } = job.seed
    if (!isOver(job)) return { success: true, data: { jobId: id, status: 'in-progress' } }
    if (becomes?.kind === 'failed' || becomes?.kind === 'not-found')
      return {
        success: false,
        data: {
          jobId: id,
          status: 'failed',
          error_code: '4004',
          error_message: (becomes.kind === 'failed' ? becomes.message : undefined) ?? 'The media could not be decoded.',
        },
      }
    if (becomes?.kind === 'cleaned') return { success: true, data: { jobId: id, status: 'cleaned' } }
    return { success: true, data: { jobId: id, ...dataIn(answerOf(job, 0)) } }
  }

  return {
    add: (seed) => {
      jobs.set(seed.id, {
        seed,
        nth: isTranscription(seed) ? transcriptions++ : 0,
        scenes: [],
        beganAt: seed.counts === 'when-added' ? now() : null,
        complete: false,
        answered: 0,
      })
    },
    ids: () => [...jobs.values()].filter(({ seed }) => isTranscription(seed)).map(({ seed }) => seed.id),
    has: (id) => jobs.has(id),
    script: (id, scenes) => {
      known(id).scenes.push(...scenes)
    },
    ask: (id) => {
      const job = jobs.get(id)
      if (job === undefined) return { kind: 'not-found' }
      job.beganAt ??= now()
      const next = job.scenes.shift()
      if (next !== undefined) return next
      if (!isOver(job)) return { kind: 'in-progress' }
      const scene: Scene = job.seed.becomes ?? { kind: 'completed' }
      if (scene.kind !== 'completed' || job.seed.changesAfterwards !== true) return scene
      return { kind: 'completed', variant: job.answered++ }
    },
    answer: (id, variant = 0) => {
      const job = jobs.get(id)
      const first = dialogues[0]
      if (first === undefined) throw new Error('there are no dialogues')
      return JSON.stringify(job === undefined ? respondWith(first, id) : answerOf(job, variant))
    },
    complete: (id) => {
      known(id).complete = true
    },
    isOver: (id) => isOver(known(id)),
    page: (pageKey, size) => {
      const all = [...jobs.values()].filter(({ seed }) => seed.unlisted !== true).toReversed()
      const after = pageKey === null ? null : idIn(pageKey)
      // A key names the last job of its page: it stays good while newer jobs come in.
      const before = after === null ? -1 : all.findIndex(({ seed }) => seed.id === after)
      if (pageKey !== null && before === -1) return null
      const shown = all.slice(before + 1, before + 1 + size)
      const last = shown.at(-1)
      const isLastPage = before + 1 + size >= all.length
      return { items: shown.map(listed), nextPageKey: isLastPage || last === undefined ? null : keyOf(last.seed.id) }
    },
  }
}
