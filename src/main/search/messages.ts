// What main and the search process say to each other.

import { z } from 'zod'
import { type JobId, jobIdSchema } from '../../core/job/job'

export type SearchedJobOrder = {
  readonly id: JobId
  readonly title: string
  readonly tags: readonly string[]
  readonly addedAt: number
  readonly trashed: boolean
  readonly openable: boolean
}

/** From main, whose word is taken: reading it with zod would be 20 ms of the first search. Questions carry a number that their answer carries too. */
export type Order =
  | {
      readonly kind: 'open'
      readonly dir: string
      readonly writable: boolean
      readonly jobs: readonly SearchedJobOrder[]
    }
  | { readonly kind: 'put'; readonly jobs: readonly SearchedJobOrder[] }
  | { readonly kind: 'gone'; readonly id: JobId }
  | {
      readonly kind: 'search'
      readonly n: number
      readonly query: string
      readonly limit: number
      readonly trashed: boolean
    }
  | {
      readonly kind: 'hits'
      readonly n: number
      readonly id: JobId
      readonly query: string
      readonly from: number
      readonly most: number
    }
  /** Everything that is only in memory is written; answered with 'closed'. */
  | { readonly kind: 'close' }

/** From the search process. */
export const reportSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('answer'), n: z.number(), value: z.unknown() }),
  z.object({ kind: z.literal('failed'), n: z.number() }),
  z.object({ kind: z.literal('changed'), pending: z.number(), of: z.number() }),
  /** This job's document is being read from here on; null: no longer. */
  z.object({ kind: z.literal('doing'), id: jobIdSchema.nullable() }),
  z.object({ kind: z.literal('log'), line: z.string() }),
  z.object({ kind: z.literal('closed') }),
])
export type Report = z.infer<typeof reportSchema>
