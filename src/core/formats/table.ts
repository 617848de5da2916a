// Every kind of file a transcript leaves the app as, in one table: the dialog, the batch, the command line and main's save dialog
// read it. Captions are made of cues by a style guide; prose is the text in paragraphs; data is Pictory's own.

import type { SpeakerStyle } from './speaker'

export const captionFormats = ['srt', 'vtt', 'vtt-words', 'ttml', 'ass', 'csv', 'report', 'report-csv'] as const
export type CaptionFormat = (typeof captionFormats)[number]
export const proseFormats = ['txt', 'md', 'docx'] as const
export type ProseFormat = (typeof proseFormats)[number]
/** What is kept of the recording, for programs that cut. */
export const cutFormats = ['edl', 'concat'] as const
export type CutFormat = (typeof cutFormats)[number]
/** Made from Pictory's answer itself. */
export const dataFormats = ['json', 'pictory-srt', 'pictory-vtt'] as const
export type DataFormat = (typeof dataFormats)[number]
export const fileFormats = [...captionFormats, ...proseFormats, ...cutFormats, ...dataFormats] as const
export type FileFormat = CaptionFormat | ProseFormat | CutFormat | DataFormat

export const isCaptions = (format: FileFormat): format is CaptionFormat => captionFormats.some((one) => one === format)
export const isProse = (format: FileFormat): format is ProseFormat => proseFormats.some((one) => one === format)
export const isCutList = (format: FileFormat): format is CutFormat => cutFormats.some((one) => one === format)
export const isData = (format: FileFormat): format is DataFormat => dataFormats.some((one) => one === format)

export type AboutFormat = {
  readonly label: string
  /** Without the dot. */
  readonly extension: string
  /** For whom, in a few words. */
  readonly note: string
  /** What a system's save dialog calls such files. */
  readonly files: string
  /** How speakers can be told in it; the first one stands for a wish it cannot fulfil. */
  readonly speakers: readonly SpeakerStyle[]
}

const named: readonly SpeakerStyle[] = ['name', 'none', 'dash']
const voiced: readonly SpeakerStyle[] = ['voice', 'none', 'name', 'dash']

export const aboutFormat: Readonly<Record<FileFormat, AboutFormat>> = {
  srt: {
    label: 'SRT',
    extension: 'srt',
    note: 'every player and platform',
    files: 'SubRip captions',
    speakers: named,
  },
  vtt: { label: 'WebVTT', extension: 'vtt', note: 'the web', files: 'WebVTT captions', speakers: voiced },
  'vtt-words': {
    label: 'WebVTT, word by word',
    extension: 'vtt',
    note: 'players that show each word as it is said',
    files: 'WebVTT captions',
    speakers: voiced,
  },
  ttml: {
    label: 'TTML (IMSC 1.1)',
    extension: 'ttml',
    note: 'broadcasters and streaming services',
    files: 'TTML captions',
    speakers: voiced,
  },
  ass: {
    label: 'ASS',
    extension: 'ass',
    note: 'burning captions in',
    files: 'Advanced SubStation captions',
    speakers: voiced,
  },
  csv: {
    label: 'CSV',
    extension: 'csv',
    note: 'spreadsheets, a row a cue',
    files: 'Comma-separated values',
    speakers: ['voice'],
  },
  report: {
    label: 'Check report',
    extension: 'txt',
    note: 'whoever signs: what breaks the style guide, and where',
    files: 'Plain text',
    speakers: ['none'],
  },
  'report-csv': {
    label: 'Check report, CSV',
    extension: 'csv',
    note: 'spreadsheets, a row a finding',
    files: 'Comma-separated values',
    speakers: ['none'],
  },
  txt: {
    label: 'Plain text',
    extension: 'txt',
    note: 'reading and quoting',
    files: 'Plain text',
    speakers: ['name', 'none'],
  },
  md: {
    label: 'Markdown',
    extension: 'md',
    note: 'notes and web pages',
    files: 'Markdown',
    speakers: ['name', 'none'],
  },
  docx: {
    label: 'Word document',
    extension: 'docx',
    note: 'editors and reviewers',
    files: 'Word document',
    speakers: ['name', 'none'],
  },
  edl: {
    label: 'Cut list (CMX 3600 EDL)',
    extension: 'edl',
    note: 'editing suites: what is left of the recording',
    files: 'Edit decision list',
    speakers: ['none'],
  },
  concat: {
    label: 'Cut list for ffmpeg',
    extension: 'ffconcat',
    note: 'ffmpeg -f concat, beside the recording',
    files: 'List of pieces',
    speakers: ['none'],
  },
  json: {
    label: 'Pictory JSON',
    extension: 'json',
    note: 'programs that read Pictory’s answers, with your edits',
    files: 'JSON',
    speakers: ['voice'],
  },
  'pictory-srt': {
    label: 'Pictory’s own SRT',
    extension: 'srt',
    note: 'comparing: as Pictory sent it, without your edits',
    files: 'SubRip captions',
    speakers: ['none'],
  },
  'pictory-vtt': {
    label: 'Pictory’s own WebVTT',
    extension: 'vtt',
    note: 'comparing: as Pictory sent it, without your edits',
    files: 'WebVTT captions',
    speakers: ['none'],
  },
}

/** Whether the file can have line ends of Windows and a byte order mark. */
export const hasLineEnds = (format: FileFormat): boolean =>
  format === 'srt' || format === 'vtt' || format === 'vtt-words' || format === 'csv'

/** The wish where the format can fulfil it; voices become names where there are no voices, anything else nothing at all. */
export const styleFor = (format: FileFormat, wish: SpeakerStyle): SpeakerStyle => {
  const { speakers } = aboutFormat[format]
  if (speakers.includes(wish)) return wish
  return wish === 'none'
    ? (speakers[0] ?? 'none')
    : (speakers.find((style) => style === 'voice' || style === 'name') ?? 'none')
}
