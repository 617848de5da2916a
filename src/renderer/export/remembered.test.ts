import { expect, it } from 'vitest'
import { createSettings, mostWishes } from '../settings/settings'
import { rememberWishes } from './remembered'

const setUp = () => {
  const kept = new Map<string, string>()
  const keep = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
  }
  const settings = createSettings(keep)
  let job: string | null = null
  const listeners: (() => void)[] = []
  let isForMany = false
  rememberWishes(
    { jobId: () => job, isForMany: () => isForMany, subscribe: (listener) => void listeners.push(listener) },
    settings,
  )
  const open = (jobId: string | null) => {
    job = jobId
    for (const listener of listeners) listener()
  }
  const many = (is: boolean) => {
    isForMany = is
  }
  return { settings, keep, open, many, now: () => settings.store.getState() }
}

it('what was wished for a job comes back with it, also after a restart; another job has its own', () => {
  const { settings, keep, open, now } = setUp()
  open('a')
  settings.set({ format: 'vtt', speakers: 'voice', preset: 'bbc' })
  open('b')
  expect(now()).toMatchObject({ format: 'vtt', preset: 'bbc' })
  settings.set({ format: 'docx', times: false })
  open('a')
  expect(now()).toMatchObject({ format: 'vtt', speakers: 'voice', preset: 'bbc', times: true })
  open(null)
  settings.set({ format: 'txt' })
  open('b')
  expect(now()).toMatchObject({ format: 'docx', times: false, preset: 'bbc' })
  expect(createSettings(keep).store.getState().wishes).toEqual(now().wishes)
})

it('what is wished for many jobs is not the open one’s', () => {
  const { settings, open, many, now } = setUp()
  open('a')
  settings.set({ format: 'ass' })
  many(true)
  settings.set({ format: 'csv' })
  many(false)
  open('b')
  open('a')
  expect(now().format).toBe('ass')
})

it('what is no wish of a file is not remembered of a job, and only so many jobs are', () => {
  const { settings, open, now } = setUp()
  open('a')
  settings.set({ theme: 'dark', thresholdMs: 900 })
  expect(now().wishes).toEqual([])
  for (let nth = 0; nth <= mostWishes; nth++) {
    open(`job ${nth}`)
    settings.set({ afterCut: nth % 2 === 0 })
  }
  expect(now().wishes).toHaveLength(mostWishes)
  expect(now().wishes.at(-1)?.jobId).toBe(`job ${mostWishes}`)
})
