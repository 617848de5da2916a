// Commands of the player. It has two sets of keys: plain letters as editing suites have them (J K L, Space) when nothing is
// being typed, and F7 F8 F9 (back, play, on; where many keyboards print those signs) at any time; Ctrl-Space plays and
// pauses while typing.

import type { Caesura } from '../desk/caesura'
import { wordBeside } from '../../core/transcript/spoken'
import { hasDocument, hasSurface, type Command } from './command'

const canPlay = ({ player }: Caesura) => player.store.getState().durationMs > 0
const jumpMs = 5000
const rateStep = 0.25

const toWord = (app: Caesura, by: 1 | -1): void => {
  const transcript = app.desk.document()?.session.store.getState().transcript
  const word = transcript === undefined ? null : wordBeside(transcript, app.player.timeMs(), by)
  if (word !== null) app.desk.goTo(word.startMs)
}

/** The time of the selected words; null where less than two are. */
const selectedSpan = ({ desk }: Caesura) => {
  const ids = desk.store.getState().surface?.selectedWords() ?? new Set<string>()
  if (ids.size < 2) return null
  let startMs = Infinity
  let endMs = 0
  for (const { items } of desk.document()?.session.store.getState().transcript.paragraphs ?? [])
    for (const item of items)
      if (ids.has(item.id)) {
        startMs = Math.min(startMs, item.startMs)
        endMs = Math.max(endMs, item.endMs)
      }
  return endMs > startMs ? { startMs, endMs } : null
}

export const playbackCommands: readonly Command[] = [
  {
    id: 'play',
    label: 'Play or pause',
    group: 'Playback',
    keys: ['Space', 'k', 'F8', 'Ctrl-Space'],
    while: 'always',
    applies: canPlay,
    run: ({ player }) => player.toggle(),
  },
  {
    id: 'back',
    label: 'Back 5 seconds',
    group: 'Playback',
    keys: ['j', 'F7'],
    while: 'always',
    applies: canPlay,
    run: ({ desk, player }) => desk.goTo(player.timeMs() - jumpMs),
  },
  {
    id: 'on',
    label: 'Forward 5 seconds',
    group: 'Playback',
    keys: ['l', 'F9'],
    while: 'always',
    applies: canPlay,
    run: ({ desk, player }) => desk.goTo(player.timeMs() + jumpMs),
  },
  {
    id: 'word-back',
    label: 'Back one word',
    group: 'Playback',
    keys: [','],
    while: 'not-typing',
    applies: hasDocument,
    run: (app) => toWord(app, -1),
  },
  {
    id: 'word-on',
    label: 'Forward one word',
    group: 'Playback',
    keys: ['.'],
    while: 'not-typing',
    applies: hasDocument,
    run: (app) => toWord(app, 1),
  },
  {
    id: 'loop',
    label: 'Play the selected words again and again',
    group: 'Playback',
    keys: ['Mod-l'],
    while: 'always',
    applies: (app) => canPlay(app) && (app.player.store.getState().loop !== null || selectedSpan(app) !== null),
    run: (app) => {
      const { player } = app
      const loop = player.store.getState().loop === null ? selectedSpan(app) : null
      player.setLoop(loop)
      if (loop === null) return
      player.seek(loop.startMs)
      player.play()
    },
  },
  {
    id: 'slower',
    label: 'Slower',
    group: 'Playback',
    keys: ['Shift-F7'],
    while: 'always',
    applies: canPlay,
    run: ({ player }) => player.setRate(player.store.getState().rate - rateStep),
  },
  {
    id: 'faster',
    label: 'Faster',
    group: 'Playback',
    keys: ['Shift-F9'],
    while: 'always',
    applies: canPlay,
    run: ({ player }) => player.setRate(player.store.getState().rate + rateStep),
  },
  {
    id: 'waveform',
    label: 'Draw the sound on the strip, or do not',
    group: 'Playback',
    keys: [],
    while: 'always',
    applies: ({ sound }) => sound.canToggle(),
    run: ({ sound }) => sound.toggle(),
  },
  {
    id: 'to-playing',
    label: 'Show the playing word',
    group: 'Playback',
    keys: ['Mod-j'],
    while: 'always',
    applies: hasSurface,
    run: ({ desk }) => desk.store.getState().surface?.scrollToPlaying(),
  },
]
