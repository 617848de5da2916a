// The Range header of HTTP (RFC 9110, section 14), for one range of bytes: what media elements send.

export type ByteRange =
  /** No range was asked for, or one that may be ignored: send everything. */
  | { readonly kind: 'whole' }
  /** Both ends included. */
  | { readonly kind: 'part'; readonly first: number; readonly last: number }
  /** Answer 416. */
  | { readonly kind: 'unsatisfiable' }

const one = /^bytes=(\d{0,15})-(\d{0,15})$/

/** @param size of the whole file in bytes. Several ranges, other units and nonsense are ignored, as the RFC allows. */
export const parseRange = (header: string | null, size: number): ByteRange => {
  const [, from, to] = one.exec(header?.replace(/\s/g, '') ?? '') ?? []
  if (from === undefined || to === undefined || (from === '' && to === '')) return { kind: 'whole' }
  if (from === '') {
    const length = Math.min(Number(to), size)
    return length === 0 ? { kind: 'unsatisfiable' } : { kind: 'part', first: size - length, last: size - 1 }
  }
  const first = Number(from)
  const last = to === '' ? size - 1 : Math.min(Number(to), size - 1)
  if (to !== '' && Number(to) < first) return { kind: 'whole' }
  return first >= size ? { kind: 'unsatisfiable' } : { kind: 'part', first, last }
}
