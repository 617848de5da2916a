// The account's list at Pictory as it comes, page by page, and what of it is picked. One run asks at a time; it can be
// stopped and goes on where it was.

import { createStore } from 'zustand/vanilla'
import type { AccountJob } from '../../core/pictory/account'
import type { Bridge } from '../../ipc/bridge'
import type { FailureCode } from '../../ipc/contract'

export type AccountTrouble = {
  readonly code: FailureCode | 'circle'
  readonly message: string
}

export type AccountState = {
  readonly phase: 'before' | 'loading' | 'stopped' | 'done' | 'trouble'
  /** Transcriptions, each once, in Pictory's order: newest first. */
  readonly jobs: readonly AccountJob[]
  /** Items that are no transcriptions. */
  readonly others: number
  readonly pages: number
  readonly trouble: AccountTrouble | null
  readonly picked: ReadonlySet<string>
  /** Whatever is new is picked, also on pages that are still to come. */
  readonly takesAll: boolean
}

/** So many pages in a row that hold nothing at all, and a list that never ends is no list. */
const mostEmptyPages = 5

/** Worth taking without a second look: done or under way. What failed at Pictory is only taken by hand. */
export const isWorthTaking = (job: AccountJob): boolean => job.status !== 'failed'

export const createAccountList = (
  bridge: Pick<Bridge, 'accountPage' | 'stopAccountPage'>,
  /** The ids that are in the library already. */
  here: () => ReadonlySet<string>,
) => {
  const store = createStore<AccountState>(() => ({
    phase: 'before',
    jobs: [],
    others: 0,
    pages: 0,
    trouble: null,
    picked: new Set(),
    takesAll: false,
  }))
  const seen = new Set<string>()
  const askedKeys = new Set<string>()
  let next: string | null = null
  let emptyPages = 0
  let run = 0

  const fresh = (jobs: readonly AccountJob[]) => {
    const known = here()
    return jobs.filter((job) => isWorthTaking(job) && !known.has(job.id))
  }
  const stuck = (trouble: AccountTrouble) => store.setState({ phase: 'trouble', trouble })

  /** Begins, or goes on where it was. */
  const go = async (): Promise<void> => {
    if (store.getState().phase === 'loading') return
    const mine = ++run
    store.setState({ phase: 'loading', trouble: null, ...(next === null ? { others: 0, pages: 0 } : {}) })
    for (;;) {
      const page = await bridge.accountPage({ pageKey: next })
      if (mine !== run) return
      if (!page.ok) {
        stuck({ code: page.code, message: page.message })
        return
      }
      const { jobs, others, nextPageKey } = page.value
      const added = jobs.filter(({ id }) => {
        const isNew = !seen.has(id)
        seen.add(id)
        return isNew
      })
      store.setState((state) => ({
        jobs: [...state.jobs, ...added],
        others: state.others + others,
        pages: state.pages + 1,
        picked: state.takesAll ? new Set([...state.picked, ...fresh(added).map(({ id }) => id)]) : state.picked,
      }))
      if (nextPageKey === null) {
        store.setState({ phase: 'done' })
        return
      }
      emptyPages = jobs.length + others === 0 ? emptyPages + 1 : 0
      if (askedKeys.has(nextPageKey) || emptyPages >= mostEmptyPages) {
        // From the beginning the next time: the way on is not to be trusted.
        next = null
        askedKeys.clear()
        emptyPages = 0
        stuck({
          code: 'circle',
          message:
            'Pictory’s list leads back to a page that was here before, so its end cannot be seen. What has come can be added; the rest can be added by its ids.',
        })
        return
      }
      askedKeys.add(nextPageKey)
      next = nextPageKey
    }
  }
  const set = (jobIds: readonly string[], on: boolean) =>
    store.setState((state) => {
      const picked = new Set(state.picked)
      const known = here()
      for (const id of jobIds) {
        if (!on) picked.delete(id)
        else if (!known.has(id)) picked.add(id)
      }
      return { picked, takesAll: on && state.takesAll }
    })

  return {
    store,
    go,
    /** Calls off the page that is on its way; what has come stays. */
    stop: () => {
      if (store.getState().phase !== 'loading') return
      run++
      store.setState({ phase: 'stopped' })
      void bridge.stopAccountPage()
    },
    set,
    toggle: (jobId: string) => set([jobId], !store.getState().picked.has(jobId)),
    /** From one row to another, both included, whichever comes first. */
    range: (from: number, to: number) =>
      set(
        store
          .getState()
          .jobs.slice(Math.min(from, to), Math.max(from, to) + 1)
          .map(({ id }) => id),
        true,
      ),
    takeAll: (on: boolean) =>
      store.setState((state) => ({
        takesAll: on,
        picked: on ? new Set([...state.picked, ...fresh(state.jobs).map(({ id }) => id)]) : new Set(),
      })),
    /** They were added: picked no more. */
    added: (jobIds: readonly string[]) =>
      store.setState((state) => {
        const picked = new Set(state.picked)
        for (const id of jobIds) picked.delete(id)
        return { picked }
      }),
  }
}
export type AccountList = ReturnType<typeof createAccountList>
