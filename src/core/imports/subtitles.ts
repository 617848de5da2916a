// SRT and WebVTT as transcripts: cues become passages, their words get estimated times inside the cue (true ones where the file marks words
// with times), and voices, names and dashes become speakers where that is safe.

import { readSubtitles, type SubtitleFormat } from '../formats/convert'
import { type FileCue, splitLines } from '../formats/file'
import { unshield } from '../formats/shield'
import { readSrt } from '../formats/srt'
import { decodeReferences, stretchesOf } from '../formats/tags'
import { fail, ok, type Result } from '../result'
import { clock } from '../time'
import { tokens } from '../transcript/tokens'
import { type Voices, voicesOf } from './cueVoices'
import { fromClock, type Heard, type HeardWord, languageOf, type Passage } from './heard'
import { turnsOnly } from './whisperCpp'
import { timedInside } from './words'

/** A bit of a line; `fromMs` where the file marks it with a time, else NaN. */
type Bit = { readonly text: string; readonly fromMs: number }
type Line = { readonly voice: string; readonly bits: readonly Bit[] }
type ReadCue = { readonly startMs: number; readonly endMs: number; readonly lines: readonly Line[] }

const voiceTag = /^<v(?:\.[^\s<>]*)?[ \t\n]([^<>]+)>$/u
const timeTag = /^<((?:\d{1,3}:)?\d{2}:\d{2}\.\d{3})>$/u

const timeIn = (text: string): number => fromClock(text.split(':').length === 2 ? `00:${text}` : text)

const textOf = (line: Line): string => line.bits.map(({ text }) => text).join('')

/** The lines of a payload as a viewer reads them, with the voice and the times the file marks in it. */
const linesOf = (raw: string, format: SubtitleFormat): readonly Line[] => {
  const lines: { voice: string; bits: Bit[] }[] = [{ voice: '', bits: [] }]
  let voice = ''
  let fromMs = Number.NaN
  for (const { kind, text } of stretchesOf(raw, format)) {
    if (kind === 'markup') {
      const name = voiceTag.exec(text)?.[1]
      const time = timeTag.exec(text)?.[1]
      if (name !== undefined) voice = decodeReferences(name).replace(/\s+/gu, ' ').trim()
      else if (/^<\/v>$/u.test(text)) voice = ''
      else if (time !== undefined) fromMs = timeIn(time)
      // Two voices in one line are two lines.
      const open = lines.at(-1)
      if (open !== undefined && open.voice !== voice) {
        if (open.bits.every((bit) => bit.text.trim() === '')) open.voice = voice
        else lines.push({ voice, bits: [] })
      }
      continue
    }
    const shown = unshield(
      decodeReferences(format === 'srt' ? text.replaceAll('\\N', '\n').replaceAll('\\h', ' ') : text),
    )
    shown.split('\n').forEach((part, at) => {
      if (at > 0) lines.push({ voice, bits: [] })
      lines.at(-1)?.bits.push({ text: part, fromMs })
      fromMs = Number.NaN
    })
  }
  return lines.filter((line) => textOf(line).trim() !== '')
}

const many = (count: number, one: string, more: (n: number) => string): string => (count === 1 ? one : more(count))

/** In time, each once. */
const inOrder = (cues: readonly ReadCue[], told: string[]): readonly ReadCue[] => {
  let latest = 0
  let late = 0
  for (const { startMs } of cues) {
    if (startMs < latest) late++
    else latest = startMs
  }
  const sorted = late === 0 ? cues : cues.toSorted((a, b) => a.startMs - b.startMs)
  if (late > 0)
    told.push(
      many(
        late,
        '1 cue was out of order in time and was put in its place.',
        (n) => `${n} cues were out of order in time and were put in their places.`,
      ),
    )
  const keyOf = (cue: ReadCue | undefined): string =>
    cue === undefined
      ? ''
      : `${cue.startMs} ${cue.endMs} ${cue.lines.map((line) => `${line.voice}: ${textOf(line)}`).join('\n')}`
  const single = sorted.filter((cue, at) => at === 0 || keyOf(cue) !== keyOf(sorted[at - 1]))
  const twice = sorted.length - single.length
  if (twice > 0)
    told.push(
      many(
        twice,
        '1 cue stood there twice and was read once.',
        (n) => `${n} cues stood there more than once and were read once.`,
      ),
    )
  return single
}

/** How far apart two cues of a rolling display may lie. */
const rollGapMs = 200
/** A rolling display has this many lines at most. */
const mostRolled = 6

