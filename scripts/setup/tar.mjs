// Knows how to read the plain files out of an npm tarball (gzip over ustar), so that no `tar` program is needed.
// Long names in pax headers are not joined: the entries that we keep all have short names.
import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'

const block = 512

/**
 * @param {Buffer} head one header block
 * @returns {{ name: string, size: number, file: boolean }}
 */
function readHeader(head) {
  /** @param {number} from @param {number} length */
  const text = (from, length) => head.toString('utf8', from, from + length).replace(/\0.*$/s, '')
  const prefix = head.toString('latin1', 257, 262) === 'ustar' ? text(345, 155) : ''
  const size = Number.parseInt(text(124, 12).trim() || '0', 8)
  if (!Number.isSafeInteger(size) || size < 0) throw new Error('not a tar header')
  const type = text(156, 1)
  return { name: prefix === '' ? text(0, 100) : `${prefix}/${text(0, 100)}`, size, file: type === '' || type === '0' }
}

/**
 * Walks the plain files of a tarball in order. Rejects when the tarball is torn.
 * @param {string} tarball
 * @param {(name: string) => ((chunk: Buffer) => void) | null} open asked for each file by its name in the archive:
 *   answers with who takes the bytes, or null to pass over it
 */
export async function readTarball(tarball, open) {
  /** @type {Buffer} */
  let rest = Buffer.alloc(0)
  let left = 0
  let padding = 0
  /** @type {((chunk: Buffer) => void) | null} */
  let take = null
  const source = createReadStream(tarball)
  const plain = createGunzip()
  source.once('error', (error) => plain.destroy(error))
  for await (const chunk of source.pipe(plain)) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    for (;;) {
      if (left > 0) {
        const part = rest.subarray(0, left)
        if (part.length === 0) break
        take?.(part)
        left -= part.length
        rest = rest.subarray(part.length)
      } else if (padding > 0) {
        const skip = Math.min(padding, rest.length)
        if (skip === 0) break
        padding -= skip
        rest = rest.subarray(skip)
      } else {
        if (rest.length < block) break
        const head = rest.subarray(0, block)
        rest = rest.subarray(block)
        if (head.every((byte) => byte === 0)) continue
        const { name, size, file } = readHeader(head)
        take = file ? open(name) : null
        left = size
        padding = (block - (size % block)) % block
      }
    }
  }
  if (left > 0) throw new Error('the tarball ends in the middle of a file')
}
