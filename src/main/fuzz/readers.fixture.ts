// Every reader of bytes from outside, as the fuzz drives it: what sound input looks like, and what must hold of any answer.
// A new reader is a new line of the table at the end.

import { readdirSync, readFileSync } from 'node:fs'
import { convert, readSubtitles } from '../../core/formats/convert'
import { type Format, formats } from '../../core/imports/format'
import { idsInFile, pickJobIds } from '../../core/job/ids'
import { askIndex, smallIndex } from '../../core/search/search.fixture'
import { check, endOf } from '../../core/transcript/model'
import { parseTranscript, replay } from '../../core/transcript/replay'
import { parseStepGroup } from '../../core/transcript/step'
import { decodeText } from '../library/decode'
import { journalOf, readLines } from '../library/journal'
import { readOriginal } from '../library/read'
import { newRecord, readRecord, writeRecord } from '../library/record'
import { readSnapshot, writeSnapshot } from '../library/snapshot'
import {
  archives,
  aroundList,
  aroundManifest,
  list,
  manifest,
  readJobIn,
  readListIn,
} from '../portable/archives.fixture'

/** null: it was read. A sentence: it was refused. Anything that must not be throws. */
export type Answer = string | null

export type FuzzReader = {
  readonly name: string
  readonly seeds: () => readonly Buffer[]
  readonly read: (bytes: Buffer) => Answer | Promise<Answer>
}

const filesIn = (folder: string, wanted: RegExp): readonly Buffer[] => {
  const url = new URL(folder, import.meta.url)
  return readdirSync(url)
    .filter((name) => wanted.test(name))
    .sort()
    .map((name) => readFileSync(new URL(name, url)))
}
const foreign = () => filesIn('../../core/imports/fixtures/', /./u)
const pictory = () => filesIn('../../core/pictory/fixtures/', /\.json$/u).filter(({ length }) => length < 60_000)
const own = (format: Format): readonly Buffer[] =>
  format === 'pictory'
    ? pictory()
    : foreign().filter((bytes) => {
        const read = readOriginal(bytes, null)
        return read.ok && read.value.format === format
      })

const sentence = (message: string): string => {
  // What a service said of its own failure ends as it ended there.
  if (!/^[A-Z“\d].*(?:[.!?…]$|says: )/su.test(message) || message.length > 700)
    throw new Error(`no sentence: ${message}`)
  return message
}

const original = (bytes: Buffer, format: Format | null): Answer => {
  const read = readOriginal(bytes, format)
  if (!read.ok) return sentence(read.message)
  const { transcript, notes, lacks } = read.value
  const wrong = check(transcript)
  if (wrong.length > 0) throw new Error(`unsound: ${wrong.join(' ')}`)
  if (!transcript.paragraphs.every(({ items }) => items.length > 0)) throw new Error('a paragraph without a word')
  if (endOf(transcript) > 1000 * 3600 * 1000) throw new Error('a time nobody can mean')
  for (const told of [...notes, ...lacks]) sentence(told)
  // The window is handed what the disk holds: it must read the same.
  const again = parseTranscript(JSON.stringify(transcript))
  if (!again.ok) throw new Error(`not read back: ${again.message}`)
  if (format === null) {
    const stored = readOriginal(bytes, read.value.format)
    if (!stored.ok || JSON.stringify(stored.value) !== JSON.stringify(read.value))
      throw new Error('its own reader reads something else')
  }
  return null
}

const cues = (bytes: Buffer, format: 'srt' | 'vtt'): Answer => {
  const read = readSubtitles(bytes.toString('utf8'), format)
  if (!read.ok) return sentence(read.message)
  for (const { startMs, endMs } of read.value.cues)
    if (!Number.isSafeInteger(startMs) || !Number.isSafeInteger(endMs))
      throw new Error('a time that is no whole number')
  convert(read.value, format, format === 'srt' ? 'vtt' : 'srt', { speakers: 'voice' })
  return null
}

const transcript = {
  speakers: [{ id: 's', name: 'Ann', pictoryId: 1 }],
  paragraphs: [
    {
      id: 'p',
      speakerId: 's',
      items: [{ kind: 'word', id: 'w', text: 'Hello', startMs: 0, endMs: 500, timing: 'source' }],
    },
  ],
  language: 'en',
  durationMs: 1000,
} as const
const hello = { kind: 'word', id: 'w', text: 'Hello', startMs: 0, endMs: 500, timing: 'source' } as const
const groupOf = (text: string, before: string) => ({
  label: 'Change',
  at: 1,
  steps: [
    { kind: 'speaker', at: 0, before: transcript.speakers[0], after: transcript.speakers[0] },
    {
      kind: 'items',
      paragraphId: 'p',
      at: 0,
      removed: [{ ...hello, text: before }],
      inserted: [{ ...hello, text, breakAfter: true }],
    },
  ],
})
const group = groupOf('Goodbye', 'Hello')
const jobId = '00000000-0000-4000-8000-000000000001'

