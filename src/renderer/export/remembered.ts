// What was wished for the files of a job comes back with the job: its style guide, format and options. A job nobody wished anything for
// gets what was wished last.

import { mostWishes, type Settings, type SettingsState } from '../settings/settings'

type Wish = Omit<SettingsState['wishes'][number], 'jobId'>

const wishOf = ({ preset, format, speakers, times, afterCut, forWindows }: Wish): Wish => ({
  preset,
  format,
  speakers,
  times,
  afterCut,
  forWindows,
})
const same = (a: Wish, b: Wish): boolean =>
  a.preset === b.preset &&
  a.format === b.format &&
  a.speakers === b.speakers &&
  a.times === b.times &&
  a.afterCut === b.afterCut &&
  a.forWindows === b.forWindows

/** Which job is open, and who is told when that may have changed. */
export type Opened = {
  readonly jobId: () => string | null
  /** What is wished now is for many jobs. */
  readonly isForMany: () => boolean
  readonly subscribe: (listener: () => void) => void
}

/** For as long as the window lives. */
export const rememberWishes = (opened: Opened, settings: Settings): void => {
  let job = opened.jobId()
  opened.subscribe(() => {
    const now = opened.jobId()
    if (now === job) return
    job = now
    const known = settings.store.getState().wishes.find(({ jobId }) => jobId === job)
    if (known !== undefined && !same(known, settings.store.getState())) settings.set(wishOf(known))
  })
  settings.store.subscribe((state, before) => {
    if (job === null || opened.isForMany() || same(state, before)) return
    const others = state.wishes.filter(({ jobId }) => jobId !== job)
    settings.set({ wishes: [...others, { jobId: job, ...wishOf(state) }].slice(-mostWishes) })
  })
}
