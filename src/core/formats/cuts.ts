// Cuts for other programs: what is kept of the recording, as an edit list (CMX 3600) or as ffmpeg's list of pieces, and the transcript in the
// time of what is left, for captions of the cut.

import { cutStretches, type Stretch } from '../transcript/cuts'
import { endOf, type Item, type Transcript } from '../transcript/model'

/** What is left of the recording, ascending; [] where nothing is. */
export const keptStretches = (transcript: Transcript): readonly Stretch[] => {
  const endMs = Math.max(transcript.durationMs ?? 0, endOf(transcript))
  const kept: Stretch[] = []
  let at = 0
  for (const { startMs, endMs: toMs } of cutStretches(transcript)) {
    if (startMs > at) kept.push({ startMs: at, endMs: startMs })
    at = toMs
  }
  if (endMs > at) kept.push({ startMs: at, endMs })
  return kept
}

/** A time of the recording as one of the cut; a time that is cut out is where the cut is. `kept` is not empty. */
const cutTime = (kept: readonly Stretch[]): ((ms: number) => number) => {
  const begins: number[] = []
  let sum = 0
  for (const { startMs, endMs } of kept) {
    begins.push(sum)
    sum += endMs - startMs
  }
  return (ms) => {
    let low = 0
    let high = kept.length
    while (low < high) {
      const mid = (low + high) >> 1
      if ((kept[mid]?.endMs ?? Infinity) <= ms) low = mid + 1
      else high = mid
    }
    const piece = kept[low]
    return piece === undefined ? sum : (begins[low] ?? 0) + Math.max(0, ms - piece.startMs)
  }
}

/** The transcript as it is in the cut: without what is cut, in the time of what is left. The same value where nothing is cut. */
export const asCut = (transcript: Transcript): Transcript => {
  if (cutStretches(transcript).length === 0) return transcript
  const kept = keptStretches(transcript)
  const at = cutTime(kept)
  return {
    ...transcript,
    paragraphs: transcript.paragraphs.map((paragraph) => ({
      ...paragraph,
      items: paragraph.items.flatMap((item): Item[] => {
        if (item.cut === true) return []
        const [startMs, endMs] = [at(item.startMs), at(item.endMs)]
        // A pause that somebody else's cut takes away.
        return endMs > startMs ? [{ ...item, startMs, endMs }] : []
      }),
    })),
    durationMs: transcript.durationMs === null ? null : at(transcript.durationMs),
  }
}

const two = (value: number): string => String(value).padStart(2, '0')

/** hh:mm:ss:ff at so many whole frames a second, without drop frames. */
const frameTime = (frames: number, rate: number): string => {
  const seconds = Math.floor(frames / rate)
  return `${two(Math.floor(seconds / 3600) % 100)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}:${two(frames % rate)}`
}

/** What a line of an edit list may hold. */
const plain = (text: string): string =>
  text
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, 60)

/**
 * CMX 3600: an event a piece, picture and sound together, one behind the other from 0. Pieces begin and end on whole frames, so that none
 * drifts; one shorter than a frame is left out. @param rate frames a second; made whole, as the format has it.
 */
export const writeEdl = (transcript: Transcript, title: string, rate: number): string => {
  const whole = Math.max(1, Math.round(rate))
  const frame = (ms: number) => Math.round((ms * whole) / 1000)
  const lines = [`TITLE: ${plain(title) || 'Caesura'}`, 'FCM: NON-DROP FRAME']
  let at = 0
  let event = 0
  for (const { startMs, endMs } of keptStretches(transcript)) {
    const [from, to] = [frame(startMs), frame(endMs)]
    if (to <= from) continue
    event++
    const times = [from, to, at, at + to - from].map((frames) => frameTime(frames, whole)).join(' ')
    lines.push(
      '',
      `${String(event).padStart(3, '0')}  AX       AA/V  C        ${times}`,
      `* FROM CLIP NAME: ${plain(title)}`,
    )
    at += to - from
  }
  return `${lines.join('\n')}\n`
}

const seconds = (ms: number): string => (ms / 1000).toFixed(3)

/** For ffmpeg -f concat: the pieces of one file. @param file its name, beside the list. */
export const writeConcat = (transcript: Transcript, file: string): string => {
  const name = `file '${file.replace(/[\r\n]+/gu, ' ').replaceAll("'", "'\\''")}'`
  return [
    'ffconcat version 1.0',
    ...keptStretches(transcript).flatMap(({ startMs, endMs }) => [
      name,
      `inpoint ${seconds(startMs)}`,
      `outpoint ${seconds(endMs)}`,
    ]),
    '',
  ].join('\n')
}
