// What a job is called until the person gives it a name.

import type { Transcript } from '../transcript/model'

const longestTitle = 60

/** For a job of which nothing is known yet. */
export const shortTitle = (jobId: string): string => `Job ${jobId.slice(0, 8)}`

/** The first words that were said, up to a whole word; the short id where there are none. */
export const defaultTitle = (transcript: Transcript, jobId: string): string => {
  let title = ''
  for (const { items } of transcript.paragraphs)
    for (const item of items) {
      if (item.kind !== 'word') continue
      const longer = title === '' ? item.text : `${title} ${item.text}`
      if (longer.length > longestTitle)
        return title === ''
          ? `${item.text.slice(0, longestTitle - 1).replace(/\p{Surrogate}$/u, '')}…`
          : `${title.replace(/[\s,;:–—-]+$/u, '')}…`
      title = longer
    }
  return title === '' ? shortTitle(jobId) : title
}
