// A question that got no answer: which trouble it is, from the codes of Node's fetch and of Electron's network.

import type { TroubleReason } from '../../core/job/answer'

type Row = { readonly code: RegExp; readonly reason: TroubleReason; readonly message: string }

const rows: readonly Row[] = [
  {
    code: /ENOTFOUND|EAI_AGAIN|NAME_NOT_RESOLVED|DNS/,
    reason: 'offline',
    message: 'Pictory’s address cannot be found: no network, or no name server.',
  },
  {
    code: /INTERNET_DISCONNECTED|NETWORK_CHANGED|ENETUNREACH|ENETDOWN|EHOSTUNREACH|ADDRESS_UNREACHABLE/,
    reason: 'offline',
    message: 'There is no network.',
  },
  {
    code: /REDIRECT/i,
    reason: 'blocked',
    message: 'The answer sends us to another address. We do not follow: the API key would go along.',
  },
  { code: /PROXY|TUNNEL/, reason: 'blocked', message: 'The proxy of this network does not let us through to Pictory.' },
  {
    code: /BLOCKED_BY|ACCESS_DENIED/,
    reason: 'blocked',
    message: 'Something on this machine keeps us from reaching Pictory.',
  },
  {
    code: /CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO_VERIFY|EPROTO/,
    reason: 'blocked',
    message:
      'No secure connection to Pictory: its certificate is not trusted here, or something on the way replaces it.',
  },
  { code: /ECONNREFUSED|CONNECTION_REFUSED/, reason: 'offline', message: 'Nobody answers at Pictory’s address.' },
  { code: /TIMEDOUT|TIMED_OUT|TIMEOUT/, reason: 'offline', message: 'Pictory could not be reached in time.' },
  {
    code: /ECONNRESET|EPIPE|UND_ERR_SOCKET|CONNECTION_(?:RESET|CLOSED|ABORTED)|EMPTY_RESPONSE/,
    reason: 'server-trouble',
    message: 'The connection to Pictory broke off.',
  },
]

/** Codes of the error and of what caused it, for matching only: a message may hold a header. */
const codesOf = (error: unknown, depth = 0): string => {
  if (!(error instanceof Error) || depth === 4) return ''
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const chromium = /net::ERR_[A-Z_]+/.exec(error.message)?.[0] ?? ''
  const redirect = /redirect/i.test(error.message) ? 'REDIRECT' : ''
  return `${code} ${chromium} ${redirect} ${codesOf(error.cause, depth + 1)}`
}

export type NetworkFailure = { readonly reason: TroubleReason; readonly message: string }

/** Never holds anything of the error's own message. `insideBody`: the headers were there already, so the network is. */
export const networkFailure = (error: unknown, insideBody: boolean): NetworkFailure => {
  if (insideBody)
    return { reason: 'server-trouble', message: 'The connection broke off in the middle of Pictory’s answer.' }
  const codes = codesOf(error)
  const row = rows.find(({ code }) => code.test(codes))
  return row === undefined
    ? { reason: 'offline', message: 'Pictory could not be reached.' }
    : { reason: row.reason, message: row.message }
}
