// The room of material from elsewhere: subtitle files and other recognisers' results become a Transcript. One file per format knows its
// shape; read.ts tells them apart by what they hold. What a source lacks is said, never made up in silence.
// This file is the list of formats; the name a job's original has on disk follows from it.

import { z } from 'zod'

/** How the original of a job is read, for as long as the job is kept. */
export const formats = [
  'pictory',
  'srt',
  'vtt',
  'whisper',
  'whisper-cpp',
  'faster-whisper',
  'aws',
  'google',
  'deepgram',
  'assemblyai',
  'rev',
] as const
export const formatSchema = z.enum(formats)
export type Format = (typeof formats)[number]

type About = {
  /** As the list and the details call it. */
  readonly words: string
  /** What one timed piece of it is called. */
  readonly piece: 'cue' | 'segment'
  readonly extension: 'json' | 'srt' | 'vtt'
}

const about: Readonly<Record<Format, About>> = {
  pictory: { words: 'A saved Pictory response', piece: 'segment', extension: 'json' },
  srt: { words: 'A SubRip file', piece: 'cue', extension: 'srt' },
  vtt: { words: 'A WebVTT file', piece: 'cue', extension: 'vtt' },
  whisper: { words: 'A Whisper result', piece: 'segment', extension: 'json' },
  'whisper-cpp': { words: 'A whisper.cpp result', piece: 'segment', extension: 'json' },
  'faster-whisper': { words: 'A faster-whisper result', piece: 'segment', extension: 'json' },
  aws: { words: 'An Amazon Transcribe result', piece: 'segment', extension: 'json' },
  google: { words: 'A Google Speech-to-Text result', piece: 'segment', extension: 'json' },
  deepgram: { words: 'A Deepgram result', piece: 'segment', extension: 'json' },
  assemblyai: { words: 'An AssemblyAI result', piece: 'segment', extension: 'json' },
  rev: { words: 'A Rev transcript', piece: 'segment', extension: 'json' },
}

/** "A Whisper result". */
export const formatWords = (format: Format): string => about[format].words
export const pieceOf = (format: Format): 'cue' | 'segment' => about[format].piece
/** Of the file in which a job's original is kept. */
export const extensionOf = (format: Format): About['extension'] => about[format].extension
