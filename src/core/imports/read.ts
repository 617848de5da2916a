// From the bytes of any file to a job: what it is, by what it holds and never by its name; then its own reader. A stored original names
// its format and is read by that format's reader for ever.

import { decodeText, type Encoding } from '../formats/encoding'
import { type Decode, guessLegacy, type LegacyLabel } from '../formats/legacy'
import { recognise as recogniseText } from '../formats/recognise'
import { isObject } from '../pictory/draft'
import { isModest, withoutNan } from '../pictory/json'
import { createNotes, type Notes } from '../pictory/notes'
import { immodest, type ReadFailure, readResponse, readResponseText } from '../pictory/response'
import { fail, type Result } from '../result'
import { assemble, type Original } from './assemble'
import { assemblyAiTrouble, isAssemblyAi, readAssemblyAi } from './assemblyai'
import { isAws, readAws } from './aws'
import { beyondSubtitles } from './bounds'
import { isDeepgram, readDeepgram } from './deepgram'
import { isFasterWhisper } from './fasterWhisper'
import { type Format } from './format'
import { googleFiles, isGoogle, readGoogle } from './google'
import type { Heard } from './heard'
import { isRev, readRev } from './rev'
import { readSubtitleFile } from './subtitles'
import { isWhisper, readWhisper, segmentOf } from './whisper'
import { isWhisperCpp, readWhisperCpp } from './whisperCpp'

export type { Original } from './assemble'

type Foreign = Exclude<Format, 'pictory' | 'srt' | 'vtt'>

type ForeignReader = {
  readonly format: Foreign
  /** Does this JSON have the shape? Strict: nothing that Pictory sends has it. */
  readonly is: (value: unknown) => boolean
  readonly read: (value: unknown, notes: Notes) => Heard
  /** Why an answer of this kind holds no transcript; null where it may. */
  readonly trouble?: (value: unknown) => string | null
}

/** In the order they are tried: the more telling shapes first. */
const readers: readonly ForeignReader[] = [
  { format: 'whisper-cpp', is: isWhisperCpp, read: readWhisperCpp },
  { format: 'rev', is: isRev, read: readRev },
  { format: 'deepgram', is: isDeepgram, read: readDeepgram },
  {
    format: 'google',
    is: isGoogle,
    read: readGoogle,
    trouble: (value) =>
      googleFiles(value) > 1
        ? `This holds Google’s results of ${googleFiles(value)} recordings; save each as its own file.`
        : null,
  },
  { format: 'aws', is: isAws, read: readAws },
  { format: 'faster-whisper', is: isFasterWhisper, read: readWhisper },
  { format: 'whisper', is: isWhisper, read: readWhisper },
  { format: 'assemblyai', is: isAssemblyAi, read: readAssemblyAi, trouble: assemblyAiTrouble },
]

export type Decoders = {
  /** Strict UTF-8; null where the bytes are none. */
  readonly utf8: (bytes: Uint8Array) => string | null
  /** The same, with U+FFFD for every byte that is none. */
  readonly lossy: (bytes: Uint8Array) => string
  /** By the label of an old encoding. */
  readonly legacy: Decode
}

/**
 * The text of a file in whatever encoding it is; `legacy` names an old one that was guessed, null for UTF-8 and UTF-16, which tell themselves.
 */
export const textIn = (
  bytes: Uint8Array,
  decoders: Pick<Decoders, 'utf8' | 'legacy'>,
): { readonly text: string; readonly encoding: Encoding; readonly legacy: LegacyLabel | null } => {
  const { text, encoding } = decodeText(bytes, decoders.utf8)
  if (encoding !== 'windows-1252') return { text, encoding, legacy: null }
  const label = guessLegacy(bytes, decoders.legacy)
  const guessed = label === 'windows-1252' ? text : (decoders.legacy(bytes, label) ?? text)
  return { text: guessed, encoding, legacy: guessed === text ? 'windows-1252' : label }
}

const plain = (response: Result<Omit<Original, 'format' | 'lacks'>, ReadFailure>): Result<Original, ReadFailure> =>
  response.ok ? { ok: true, value: { ...response.value, format: 'pictory', lacks: [] } } : response

const tried = (json: string): unknown => {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

/** The value; undefined where the text is no JSON, or none that a transcript could be. */
const parsed = (text: string): unknown => (isModest(text) ? tried(text) : undefined)

/** Far more segments than any recording has, with a blank line after each. */
const mostLines = 400_000

/** Is it cut into no more lines than that? Stops where it is. */
const fewLines = (text: string): boolean => {
  let lines = 1
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) if (++lines > mostLines) return false
  return true
}

/** Modest JSON as Python writes it: NaN for a number, or one segment on each line. Undefined for anything else. */
const parsedLoosely = (text: string): unknown => {
  if (/\b(?:NaN|Infinity)\b/u.test(text)) {
    const value = tried(withoutNan(text))
    if (value !== undefined) return value
  }
  const whole = text.trim()
  if (!fewLines(whole)) return undefined
  const lines = whole.split('\n').filter((line) => line.trim() !== '')
  const [first = ''] = lines
  if (lines.length < 2 || segmentOf(tried(first)) === null) return undefined
  const segments = lines.map(tried)
  return segments.every((segment) => segmentOf(segment) !== null) ? segments : undefined
}

