// A job's words as the index keeps them, so that the words around a hit are read in microseconds where the snapshot takes a quarter
// of a second: blocks of at most 64 words, never over the end of a paragraph.

import { words, type Transcript } from '../transcript/model'
import { checksum, createReader, createWriter } from './bytes'

export const wordsInBlock = 64

/** Where a block of text begins and what it is of. */
export type Block = {
  readonly paragraph: number
  /** Ordinal of its first word in the paragraph. */
  readonly word: number
  readonly words: number
  readonly speaker: number
  /** Position of its first term. */
  readonly position: number
  readonly startMs: number
  /** Among the bytes of the text section. */
  readonly from: number
  readonly length: number
}
export type Places = { readonly speakers: readonly string[]; readonly blocks: readonly Block[] }

export type TextWord = { readonly text: string; readonly startMs: number }

/**
 * Writes the two sections; `each` is told the position of every term on the way. Answers also with the number of positions.
 */
export const writeText = (
  transcript: Transcript,
  termsOf: (text: string) => readonly string[],
  each: (term: string, position: number) => void,
): { readonly places: Uint8Array; readonly text: Uint8Array; readonly positions: number } => {
  const { speakers, paragraphs } = transcript
  const places = createWriter(32 * 1024)
  const text = createWriter(256 * 1024)
  const block = createWriter(1024)
  const speakerOf = new Map(speakers.map(({ id }, index) => [id, index]))
  places.number(speakers.length)
  for (const { name } of speakers) places.string(name)

  let position = 0
  let lastParagraph = 0
  let lastPosition = 0
  let lastMs = 0
  for (const [paragraph, said] of paragraphs.entries()) {
    const all = words(said)
    const speaker = speakerOf.get(said.speakerId) ?? 0
    for (let from = 0; from < all.length; from += wordsInBlock) {
      const taken = all.slice(from, from + wordsInBlock)
      const startMs = taken[0]?.startMs ?? 0
      places.number(paragraph - lastParagraph)
      places.number(taken.length)
      places.number(speaker)
      places.number(position - lastPosition)
      places.signed(startMs - lastMs)
      lastParagraph = paragraph
      lastPosition = position
      lastMs = startMs
      let before = startMs
      for (const word of taken) {
        block.string(word.text)
        block.signed(word.startMs - before)
        before = word.startMs
        for (const term of termsOf(word.text)) each(term, position++)
      }
      const payload = block.take()
      places.number(payload.length + 4)
      text.fixed(checksum(payload))
      text.bytes(payload)
    }
    position++
  }
  return { places: places.take(), text: text.take(), positions: position }
}

/** Null when the bytes make no sense. */
export const readPlaces = (bytes: Uint8Array): Places | null => {
  const reader = createReader(bytes)
  const count = reader.number()
  if (count > reader.left()) return null
  const speakers = Array.from({ length: count }, () => reader.string())
  const blocks: Block[] = []
  let paragraph = 0
  let word = 0
  let position = 0
  let startMs = 0
  let from = 0
  while (reader.left() > 0 && reader.sound()) {
    const step = reader.number()
    const before = blocks.at(-1)
    word = step === 0 && before !== undefined ? word + before.words : 0
    paragraph += step
    const many = reader.number()
    const speaker = reader.number()
    position += reader.number()
    startMs += reader.signed()
    const length = reader.number()
    blocks.push({ paragraph, word, words: many, speaker, position, startMs, from, length })
    from += length
  }
  return reader.sound() ? { speakers, blocks } : null
}

/** The words of a block, null when it is damaged. @param bytes with the checksum in front. */
export const readBlock = (bytes: Uint8Array, block: Block): readonly TextWord[] | null => {
  const reader = createReader(bytes)
  if (reader.fixed() !== checksum(bytes, 4) || !reader.sound()) return null
  const found: TextWord[] = []
  let startMs = block.startMs
  while (found.length < block.words && reader.sound()) {
    const text = reader.string()
    startMs += reader.signed()
    found.push({ text, startMs })
  }
  return reader.sound() ? found : null
}

/** The last block that begins at or before this position; -1 when there is none. */
export const blockAt = (blocks: readonly Block[], position: number): number => {
  let low = 0
  let high = blocks.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((blocks[middle]?.position ?? 0) <= position) low = middle + 1
    else high = middle
  }
  return low - 1
}
