// Who talks how much, from word times. A paragraph never changes in place, so its own sum is kept with it.

import type { Paragraph, Transcript } from '../../core/transcript/model'

export type Share = { readonly talkMs: number; readonly words: number; readonly paragraphs: number }

type Sum = { readonly talkMs: number; readonly words: number }
const sums = new WeakMap<Paragraph, Sum>()

const sumOf = (paragraph: Paragraph): Sum => {
  const known = sums.get(paragraph)
  if (known) return known
  let talkMs = 0
  let words = 0
  for (const item of paragraph.items) {
    if (item.kind !== 'word') continue
    talkMs += item.endMs - item.startMs
    words++
  }
  const sum = { talkMs, words }
  sums.set(paragraph, sum)
  return sum
}

export const sharesOf = (transcript: Transcript): ReadonlyMap<string, Share> => {
  const shares = new Map<string, Share>(
    transcript.speakers.map(({ id }) => [id, { talkMs: 0, words: 0, paragraphs: 0 }]),
  )
  for (const paragraph of transcript.paragraphs) {
    const sum = sumOf(paragraph)
    const share = shares.get(paragraph.speakerId) ?? { talkMs: 0, words: 0, paragraphs: 0 }
    shares.set(paragraph.speakerId, {
      talkMs: share.talkMs + sum.talkMs,
      words: share.words + sum.words,
      paragraphs: share.paragraphs + 1,
    })
  }
  return shares
}
