// The cues as a table (RFC 4180): a header, then a row a cue. Times as text for people and in milliseconds for programs.

import { vttTime } from '../time'
import { byInTime, type WritableCue } from './speaker'

/** A field as the standard has it. */
export const quoted = (field: string): string => (/[",\n\r]/u.test(field) ? `"${field.replaceAll('"', '""')}"` : field)

export type CsvOptions = {
  readonly speakerName: (speakerId: string) => string
  /** A byte order mark first: spreadsheets take UTF-8 for something else without it. */
  readonly bom?: boolean
}

/** Rows end with CRLF, as the standard has it; the lines of a cue stay lines inside its field. */
export const writeCsv = (cues: readonly WritableCue[], { speakerName, bom }: CsvOptions): string => {
  const rows = byInTime(cues).map(({ startMs, endMs, lines, speakerId }, at) =>
    [`${at + 1}`, vttTime(startMs), vttTime(endMs), `${startMs}`, `${endMs}`, speakerName(speakerId), lines.join('\n')]
      .map(quoted)
      .join(','),
  )
  return `${bom === true ? '\ufeff' : ''}${['cue,in,out,in_ms,out_ms,speaker,text', ...rows, ''].join('\r\n')}`
}
