// The commands: from what was asked to what is printed. Everything outside comes through Io.

import { checkCues } from '../core/captions/check'
import type { CueMark } from '../core/captions/cue'
import { readGuide } from '../core/captions/guide'
import { presetIds, presets, type CaptionRules } from '../core/captions/rules'
import { segment } from '../core/captions/segment'
import { convert, readSubtitles, type SubtitleFormat } from '../core/formats/convert'
import type { Decode } from '../core/formats/legacy'
import type { Subtitles } from '../core/formats/file'
import { recognise } from '../core/formats/recognise'
import { makeFile } from '../core/formats/make'
import { nameBy, usualPattern } from '../core/formats/name'
import { aboutFormat, isData } from '../core/formats/table'
import { decodeWindows1252 } from '../core/formats/windows1252'
import { formatWords } from '../core/imports/format'
import { type Original, readOriginal, textIn } from '../core/imports/read'
import { fail, ok, type Result } from '../core/result'
import { clock, vttTime } from '../core/time'
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

/** What one file becomes; fails with a sentence where this format cannot be made of it. */
const asFile = (
  input: Input,
  bytes: Uint8Array,
  { format, speakers, times, afterCut, forWindows }: Extract<Command, { kind: 'export' }>,
  rules: CaptionRules,
  name: string,
): Result<string | Uint8Array, 'cannot'> => {
  if (input.kind === 'subtitles') {
    return format === 'srt' || format === 'vtt'
      ? ok(
          convert(input.subtitles, input.format, format, {
            speakers: speakers ?? (format === 'vtt' ? 'voice' : 'none'),
          }),
        )
      : fail('cannot', `${name} is a subtitle file: it becomes srt or vtt. A job becomes ${format}.`)
  }
  const { transcript, format: kind } = input.job
  const original = isData(format) && kind === 'pictory' ? utf8(bytes) : null
  const title = basenameOf(name)
  const made = makeFile(
    { transcript, title, original },
    { format, rules, speakers: speakers ?? 'none', times, afterCut, forWindows },
  )
  if (made.nothing !== null) return fail('cannot', `${name}: ${made.nothing}`)
  return ok(made.bytes?.() ?? made.text())
}

/** "talk" of "/a/talk.json": what a title is taken from. */
const basenameOf = (path: string): string => {
  const name = path.split(/[\\/]/u).at(-1) ?? path
  return path === '-' ? 'captions' : name.replace(/\.[^.]+$/u, '') || name
}

type Checked = {
  readonly file: string
  readonly cues: number
  readonly broken: readonly {
    readonly cue: number
    readonly startMs: number
    readonly text: string
    readonly marks: readonly CueMark[]
  }[]
}

const checked = (input: Input, file: string, rules: CaptionRules): Checked => {
  const cues =
    input.kind === 'job'
      ? segment(input.job.transcript, rules)
      : input.subtitles.cues.map(({ startMs, endMs, plain }) => ({ startMs, endMs, lines: plain.split('\n') }))
  const found =
    input.kind === 'job' ? segment(input.job.transcript, rules).map(({ marks }) => marks) : checkCues(cues, rules)
  const broken = cues.flatMap(({ startMs, lines }, at) => {
    const marks = (found[at] ?? []).filter(({ severity }) => severity === 'wrong')
    return marks.length === 0 ? [] : [{ cue: at + 1, startMs, text: lines.join(' '), marks }]
  })
  return { file, cues: cues.length, broken }
}

const asReport = ({ file, cues, broken }: Checked, label: string): string =>
  [
    broken.length === 0
      ? `${file}: ${many(cues, 'cue')}, every rule of ${label} kept`
      : `${file}: ${many(broken.length, 'cue')} of ${cues.toLocaleString('en-US')} ${broken.length === 1 ? 'breaks' : 'break'} a rule of ${label}`,
    ...broken.flatMap(({ cue, startMs, marks }) =>
      marks.map(({ message }) => `  ${String(cue).padStart(5)}  ${vttTime(startMs)}  ${message}`),
    ),
  ].join('\n')

const asPresets = (): string =>
  presetIds
    .map((id) => {
      const { label, charsPerLine, maxLines, reading } = presets[id]
      return `${id.padEnd(20)} ${label}: ${charsPerLine} × ${maxLines}, ${reading.limit} ${reading.unit}\n`
    })
    .join('')

