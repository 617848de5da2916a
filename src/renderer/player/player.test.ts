// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createPlayer, type MediaPlayer } from './player'

let now = 0
let frames: (() => void)[] = []
let player: MediaPlayer
let element: HTMLVideoElement

/** Lets `ms` pass and draws one frame. */
const frame = (ms: number) => {
  now += ms
  const due = frames
  frames = []
  for (const run of due) run()
}

beforeEach(() => {
  now = 0
  frames = []
  element = document.createElement('video')
  vi.spyOn(element, 'load').mockImplementation(() => {})
  vi.spyOn(element, 'pause').mockImplementation(() => void element.dispatchEvent(new Event('pause')))
  vi.spyOn(element, 'play').mockImplementation(async () => void element.dispatchEvent(new Event('play')))
  Object.defineProperty(element, 'currentTime', { value: 0, writable: true })
  Object.defineProperty(element, 'duration', { get: () => 60 })
  player = createPlayer(
    element,
    {
      request: (run) => frames.push(run),
      cancel: () => {
        frames = []
      },
    },
    () => now,
  )
})

describe('without media', () => {
  it('runs the clock in silence, at any speed, and stops at the end', () => {
    player.load(null, 10_000)
    player.play()
    frame(1000)
    expect(player.timeMs()).toBe(1000)
    player.setRate(2)
    frame(1000)
    expect(player.timeMs()).toBe(3000)
    player.seek(9000)
    frame(600)
    expect(player.timeMs()).toBe(10_000)
    expect(player.store.getState().playing).toBe(false)
    player.play()
    frame(100)
    expect(player.timeMs()).toBe(200) // from the beginning again
    player.pause()
    frame(5000)
    expect(player.timeMs()).toBe(200)
  })

  it('tells every frame while playing, once per seek, and nothing at rest', () => {
    player.load(null, 10_000)
    const seen: number[] = []
    const stop = player.onTime((ms) => seen.push(ms))
    player.seek(4000)
    frame(16)
    frame(16)
    expect(seen).toEqual([4000])
    player.play()
    frame(16)
    frame(16)
    player.pause()
    expect(seen).toEqual([4000, 4016, 4032, 4032])
    stop()
    player.seek(1)
    expect(seen.length).toBe(4)
  })

  it('keeps inside the recording', () => {
    player.load(null, 5000)
    player.seek(-10)
    expect(player.timeMs()).toBe(0)
    player.seek(99_999)
    expect(player.timeMs()).toBe(5000)
    player.setRate(99)
    expect(player.store.getState().rate).toBe(3)
    player.setRate(0)
    expect(player.store.getState().rate).toBe(0.5)
  })

  it('has nothing to play without a length', () => {
    player.load(null, 0)
    player.play()
    expect(player.store.getState().playing).toBe(false)
  })
})

const load = () => {
  player.load({ url: 'app://caesura/media/1', kind: 'video', name: 'talk.mp4' }, 50_000)
  element.dispatchEvent(new Event('loadedmetadata'))
}

describe('with media', () => {
  it('takes the longer of media and text as its length, and the element for its time', () => {
    load()
    expect(player.store.getState()).toMatchObject({
      durationMs: 60_000,
      media: { kind: 'video', name: 'talk.mp4' },
      trouble: null,
    })
    element.currentTime = 12.345
    expect(player.timeMs()).toBe(12_345)
  })

  it('shows the wanted time while the element is on its way there', () => {
    load()
    player.seek(30_000)
    element.currentTime = 29.2
    expect(player.timeMs()).toBe(30_000)
    element.dispatchEvent(new Event('seeked'))
    expect(player.timeMs()).toBe(29_200)
  })

  it('plays what the element plays', () => {
    load()
    player.toggle()
    expect(player.store.getState().playing).toBe(true)
    element.dispatchEvent(new Event('ended'))
    expect(player.store.getState().playing).toBe(false)
  })

  it('says that a recording does not play, and runs on without it from where it was', () => {
    load()
    element.currentTime = 7
    player.play()
    element.dispatchEvent(new Event('error'))
    expect(player.store.getState().trouble).toMatch(/does not play/u)
    expect(player.store.getState().playing).toBe(false)
    expect(player.timeMs()).toBe(7000)
    player.play()
    frame(500)
    expect(player.timeMs()).toBe(7500)
  })

  it('forgets the media of the job before', () => {
    load()
    player.seek(9000)
    player.load(null, 3000)
    expect(player.store.getState()).toMatchObject({ media: null, durationMs: 3000, playing: false })
    expect(player.timeMs()).toBe(0)
    expect(element.getAttribute('src')).toBeNull()
  })
})

describe('what is passed over, played again and heard again', () => {
  it('leaps over what is cut, also two cuts in a row, and stops where the rest is cut', () => {
    player.load(null, 10_000)
    player.setSkips([
      { startMs: 1000, endMs: 2000 },
      { startMs: 2100, endMs: 3000 },
      { startMs: 8000, endMs: 10_000 },
    ])
    player.play()
    frame(1100)
    expect(player.timeMs()).toBe(2000)
    frame(150)
    expect(player.timeMs()).toBe(3000)
    player.seek(7900)
    frame(200)
    expect(player.store.getState().playing).toBe(false)
    // At rest one may look at what is cut.
    player.seek(1500)
    frame(16)
    expect(player.timeMs()).toBe(1500)
  })

  it('plays a part again and again, without what is cut in it', () => {
    player.load(null, 10_000)
    player.setSkips([{ startMs: 2500, endMs: 4000 }])
    player.setLoop({ startMs: 2000, endMs: 3000 })
    player.seek(2000)
    player.play()
    frame(400)
    expect(player.timeMs()).toBe(2400)
    frame(200)
    expect(player.timeMs()).toBe(2000)
    player.setLoop(null)
    frame(600)
    expect(player.timeMs()).toBe(4000)
    expect(player.store.getState().loop).toBeNull()
  })

  it('a loop that is cut from end to end does not spin', () => {
    player.load(null, 10_000)
    player.setSkips([{ startMs: 1000, endMs: 5000 }])
    player.seek(2000)
    player.play()
    player.setLoop({ startMs: 2000, endMs: 3000 })
    frame(100)
    expect(player.store.getState().playing).toBe(false)
  })

  it('goes back a little when playing goes on, unless the position was moved', () => {
    player.load(null, 10_000)
    player.setRewind(1000)
    player.play()
    frame(3000)
    player.pause()
    player.play()
    expect(player.timeMs()).toBe(2000)
    player.pause()
    player.seek(5000)
    player.play()
    expect(player.timeMs()).toBe(5000)
  })
})