const archive = (told: string | null): Answer => (told === null ? null : sentence(told))

export const fuzzReaders: readonly FuzzReader[] = [
  { name: 'any file', seeds: () => [...foreign(), ...pictory()], read: (bytes) => original(bytes, null) },
  ...formats.map((format): FuzzReader => ({
    name: `stored as ${format}`,
    seeds: () => own(format),
    read: (bytes) => original(bytes, format),
  })),
  { name: 'cues of SRT', seeds: () => own('srt'), read: (bytes) => cues(bytes, 'srt') },
  { name: 'cues of WebVTT', seeds: () => own('vtt'), read: (bytes) => cues(bytes, 'vtt') },
  {
    name: 'list of ids',
    seeds: () => [Buffer.from(`Title;Job\n"A; B";${jobId}\n`), Buffer.from(JSON.stringify([{ job_id: jobId }]))],
    read: (bytes) => {
      const text = decodeText(bytes)
      const ids = text === null ? null : idsInFile(text)
      if (ids === null) return 'No ids.'
      pickJobIds(ids.slice(0, 1024 * 1024))
      return null
    },
  },
  {
    name: 'journal',
    seeds: () => [
      journalOf([JSON.stringify(group)]),
      journalOf(
        Array.from({ length: 20 }, (_, at) =>
          JSON.stringify(groupOf(`word${at + 1}`, at === 0 ? 'Hello' : `word${at}`)),
        ),
      ),
    ],
    read: (bytes) => {
      const { lines, soundBytes, rest } = readLines(bytes)
      if (soundBytes > bytes.length || (lines.at(-1)?.endsAt ?? 0) !== soundBytes) throw new Error('more than there is')
      if (rest === null && soundBytes !== bytes.length) throw new Error('bytes passed over in silence')
      for (const { json } of lines) {
        const step = parseStepGroup(json)
        if (!step.ok) sentence(step.message)
      }
      const { transcript: after } = replay(
        transcript,
        lines.map(({ json }) => json),
      )
      const wrong = check(after)
      if (wrong.length > 0) throw new Error(`unsound: ${wrong.join(' ')}`)
      return rest === null ? null : 'The rest cannot be read.'
    },
  },
  {
    name: 'step of the journal',
    seeds: () => [Buffer.from(JSON.stringify(group))],
    read: (bytes) => {
      const step = parseStepGroup(bytes.toString('utf8'))
      return step.ok ? null : sentence(step.message)
    },
  },
  {
    name: 'snapshot',
    seeds: () => [
      writeSnapshot({ text: JSON.stringify(transcript), groups: 0, journalBytes: 0, seal: null }, 'a'.repeat(64)),
    ],
    read: (bytes) => {
      const snapshot = readSnapshot(bytes, null)
      if (snapshot === null) return 'No snapshot.'
      const read = parseTranscript(snapshot.text)
      return read.ok ? null : sentence(read.message)
    },
  },
  {
    name: 'transcript of a snapshot',
    seeds: () => [Buffer.from(JSON.stringify(transcript))],
    read: (bytes) => {
      const read = parseTranscript(bytes.toString('utf8'))
      if (!read.ok) return sentence(read.message)
      if (check(read.value).length > 0) throw new Error('unsound')
      return null
    },
  },
  {
    name: 'job.json',
    seeds: () => [writeRecord(newRecord(jobId, 'file', 1))],
    read: (bytes) => {
      const record = readRecord(bytes)
      return record === null || record === 'newer' ? 'No record.' : null
    },
  },
  { name: 'search index', seeds: () => [Buffer.from(smallIndex())], read: askIndex },
  { name: 'portable job', seeds: () => [archives.job], read: async (bytes) => archive(await readJobIn(bytes)) },
  {
    name: 'manifest of a portable job',
    seeds: () => [manifest],
    read: async (bytes) => archive(await readJobIn(await aroundManifest(bytes))),
  },
  { name: 'back-up', seeds: () => [archives.all], read: async (bytes) => archive(await readListIn(bytes)) },
  {
    name: 'list of a back-up',
    seeds: () => [list],
    read: async (bytes) => archive(await readListIn(await aroundList(bytes))),
  },
]
