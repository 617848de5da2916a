// Adds ids to the library, however many: piece by piece, so that it shows how far it is and can be stopped.

import type { Result } from '../../core/result'
import type { Bridge } from '../../ipc/bridge'
import type { Opened } from '../../ipc/contract'
import { inPieces, type Lengthy, pieceOfJobs, unwatched } from '../ui/lengthy'

/** What was added; `left` ids were not, because it was stopped. A failure keeps what was added before it; the ids can be handed in again. */
export type AddedIds = { readonly opened: readonly Opened[]; readonly left: number }

export const addIds = async (
  bridge: Pick<Bridge, 'addJobs'>,
  ids: readonly string[],
  lengthy: Lengthy = unwatched,
): Promise<Result<AddedIds>> => {
  const opened: Opened[] = []
  let failure: Extract<Result<AddedIds>, { ok: false }> | null = null
  const done = await inPieces(ids, pieceOfJobs, lengthy, async (piece) => {
    const added = await bridge.addJobs({ ids: piece })
    if (!added.ok) {
      failure = added
      return false
    }
    opened.push(...added.value)
    return true
  })
  return failure ?? { ok: true, value: { opened, left: ids.length - done } }
}
