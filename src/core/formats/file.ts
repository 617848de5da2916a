// What every reader of subtitle files gives back.

/** A cue as a file holds it. Times are whole milliseconds; the out-time may lie before the in-time where the file says so. */
export type FileCue = {
  /** As written in the file; '' where it has none. */
  readonly id: string
  readonly startMs: number
  readonly endMs: number
  /** The payload as it stands in the file, lines parted by '\n'. */
  readonly raw: string
  /** The same without our own shields (shield.ts): tags and references are still as written. */
  readonly text: string
  /** What a viewer reads: tags taken out, references decoded. */
  readonly plain: string
}

export type Subtitles = {
  readonly cues: readonly FileCue[]
  /** One sentence for each repair. */
  readonly notes: readonly string[]
}

/** Lines of a text with LF, CRLF or CR ends, without its byte order mark. */
export const splitLines = (text: string): readonly string[] =>
  (text.startsWith('\ufeff') ? text.slice(1) : text).replace(/\r\n?/gu, '\n').split('\n')
