// A question that got no answer: which trouble it is, from the codes of Node's fetch and of Electron's network.

import type { TroubleReason } from '../../core/job/answer'

export type NetworkFailure = {
  readonly reason: TroubleReason
  readonly message: string
  /** The question may have got there. false only where the connection itself did not come about. */
  readonly reached: boolean
}

type Row = NetworkFailure & { readonly code: RegExp }

/** The first that fits; a code that can also come in the middle of an exchange counts as reached. */
const rows: readonly Row[] = [
  {
    code: /ENOTFOUND|EAI_AGAIN|NAME_NOT_RESOLVED|DNS/,
    reason: 'offline',
    message: 'Pictory’s address cannot be found: no network, or no name server.',
    reached: false,
  },
  {
    code: /INTERNET_DISCONNECTED|ENETUNREACH|ENETDOWN|EHOSTUNREACH|ADDRESS_UNREACHABLE/,
    reason: 'offline',
    message: 'There is no network.',
    reached: false,
  },
  {
    code: /NETWORK_CHANGED|NETWORK_IO_SUSPENDED/,
    reason: 'offline',
    message: 'There is no network.',
    reached: true,
  },
  {
    code: /REDIRECT/i,
    reason: 'blocked',
    message: 'The answer sends us to another address. We do not follow: the API key would go along.',
    reached: true,
  },
  {
    code: /PROXY|TUNNEL/,
    reason: 'blocked',
    message: 'The proxy of this network does not let us through to Pictory.',
    reached: false,
  },
  {
    code: /BLOCKED_BY|ACCESS_DENIED/,
    reason: 'blocked',
    message: 'Something on this machine keeps us from reaching Pictory.',
    reached: false,
  },
  {
    code: /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|VERSION_OR_CIPHER/,
    reason: 'blocked',
    message:
      'No secure connection to Pictory: its certificate is not trusted here, or something on the way replaces it.',
    reached: false,
  },
  {
    code: /SSL|TLS|EPROTO/,
    reason: 'blocked',
    message:
      'No secure connection to Pictory: its certificate is not trusted here, or something on the way replaces it.',
    reached: true,
  },
  {
    code: /ECONNREFUSED|CONNECTION_REFUSED/,
    reason: 'offline',
    message: 'Nobody answers at Pictory’s address.',
    reached: false,
  },
  {
    code: /CONNECT_TIMEOUT|CONNECTION_TIMED_OUT/,
    reason: 'offline',
    message: 'Pictory could not be reached in time.',
    reached: false,
  },
  {
    code: /TIMEDOUT|TIMED_OUT|TIMEOUT/,
    reason: 'offline',
    message: 'Pictory could not be reached in time.',
    reached: true,
  },
  {
    code: /ECONNRESET|ECONNABORTED|EPIPE|UND_ERR_SOCKET|CONNECTION_(?:RESET|CLOSED|ABORTED)|EMPTY_RESPONSE/,
    reason: 'server-trouble',
    message: 'The connection to Pictory broke off.',
    reached: true,
  },
  {
    code: /HPE_|INVALID_HTTP_RESPONSE|CONTENT_DECODING/,
    reason: 'bad-answer',
    message: 'What came back is no answer that could be read.',
    reached: true,
  },
]

/** Codes of the error and of what caused it, for matching only: a message may hold a header. */
const codesOf = (error: unknown, depth = 0): string => {
  if (!(error instanceof Error) || depth === 4) return ''
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const chromium = /net::ERR_[A-Z_]+/.exec(error.message)?.[0] ?? ''
  const redirect = /redirect/i.test(error.message) ? 'REDIRECT' : ''
  // Several addresses of one name were tried; each has its own error.
  const [first]: readonly unknown[] = error instanceof AggregateError ? error.errors : []
  return `${code} ${chromium} ${redirect} ${codesOf(error.cause, depth + 1)} ${codesOf(first, depth + 1)}`
}

/** Never holds anything of the error's own message. `insideBody`: the headers were there already, so the network is. */
export const networkFailure = (error: unknown, insideBody: boolean): NetworkFailure => {
  if (insideBody)
    return {
      reason: 'server-trouble',
      message: 'The connection broke off in the middle of Pictory’s answer.',
      reached: true,
    }
  const codes = codesOf(error)
  const row = rows.find(({ code }) => code.test(codes))
  return row === undefined
    ? { reason: 'offline', message: 'Pictory could not be reached.', reached: true }
    : { reason: row.reason, message: row.message, reached: row.reached }
}
