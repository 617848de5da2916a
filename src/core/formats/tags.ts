// Markup inside a payload: what a viewer reads of it. One pass, no backtracking.

const references: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  lrm: '\u200e',
  rlm: '\u200f',
}

/** The few references of WebVTT, and numbers; any other stays as it is written. */
export const decodeReferences = (text: string): string =>
  text.includes('&')
    ? text.replace(
        /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{1,8}));/giu,
        (whole, decimal?: string, hex?: string, name?: string) => {
          if (name !== undefined) return references[name] ?? whole
          const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
          return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
            ? String.fromCodePoint(code)
            : whole
        },
      )
    : text

/** Tags that SRT players obey; anything else in angle brackets is text there. */
const srtTag = /^<\/?(?:b|i|u|s|font|c|v|ruby|rt|lang)(?:[\s.][^<>]*)?>/iu
const srtOverride = /^\{\\[^{}]*\}/u

/** Runs of text and the few tags that both formats know. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'tag'; readonly name: 'b' | 'i' | 'u'; readonly closes: boolean }

const shared = /^<(\/?)([biu])(?:[\s.][^<>]*)?>$/iu

const tagPiece = (tag: string): Piece | null => {
  const found = shared.exec(tag)
  const name = found?.[2]?.toLowerCase()
  return name === 'b' || name === 'i' || name === 'u' ? { kind: 'tag', name, closes: found?.[1] === '/' } : null
}

/** A stretch of a payload: text as it is written, or one piece of markup whole. */
export type Stretch = { readonly kind: 'text' | 'markup'; readonly text: string }

/**
 * A payload cut into text and markup. In WebVTT everything from `<` to the next `>` is markup; SRT knows a few tags and `{\an8}`. A look
 * ahead is bounded: hostile text stays linear.
 */
export const stretchesOf = (payload: string, format: 'srt' | 'vtt'): readonly Stretch[] => {
  const stretches: Stretch[] = []
  let text = ''
  const mark = /[<{]/gu
  let at = 0
  for (;;) {
    mark.lastIndex = at
    const open = mark.exec(payload)?.index ?? -1
    if (open < 0) break
    text += payload.slice(at, open)
    let tag: string | null = null
    if (format === 'srt') {
      const ahead = payload.slice(open, open + 300)
      tag = (srtTag.exec(ahead) ?? srtOverride.exec(ahead))?.[0] ?? null
    } else if (payload[open] === '<') {
      const close = payload.indexOf('>', open)
      // An unclosed tag swallows the rest, as the standard's tokenizer does.
      tag = close < 0 ? payload.slice(open) : payload.slice(open, close + 1)
    }
    if (tag === null) {
      text += payload[open] ?? ''
      at = open + 1
    } else {
      at = open + tag.length
      if (text !== '') stretches.push({ kind: 'text', text })
      text = ''
      stretches.push({ kind: 'markup', text: tag })
    }
  }
  text += payload.slice(at)
  if (text !== '') stretches.push({ kind: 'text', text })
  return stretches
}

/** A payload as text and the tags both formats know, all other markup left out; WebVTT's references are decoded. */
export const piecesOf = (payload: string, format: 'srt' | 'vtt'): readonly Piece[] => {
  const pieces: Piece[] = []
  let text = ''
  const flush = () => {
    if (text !== '') pieces.push({ kind: 'text', text: format === 'vtt' ? decodeReferences(text) : text })
    text = ''
  }
  for (const stretch of stretchesOf(payload, format)) {
    if (stretch.kind === 'text') {
      text += stretch.text
      continue
    }
    const piece = tagPiece(stretch.text)
    if (piece !== null) {
      flush()
      pieces.push(piece)
    }
  }
  flush()
  return pieces
}

/** What a viewer reads of a payload: without markup, references decoded. */
export const plainText = (payload: string, format: 'srt' | 'vtt'): string => {
  if (format === 'srt' ? !/[<{]/u.test(payload) : !/[<&]/u.test(payload)) return payload
  let text = ''
  for (const piece of piecesOf(payload, format)) if (piece.kind === 'text') text += piece.text
  return text
}

/** The name in a WebVTT payload's first voice tag, '' without one. */
export const voiceOf = (payload: string): string => {
  const found = /<v(?:\.[^\s<>]{0,200})?[ \t]([^<>]{1,500})>/u.exec(payload.slice(0, 1000))
  return decodeReferences(found?.[1] ?? '').trim()
}
