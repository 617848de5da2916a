// A transcript as a file, from the wishes a person has about it: format, style guide, how speakers are told, and times in prose.

import type { Cue } from '../captions/cue'
import { presets, type CaptionRules, type PresetId } from '../captions/rules'
import { createSegmenter } from '../captions/segment'
import type { Transcript } from '../transcript/model'
import { writeAss } from './ass'
import { writeCsv } from './csv'
import { writeDocx } from './docx'
import { speakerReserve, type SpeakerOptions, type SpeakerStyle } from './speaker'
import { writeSrt } from './srt'
import { isProse, styleFor, type CaptionFormat, type FileFormat, type ProseFormat } from './table'
import { writeMarkdown, writeText } from './text'
import { writeTtml } from './ttml'
import { writeVtt } from './vtt'
import { withWordTimes } from './wordTimes'

export type FileWish = {
  readonly format: FileFormat
  readonly preset: PresetId
  readonly speakers: SpeakerStyle
  /** Of prose: each paragraph with its in-time. */
  readonly times: boolean
}

export type MadeFile = {
  /** [] for prose. */
  readonly cues: readonly Cue[]
  /** Whether there is anything to write. */
  readonly isEmpty: boolean
  /** The file, or with a number its first so many cues or paragraphs; of a format that is no text, what it says. */
  readonly text: (most?: number) => string
  /** The file where it is no text. */
  readonly bytes: (() => Uint8Array<ArrayBuffer>) | null
}

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
    isEmpty: !transcript.paragraphs.some(({ items }) => items.some(({ kind, cut }) => kind === 'word' && cut !== true)),
    text: (most) => write(first(most), options),
    bytes: format === 'docx' ? () => writeDocx(transcript, { ...options, title }) : null,
  }
}

const captionFile = (
  transcript: Transcript,
  title: string,
  { speakers, rules }: Pick<FileWish, 'speakers'> & { readonly rules: CaptionRules },
  format: CaptionFormat,
): MadeFile => {
  const names = new Map(transcript.speakers.map((speaker) => [speaker.id, speaker.name]))
  const options: SpeakerOptions = { speakers: styleFor(format, speakers), speakerName: (id) => names.get(id) ?? '' }
  const cues = createSegmenter(rules, { reserve: speakerReserve(options, format) })(transcript)
  const write = (some: readonly Cue[]): string => {
    switch (format) {
      case 'srt':
        return writeSrt(some, options)
      case 'vtt':
        return writeVtt(some, options)
      case 'vtt-words':
        return writeVtt(withWordTimes(some, transcript), options)
      case 'ttml':
        return writeTtml(some, { ...options, title, language: transcript.language })
      case 'ass':
        return writeAss(some, { ...options, title })
      case 'csv':
        return writeCsv(some, options)
    }
  }
  return {
    cues,
    isEmpty: cues.length === 0,
    text: (most) => write(most === undefined ? cues : cues.slice(0, most)),
    bytes: null,
  }
}

/** @param title of the job: some formats hold it. */
export const makeFile = (
  transcript: Transcript,
  title: string,
  wish: Omit<FileWish, 'preset'> & { readonly rules: CaptionRules },
): MadeFile =>
  isProse(wish.format)
    ? proseFile(transcript, title, wish, wish.format)
    : captionFile(transcript, title, wish, wish.format)

export const rulesFor = (preset: PresetId): CaptionRules => presets[preset]
