import { describe, expect, it } from 'vitest'
import { createSettings, paneLimits } from './settings'

const keepWith = (text: string | null) => {
  let kept = text
  return { getItem: () => kept, setItem: (_: string, value: string) => void (kept = value), now: () => kept }
}

describe('what the window remembers', () => {
  it.each([null, '', 'not json', '[]', '3', 'null', '{"theme":"pink","leftWidth":-4,"thresholdMs":"x","rightTab":7}'])(
    'reads %s as its defaults',
    (text) => {
      expect(createSettings(keepWith(text)).store.getState()).toEqual(createSettings(keepWith(null)).store.getState())
    },
  )

  it('keeps what reads and drops only what does not', () => {
    const state = createSettings(
      keepWith('{"theme":"dark","rightWidth":90000,"preset":"bbc","other":1}'),
    ).store.getState()
    expect(state).toMatchObject({ theme: 'dark', preset: 'bbc', rightWidth: paneLimits.right.usual })
    expect(state).not.toHaveProperty('other')
  })

  it('comes back after a restart', () => {
    const keep = keepWith(null)
    createSettings(keep).set({ leftWidth: 300, thresholdMs: 700 })
    expect(createSettings(keepWith(keep.now())).store.getState()).toMatchObject({ leftWidth: 300, thresholdMs: 700 })
  })
})