/** How many of a cue's first lines are the last ones of the cue before it. */
const repeatedLines = (cue: ReadCue, before: ReadCue | undefined): number => {
  if (before === undefined || cue.startMs > before.endMs + rollGapMs) return 0
  const shown = cue.lines.slice(0, mostRolled).map((line) => textOf(line).trim())
  const past = before.lines.slice(-mostRolled).map((line) => textOf(line).trim())
  for (let count = Math.min(shown.length, past.length, mostRolled); count > 0; count--)
    if (past.slice(-count).every((line, at) => line === shown[at])) return count
  return 0
}

/** Automatic captions roll: each cue shows the line before once more. Read once where a third of the file does so. */
const unrolled = (cues: readonly ReadCue[], told: string[]): readonly ReadCue[] => {
  const repeats = cues.map((cue, at) => repeatedLines(cue, cues[at - 1]))
  const rolling = repeats.filter((count) => count > 0).length
  if (rolling < 3 || rolling < cues.length / 3) return cues
  told.push(
    `The captions roll: ${many(rolling, '1 cue shows', (n) => `${n} cues show`)} lines of the one before again, which were read once.`,
  )
  return cues
    .map((cue, at) => ({ ...cue, lines: cue.lines.slice(repeats[at]) }))
    .filter(({ lines }) => lines.length > 0)
}

type Run = { readonly voice: string; readonly fresh: boolean; readonly bits: readonly Bit[] }

/** Who says which part of each cue. */
const spokenRuns = (cues: readonly ReadCue[], voices: Voices, tagged: boolean): readonly (readonly Run[])[] => {
  let current = ''
  let second = false
  const named = tagged || voices.usesNames
  return cues.map(({ lines }) => {
    const runs: { voice: string; fresh: boolean; bits: Bit[] }[] = []
    lines.forEach((line, at) => {
      const told = voices.told(textOf(line))
      const bits = told.cut > 0 ? cutBits(line.bits, told.cut) : line.bits
      let voice = line.voice
      if (!tagged && !named && voices.usesTurns) {
        if (told.turns) second = !second
        voice = second ? 'Speaker 2' : 'Speaker 1'
      } else if (!tagged) {
        // A name holds for its cue, and for those after it where every change is named.
        if (told.name !== '') current = told.name
        else if (told.turns || (at === 0 && !voices.carriesOn)) current = ''
        voice = current
      }
      const last = runs.at(-1)
      const fresh = told.turns || told.name !== ''
      if (last !== undefined && last.voice === voice && !fresh) {
        last.bits.push({ text: ' ', fromMs: Number.NaN })
        for (const bit of bits) last.bits.push(bit)
      } else runs.push({ voice, fresh: told.turns, bits: [...bits] })
    })
    return runs.filter(({ bits }) => bits.some(({ text }) => text.trim() !== ''))
  })
}

const cutBits = (bits: readonly Bit[], cut: number): readonly Bit[] => {
  let left = cut
  return bits.map((bit) => {
    const take = Math.min(left, bit.text.length)
    left -= take
    return { ...bit, text: bit.text.slice(take) }
  })
}

/** The words of a cue's runs, each inside the span between the times the file marks. */
const timed = (runs: readonly Run[], startMs: number, endMs: number): readonly (readonly HeardWord[])[] => {
  // Marks count where they go up and stay inside the cue.
  let latest = startMs
  const spans: { fromMs: number; parts: { run: number; text: string }[] }[] = [{ fromMs: startMs, parts: [] }]
  runs.forEach(({ bits }, run) => {
    for (const { text, fromMs } of bits) {
      if (fromMs > latest && fromMs < endMs) {
        spans.push({ fromMs, parts: [] })
        latest = fromMs
      }
      spans.at(-1)?.parts.push({ run, text })
    }
  })
  const words: HeardWord[][] = runs.map(() => [])
  spans.forEach(({ fromMs, parts }, at) => {
    const untilMs = spans[at + 1]?.fromMs ?? endMs
    const texts: { run: number; text: string }[] = []
    for (const part of parts) {
      const last = texts.at(-1)
      if (last !== undefined && last.run === part.run) last.text += part.text
      else texts.push({ ...part })
    }
    const said = texts.flatMap(({ run, text }) => tokens(text).map((word) => ({ run, word })))
    const inside = timedInside(
      said.map(({ word }) => word),
      fromMs,
      untilMs,
    )
    // The words go back to the runs they came from, in order.
    for (const [index, word] of inside.entries()) words[said[index]?.run ?? 0]?.push(word)
  })
  return words
}

/** So much of a cue may be taken by the next one before the two are told side by side. */
const mostClipped = 0.5
const estimatedWordMs = 300
const mostTold = 12
/** Programmes for broadcast begin at one hour, or at ten. */
const lateStartMs = 3_599_000

