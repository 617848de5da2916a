// Where the key may be sent: Pictory over https, or the simulator on this machine.

import { fail, ok, type Result } from '../../core/result'

export const pictoryAddress = 'https://api.pictory.ai/pictoryapis'

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]'])

const no = (message: string): Result<string, 'bad-address'> => fail('bad-address', message)

/** The address without a slash at its end; the sentence says why it is refused. */
export const checkBaseUrl = (text: string): Result<string, 'bad-address'> => {
  let url: URL
  try {
    url = new URL(text.trim())
  } catch {
    return no('This is not a web address.')
  }
  if (url.username !== '' || url.password !== '') return no('The address must not hold a name or a password.')
  if (url.search !== '' || url.hash !== '') return no('The address must end before any “?” or “#”.')
  const address = `${url.origin}${url.pathname.replace(/\/+$/, '')}`
  if (url.protocol === 'http:' && loopback.has(url.hostname)) return ok(address)
  if (url.hostname !== 'api.pictory.ai')
    return no('The key is only ever sent to api.pictory.ai or to the simulator on this machine.')
  if (url.protocol !== 'https:') return no('Pictory is only asked over https.')
  if (url.port !== '') return no('Pictory has no such port.')
  return ok(address)
}

/** The simulator on this machine is there without any network: for the poller's `online`. */
export const isLoopback = (baseUrl: string): boolean => loopback.has(new URL(baseUrl).hostname)

/**
 * May a file be sent to this address, and fetched from it by Pictory? Over https anywhere (Pictory names its own store, of any host);
 * over http only on this machine, and only where Pictory itself is the simulator. It goes there without the key.
 */
export const mayHoldFiles = (address: string, onLoopbackToo: boolean): boolean => {
  let url: URL
  try {
    url = new URL(address)
  } catch {
    return false
  }
  if (url.username !== '' || url.password !== '') return false
  return url.protocol === 'https:' || (onLoopbackToo && url.protocol === 'http:' && loopback.has(url.hostname))
}
