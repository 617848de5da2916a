// Who made the list of updates: it comes in an envelope with a signature (Ed25519) of exactly its text, which is not read before the
// signature fits the key in the app's package. So whoever holds the server, or the way to it, cannot make anybody install anything.

import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { z } from 'zod'
import { fail, ok, type Result } from '../../core/result'

const envelopeSchema = z.object({
  signed: z.string().max(200_000),
  /** Base64. */
  signature: z.string().regex(/^[A-Za-z0-9+/]{86}==$/),
})

/** What is signed begins with this, so that a signature for something else is none for a list. scripts/feed.mjs writes the same. */
const purpose = 'caesura updates\n'

/** @param key the public key in base64 (DER, SPKI); null when it is none of this kind. */
export const publicKey = (key: string): KeyObject | null => {
  try {
    const read = createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' })
    return read.asymmetricKeyType === 'ed25519' ? read : null
  } catch {
    return null
  }
}

/** The list's text, whose maker has the private key. */
export const openEnvelope = (text: string, key: string): Result<string, 'malformed' | 'signature'> => {
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch {
    raw = null
  }
  const envelope = envelopeSchema.safeParse(raw)
  if (!envelope.success)
    return fail('malformed', 'What came is no list of updates that this version of Caesura understands.')
  const { signed, signature } = envelope.data
  const from = publicKey(key)
  return from !== null && verify(null, Buffer.from(purpose + signed), from, Buffer.from(signature, 'base64'))
    ? ok(signed)
    : fail('signature', 'The list of updates does not carry the signature of Caesura’s makers. Nothing of it was used.')
}
