// What this app writes, it reads back as a transcript: the same words in the same order, each by the same speaker where the style tells it.

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { presets } from '../captions/rules'
import { segment } from '../captions/segment'
import { speakerReserve, type SpeakerStyle } from '../formats/speaker'
import { writeSrt } from '../formats/srt'
import { writeVtt } from '../formats/vtt'
import { readResponseText } from '../pictory/response'
import { check, textOf, type Transcript, words } from '../transcript/model'
import { readOriginal } from './read'
import { decoders } from './read.fixture'

const sample = (): Transcript => {
  const read = readResponseText(
    readFileSync(new URL('../../../resources/sample/response.json', import.meta.url), 'utf8'),
  )
  if (!read.ok) throw new Error(read.message)
  return read.value.transcript
}

const written = (transcript: Transcript, format: 'srt' | 'vtt', speakers: SpeakerStyle): string => {
  const names = new Map(transcript.speakers.map(({ id, name }) => [id, name]))
  const style = { speakers, speakerName: (id: string) => names.get(id) ?? '' }
  const cues = segment(transcript, presets['netflix-en'], { reserve: speakerReserve(style, format) })
  return format === 'srt' ? writeSrt(cues, style) : writeVtt(cues, style)
}

/** [name, word] for each word. */
const spoken = ({ speakers, paragraphs }: Transcript): readonly (readonly [string, string])[] =>
  paragraphs.flatMap((paragraph) => {
    const name = speakers.find(({ id }) => id === paragraph.speakerId)?.name ?? ''
    return words(paragraph).map(({ text }) => [name, text] as const)
  })

/** Names replaced by the order in which they first speak. */
const byOrder = (list: readonly (readonly [string, string])[]): readonly (readonly [number, string])[] => {
  const order = [...new Set(list.map(([name]) => name))]
  return list.map(([name, text]) => [order.indexOf(name), text] as const)
}

describe('the sample, written and read back', () => {
  it.each<[format: 'srt' | 'vtt', style: SpeakerStyle, who: 'names' | 'order' | 'nobody']>([
    ['srt', 'name', 'names'],
    ['srt', 'dash', 'order'],
    ['srt', 'none', 'nobody'],
    ['vtt', 'voice', 'names'],
    ['vtt', 'name', 'names'],
    ['vtt', 'dash', 'order'],
    ['vtt', 'none', 'nobody'],
  ])('%s, %s', (format, style, who) => {
    const before = sample()
    const text = written(before, format, style)
    const read = readOriginal(Buffer.from(text), decoders, null)
    if (!read.ok) throw new Error(read.message)
    const after = read.value.transcript
    expect(read.value.format).toBe(format)
    expect(check(after)).toEqual([])
    expect(read.value.notes).toEqual([])
    expect(spoken(after).map(([, word]) => word)).toEqual(spoken(before).map(([, word]) => word))
    if (who === 'names') expect(spoken(after)).toEqual(spoken(before))
    if (who === 'order') expect(byOrder(spoken(after))).toEqual(byOrder(spoken(before)))
    if (who === 'nobody') expect(after.speakers).toHaveLength(1)
    // Every word lies where the caption showed it.
    const times = before.paragraphs.flatMap((paragraph) => words(paragraph).map(({ startMs }) => startMs))
    const found = after.paragraphs.flatMap((paragraph) => words(paragraph).map(({ startMs }) => startMs))
    const off = found.map((ms, at) => Math.abs(ms - (times[at] ?? 0)))
    expect(Math.max(...off)).toBeLessThan(4000)
  })
})

describe('subtitles in scripts without blanks', () => {
  it.each([
    ['Japanese', ['昨日は映画を見ました。', 'とても楽しかった。'], '昨日は映画を見ました。とても楽しかった。'],
    ['Chinese in two lines', ['你好，世界！\n今天天气很好。'], '你好，世界！今天天气很好。'],
    ['Thai', ['สวัสดีครับ', 'วันนี้อากาศดี'], 'สวัสดีครับวันนี้อากาศดี'],
    ['Japanese with names', ['田中：はい、そうです。', '昨日は雨でした。'], 'はい、そうです。昨日は雨でした。'],
  ])('%s: every letter is there, in words that are timed one after the other', (_, texts, expected) => {
    const srt = texts
      .map((text, at) => `${at + 1}\n00:00:0${at * 3},000 --> 00:00:0${at * 3 + 2},900\n${text}\n`)
      .join('\n')
    const read = readOriginal(Buffer.from(srt), decoders, null)
    if (!read.ok) throw new Error(read.message)
    const { transcript } = read.value
    expect(check(transcript)).toEqual([])
    const all = transcript.paragraphs.flatMap(words)
    const text = all.map((word) => word.text).join('')
    expect(text.endsWith(expected) || text === expected).toBe(true)
    expect(all.length).toBeGreaterThan(4)
    expect(transcript.paragraphs.map(textOf).join('')).not.toMatch(/[\u3040-\u9fff] [\u3040-\u9fff]/u)
  })
})
