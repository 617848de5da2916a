// Web addresses a person types in: where a recording is for Pictory to fetch, and where their own tunnel is reached. No sentence here
// repeats an address: it may hold a secret.

import { fail, ok, type Result } from '../../core/result'

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]'])

/** Names and addresses that mean something inside one network only (RFC 1918, 4193, 6761, 6762 and link-local). */
const inside =
  /^(?:localhost|.*\.(?:localhost|local|internal|lan|home\.arpa)|0\..*|10\..*|127\..*|169\.254\..*|172\.(?:1[6-9]|2\d|3[01])\..*|192\.168\..*|\[(?:::1?|::ffff:.*|f[cd].*|fe[89ab].*)\])$/

const isInside = (hostname: string): boolean => inside.test(hostname.replace(/\.$/, ''))

const no = (message: string): Result<string, 'pictory'> => fail('pictory', message)

const parsed = (text: string): URL | null => {
  try {
    return new URL(text.trim())
  } catch {
    return null
  }
}

/** A recording that Pictory fetches itself. @param simulated the simulator on this machine is asked, so loopback will do. */
export const checkSourceUrl = (text: string, simulated: boolean): Result<string, 'pictory'> => {
  const url = parsed(text)
  if (url === null)
    return no('This is not a web address. Paste the whole address of the recording, from “https://” on.')
  if (url.protocol === 'http:' && loopback.has(url.hostname) && simulated) return ok(url.href)
  if (url.protocol === 'http:')
    return no('Pictory takes recordings over https only. Use an address that begins with “https://”.')
  if (url.protocol !== 'https:') return no('This address does not begin with “https://”, so Pictory cannot fetch it.')
  if (url.username !== '' || url.password !== '')
    return no('The address must not hold a name or a password: it is kept with the job. Use a link that needs none.')
  if (isInside(url.hostname))
    return no('This address is inside your own network, where Pictory cannot fetch it. Choose the file instead.')
  return ok(url.href)
}

/** Where a message to `path` arrives from outside. http is taken on loopback alone, where tests listen. */
export const outsideUrl = (publicUrl: string, path: string): Result<string, 'pictory'> => {
  const url = parsed(publicUrl)
  if (url === null) return no('The public address of your tunnel is not a web address. It begins with “https://”.')
  if (url.username !== '' || url.password !== '')
    return no('The public address of your tunnel must not hold a name or a password.')
  if (url.search !== '' || url.hash !== '' || /[?#]/.test(publicUrl))
    return no('The public address of your tunnel must end before any “?” or “#”.')
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback.has(url.hostname)))
    return no('The public address of your tunnel must begin with “https://”.')
  return ok(`${url.origin}${url.pathname.replace(/\/+$/, '')}${path}`)
}
