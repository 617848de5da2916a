// Tags on one or many jobs: what they have in common, what is changed, and the way back.

import type { JobSummary } from '../../core/job/job'
import { distinctTags, hasTag, mostTags, tagKey, withoutTag } from '../../core/job/tags'
import type { Caesura } from '../desk/caesura'
import { inPortions, named, sayFailed } from './shelf'

export type TagCount = { readonly tag: string; readonly count: number }

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

/** Every tag of these jobs with how many of them have it, by name. */
export const tagCounts = (jobs: readonly Pick<JobSummary, 'tags'>[]): readonly TagCount[] => {
  const counts = new Map<string, { tag: string; count: number }>()
  for (const { tags } of jobs)
    for (const tag of tags) {
      const key = tagKey(tag)
      const found = counts.get(key)
      if (found) found.count++
      else counts.set(key, { tag, count: 1 })
    }
  return [...counts.values()].sort((a, b) => collator.compare(a.tag, b.tag))
}

/** Tags to be given to all jobs of a choice, and to be taken from all. */
export type TagChange = { readonly add: readonly string[]; readonly remove: readonly string[] }

export const changedTags = (tags: readonly string[], { add, remove }: TagChange): readonly string[] => {
  const left = remove.reduce<readonly string[]>((rest, tag) => withoutTag(rest, tag), tags)
  return distinctTags([...left, ...add]).slice(0, mostTags)
}

/** The tags that have been used, most used first, but for those in `not`; `query` is what the person has typed so far. */
export const suggestions = (all: readonly TagCount[], query: string, not: readonly string[]): readonly TagCount[] => {
  const wanted = tagKey(query.trim().replace(/^#/u, ''))
  return all
    .filter(({ tag }) => !hasTag(not, tag) && tagKey(tag).includes(wanted))
    .toSorted(
      (a, b) =>
        Number(tagKey(b.tag).startsWith(wanted)) - Number(tagKey(a.tag).startsWith(wanted)) || b.count - a.count,
    )
}

const set = (app: Caesura, jobs: readonly { readonly id: string; readonly tags: readonly string[] }[]) =>
  inPortions(
    jobs.map(({ id, tags }) => ({ jobId: id, tags: [...tags] })),
    (portion) => app.bridge.tagJobs({ jobs: portion }),
  )

/** Changes the tags of all these jobs; one that has them so already is left alone. A tag that was taken away can be had back. */
export const changeTags = async (app: Caesura, jobs: readonly JobSummary[], change: TagChange): Promise<void> => {
  const changed = jobs
    .map((job) => ({ job, tags: changedTags(job.tags, change) }))
    .filter(({ job, tags }) => tags.join('\n') !== job.tags.join('\n'))
  if (changed.length === 0) return
  const outcome = await set(
    app,
    changed.map(({ job, tags }) => ({ id: job.id, tags })),
  )
  sayFailed(app, 'Not all tags could be saved', outcome)
  const saved = new Set(outcome.done)
  const done = changed.filter(({ job }) => saved.has(job.id)).map(({ job }) => job)
  if (done.length === 0 || (change.remove.length === 0 && jobs.length === 1)) return
  const words = [
    ...(change.add.length > 0 ? [`${change.add.map((tag) => `#${tag}`).join(', ')} added`] : []),
    ...(change.remove.length > 0 ? [`${change.remove.map((tag) => `#${tag}`).join(', ')} taken away`] : []),
  ]
  app.messages.say(`${named(done)}: ${words.join(', ')}.`, {
    action: {
      label: 'Undo',
      run: () => void set(app, done).then((back) => sayFailed(app, 'Not all tags could be put back', back)),
    },
  })
}
