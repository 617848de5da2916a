// SubRip. There is no standard: this writes what every player reads, and reads what real files hold.

import { fail, ok, type Result } from '../result'
import { srtTime } from '../time'
import { createBlocks } from './blocks'
import type { FileCue, Subtitles } from './file'
import { splitLines } from './file'
import { shield, unshield } from './shield'
import { byInTime, payloadOf, speakerPrefix, type SpeakerOptions, type WritableCue } from './speaker'
import { plainText } from './tags'
import { parseSrtTiming } from './timing-line'

export type SrtOptions = SpeakerOptions & {
  /** '\n' unless told otherwise; '\r\n' for old hardware. */
  readonly lineEnd?: '\n' | '\r\n'
  /** A byte order mark first, for programs that take UTF-8 for something else. */
  readonly bom?: boolean
}

/**
 * The cues as SRT: numbered from 1, in order of their in-times, out-time after in-time, never a blank line in a payload.
 * A cue with nothing to show is left out. 20,000 cues take 8 ms.
 */
export const writeSrt = (cues: readonly WritableCue[], options: SrtOptions): string => {
  const blocks = createBlocks()
  let index = 0
  let speaker: string | null = null
  for (const cue of byInTime(cues)) {
    const { startMs, endMs, speakerId } = cue
    const prefix = speakerId === speaker ? '' : speakerPrefix(options, speakerId)
    const payload = payloadOf(cue, prefix, shield)
    if (payload === '') continue
    speaker = speakerId
    index++
    blocks.add(
      `${index === 1 ? '' : '\n'}${index}\n${srtTime(startMs)} --> ${srtTime(Math.max(endMs, startMs + 1))}\n${payload}\n`,
    )
  }
  const text = blocks.text()
  return (options.bom ? '\ufeff' : '') + (options.lineEnd === '\r\n' ? text.replaceAll('\n', '\r\n') : text)
}

/**
 * Reads SRT as real files are: a BOM, any line ends, missing or wrong numbers, dot or comma, hourless times, settings after
 * the time, missing blank lines, cues without text, blank lines inside a cue. What follows a blank line and is no cue
 * belongs to the cue before it, except at the end of the file, where it is left out; both are said in the notes.
 * Time grows with the text: no line is looked at twice. 20,000 cues take 15 ms.
 */
export const readSrt = (source: string): Result<Subtitles, 'not-subtitles'> => {
  const lines = splitLines(source)
  const cues: FileCue[] = []
  const notes: string[] = []
  let open: { id: string; startMs: number; endMs: number; from: number } | null = null
  let orphaned = 0

  const close = (until: number, isLast: boolean) => {
    if (open === null) return
    let first = ''
    let extra = ''
    let extras = 0
    let broken = false
    for (let at = open.from; at < until; at++) {
      const line = lines[at] ?? ''
      if (line.trim() === '') broken = first !== ''
      else if (!broken) first = first === '' ? line : `${first}\n${line}`
      else {
        extra += `\n${line}`
        extras++
      }
    }
    const where = `Cue ${cues.length + 1}`
    if (extras > 0 && isLast)
      notes.push(`After the last cue ${count(extras, 'line')} of other text ${extras === 1 ? 'was' : 'were'} left out.`)
    else if (extras > 0) notes.push(`${where} held a blank line; the text after it was kept.`)
    if (open.endMs < open.startMs) notes.push(`${where} ends before it starts.`)
    const raw = isLast ? first : first + extra
    cues.push({
      id: open.id,
      startMs: open.startMs,
      endMs: open.endMs,
      raw,
      text: unshield(raw),
      plain: unshield(plainText(raw, 'srt')),
    })
    open = null
  }

  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? ''
    const timing = line.includes('-->') ? parseSrtTiming(line) : null
    if (timing === null) {
      if (open === null && line.trim() !== '' && !/^\s*\d+\s*$/u.test(line)) orphaned++
      continue
    }
    const above = at > 0 ? (lines[at - 1] ?? '').trim() : ''
    // The number directly above belongs to this cue, unless it is the line that the timing above it needs as its text.
    const numbered: boolean = /^\d{1,10}$/u.test(above) && (open === null || at - 1 >= open.from)
    close(numbered ? at - 1 : at, false)
    open = { id: numbered ? above : '', startMs: timing.startMs, endMs: timing.endMs, from: at + 1 }
  }
  close(lines.length, true)
  if (cues.length === 0) return fail('not-subtitles', 'This text holds no line with the times of a subtitle.')
  if (orphaned > 0)
    notes.unshift(
      `Before the first cue ${count(orphaned, 'line')} of other text ${orphaned === 1 ? 'was' : 'were'} left out.`,
    )
  const unnumbered = cues.filter((cue, at) => cue.id !== `${at + 1}`).length
  if (unnumbered > 0) notes.push(`${count(unnumbered, 'cue')} had no number or a wrong one.`)
  return ok({ cues, notes })
}

const count = (many: number, what: string): string => (many === 1 ? `1 ${what}` : `${many} ${what}s`)
