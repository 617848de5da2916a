// What a library has promised: every order that was given and every one that was answered "done", against what is found after a kill.
// An order that was under way may have come or not; one that was answered must have come.

export type Order =
  /** The nth change of a job and all before it. */
  | { readonly kind: 'edit'; readonly id: string; readonly to: number }
  /** Opening a job whose journal has grown long: it is replayed into a new snapshot. */
  | { readonly kind: 'compact'; readonly id: string }
  | { readonly kind: 'title'; readonly id: string; readonly title: string }
  | { readonly kind: 'add'; readonly ids: readonly string[] }
  | { readonly kind: 'file'; readonly id: string }
  | { readonly kind: 'steer'; readonly id: string; readonly to: 'paused' | 'waiting' }
  | { readonly kind: 'complete'; readonly id: string }
  | { readonly kind: 'trash'; readonly id: string }
  | { readonly kind: 'remove'; readonly id: string }

export type Found = {
  readonly id: string
  /** 'unreadable': damaged, or it did not open. */
  readonly is: 'waiting' | 'paused' | 'ready' | 'trashed' | 'unreadable'
  readonly title: string
  /** Of a ready job. */
  readonly edits: number
}

export type Event =
  | { readonly is: 'found'; readonly jobs: readonly Found[]; readonly readOnly: string | null }
  | { readonly is: 'asked'; readonly n: number; readonly order: Order }
  | { readonly is: 'done'; readonly n: number; readonly failed: string | null }

export type Verdict = { readonly lostEdits: number; readonly unreadable: number; readonly wrong: readonly string[] }

type Promised = { readonly sure: string | number; readonly maybe: string | number | null }

export const createPromises = () => {
  const kept = new Map<string, Promised>()
  const open = new Map<number, Order>()
  let acknowledged = 0
  const effects = (order: Order): readonly (readonly [string, string | number])[] => {
    switch (order.kind) {
      case 'edit':
        return [[`edits ${order.id}`, order.to]]
      case 'compact':
        return []
      case 'title':
        return [[`title ${order.id}`, order.title]]
      case 'add':
        return order.ids.map((id) => [`job ${id}`, 'waiting'] as const)
      case 'file':
      case 'complete':
        return [[`job ${order.id}`, 'ready']]
      case 'steer':
        return [[`job ${order.id}`, order.to]]
      case 'trash':
        return [[`job ${order.id}`, 'trashed']]
      case 'remove':
        return [[`job ${order.id}`, 'absent']]
    }
  }
  const nothingYet = (key: string): string | number =>
    key.startsWith('edits') ? 0 : key.startsWith('job') ? 'absent' : ''

  return {
    /** Edits that were answered "done". */
    acknowledged: () => acknowledged,
    /** What is under way. */
    open: (): readonly Order[] => [...open.values()],
    hear: (event: Exclude<Event, { is: 'found' }>): void => {
      if (event.is === 'asked') {
        open.set(event.n, event.order)
        for (const [key, value] of effects(event.order))
          kept.set(key, { sure: kept.get(key)?.sure ?? nothingYet(key), maybe: value })
        return
      }
      const order = open.get(event.n)
      open.delete(event.n)
      if (order === undefined || event.failed !== null) return
      for (const [key, value] of effects(order)) {
        const before = kept.get(key)?.sure ?? 0
        if (order.kind === 'edit' && typeof value === 'number' && typeof before === 'number')
          acknowledged += value - before
        kept.set(key, { sure: value, maybe: null })
      }
    },
    /** Holds what was found against what was promised; from then on what was found is what is promised. */
    check: (jobs: readonly Found[]): Verdict => {
      const wrong: string[] = []
      let lostEdits = 0
      const found = new Map<string, string | number>()
      for (const job of jobs) {
        if (job.is === 'unreadable') {
          wrong.push(`${job.id} is unreadable`)
          continue
        }
        found.set(`job ${job.id}`, job.is)
        if (job.title.startsWith('T ')) found.set(`title ${job.id}`, job.title)
        if (job.is === 'ready') found.set(`edits ${job.id}`, job.edits)
      }
      const unreadable = wrong.length
      for (const key of new Set([...kept.keys(), ...found.keys()])) {
        const { sure, maybe } = kept.get(key) ?? { sure: nothingYet(key), maybe: null }
        const now = found.get(key) ?? nothingYet(key)
        if (typeof sure === 'number' && typeof now === 'number') {
          lostEdits += Math.max(0, sure - now)
          if (now < sure || now > Number(maybe ?? sure))
            wrong.push(`${key}: ${now} instead of ${sure} to ${maybe ?? sure}`)
        } else if (now !== sure && now !== maybe)
          wrong.push(`${key}: ${now} instead of ${sure}${maybe === null ? '' : ` or ${maybe}`}`)
        kept.set(key, { sure: now, maybe: null })
      }
      open.clear()
      return { lostEdits, unreadable, wrong }
    },
  }
}
