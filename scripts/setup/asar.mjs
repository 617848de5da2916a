// Knows how to write an asar archive: a JSON index of names, sizes and offsets, then the files one after another.
// Source: the format notes of the asar project; the index is wrapped twice in Chromium's Pickle framing.

/**
 * @param {Readonly<Record<string, string>>} files name (flat, no folders) to content
 * @returns {Buffer} the archive
 */
export function packAsar(files) {
  /** @type {Record<string, { size: number, offset: string }>} */
  const index = {}
  const bodies = []
  let offset = 0
  for (const [name, content] of Object.entries(files)) {
    const body = Buffer.from(content)
    index[name] = { size: body.length, offset: `${offset}` }
    offset += body.length
    bodies.push(body)
  }
  const json = Buffer.from(JSON.stringify({ files: index }))
  const padded = Math.ceil(json.length / 4) * 4
  const head = Buffer.alloc(16 + padded)
  head.writeUInt32LE(4, 0) // length of the next field
  head.writeUInt32LE(8 + padded, 4) // length of the index pickle
  head.writeUInt32LE(4 + padded, 8) // length of its payload
  head.writeUInt32LE(json.length, 12) // length of the string in it
  json.copy(head, 16)
  return Buffer.concat([head, ...bodies])
}
