// Text to UTF-8: this room has no TextEncoder. A lone surrogate becomes U+FFFD, as everywhere on the web.

export const utf8 = (text: string): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(text.length * 3)
  let at = 0
  for (const sign of text) {
    const point = sign.codePointAt(0) ?? 0
    const code = point >= 0xd800 && point <= 0xdfff ? 0xfffd : point
    if (code < 0x80) bytes[at++] = code
    else {
      const more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3
      // As many leading ones as there are bytes.
      bytes[at++] = ((0xf00 >> (more + 1)) & 0xff) | (code >> (6 * more))
      for (let left = more - 1; left >= 0; left--) bytes[at++] = 0x80 | ((code >> (6 * left)) & 0x3f)
    }
  }
  return bytes.slice(0, at)
}
