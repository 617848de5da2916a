// The commands: from what was asked to what is printed. Everything outside comes through Io.

import { presets } from '../core/captions/rules'
import { segment } from '../core/captions/segment'
import { convert, readSubtitles, type SubtitleFormat } from '../core/formats/convert'
import type { Decode } from '../core/formats/legacy'
import type { Subtitles } from '../core/formats/file'
import { recognise } from '../core/formats/recognise'
import { speakerReserve, type SpeakerOptions } from '../core/formats/speaker'
import { writeSrt } from '../core/formats/srt'
import { writeVtt } from '../core/formats/vtt'
import { decodeWindows1252 } from '../core/formats/windows1252'
import { formatWords } from '../core/imports/format'
import { type Original, readOriginal, textIn } from '../core/imports/read'
import { fail, ok, type Result } from '../core/result'
import { clock } from '../core/time'
import { endOf, wordCount } from '../core/transcript/model'
import { parseArguments, type Command } from './arguments'
import { help } from './help'
import type { Io } from './io'

type Input =
  | { readonly kind: 'job'; readonly job: Original }
  | { readonly kind: 'subtitles'; readonly format: SubtitleFormat; readonly subtitles: Subtitles }

const utf8 = (bytes: Uint8Array): string | null => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

const legacy: Decode = (bytes, label) => {
  if (label === 'windows-1252') return decodeWindows1252(bytes)
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

const lossy = (bytes: Uint8Array): string => new TextDecoder('utf-8').decode(bytes)

const understand = (bytes: Uint8Array, name: string): Result<Input, 'not-a-job' | 'no-words' | 'not-subtitles'> => {
  if (bytes.length === 0) return fail('not-a-job', `${name} is empty.`)
  const { text, encoding } = textIn(bytes, { utf8, legacy })
  if (text.slice(0, 65_536).includes('\u0000'))
    return fail('not-a-job', `${name} is no text: neither a transcript nor a subtitle file.`)
  if (text.trim() === '') return fail('not-a-job', `${name} is empty.`)
  const kind = recognise(text, name)
  if (kind === null) {
    const why = /\.vtt$/iu.test(name)
      ? `${name} does not begin with WEBVTT, so it is no WebVTT file.`
      : `${name} is neither a transcript nor a subtitle file.`
    return fail('not-subtitles', why)
  }
  if (kind === 'json') {
    const job = readOriginal(bytes, { utf8, lossy, legacy }, null)
    if (job.ok) return ok({ kind: 'job', job: job.value })
    return encoding === 'windows-1252'
      ? fail('not-a-job', `${name} holds bytes that are no UTF-8: it is damaged.`)
      : fail(job.code, `${name}: ${job.message}`)
  }
  const subtitles = readSubtitles(text, kind)
  return subtitles.ok
    ? ok({ kind: 'subtitles', format: kind, subtitles: subtitles.value })
    : fail(subtitles.code, `${name}: ${subtitles.message}`)
}

const asJson = (input: Input): string => {
  if (input.kind === 'subtitles') {
    return JSON.stringify({
      cues: input.subtitles.cues.map(({ id, startMs, endMs, text }) => ({ id, startMs, endMs, text })),
    })
  }
  const { transcript, notes, format, lacks } = input.job
  return JSON.stringify({
    speakers: transcript.speakers.map(({ id, name }) => ({ id, name })),
    paragraphs: transcript.paragraphs.map(({ speakerId, items }) => ({
      speaker: speakerId,
      items: items.map((item) =>
        item.kind === 'word'
          ? { kind: item.kind, text: item.text, startMs: item.startMs, endMs: item.endMs }
          : { kind: item.kind, startMs: item.startMs, endMs: item.endMs, category: item.category },
      ),
    })),
    notes,
    ...(format === 'pictory' ? {} : { format, lacks }),
  })
}

const many = (count: number, what: string): string =>
  `${count.toLocaleString('en-US')} ${what}${count === 1 ? '' : 's'}`

const asSummary = (input: Input): string => {
  if (input.kind === 'subtitles') {
    const { cues, notes } = input.subtitles
    const end = cues.reduce((latest, cue) => Math.max(latest, cue.endMs), 0)
    return [
      `${input.format === 'srt' ? 'SRT' : 'WebVTT'}: ${many(cues.length, 'cue')}, ${clock(end)}`,
      ...notes.map((note) => `  ${note}`),
    ].join('\n')
  }
  const { transcript, notes, jobId, format, lacks } = input.job
  const kind = format === 'pictory' ? `Pictory job${jobId === null ? '' : ` ${jobId}`}` : formatWords(format)
  const pauses = transcript.paragraphs.reduce(
    (sum, { items }) => sum + items.filter(({ kind }) => kind === 'pause').length,
    0,
  )
  return [
    `${kind}: ${many(wordCount(transcript), 'word')}, ${many(transcript.paragraphs.length, 'paragraph')}, ${many(pauses, 'pause')}, ${clock(transcript.durationMs ?? endOf(transcript))}`,
    `Speakers: ${transcript.speakers.map(({ name }) => name).join(', ')}`,
    ...lacks.map((lack) => `  ${lack}`),
    ...notes.map((note) => `  ${note}`),
  ].join('\n')
}

const asFile = (input: Input, command: Extract<Command, { kind: 'export' }>): string => {
  const { format } = command
  if (input.kind === 'subtitles') {
    return convert(input.subtitles, input.format, format, {
      speakers: command.speakers ?? (format === 'vtt' ? 'voice' : 'none'),
    })
  }
  const { transcript } = input.job
  const names = new Map(transcript.speakers.map(({ id, name }) => [id, name]))
  const style: SpeakerOptions = { speakers: command.speakers ?? 'none', speakerName: (id) => names.get(id) ?? '' }
  const cues = segment(transcript, presets[command.preset], { reserve: speakerReserve(style, format) })
  return format === 'srt' ? writeSrt(cues, style) : writeVtt(cues, style)
}

/** Runs one command; the exit code: 0 done, 1 the input is bad, 2 wrong use. */
export const main = async (argv: readonly string[], io: Io): Promise<0 | 1 | 2> => {
  const parsed = parseArguments(argv)
  if (!parsed.ok) {
    io.error(`${parsed.message} See --help.`)
    return 2
  }
  const command = parsed.value
  const bad = (message: string): 1 => {
    io.error(message)
    return 1
  }
  const print = async (text: string): Promise<0 | 1> => {
    const printed = await io.out(text)
    return printed.ok ? 0 : bad(printed.message)
  }
  switch (command.kind) {
    case 'help':
      return print(help)
    case 'version':
      return print(`${io.version}\n`)
    case 'read':
    case 'export': {
      const bytes = await io.read(command.file)
      if (!bytes.ok) return bad(bytes.message)
      const input = understand(bytes.value, command.file === '-' ? 'The input' : command.file)
      if (!input.ok) return bad(input.message)
      if (command.kind === 'read') return print(`${command.json ? asJson(input.value) : asSummary(input.value)}\n`)
      if (command.out !== '-' && (await io.same(command.file, command.out))) {
        io.error('--out names the input file itself; give another name.')
        return 2
      }
      const file = asFile(input.value, command)
      if (command.out === '-') return print(file)
      const written = await io.write(command.out, file)
      return written.ok ? 0 : bad(written.message)
    }
  }
}
