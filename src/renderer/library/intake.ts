// What happens after files or ids were handed in: one outcome is a short message, several are a list, and the first job
// that came in opens.

import type { Result } from '../../core/result'
import type { Opened } from '../../ipc/contract'

export type Intake = {
  readonly say: (title: string, options?: { readonly more?: string; readonly failure?: boolean }) => void
  readonly report: (opened: readonly Opened[]) => void
  readonly select: (jobId: string) => void
}

/** The job to open: the first added, else the first already here. */
export const firstToOpen = (opened: readonly Opened[]): string | null => {
  for (const wanted of ['added', 'known'] as const) {
    for (const { outcome } of opened) if (outcome.kind === wanted) return outcome.jobId
  }
  return null
}

export const outcomeWords = ({ outcome }: Opened): string => {
  switch (outcome.kind) {
    case 'added':
      return outcome.notes === 0
        ? 'Opened'
        : `Opened · ${outcome.notes} ${outcome.notes === 1 ? 'note' : 'notes'} from the reader`
    case 'known':
      return 'Already here'
    case 'refused':
      return outcome.message
  }
}

export const receive = (result: Result<readonly Opened[]>, intake: Intake): void => {
  if (!result.ok) {
    intake.say('Nothing was opened.', { more: result.message, failure: true })
    return
  }
  const opened = result.value
  const [only] = opened
  const jobId = firstToOpen(opened)
  if (jobId !== null) intake.select(jobId)
  if (!only) return
  if (opened.length > 1) {
    intake.report(opened)
    return
  }
  if (only.outcome.kind === 'refused')
    intake.say(`${only.name} was not opened.`, { more: only.outcome.message, failure: true })
  else intake.say(`${only.name}: ${outcomeWords(only).toLowerCase()}`)
}
