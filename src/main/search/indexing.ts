// The making of a job's index: its document is read and taken apart. Heavy, so in a thread of its own (src/main/indexing.ts).

import { indexJob } from '../../core/search/build'
import { rememberTerms } from '../../core/search/fold'
import type { Disk } from '../library/disk'
import type { Reader } from '../library/entry'
import { createSource } from './source'
import type { Work } from './store'

export const createIndexing = (disk: Disk, library: string, read: Reader): Work['index'] => {
  const source = createSource(disk, library, read)
  const terms = rememberTerms()
  return async (id) => {
    const document = await source.read(id)
    if (document === null) return null
    return { parts: indexJob(id, document.stamp, document.transcript, terms), stamp: document.stamp }
  }
}
