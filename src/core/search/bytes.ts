// Numbers and strings as bytes: varints of seven bits each, low end first; a string is its length and its UTF-16 units, one byte
// each for ASCII. A reader never goes beyond its end: it answers 0 there, and says at the end that it had to.

export type Writer = {
  /** A whole number from 0 to 2^53. */
  readonly number: (value: number) => void
  /** One that may be below zero. */
  readonly signed: (value: number) => void
  /** 32 bits, always four bytes. */
  readonly fixed: (value: number) => void
  readonly string: (text: string) => void
  readonly bytes: (given: Uint8Array, from?: number, to?: number) => void
  readonly length: () => number
  /** What was written since the last time; the writer begins anew. */
  readonly take: () => Uint8Array
}

export const createWriter = (room = 1024): Writer => {
  let buffer = new Uint8Array(room)
  let at = 0
  const need = (more: number) => {
    if (at + more <= buffer.length) return
    const larger = new Uint8Array(Math.max(buffer.length * 2, at + more))
    larger.set(buffer.subarray(0, at))
    buffer = larger
  }
  const number = (value: number) => {
    need(8)
    let rest = value
    while (rest >= 0x80) {
      buffer[at++] = (rest % 0x80) | 0x80
      rest = Math.floor(rest / 0x80)
    }
    buffer[at++] = rest
  }
  return {
    number,
    signed: (value) => number(value < 0 ? -value * 2 - 1 : value * 2),
    fixed: (value) => {
      need(4)
      buffer[at++] = value & 0xff
      buffer[at++] = (value >>> 8) & 0xff
      buffer[at++] = (value >>> 16) & 0xff
      buffer[at++] = (value >>> 24) & 0xff
    },
    string: (text) => {
      number(text.length)
      for (let index = 0; index < text.length; index++) number(text.charCodeAt(index))
    },
    bytes: (given, from = 0, to = given.length) => {
      need(to - from)
      // A view of a few bytes costs more than they do.
      if (to - from > 64) {
        buffer.set(given.subarray(from, to), at)
        at += to - from
      } else for (let index = from; index < to; index++) buffer[at++] = given[index] ?? 0
    },
    length: () => at,
    take: () => {
      const taken = buffer.slice(0, at)
      at = 0
      return taken
    },
  }
}

export type Reader = {
  readonly number: () => number
  readonly signed: () => number
  readonly fixed: () => number
  readonly string: () => string
  /** Passes over so many bytes; answers where they begin. */
  readonly skip: (bytes: number) => number
  readonly at: () => number
  readonly left: () => number
  /** Everything that was asked for was there. */
  readonly sound: () => boolean
}

export const createReader = (bytes: Uint8Array, from = 0, to = bytes.length): Reader => {
  let at = from
  let sound = true
  const end = Math.min(to, bytes.length)
  const number = (): number => {
    let value = 0
    let scale = 1
    for (;;) {
      if (at >= end || scale > 2 ** 49) {
        sound = false
        at = end
        return 0
      }
      const byte = bytes[at++] ?? 0
      if (byte < 0x80) return value + byte * scale
      value += (byte & 0x7f) * scale
      scale *= 0x80
    }
  }
  const skip = (count: number): number => {
    const start = at
    if (count > end - at) sound = false
    at = Math.min(end, at + count)
    return start
  }
  return {
    number,
    signed: () => {
      const value = number()
      return value % 2 === 1 ? -(value + 1) / 2 : value / 2
    },
    fixed: () => {
      const start = skip(4)
      if (!sound) return 0
      return (
        ((bytes[start] ?? 0) |
          ((bytes[start + 1] ?? 0) << 8) |
          ((bytes[start + 2] ?? 0) << 16) |
          ((bytes[start + 3] ?? 0) << 24)) >>>
        0
      )
    },
    string: () => {
      const length = number()
      if (length > end - at) {
        sound = false
        at = end
        return ''
      }
      let text = ''
      for (let index = 0; index < length; index++) text += String.fromCharCode(number())
      return text
    },
    skip,
    at: () => at,
    left: () => end - at,
    sound: () => sound,
  }
}

/** 32 bits over these bytes, four at a time: against a disk that errs, not against a person who lies. */
export const checksum = (bytes: Uint8Array, from = 0, to = bytes.length): number => {
  let hash = (0x811c9dc5 ^ (to - from)) | 0
  let at = from
  for (; at + 4 <= to; at += 4) {
    const four =
      (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24)
    hash = Math.imul(hash ^ four, 0x9e3779b1)
    hash ^= hash >>> 15
  }
  for (; at < to; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193)
  hash ^= hash >>> 13
  return Math.imul(hash, 0x85ebca6b) >>> 0
}
