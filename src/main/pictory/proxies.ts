// The way a file takes: what the system's proxy settings say of an address, in the words of session.resolveProxy.

export type Route = { readonly kind: 'direct' } | { readonly kind: 'proxy'; readonly url: URL }

const schemes: Readonly<Record<string, string>> = { PROXY: 'http:', HTTP: 'http:', HTTPS: 'https:' }

const proxyAt = (scheme: string, place: string): Route | null => {
  try {
    const url = new URL(`${scheme}//${place}`)
    return url.hostname === '' || url.pathname !== '/' || url.search !== '' ? null : { kind: 'proxy', url }
  } catch {
    return null
  }
}

/**
 * The ways that can be gone, in the order they are to be tried: "PROXY a:8080;HTTPS b:443;DIRECT". No answer at all means direct; an empty
 * list means that there are only ways that cannot be gone (SOCKS).
 */
export const routesOf = (answer: string): readonly Route[] => {
  const ways = answer.split(';').flatMap((way) => {
    const words = way.trim()
    return words === '' ? [] : [words.split(/\s+/)]
  })
  if (ways.length === 0) return [{ kind: 'direct' }]
  return ways.flatMap(([word = '', place = '']): readonly Route[] => {
    if (word.toUpperCase() === 'DIRECT') return [{ kind: 'direct' }]
    const scheme = schemes[word.toUpperCase()]
    const route = scheme === undefined ? null : proxyAt(scheme, place)
    return route === null ? [] : [route]
  })
}
