// Windows-1252, as the web has it. A TextDecoder of Node's takes it for Latin-1, so the table is here.

// What Windows-1252 has in 0x80–0x9f; its five holes stay control characters, as the web's table has it.
const upper = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

const chunk = 8192

export const decodeWindows1252 = (bytes: Uint8Array): string => {
  let text = ''
  for (let at = 0; at < bytes.length; at += chunk) {
    const units = Array.from(bytes.subarray(at, at + chunk), (byte) =>
      byte >= 0x80 && byte < 0xa0 ? upper.charCodeAt(byte - 0x80) : byte,
    )
    text += String.fromCharCode(...units)
  }
  return text
}
