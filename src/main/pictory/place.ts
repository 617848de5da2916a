// The one place that is kept free of polling: whatever a person asks of Pictory goes through it, one question at a time.

export type Place = {
  /** Runs `work` when the place is free; null when the signal ended the wait before that. */
  readonly take: <T>(work: () => Promise<T>, signal: AbortSignal) => Promise<T | null>
}

export const createPlace = (): Place => {
  const line: (() => void)[] = []
  let taken = false

  const next = (): void => {
    const go = line.shift()
    taken = go !== undefined
    go?.()
  }

  const free = (signal: AbortSignal): Promise<boolean> =>
    new Promise((resolve) => {
      if (signal.aborted) return resolve(false)
      if (!taken) {
        taken = true
        return resolve(true)
      }
      const leave = (): void => {
        line.splice(line.indexOf(go), 1)
        resolve(false)
      }
      const go = (): void => {
        signal.removeEventListener('abort', leave)
        resolve(true)
      }
      signal.addEventListener('abort', leave, { once: true })
      line.push(go)
    })

  return {
    take: async (work, signal) => {
      if (!(await free(signal))) return null
      try {
        return await work()
      } finally {
        next()
      }
    },
  }
}
