// What the subtitle libraries do with the same cues: write SRT and VTT, and read them again.

import { createRequire } from 'node:module'

// vtt.js asks for the browser's name.
globalThis.navigator ??= { userAgent: '' }

const load = createRequire(import.meta.url)
const { stringifySync, parseSync } = load('subtitle')
const subsrt = load('subsrt-ts').default ?? load('subsrt-ts')
const { WebVTT, VTTCue } = load('vtt.js')

/** @param {readonly { startMs: number, endMs: number, lines: readonly string[] }[]} cues */
export const prepare = (cues) => {
  const nodes = cues.map(({ startMs, endMs, lines }) => ({
    type: 'cue',
    data: { start: startMs, end: endMs, text: lines.join('\n') },
  }))
  const captions = cues.map(({ startMs, endMs, lines }, at) => ({
    type: 'caption',
    index: at + 1,
    start: startMs,
    end: endMs,
    duration: endMs - startMs,
    content: lines.join('\n'),
    text: lines.join('\n'),
  }))
  return {
    'write SRT': {
      subtitle: () => stringifySync(nodes, { format: 'SRT' }),
      'subsrt-ts': () => subsrt.build(captions, { format: 'srt' }),
    },
    'write VTT': {
      subtitle: () => stringifySync(nodes, { format: 'WebVTT' }),
      'subsrt-ts': () => subsrt.build(captions, { format: 'vtt' }),
    },
  }
}

/** Each answers how many cues it found. */
export const readers = {
  'read SRT': {
    subtitle: (text) => parseSync(text).filter(({ type }) => type === 'cue').length,
    'subsrt-ts': (text) => subsrt.parse(text, { format: 'srt' }).filter(({ type }) => type === 'caption').length,
  },
  'read VTT': {
    subtitle: (text) => parseSync(text).filter(({ type }) => type === 'cue').length,
    'subsrt-ts': (text) => subsrt.parse(text, { format: 'vtt' }).filter(({ type }) => type === 'caption').length,
    'vtt.js': (text) => {
      const parser = new WebVTT.Parser({ VTTCue }, WebVTT.StringDecoder())
      let found = 0
      parser.oncue = () => found++
      parser.parse(text)
      parser.flush()
      return found
    },
  },
}
