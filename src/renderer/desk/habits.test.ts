import { describe, expect, it, vi } from 'vitest'
import { createStore } from 'zustand/vanilla'
import type { Stretch } from '../../core/transcript/cuts'
import type { Change } from '../session/types'
import { createSettings } from '../settings/settings'
import { keepHabits } from './habits'

const world = () => {
  const state = createStore(() => ({ playing: false }))
  const skips: (readonly Stretch[])[] = []
  const rewinds: number[] = []
  const player = {
    store: state,
    play: vi.fn(() => state.setState({ playing: true })),
    pause: vi.fn(() => state.setState({ playing: false })),
    setSkips: (one: readonly Stretch[]) => skips.push(one),
    setRewind: (ms: number) => rewinds.push(ms),
  }
  const derived = { store: createStore(() => ({ cuts: [] as readonly Stretch[] })) }
  const kept = new Map<string, string>()
  const settings = createSettings({
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, text) => void kept.set(name, text),
  })
  let listener: ((change: Change) => void) | null = null
  let due: (() => void) | null = null
  const stop = keepHabits({
    session: {
      onChange: (one) => {
        listener = one
        return () => (listener = null)
      },
    },
    derived: derived as never,
    player: player as never,
    settings,
    later: (run) => {
      due = run
      return () => (due = null)
    },
  })
  return {
    player,
    derived,
    settings,
    stop,
    skips,
    rewinds,
    type: (origin: Change['origin'] = 'surface') => listener?.({ origin } as never),
    rest: () => {
      const run = due
      due = null
      run?.()
    },
    waits: () => due !== null,
  }
}

describe('playback follows the document and the habits', () => {
  it('passes over what is cut for as long as that is wanted, and nothing after', () => {
    const { derived, settings, skips, stop } = world()
    const cuts = [{ startMs: 1, endMs: 2 }]
    derived.store.setState({ cuts })
    expect(skips.at(-1)).toBe(cuts)
    settings.set({ skipCuts: false })
    expect(skips.at(-1)).toEqual([])
    settings.set({ skipCuts: true, rewindMs: 500 })
    expect(skips.at(-1)).toBe(cuts)
    stop()
    expect(skips.at(-1)).toEqual([])
  })

  it('waits for the end of typing, and only where it played', () => {
    const { player, settings, type, rest, waits } = world()
    player.play()
    type()
    expect(player.pause).not.toHaveBeenCalled()
    settings.set({ pauseTyping: true })
    type('history')
    expect(player.pause).not.toHaveBeenCalled()
    type()
    type()
    expect(player.store.getState().playing).toBe(false)
    rest()
    expect(player.store.getState().playing).toBe(true)
    player.pause()
    type()
    expect(waits()).toBe(false)
  })

  it('who plays while it waits has said what is wanted', () => {
    const { player, settings, type, waits } = world()
    settings.set({ pauseTyping: true })
    player.play()
    type()
    expect(waits()).toBe(true)
    player.play()
    expect(waits()).toBe(false)
  })
})
