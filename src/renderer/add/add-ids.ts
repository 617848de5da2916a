// Adds ids to the library, however many: one call takes a limited number.

import type { Result } from '../../core/result'
import type { Bridge } from '../../ipc/bridge'
import type { Opened } from '../../ipc/contract'

const mostAtOnce = 5000

/** A failure after the first call keeps what was added before it; the ids that are left can be handed in again. */
export const addIds = async (
  bridge: Pick<Bridge, 'addJobs'>,
  ids: readonly string[],
): Promise<Result<readonly Opened[]>> => {
  const opened: Opened[] = []
  for (let from = 0; from < ids.length; from += mostAtOnce) {
    const added = await bridge.addJobs({ ids: ids.slice(from, from + mostAtOnce) })
    if (!added.ok) return added
    opened.push(...added.value)
  }
  return { ok: true, value: opened }
}
