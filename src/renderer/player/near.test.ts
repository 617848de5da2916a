import { describe, expect, it } from 'vitest'
import type { Transcript, Word } from '../../core/transcript/model'
import { edgeAt, isNear, wordsWithin } from './near'

const word = (id: string, startMs: number, endMs: number): Word => ({
  kind: 'word',
  id,
  text: id,
  startMs,
  endMs,
  timing: 'source',
})
const talk: Transcript = {
  speakers: [
    { id: 'a', name: 'Ann', pictoryId: null },
    { id: 'b', name: 'Ben', pictoryId: null },
  ],
  paragraphs: [
    { id: 'p', speakerId: 'a', items: [word('one', 0, 400), word('two', 400, 900)] },
    { id: 'q', speakerId: 'b', items: [word('three', 1000, 1500)] },
  ],
  language: 'en',
  durationMs: null,
}

describe('from close by', () => {
  it('the words that reach into the view are there, each with its speaker’s colour', () => {
    expect(wordsWithin(talk, 400, 1001).map(({ word: { id }, colour }) => [id, colour])).toEqual([
      ['two', 0],
      ['three', 1],
    ])
    expect(wordsWithin(talk, 900, 1000)).toEqual([])
    expect(isNear({ fromMs: 0, toMs: 10_000 }, 800)).toBe(true)
    expect(isNear({ fromMs: 0, toMs: 60_000 }, 800)).toBe(false)
  })

  it('an edge is taken hold of within reach; where two meet, the side of the pointer says whose it is', () => {
    const words = wordsWithin(talk, 0, 2000)
    expect(edgeAt(words, 390, 30)).toEqual({ wordId: 'one', edge: 'out', ms: 400 })
    expect(edgeAt(words, 410, 30)).toEqual({ wordId: 'two', edge: 'in', ms: 400 })
    expect(edgeAt(words, 400, 30)).toEqual({ wordId: 'two', edge: 'in', ms: 400 })
    expect(edgeAt(words, 920, 30)).toEqual({ wordId: 'two', edge: 'out', ms: 900 })
    expect(edgeAt(words, 650, 30)).toBeNull()
  })
})
