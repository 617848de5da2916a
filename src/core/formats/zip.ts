// A ZIP archive without compression: what a DOCX file is put in. Entries are small texts; names are ASCII.
// PKWARE APPNOTE 6.3.3, sections 4.3.7 (local header), 4.3.12 (central directory) and 4.3.16 (its end).

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit++) crc = (crc & 1) === 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  return crc
})

/** CRC-32 of ISO 3309, as an unsigned number. */
export const crc32 = (bytes: Uint8Array): number => {
  let crc = 0xffffffff
  for (const byte of bytes) crc = (crc >>> 8) ^ (crcTable[(crc ^ byte) & 0xff] ?? 0)
  return (crc ^ 0xffffffff) >>> 0
}

export type ZipEntry = { readonly name: string; readonly bytes: Uint8Array }

/** 1980-01-01 00:00, the first moment there is: the same input gives the same bytes. */
const dosDate = 0x0021

const header = (signature: number, length: number): DataView<ArrayBuffer> => {
  const view = new DataView(new ArrayBuffer(length))
  view.setUint32(0, signature, true)
  return view
}

export const zipped = (entries: readonly ZipEntry[]): Uint8Array<ArrayBuffer> => {
  const parts: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let at = 0
  for (const { name, bytes } of entries) {
    const named = Uint8Array.from(name, (sign) => sign.charCodeAt(0))
    const crc = crc32(bytes)
    /** The fields that both headers share, from "version needed" on. */
    const common = (view: DataView, from: number): void => {
      view.setUint16(from, 20, true)
      view.setUint16(from + 8, dosDate, true)
      view.setUint32(from + 10, crc, true)
      view.setUint32(from + 14, bytes.length, true)
      view.setUint32(from + 18, bytes.length, true)
      view.setUint16(from + 22, named.length, true)
    }
    const local = header(0x04034b50, 30)
    common(local, 4)
    const central = header(0x02014b50, 46)
    central.setUint16(4, 20, true)
    common(central, 6)
    central.setUint32(42, at, true)
    directory.push(new Uint8Array(central.buffer), named)
    parts.push(new Uint8Array(local.buffer), named, bytes)
    at += local.byteLength + named.length + bytes.length
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0)
  const end = header(0x06054b50, 22)
  end.setUint16(8, entries.length, true)
  end.setUint16(10, entries.length, true)
  end.setUint32(12, size, true)
  end.setUint32(16, at, true)
  const whole = new Uint8Array(at + size + 22)
  let to = 0
  for (const part of [...parts, ...directory, new Uint8Array(end.buffer)]) {
    whole.set(part, to)
    to += part.length
  }
  return whole
}
