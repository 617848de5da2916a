// What a long work tells on its way, and how it learns that the person called it off.

import type { Fail } from '../../core/result'

export type Steps = {
  /** `done` of `total`, in whatever the work counts; `doing` is a sentence without its stop. Cheap: may be called for every file. */
  readonly tell: (doing: string, done: number, total: number) => void
  readonly isCancelled: () => boolean
}

export const calledOff: Fail<'aborted'> = { ok: false, code: 'aborted', message: 'It was called off.' }

const units = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const

/** 1,234,567 → "1.2 MB". */
export const sizeWords = (bytes: number): string => {
  let size = bytes
  let unit = 0
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000
    unit++
  }
  const digits = unit === 0 || size >= 99.5 ? 0 : 1
  return `${size.toLocaleString('en', { maximumFractionDigits: digits })} ${units[unit] ?? ''}`
}

/** 1 job, 2 jobs. */
export const jobsWords = (count: number): string => `${count.toLocaleString('en')} ${count === 1 ? 'job' : 'jobs'}`
