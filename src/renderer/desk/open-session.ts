// From main's answer to a session. The session room does the work; this hands it what it needs of the outside.

import type { Bridge } from '../../ipc/bridge'
import { createSession, type SessionParts } from '../session/session'
import type { OpenSession } from './desk'

type Outside = Pick<SessionParts, 'now' | 'setTimer' | 'newId'>

export const openSession = (bridge: Bridge, outside: Outside): OpenSession => {
  /** Jobs that were changed since the app was started: their next change begins no session of edits. */
  const changed = new Set<string>()
  return (jobId, { snapshot, tail, readOnly }) =>
    createSession({
      opened: { jobId, snapshot, tail, readOnly },
      appendEdits: async (groups) => bridge.appendEdits({ jobId, groups: JSON.stringify(groups) }),
      begins: () => {
        const first = !changed.has(jobId)
        changed.add(jobId)
        return first
      },
      ...outside,
    })
}
