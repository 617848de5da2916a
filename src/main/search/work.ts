// What is heavy in the making of an index: reading a document and taking it apart, and bringing many indexes together.

import { indexJob } from '../../core/search/build'
import { rememberTerms } from '../../core/search/fold'
import { merge } from '../../core/search/merge'
import type { Disk } from '../library/disk'
import type { Reader } from '../library/entry'
import { createSource } from './source'
import type { Work } from './store'

/** @param pause lets answers go first; called often. */
export const createWork = (disk: Disk, library: string, read: Reader, pause: () => Promise<void>): Work => {
  const source = createSource(disk, library, read)
  const terms = rememberTerms()
  return {
    stamp: source.stamp,
    index: async (id) => {
      const document = await source.read(id)
      await pause()
      if (document === null) return null
      return { parts: indexJob(id, document.stamp, document.transcript, terms), stamp: document.stamp }
    },
    merge: (inputs) => merge(inputs, pause),
  }
}