export const readSubtitleFile = (text: string, format: SubtitleFormat): Result<Heard, 'not-a-job'> => {
  const strict = readSubtitles(text, format)
  if (!strict.ok) return fail('not-a-job', strict.message)
  const notes = [...strict.value.notes]
  let { cues } = strict.value
  // WebVTT with SubRip's times: a browser shows none of it, a person still means it.
  if (format === 'vtt' && notes.some((note) => note.includes('holds no times'))) {
    const lenient = readSrt(text)
    if (lenient.ok && lenient.value.cues.length > cues.length) {
      cues = lenient.value.cues
      notes.splice(0, notes.length, 'Some times are not written as WebVTT wants them; they were read all the same.')
    }
  }
  return ok(heardOf(cues, format, notes, format === 'vtt' ? headerLanguage(text) : ''))
}

const headerLanguage = (text: string): string => {
  for (const line of splitLines(text.slice(0, 4000))) {
    if (line === '') return ''
    const found = /^Language:\s*(\S{1,30})\s*$/iu.exec(line)?.[1]
    if (found !== undefined) return languageOf(found)
  }
  return ''
}

const heardOf = (
  source: readonly FileCue[],
  format: SubtitleFormat,
  notes: readonly string[],
  language: string,
): Heard => {
  const told: string[] = []
  const read = source.map(({ startMs, endMs, raw }) => ({ startMs, endMs, lines: linesOf(raw, format) }))
  const empty = read.filter(({ lines }) => lines.length === 0).length
  if (empty > 0)
    told.push(many(empty, '1 cue held no text and was left out.', (n) => `${n} cues held no text and were left out.`))
  const cues = unrolled(
    inOrder(
      read.filter(({ lines }) => lines.length > 0),
      told,
    ),
    told,
  )
  const tagged = cues.some(({ lines }) => lines.some(({ voice }) => voice !== ''))
  const voices = voicesOf(
    cues.map(({ lines }) => lines.map(textOf)),
    tagged,
  )
  const runsOfCues = spokenRuns(cues, voices, tagged)
  const passages: Passage[] = []
  let clipped = 0
  let beside = 0
  let previous = { endMs: 0, voice: '' }
  cues.forEach(({ startMs, endMs: statedMs }, at) => {
    const runs = runsOfCues[at] ?? []
    const nextMs = cues[at + 1]?.startMs ?? Number.POSITIVE_INFINITY
    const voice = runs.at(-1)?.voice ?? ''
    const sameNext = (runsOfCues[at + 1]?.[0]?.voice ?? '') === voice
    let endMs = statedMs
    if (endMs <= startMs) {
      const count = runs.reduce((sum, { bits }) => sum + tokens(bits.map(({ text }) => text).join('')).length, 0)
      endMs = startMs + count * estimatedWordMs
      if (nextMs > startMs + count) endMs = Math.min(endMs, nextMs)
    } else if (nextMs < endMs && nextMs > startMs && sameNext && endMs - nextMs <= (endMs - startMs) * mostClipped) {
      endMs = nextMs
      clipped++
    }
    const overlaps = startMs < previous.endMs && (runs[0]?.voice ?? '') === previous.voice
    if (overlaps) beside++
    timed(runs, startMs, endMs).forEach((words, index) => {
      const run = runs[index]
      if (run !== undefined) passages.push({ voice: run.voice, words, fresh: run.fresh || (index === 0 && overlaps) })
    })
    previous = { endMs: Math.max(endMs, overlaps ? previous.endMs : 0), voice }
  })
  if (clipped > 0)
    told.push(
      many(
        clipped,
        '1 cue ran into the next one; its words end where that begins.',
        (n) => `${n} cues ran into the next one; their words end where that begins.`,
      ),
    )
  if (beside > 0)
    told.push(
      many(
        beside,
        '1 cue shows at the same time as another; it is a paragraph of its own.',
        (n) => `${n} cues show at the same time as others; they are paragraphs of their own.`,
      ),
    )
  const firstMs = cues[0]?.startMs ?? 0
  if (firstMs >= lateStartMs)
    told.unshift(`The first cue starts at ${clock(firstMs)}, as broadcasters count; the times are kept as they are.`)
  const every = [...notes, ...told]
  const lacks = !tagged && !voices.usesNames && voices.usesTurns ? [turnsOnly] : []
  if (voices.usesNames && !voices.carriesOn)
    lacks.push('It names some speakers only; what names nobody is under “Unknown speaker”.')
  return {
    passages,
    language,
    durationMs: null,
    lacks,
    told:
      every.length > mostTold
        ? [...every.slice(0, mostTold), `And ${every.length - mostTold} more repairs of this kind.`]
        : every,
  }
}