/** Runs one command; the exit code: 0 done, 1 the input is bad, 2 wrong use, 3 rules are broken (check). */
export const main = async (argv: readonly string[], io: Io): Promise<0 | 1 | 2 | 3> => {
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
  const print = async (text: string | Uint8Array): Promise<0 | 1> => {
    const printed = await io.out(text)
    return printed.ok ? 0 : bad(printed.message)
  }
  const open = async (file: string) => {
    const bytes = await io.read(file)
    if (!bytes.ok) return bytes
    const input = understand(bytes.value, file === '-' ? 'The input' : file)
    return input.ok ? ok({ bytes: bytes.value, input: input.value }) : input
  }
  /** A style guide of the app by its name, or the one in this file. */
  const rulesFrom = async (preset: string): Promise<Result<CaptionRules>> => {
    const id = presetIds.find((one) => one === preset)
    if (id !== undefined) return ok(presets[id])
    const bytes = await io.read(preset)
    if (!bytes.ok) return bytes
    const guide = readGuide(utf8(bytes.value) ?? '', 'own-00000000')
    return guide.ok ? guide : fail('unreadable', `${preset}: ${guide.message}`)
  }
  switch (command.kind) {
    case 'help':
      return print(help)
    case 'version':
      return print(`${io.version}\n`)
    case 'presets':
      return print(command.json ? `${JSON.stringify(presetIds.map((id) => presets[id]))}\n` : asPresets())
    case 'read': {
      const opened = await open(command.file)
      if (!opened.ok) return bad(opened.message)
      const { input } = opened.value
      return print(`${command.json ? asJson(input) : asSummary(input)}\n`)
    }
    case 'check':
      return check(command)
    case 'export':
      return exportAll(command)
  }

  async function check({ files, preset, json }: Extract<Command, { kind: 'check' }>): Promise<0 | 1 | 3> {
    const found = await rulesFrom(preset)
    if (!found.ok) return bad(found.message)
    const rules = found.value
    const reports: Checked[] = []
    let isBad = false
    for (const [at, file] of files.entries()) {
      io.progress(at, files.length, file)
      const opened = await open(file)
      if (opened.ok) reports.push(checked(opened.value.input, file, rules))
      else {
        bad(opened.message)
        isBad = true
      }
    }
    io.progress(files.length, files.length, '')
    const text = json
      ? JSON.stringify(reports.map((report) => ({ preset, ...report })))
      : reports.map((report) => asReport(report, rules.label)).join('\n')
    const printed = reports.length === 0 ? 0 : await print(`${text}\n`)
    if (isBad || printed === 1) return 1
    return reports.some(({ broken }) => broken.length > 0) ? 3 : 0
  }

  async function exportAll(wish: Extract<Command, { kind: 'export' }>): Promise<0 | 1 | 2> {
    const { files, out, format } = wish
    const rules = await rulesFrom(wish.preset)
    if (!rules.ok) return bad(rules.message)
    const isFolder = files.length > 1 || (out !== '-' && (await io.isFolder(out)))
    if (files.length > 1 && !(await io.isFolder(out)))
      return bad(`${out} is no folder; several files are written into one.`)
    const taken = new Set<string>()
    let isBad = false
    for (const [at, file] of files.entries()) {
      io.progress(at, files.length, file)
      const title = basenameOf(file)
      const facts = { title, id: title, guide: rules.value.label, format, date: io.today }
      // A file's own name is one that its disk takes.
      const stem = wish.pattern === usualPattern ? title : nameBy(wish.pattern, facts)
      const to = isFolder ? `${out.replace(/[\\/]+$/u, '')}/${stem}.${aboutFormat[format].extension}` : out
      if (to !== '-' && (await io.same(file, to))) {
        io.error(`--out would write over the input file ${file}; give another name.`)
        return 2
      }
      if (isFolder && taken.has(to.toLowerCase())) {
        bad(`${file} would be written to ${to} as well; it was left out.`)
        isBad = true
        continue
      }
      taken.add(to.toLowerCase())
      const opened = await open(file)
      const made = opened.ok ? asFile(opened.value.input, opened.value.bytes, wish, rules.value, file) : opened
      const done = !made.ok ? made : to === '-' ? await io.out(made.value) : await io.write(to, made.value)
      if (!done.ok) {
        bad(done.message)
        isBad = true
      }
    }
    io.progress(files.length, files.length, '')
    return isBad ? 1 : 0
  }
}
