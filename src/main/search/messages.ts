// What main and the search process say to each other.

import { z } from 'zod'
import { jobIdSchema } from '../../core/job/job'

export const searchedJobSchema = z.object({
  id: jobIdSchema,
  title: z.string(),
  tags: z.array(z.string()),
  addedAt: z.number(),
  trashed: z.boolean(),
  openable: z.boolean(),
})

export type SearchedJobOrder = z.infer<typeof searchedJobSchema>

/** From main. Questions carry a number that their answer carries too. */
export const orderSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('open'), dir: z.string(), writable: z.boolean(), jobs: z.array(searchedJobSchema) }),
  z.object({ kind: z.literal('put'), jobs: z.array(searchedJobSchema) }),
  z.object({ kind: z.literal('gone'), id: jobIdSchema }),
  z.object({ kind: z.literal('search'), n: z.number(), query: z.string(), limit: z.number(), trashed: z.boolean() }),
  z.object({
    kind: z.literal('hits'),
    n: z.number(),
    id: jobIdSchema,
    query: z.string(),
    from: z.number(),
    most: z.number(),
  }),
  /** Everything that is only in memory is written; answered with 'closed'. */
  z.object({ kind: z.literal('close') }),
])
export type Order = z.infer<typeof orderSchema>

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
