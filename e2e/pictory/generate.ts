// Responses of our own making, of any size, the same for the same seed: for the simulator, the tests and the bench. The texts are ours.

import { dialogues, type Dialogue } from './dialogue'

export type WordEntry = {
  readonly uid: string
  readonly word: string
  readonly start_time: number
  readonly end_time: number
  readonly speakerId: number
  readonly sentence_index: number
  readonly is_pause: boolean
  readonly pause_size: string
  readonly state: 'active'
}
export type Segment = { readonly uid: string; readonly speakerId: number; readonly words: readonly WordEntry[] }
export type CompletedResponse = {
  readonly job_id: string
  readonly success: true
  readonly data: {
    readonly status: 'completed'
    readonly transcript: readonly Segment[]
    readonly txt: string
    readonly srt: string
    readonly vtt: string
    readonly mediaInfo: { readonly duration: number; readonly width: number; readonly height: number }
  }
}

/** Numbers 0 ≤ x < 1 in a fixed order (mulberry32). */
export const seeded = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

const hex = (random: () => number, digits: number): string => {
  let text = ''
  while (text.length < digits)
    text += Math.floor(random() * 0x10000)
      .toString(16)
      .padStart(4, '0')
  return text.slice(0, digits)
}

/** A UUID of the seed's own. */
export const uuid = (random: () => number): string =>
  `${hex(random, 8)}-${hex(random, 4)}-4${hex(random, 3)}-a${hex(random, 3)}-${hex(random, 12)}`

type Turn = { readonly speakerId: number; readonly words: readonly string[] }

const pad = (n: number, digits: number): string => String(n).padStart(digits, '0')

const stamp = (ms: number, mark: ',' | '.'): string =>
  `${pad(Math.floor(ms / 3_600_000), 2)}:${pad(Math.floor(ms / 60_000) % 60, 2)}:${pad(Math.floor(ms / 1000) % 60, 2)}${mark}${pad(ms % 1000, 3)}`

const pauseSize = (ms: number): string => (ms < 700 ? 'small' : ms < 1500 ? 'medium' : 'large')

/** Gives turns times as they are spoken (about 2.6 words a second), with pauses of their own entries after sentences. */
const response = (turns: readonly Turn[], jobId: string, random: () => number): CompletedResponse => {
  let atMs = 240
  let sentence = 0
  const texts: { readonly text: string; readonly startMs: number; readonly endMs: number }[] = []
  const transcript = turns.map(({ speakerId, words }): Segment => {
    const uid = uuid(random)
    const entries: WordEntry[] = []
    const add = (word: string, lengthMs: number): void => {
      const size = word === '' ? pauseSize(lengthMs) : ''
      entries.push({
        uid: uuid(random),
        word,
        start_time: atMs / 1000,
        end_time: (atMs + lengthMs) / 1000,
        speakerId,
        sentence_index: sentence,
        is_pause: word === '',
        pause_size: size,
        state: 'active',
      })
      if (word !== '') texts.push({ text: word, startMs: atMs, endMs: atMs + lengthMs })
      atMs += lengthMs
    }
    for (const word of words) {
      add(word, 110 + word.length * 42 + Math.floor(random() * 90))
      if (/[.?!]$/.test(word)) {
        add('', 320 + Math.floor(random() * 900))
        sentence++
      } else if (/[,;:–]$/.test(word)) add('', 180 + Math.floor(random() * 220))
      else if (random() < 0.06) atMs += 30 + Math.floor(random() * 120)
    }
    return { uid, speakerId, words: entries }
  })
  const cues: { text: string; startMs: number; endMs: number }[] = []
  for (let at = 0; at < texts.length; at += 10) {
    const slice = texts.slice(at, at + 10)
    cues.push({
      text: slice.map(({ text }) => text).join(' '),
      startMs: slice[0]?.startMs ?? 0,
      endMs: slice.at(-1)?.endMs ?? 0,
    })
  }
  return {
    job_id: jobId,
    success: true,
    data: {
      status: 'completed',
      transcript,
      txt: texts.map(({ text }) => text).join(' '),
      srt: cues
        .map(
          ({ text, startMs, endMs }, index) =>
            `${index + 1}\n${stamp(startMs, ',')} --> ${stamp(endMs, ',')}\n${text}\n`,
        )
        .join('\n'),
      vtt: `WEBVTT\n\n${cues.map(({ text, startMs, endMs }) => `${stamp(startMs, '.')} --> ${stamp(endMs, '.')}\n${text}\n`).join('\n')}`,
      mediaInfo: { duration: (atMs + 500) / 1000, width: 1920, height: 1080 },
    },
  }
}

/** The completed response of one of our dialogues. */
export const respondWith = (dialogue: Dialogue, jobId: string): CompletedResponse =>
  response(
    dialogue.turns.map(([speakerId, line]) => ({ speakerId, words: line.split(' ') })),
    jobId,
    seeded(dialogue.title.length * 7919 + dialogue.turns.length),
  )

/** Exactly `words` words in paragraphs of about thirty, three speakers, pauses; the same for the same seed. */
export const makeResponse = ({
  words,
  seed = 1,
}: {
  readonly words: number
  readonly seed?: number
}): CompletedResponse => {
  const random = seeded(seed)
  const sentences = dialogues
    .flatMap(({ turns }) => turns.flatMap(([, line]) => line.split(/(?<=[.?!]) /)))
    .map((sentence) => sentence.split(' '))
  const turns: Turn[] = []
  let left = words
  let speakerId = 1
  while (left > 0) {
    const wanted = Math.min(left, 20 + Math.floor(random() * 21))
    const taken: string[] = []
    while (taken.length < wanted) taken.push(...(sentences[Math.floor(random() * sentences.length)] ?? ['Yes.']))
    turns.push({ speakerId, words: taken.slice(0, wanted) })
    left -= wanted
    speakerId = ((speakerId + Math.floor(random() * 2)) % 3) + 1
  }
  return response(turns, uuid(random), random)
}