/** What programs put around an answer when they save it. */
const wrappers = ['result', 'response', 'output', 'body', 'transcript', 'transcription'] as const

/** Where the shape lies: the value itself, or what one wrapper holds; undefined where it is not this reader's. */
const located = (value: unknown, { is }: ForeignReader): unknown => {
  if (is(value)) return value
  if (!isObject(value)) return undefined
  return wrappers.map((name) => value[name]).find((inner) => isObject(inner) && is(inner))
}

const foreign = (value: unknown, { format, read, trouble }: ForeignReader): Result<Original, ReadFailure> => {
  const why = trouble?.(value) ?? null
  if (why !== null) return fail('not-a-job', why)
  const notes = createNotes()
  return assemble(read(value, notes), format, notes)
}

const subtitles = (text: string, format: 'srt' | 'vtt', legacy: LegacyLabel | null): Result<Original, ReadFailure> => {
  const beyond = beyondSubtitles(text, format)
  if (beyond !== null) return fail('not-a-job', beyond)
  const heard = readSubtitleFile(text, format)
  if (!heard.ok) return heard
  const told = legacy === null ? [] : [`It is not written in UTF-8; its letters were read as ${legacy}.`]
  return assemble({ ...heard.value, told: [...told, ...heard.value.told] }, format, createNotes())
}

const noText = (): Result<Original, ReadFailure> =>
  fail('not-a-job', 'This is not text: neither a transcript nor subtitles.')

/** The Pictory reader's sentences on what is simply not Pictory's, for a file that may be anybody's. */
const widened: Readonly<Record<string, string>> = {
  'This is JSON, but it holds no Pictory transcript.': 'This is JSON, but it holds no transcript that Caesura knows.',
  'This holds no Pictory transcript.': 'This is JSON, but it holds no transcript that Caesura knows.',
  'This is not JSON, so it is no Pictory job.': 'This text is neither a transcript nor subtitles that Caesura knows.',
  'This is empty: it holds no Pictory job.': 'This is empty.',
  'This is a web page or XML, not the JSON of a Pictory job.':
    'This is a web page or XML, no transcript that Caesura knows.',
}
const noTranscript = 'This text is neither a transcript nor subtitles that Caesura knows.'
const forAnybody = (response: Result<Original, ReadFailure>): Result<Original, ReadFailure> =>
  response.ok ? response : fail(response.code, widened[response.message] ?? response.message)

/**
 * Reads JSON that may be anybody's. Where it is nobody's that is known, the answer is the Pictory reader's, with its sentence.
 * @param format the reader to use; null: by what it holds.
 */
const readJson = (text: string, format: Foreign | null): Result<Original, ReadFailure> => {
  if (!isModest(text)) return fail('not-a-job', immodest)
  const value = tried(text)
  // Pictory's own JSON is read as it stands, or not at all.
  const loose = value === undefined ? parsedLoosely(text) : value
  const reader =
    loose === undefined
      ? undefined
      : readers.find((one) => (format === null ? located(loose, one) !== undefined : one.format === format))
  if (reader !== undefined) return foreign(located(loose, reader) ?? loose, reader)
  if (value !== undefined && typeof value !== 'object') return fail('not-a-job', noTranscript)
  return forAnybody(plain(value === undefined ? readResponseText(text) : readResponse(value)))
}

/**
 * @param format how a stored original is to be read; null for a file that is seen for the first time. Failures: 'not-a-job' where it is
 * nothing that holds a transcript, 'no-words' where it is empty. Never throws; time grows with the bytes.
 */
export const readOriginal = (
  bytes: Uint8Array,
  decoders: Decoders,
  format: Format | null,
): Result<Original, ReadFailure> => {
  const { text, encoding, legacy } = textIn(bytes, decoders)
  const isText = !text.includes('\0')
  switch (format) {
    case 'srt':
    case 'vtt':
      return isText ? subtitles(text, format, legacy) : noText()
    case 'pictory':
      // A job is never read by guessing at its letters.
      return plain(readResponseText(isText && encoding !== 'windows-1252' ? text : ''))
    case 'whisper':
    case 'whisper-cpp':
    case 'faster-whisper':
    case 'aws':
    case 'google':
    case 'deepgram':
    case 'assemblyai':
    case 'rev':
      return readJson(encoding === 'windows-1252' ? decoders.lossy(bytes) : text, format)
    case null: {
      if (!isText) return noText()
      const kind = recogniseText(text)
      if (kind === 'srt' || kind === 'vtt') return subtitles(text, kind, legacy)
      if (kind !== 'json' || encoding !== 'windows-1252') {
        if (encoding === 'windows-1252') return noText()
        const first = text.trimStart().charAt(0)
        if (first === '') return fail('not-a-job', 'This is empty.')
        return '{[<'.includes(first) ? readJson(text, null) : fail('not-a-job', noTranscript)
      }
      // Only whisper.cpp tears letters apart; anybody else's JSON with such bytes is damaged.
      const mended = parsed(decoders.lossy(bytes))
      const reader = isWhisperCpp(mended) ? readers.find((one) => one.format === 'whisper-cpp') : undefined
      return reader === undefined
        ? fail('not-a-job', 'This holds bytes that are no text: it is damaged.')
        : foreign(mended, reader)
    }
  }
}
