// Bytes of a JSON or text file as text.

const decoder = new TextDecoder('utf-8', { fatal: true })

/** UTF-8, or UTF-16 with its byte order mark; the mark is not part of the text. Null when it is neither: not a text file. */
export const decodeText = (bytes: Uint8Array): string | null => {
  try {
    const [first, second] = bytes
    const text =
      first === 0xff && second === 0xfe
        ? new TextDecoder('utf-16le', { fatal: true }).decode(bytes)
        : first === 0xfe && second === 0xff
          ? new TextDecoder('utf-16be', { fatal: true }).decode(bytes)
          : decoder.decode(bytes)
    return text.includes('\0') ? null : text
  } catch {
    return null
  }
}
