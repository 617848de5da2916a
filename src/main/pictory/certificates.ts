// Whom a connection of Node's own trusts. net.fetch trusts the system's authorities by itself; Node has its own list, on which a company's
// authority is missing.

import tls from 'node:tls'

const listOf = (read: (kind: string) => unknown, kind: string): readonly string[] => {
  try {
    const list = read(kind)
    return Array.isArray(list) ? list.filter((entry) => typeof entry === 'string') : []
  } catch {
    return []
  }
}

/**
 * Node's authorities and the system's, as PEM, each once. null where this runtime cannot tell the system's (before Node 22.15): then Node's
 * own list holds. Asked once, when first needed: reading the system's store may take a second.
 */
export const createAuthorities = (runtime: object = tls): (() => readonly string[] | null) => {
  let known: readonly string[] | null | undefined
  return () => {
    if (known !== undefined) return known
    known = null
    if ('getCACertificates' in runtime && typeof runtime.getCACertificates === 'function') {
      const read = runtime.getCACertificates
      const ask = (kind: string): unknown => Reflect.apply(read, runtime, [kind])
      const own = listOf(ask, 'default')
      const system = listOf(ask, 'system')
      // Handing over a list replaces Node's own: without that one it would be better to hand over nothing.
      if (own.length > 0 && system.length > 0) known = [...new Set([...own, ...system])]
    }
    return known
  }
}
