// What --help prints.

import { presetIds, presets } from '../core/captions/rules'
import { aboutFormat, fileFormats } from '../core/formats/table'

const presetLines = presetIds.map((id) => {
  const { label, charsPerLine, maxLines, reading } = presets[id]
  return `                      ${id.padEnd(20)}${label}: ${charsPerLine} × ${maxLines}, ${reading.limit} ${reading.unit}`
})

const formatLines = fileFormats.map((id) => `${id.padEnd(12)}${aboutFormat[id].label}`).join('\n                      ')

export const help = `Caesura: finished Pictory jobs to subtitle files

  caesura read FILE [--json]
      What Caesura understands of a file: a saved Pictory response, an SRT or a WebVTT file, or another recogniser's
      JSON (Whisper, whisper.cpp, faster-whisper, Amazon Transcribe, Google, Deepgram, AssemblyAI, Rev).
      --json          a job:       {"speakers":[{"id","name"}], "paragraphs":[{"speaker","items":[…]}], "notes":[…]}
                                   "speaker" is an id of "speakers"; an item is
                                   {"kind":"word","text","startMs","endMs"} or
                                   {"kind":"pause","startMs","endMs","category"}
                                   of another kind than Pictory's also "format" and "lacks":[…]
                      subtitles:   {"cues":[{"id","startMs","endMs","text"}]}
                                   "text" is as the file has it, tags included; "id" is "" where there is none

  caesura export FILE… --format FORMAT [--preset NAME] [--speakers STYLE] [--times] [--after-cut] [--windows] [--out PATH|FOLDER|-]
               [--name PATTERN]
      Writes subtitles or a text. A job is cut into cues by a style guide; the cues of a subtitle file stay as they are
      (it becomes srt or vtt). Several files are written into a folder.
      --format        ${formatLines}
      --preset NAME   ${presetIds.join(', ')} or a style guide's file, FILE.json (netflix-en unless told otherwise)
${presetLines.join('\n')}
      --speakers      none (unless told otherwise), name, dash: at each change of speaker;
                      voice: <v Name> in WebVTT, names in SRT.
                      A subtitle file keeps its own voices where the format can hold them.
      --times         of txt, md and docx: each paragraph with its in-time
      --after-cut     of captions: in the time of what is left, where something is cut
      --windows       of srt, vtt and csv of a job: line ends of Windows and a byte order mark
      --out PATH      written whole or not at all; - is standard output (unless told otherwise)
      --name PATTERN  of files in a folder, without the extension: {title} is the input's name, also {guide}, {format}, {date}
                      ({title} unless told otherwise)

  caesura check FILE… [--preset NAME] [--json]
      Checks a subtitle file, or the cues of a job, against a style guide: each rule that is broken, with what was measured.
      --json          [{"preset","file","cues","broken":[{"cue","startMs","text","marks":[{"rule","measured","limit","message",…}]}]}]

  caesura presets [--json]
      The style guides with their numbers.

  caesura --help, caesura --version

  FILE may be - for standard input. Times are whole milliseconds.
  Exit codes: 0 done, 1 the input is bad (one sentence says why), 2 wrong use, 3 rules are broken (check).
`
