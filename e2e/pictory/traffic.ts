// What came in: every request, how many at once, how many in a second.

import type { ServerResponse } from 'node:http'

export const callNames = ['job', 'list', 'start', 'generateurl', 'quota', 'put', 'other'] as const
export type CallName = (typeof callNames)[number]

export type LoggedRequest = {
  readonly call: CallName
  readonly method: string
  /** Below the base address, with the query. */
  readonly path: string
  /** The Authorization header as it came, null without one. */
  readonly key: string | null
  readonly userAgent: string
  readonly at: number
}

export type Traffic = {
  readonly requests: readonly LoggedRequest[]
  readonly note: (request: LoggedRequest, response: ServerResponse) => void
  readonly count: (call: CallName) => number
  readonly peak: () => number
  readonly rate: (windowMs?: number) => number
}

/** The most times that fall within any window of this length (its end left out). */
export const mostWithin = (times: readonly number[], windowMs: number): number => {
  const sorted = [...times].sort((a, b) => a - b)
  let most = 0
  let first = 0
  for (const [index, time] of sorted.entries()) {
    while (time - (sorted[first] ?? time) >= windowMs) first++
    most = Math.max(most, index - first + 1)
  }
  return most
}

export const createTraffic = (): Traffic => {
  const requests: LoggedRequest[] = []
  let inFlight = 0
  let peak = 0
  return {
    requests,
    note: (request, response) => {
      requests.push(request)
      // A place for files is not Pictory: what is put there counts for nothing here.
      if (request.call === 'put') return
      inFlight++
      peak = Math.max(peak, inFlight)
      response.once('close', () => inFlight--)
    },
    count: (call) => requests.filter((request) => request.call === call).length,
    peak: () => peak,
    rate: (windowMs = 1000) =>
      mostWithin(
        requests.filter(({ call }) => call !== 'put').map(({ at }) => at),
        windowMs,
      ),
  }
}
