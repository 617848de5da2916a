// Subtitle files of 20,000 cues, written and read by ours and by the libraries of others: one process, turn by turn, so that what
// disturbs one disturbs all.

import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from '@playwright/test'
import type { Cue } from '../src/core/captions/cue'
import { presets } from '../src/core/captions/rules'
import { segment } from '../src/core/captions/segment'
import { readSrt, writeSrt } from '../src/core/formats/srt'
import { readVtt, writeVtt } from '../src/core/formats/vtt'
import { readResponseText } from '../src/core/pictory/response'
import { makeResponse } from '../e2e/pictory/generate'
import { figure, publish, type Figure, type Gap } from './figures'
import { installPeers } from './peers/build'

type Peers = {
  readonly prepare: (cues: readonly Cue[]) => Readonly<Record<string, Readonly<Record<string, () => string>>>>
  readonly readers: Readonly<Record<string, Readonly<Record<string, (text: string) => number>>>>
}

const count = 20_000
const runs = 25
const warm = 5
const libraries = ['subtitle', 'subsrt-ts', 'vtt.js']

const cuesOf = (words: number): readonly Cue[] => {
  const [rules] = Object.values(presets)
  const read = readResponseText(JSON.stringify(makeResponse({ words, seed: words })))
  if (rules === undefined || !read.ok) throw new Error('no cues')
  return segment(read.value.transcript, rules).slice(0, count)
}

test('20,000 cues as files', async () => {
  test.setTimeout(15 * 60_000)
  const missing = await installPeers()
  const peers: Peers | null =
    missing === null ? await import(pathToFileURL(join(import.meta.dirname, 'peers/files.js')).href) : null
  const gaps: Gap[] = missing === null ? [] : libraries.map((peer) => ({ peer, words: null, said: missing }))
  const cues = cuesOf(150_000)
  expect(cues).toHaveLength(count)
  const options = { speakers: 'none', speakerName: () => '' } as const
  const srt = writeSrt(cues, options)
  const vtt = writeVtt(cues, options)
  const foundIn = (read: ReturnType<typeof readSrt>) => (read.ok ? read.value.cues.length : 0)
  const written = peers?.prepare(cues)
  const tasks: Readonly<Record<string, Readonly<Record<string, () => unknown>>>> = {
    'write SRT': { Caesura: () => writeSrt(cues, options), ...written?.['write SRT'] },
    'write VTT': { Caesura: () => writeVtt(cues, options), ...written?.['write VTT'] },
    'read SRT': {
      Caesura: () => foundIn(readSrt(srt)),
      ...Object.fromEntries(
        Object.entries(peers?.readers['read SRT'] ?? {}).map(([name, read]) => [name, () => read(srt)]),
      ),
    },
    'read VTT': {
      Caesura: () => foundIn(readVtt(vtt)),
      ...Object.fromEntries(
        Object.entries(peers?.readers['read VTT'] ?? {}).map(([name, read]) => [name, () => read(vtt)]),
      ),
    },
  }
  const figures: Figure[] = []
  for (const [what, by] of Object.entries(tasks)) {
    const took = new Map<string, number[]>()
    for (let run = -warm; run < runs; run++)
      for (const [name, task] of Object.entries(by)) {
        const from = performance.now()
        const answer = task()
        const ms = performance.now() - from
        // Whoever leaves cues out is not faster.
        if (run === 0 && typeof answer === 'number' && answer !== count)
          gaps.push({ peer: name, words: null, said: `${what}: ${answer} of ${count} cues` })
        if (run >= 0) took.set(name, [...(took.get(name) ?? []), ms])
      }
    for (const [name, ms] of took)
      figures.push(
        figure(`${what}: ${name}`, null, 'ms', ms, name === 'Caesura' && what.startsWith('write') ? '≤ 15 ms' : null),
      )
  }
  await publish('files', `Node ${process.versions.node}`, figures, gaps)
})
