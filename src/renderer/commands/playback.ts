// Commands of the player. It has two sets of keys: plain letters as editing suites have them (J K L, Space) when nothing is
// being typed, and F7 F8 F9 (back, play, on; where many keyboards print those signs) at any time; Ctrl-Space plays and
// pauses while typing.

import type { Caesura } from '../desk/caesura'
import { hasSurface, type Command } from './command'

const canPlay = ({ player }: Caesura) => player.store.getState().durationMs > 0
const jumpMs = 5000
const rateStep = 0.25

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
    id: 'to-playing',
    label: 'Show the playing word',
    group: 'Playback',
    keys: ['Mod-j'],
    while: 'always',
    applies: hasSurface,
    run: ({ desk }) => desk.store.getState().surface?.scrollToPlaying(),
  },
]
