// What main remembers about the window, the dialogs and how to deal with Pictory, beside the library. Losing it costs nothing but
// convenience: what is damaged in the file is as good as not there.

import { join } from 'node:path'
import { z } from 'zod'
import { type ServiceWishes, serviceWishesSchema } from '../ipc/contract'
import { writeAtomic } from './library/atomic'
import type { Disk } from './library/disk'

/** Told when a job is done, and nothing open to the outside. */
const defaultWishes: ServiceWishes = {
  notify: true,
  badge: true,
  limitHours: null,
  receiver: { on: false, port: null, publicUrl: null },
}
const { notify, badge, limitHours, receiver } = serviceWishesSchema.shape

const preferencesSchema = z.object({
  bounds: z
    .object({ x: z.number().int(), y: z.number().int(), width: z.number().int(), height: z.number().int() })
    .nullable()
    .catch(null),
  maximized: z.boolean().catch(false),
  exportFolder: z.string().nullable().catch(null),
  openFolder: z.string().nullable().catch(null),
  backUpFolder: z.string().nullable().catch(null),
  service: z
    .object({
      notify: notify.catch(defaultWishes.notify),
      badge: badge.catch(defaultWishes.badge),
      limitHours: limitHours.catch(defaultWishes.limitHours),
      receiver: receiver.catch(defaultWishes.receiver),
    })
    .catch(defaultWishes),
  updates: z
    .object({
      daily: z.boolean(),
      lookedAt: z.number().nullable(),
      /** The version that the person does not want to be told of again. */
      notNow: z.string().max(40).nullable(),
    })
    .catch({ daily: false, lookedAt: null, notNow: null }),
  /** The secret part of the receiver's path; null until it is first switched on. */
  receiverToken: z
    .string()
    .regex(/^[\w-]{22,100}$/)
    .nullable()
    .catch(null),
})
export type Preferences = z.infer<typeof preferencesSchema>

export type PreferenceStore = {
  readonly get: () => Preferences
  /** In memory at once; on disk soon after, and where that fails only until the app ends. */
  readonly set: (change: Partial<Preferences>) => void
  readonly settle: () => Promise<void>
}

export const openPreferences = async (disk: Disk, folder: string, newId: () => string): Promise<PreferenceStore> => {
  const path = join(folder, 'preferences.json')
  const bytes = await disk.readFile(path).catch(() => null)
  let now = parse(bytes?.toString('utf8') ?? '{}')
  let last: Promise<void> = Promise.resolve()
  return {
    get: () => now,
    set: (change) => {
      now = { ...now, ...change }
      const text = Buffer.from(`${JSON.stringify(now, null, 1)}\n`)
      last = last.then(() => writeAtomic(disk, path, text, newId())).catch(() => {})
    },
    settle: () => last,
  }
}

const parse = (text: string): Preferences => {
  try {
    const read = preferencesSchema.safeParse(JSON.parse(text))
    if (read.success) return read.data
  } catch {
    // as good as none
  }
  return preferencesSchema.parse({})
}
