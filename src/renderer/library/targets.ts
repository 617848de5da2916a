// Which jobs a command is meant for: those chosen in the list, else the one that is looked at.

import type { JobSummary } from '../../core/job/job'
import type { Caesura } from '../desk/caesura'
import { jobOf } from '../desk/desk'
import { listed } from './library'

const sortOf = ({ settings }: Pick<Caesura, 'settings'>) => {
  const { sortBy, sortReversed } = settings.store.getState()
  return { by: sortBy, reversed: sortReversed } as const
}

/** In the order of the list. */
export const chosenJobs = (app: Pick<Caesura, 'library' | 'settings'>): readonly JobSummary[] => {
  const state = app.library.store.getState()
  const { ids } = state.selection
  return ids.size === 0 ? [] : listed(state, sortOf(app)).filter(({ id }) => ids.has(id))
}

export const targets = (app: Pick<Caesura, 'library' | 'settings' | 'desk'>): readonly JobSummary[] => {
  const chosen = chosenJobs(app)
  if (chosen.length > 0) return chosen
  const jobId = jobOf(app.desk.store.getState().view)
  const job = jobId === null ? undefined : app.library.job(jobId)
  return job === undefined ? [] : [job]
}

/** Those of them that lie in the trash, or those that do not. */
export const targetsIn = (where: 'list' | 'trash', app: Parameters<typeof targets>[0]): readonly JobSummary[] =>
  targets(app).filter(({ trashedAt }) => (trashedAt === null) === (where === 'list'))

/** Every row that the list shows. */
export const chooseAll = (app: Pick<Caesura, 'library' | 'settings'>): void => {
  const ids = listed(app.library.store.getState(), sortOf(app)).map(({ id }) => id)
  app.library.select({ ids: new Set(ids), anchor: ids[0] ?? null })
}
