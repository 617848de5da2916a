// Other editors beside ours: the same words, the same machine, the same Electron, each in a process of its own (`npm run bench` runs them
// after the app's). One that cannot be installed, dies or does not answer within a minute stands in the table as just that.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from '@playwright/test'
import { makeResponse } from '../e2e/pictory/generate'
import { publish, type Figure, type Gap } from './figures'
import { buildPage, installPeers } from './peers/build'
import { measurePeer, type PeerInput } from './peers/measure'

const sizes = (process.env['CAESURA_BENCH_WORDS'] ?? '1000,10000,100000').split(',').map(Number)
/** Some peers only, by the names of their folders. */
const wanted = process.env['CAESURA_BENCH_PEERS']
const peers = [
  { name: 'bare CodeMirror', page: 'bare', installed: false },
  { name: 'ProseMirror', page: 'prosemirror', installed: true },
  { name: 'slate-transcript-editor', page: 'slate', installed: true },
  { name: 'BBC editor', page: 'bbc', installed: true },
].filter(({ page }) => wanted === undefined || wanted.split(',').includes(page))

const inputOf = (words: number): PeerInput => {
  const segments = makeResponse({ words, seed: words }).data.transcript
  let id = 0
  const spoken = segments.map(({ speakerId, words: entries }) => ({
    speaker: `Speaker ${speakerId}`,
    words: entries
      .filter(({ is_pause: isPause }) => !isPause)
      .map(({ word, start_time: start, end_time: end }) => ({ id: id++, start, end, text: word })),
  }))
  return {
    lines: spoken.map((one) => one.words.map(({ text }) => text).join(' ')),
    words: spoken.flatMap((one) => one.words),
    paragraphs: spoken.map((one, at) => ({
      id: at,
      start: one.words[0]?.start ?? 0,
      end: one.words.at(-1)?.end ?? 0,
      speaker: one.speaker,
    })),
  }
}

test('peers at three sizes', async () => {
  test.setTimeout(30 * 60_000)
  const figures: Figure[] = []
  const gaps: Gap[] = []
  const folder = await mkdtemp(join(tmpdir(), 'caesura-peers-'))
  const missing = await installPeers()
  try {
    for (const { name, page, installed } of peers) {
      const pages = missing !== null && installed ? missing : null
      const path =
        pages === null
          ? await buildPage(page, join(folder, page)).then(
              (built) => ({ built }),
              (error: unknown) => ({ said: `cannot be bundled: ${String(error).split('\n')[0]}` }),
            )
          : { said: pages }
      for (const words of sizes) {
        const measured =
          'built' in path
            ? await measurePeer(name, words, path.built, inputOf(words))
            : { figures: [], said: path.said }
        figures.push(...measured.figures)
        if (measured.said !== null) gaps.push({ peer: name, words, said: measured.said })
        console.log(`${name}, ${words.toLocaleString('en')} words: ${measured.said ?? 'measured'}`)
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  await publish('peers', 'the same Electron as the app', figures, gaps)
})
