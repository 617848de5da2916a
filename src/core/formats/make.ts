// A transcript as a file, from the wishes a person has about it: format, style guide, how speakers are told, and times in prose.

import type { Cue } from '../captions/cue'
import { countBy } from '../captions/graphemes'
import { presets, rulesIn, type CaptionRules, type PresetId } from '../captions/rules'
import { createSegmenter } from '../captions/segment'
import type { Transcript } from '../transcript/model'
import { writeAss } from './ass'
import { writeCsv } from './csv'
import { asCut, keptStretches, writeConcat, writeEdl } from './cuts'
import { sentSubtitles, writePictory } from './data'
import { writeDocx } from './docx'
import { writeReport, writeReportRows } from './report'
import { speakerReserve, type SpeakerOptions, type SpeakerStyle } from './speaker'
import { writeSrt } from './srt'
import {
  isCutList,
  isData,
  isProse,
  styleFor,
  type CaptionFormat,
  type CutFormat,
  type DataFormat,
  type FileFormat,
  type ProseFormat,
} from './table'
import { writeMarkdown, writeText } from './text'
import { writeTtml } from './ttml'
import { writeVtt } from './vtt'
import { withWordTimes } from './wordTimes'

export type FileWish = {
  readonly format: FileFormat
  /** One of the guides that come with the app, or the rules of one's own. */
  readonly preset: PresetId | CaptionRules
  readonly speakers: SpeakerStyle
  /** Of prose: each paragraph with its in-time. */
  readonly times: boolean
  /** Of captions: in the time of what is left, where something is cut. */
  readonly afterCut: boolean
  /** Of captions in plain text (`hasLineEnds`): line ends of Windows and a byte order mark, which some suites and spreadsheets need. */
  readonly forWindows?: boolean
}

export type MadeFile = {
  /** [] for all but captions. */
  readonly cues: readonly Cue[]
  /** Why there is nothing to write, as a sentence; null where there is something. */
  readonly nothing: string | null
  /** The file, or with a number its first so many cues or paragraphs; of a format that is no text, what it says. */
  readonly text: (most?: number) => string
  /** The file where it is no text. */
  readonly bytes: (() => Uint8Array<ArrayBuffer>) | null
}

const noWords = 'There are no words to write yet.'
const hasWords = ({ paragraphs }: Transcript): boolean =>
  paragraphs.some(({ items }) => items.some(({ kind, cut }) => kind === 'word' && cut !== true))

const proseFile = (
  transcript: Transcript,
  title: string,
  { speakers, times }: Pick<FileWish, 'speakers' | 'times'>,
  format: ProseFormat,
): MadeFile => {
  const options = { names: styleFor(format, speakers) !== 'none', times }
  const write = format === 'md' ? writeMarkdown : writeText
  const first = (most?: number): Transcript =>
    most === undefined ? transcript : { ...transcript, paragraphs: transcript.paragraphs.slice(0, most) }
  return {
    cues: [],
    nothing: hasWords(transcript) ? null : noWords,
    text: (most) => write(first(most), options),
    bytes: format === 'docx' ? () => writeDocx(transcript, { ...options, title }) : null,
  }
}

const captionFile = (
  transcript: Transcript,
  title: string,
  { speakers, rules, forWindows = false }: Pick<FileWish, 'speakers' | 'forWindows'> & { readonly rules: CaptionRules },
  format: CaptionFormat,
): MadeFile => {
  const names = new Map(transcript.speakers.map((speaker) => [speaker.id, speaker.name]))
  const options: SpeakerOptions = { speakers: styleFor(format, speakers), speakerName: (id) => names.get(id) ?? '' }
  const cues = createSegmenter(rules, {
    reserve: speakerReserve(options, format, countBy(rulesIn(rules, transcript.language))),
  })(transcript)
  const ends = forWindows ? ({ bom: true, lineEnd: '\r\n' } as const) : {}
  const write = (some: readonly Cue[]): string => {
    switch (format) {
      case 'srt':
        return writeSrt(some, { ...options, ...ends })
      case 'vtt':
        return writeVtt(some, { ...options, ...ends })
      case 'vtt-words':
        return writeVtt(withWordTimes(some, transcript), { ...options, ...ends })
      case 'ttml':
        return writeTtml(some, { ...options, title, language: transcript.language })
      case 'ass':
        return writeAss(some, { ...options, title })
      case 'csv':
        return writeCsv(some, { ...options, bom: forWindows })
      case 'report':
        return writeReport(some, cues, title, rulesIn(rules, transcript.language))
      case 'report-csv':
        return writeReportRows(some)
    }
  }
  return {
    cues,
    nothing: cues.length === 0 ? noWords : null,
    text: (most) => write(most === undefined ? cues : cues.slice(0, most)),
    bytes: null,
  }
}

/** With a number so many cues' worth of lines. */
const headOf = (text: string, most?: number): string =>
  most === undefined
    ? text
    : text
        .split('\n')
        .slice(0, most * 4)
        .join('\n')

const dataFile = ({ transcript, title, original }: Source, rules: CaptionRules, format: DataFormat): MadeFile => {
  if (format !== 'json') {
    const name = format === 'pictory-srt' ? 'srt' : 'vtt'
    const sent = sentSubtitles(original, name)
    return {
      cues: [],
      nothing: sent === null ? `Pictory sent no ${name === 'srt' ? 'SRT' : 'WebVTT'} with this job.` : null,
      text: (most) => headOf(sent ?? '', most),
      bytes: null,
    }
  }
  const wish = { speakers: 'none', times: false, afterCut: false, rules } as const
  const extra = (kind: FileFormat) => makeFile({ transcript, title, original }, { ...wish, format: kind }).text()
  return {
    cues: [],
    nothing: hasWords(transcript) ? null : noWords,
    text: (most) =>
      most === undefined
        ? writePictory({ transcript, original, extras: { txt: extra('txt'), srt: extra('srt'), vtt: extra('vtt') } })
        : writePictory({ transcript, original, extras: { txt: '', srt: '', vtt: '' } }, most),
    bytes: null,
  }
}

const cutFile = ({ transcript, title, media }: Source, rules: CaptionRules, format: CutFormat): MadeFile => {
  const name = media ?? `${title || 'recording'}.mp4`
  const text = format === 'edl' ? writeEdl(transcript, title || name, rules.frameRate) : writeConcat(transcript, name)
  return {
    cues: [],
    nothing: keptStretches(transcript).length === 0 ? 'Nothing is left of the recording: all of it is cut.' : null,
    text: (most) => headOf(text, most),
    bytes: null,
  }
}

export type Source = {
  readonly transcript: Transcript
  /** Of the job: some formats hold it. */
  readonly title: string
  /** The name of the recording, where one is linked; lists of pieces name it. */
  readonly media?: string | null
  /** Pictory's answer as text, which `isData` formats are made of; null where it is not at hand or the job is not Pictory's. */
  readonly original: string | null
}

export const makeFile = (
  source: Source,
  wish: Omit<FileWish, 'preset'> & { readonly rules: CaptionRules },
): MadeFile => {
  const { transcript, title } = source
  const { format } = wish
  if (isProse(format)) return proseFile(transcript, title, wish, format)
  if (isCutList(format)) return cutFile(source, wish.rules, format)
  return isData(format)
    ? dataFile(source, wish.rules, format)
    : captionFile(wish.afterCut ? asCut(transcript) : transcript, title, wish, format)
}

export const rulesFor = (preset: PresetId | CaptionRules): CaptionRules =>
  typeof preset === 'string' ? presets[preset] : preset
