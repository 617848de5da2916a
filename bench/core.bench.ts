// The core without a window: read a response, words → cues, after an edit, write. Node's engine, one process.

import { test } from '@playwright/test'
import { createSegmenter } from '../src/core/captions/segment'
import { presets } from '../src/core/captions/rules'
import { readResponseText } from '../src/core/pictory/response'
import { makeResponse } from '../e2e/pictory/generate'
import { writeSrt } from '../src/core/formats/srt'
import { writeVtt } from '../src/core/formats/vtt'
import type { Transcript } from '../src/core/transcript/model'
import { figure, publish, type Figure } from './figures'

const runs = 15

const time = (run: () => unknown): number => {
  const from = performance.now()
  run()
  return performance.now() - from
}
const timed = (run: () => unknown): number[] => {
  for (let warm = 0; warm < 3; warm++) run()
  return Array.from({ length: runs }, () => time(run))
}

/** The same transcript with one word of its middle paragraph written otherwise. */
const edited = (transcript: Transcript, text: string): Transcript => {
  const middle = Math.floor(transcript.paragraphs.length / 2)
  return {
    ...transcript,
    paragraphs: transcript.paragraphs.map((paragraph, index) =>
      index === middle
        ? {
            ...paragraph,
            items: paragraph.items.map((item, at) => (at === 1 && item.kind === 'word' ? { ...item, text } : item)),
          }
        : paragraph,
    ),
  }
}

test('the core at three sizes', async () => {
  const figures: Figure[] = []
  const [rules] = Object.values(presets)
  if (rules === undefined) throw new Error('there is no preset')
  for (const words of [1_000, 10_000, 100_000]) {
    const text = JSON.stringify(makeResponse({ words, seed: words }))
    figures.push(
      figure(
        'read a response',
        words,
        'ms',
        timed(() => readResponseText(text)),
      ),
    )
    const read = readResponseText(text)
    if (!read.ok) throw new Error(read.message)
    const { transcript } = read.value
    const big = words === 100_000
    figures.push(
      figure(
        'words → cues, whole document',
        words,
        'ms',
        timed(() => createSegmenter(rules)(transcript)),
        big ? '≤ 150 ms' : null,
      ),
    )
    const segment = createSegmenter(rules)
    const cues = segment(transcript)
    let turn = 0
    const versions = Array.from({ length: runs + 3 }, (_, index) => edited(transcript, `word${index}`))
    figures.push(
      figure(
        'words → cues, after an edit',
        words,
        'ms',
        timed(() => segment(versions[turn++ % versions.length] ?? transcript)),
        big ? '≤ 5 ms' : null,
      ),
    )
    figures.push(figure('cues', words, 'cues', [cues.length]))
    const speakerName = (id: string) => transcript.speakers.find((speaker) => speaker.id === id)?.name ?? ''
    figures.push(
      figure(
        'write SRT',
        words,
        'ms',
        timed(() => writeSrt(cues, { speakers: 'none', speakerName })),
        big ? '≤ 15 ms' : null,
      ),
    )
    figures.push(
      figure(
        'write VTT',
        words,
        'ms',
        timed(() => writeVtt(cues, { speakers: 'none', speakerName })),
        big ? '≤ 15 ms' : null,
      ),
    )
  }
  await publish('core', `Node ${process.versions.node}`, figures)
})
