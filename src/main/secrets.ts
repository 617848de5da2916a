// The API key: in the system keychain where there is one, else in this session's memory, and never anywhere else. What became
// of it is a value the window shows; the key itself never leaves main again.

import { checkKey } from '../core/job/key'
import { fail, ok, type Result } from '../core/result'
import type { KeyStatus } from '../ipc/contract'
import type { Keychain } from './keychain'
import { redact } from './log'

export type Secrets = {
  /** The key at this moment, for the header. */
  readonly key: () => string | null
  readonly status: () => Promise<KeyStatus>
  /** The status as far as it is known; null while the keychain has not answered. */
  readonly known: () => KeyStatus | null
  /** What a person typed or pasted; what it must look like is said in core/job/key.ts. */
  readonly set: (key: string) => Promise<Result<KeyStatus, 'bad-key'>>
  readonly forget: () => Promise<Result<KeyStatus, 'keychain'>>
  /** Pictory refused the key (401); said until another one is entered, or it is taken after all. @param key the refused one, where the caller knows it: a late refusal of the one before is nothing. */
  readonly refused: (key?: string) => void
  /** Pictory took this key. Answers whether it was the kept one and had been refused. */
  readonly accepted: (key: string) => boolean
}

type Kept = {
  readonly key: string
  readonly where: 'keychain' | 'session'
  readonly reason: string
  readonly refused: boolean
}

const reasonOf = (error: unknown): string =>
  redact(error instanceof Error ? error.message : String(error)).slice(0, 200)

/**
 * @param keychain null where it is switched off. @param changed is told each new status. @param log what the keychain said. Asking the keychain starts at once; the
 * answer may take seconds where a daemon hangs, and nothing else waits for it.
 */
export const createSecrets = (
  keychain: Keychain | null,
  changed: (status: KeyStatus) => void,
  log: (line: string) => void,
): Secrets & { readonly loaded: Promise<void> } => {
  let kept: Kept | null = null
  /** Entered or forgotten before the keychain answered: the person's word is the newer one. */
  let decided = false
  let answered = false

  const now = (): KeyStatus => {
    if (kept === null) return { kind: 'none' }
    const { where, reason, refused } = kept
    return where === 'keychain' ? { kind: 'kept', where, refused } : { kind: 'kept', where, reason, refused }
  }

  const load = async (): Promise<void> => {
    const found = await keychain?.get().catch(() => null)
    answered = true
    if (decided || found === null || found === undefined) return
    const key = checkKey(found)
    if (!key.ok) return
    kept = { key: key.value, where: 'keychain', reason: '', refused: false }
    changed(now())
  }
  const loaded = load()

  const keep = async (key: string): Promise<Pick<Kept, 'where' | 'reason'>> => {
    if (keychain === null)
      return {
        where: 'session',
        reason:
          'The keychain is switched off for Caesura (CAESURA_KEYCHAIN=off), so the key is forgotten when Caesura closes.',
      }
    try {
      await keychain.set(key)
      return { where: 'keychain', reason: '' }
    } catch (error) {
      log(`the keychain did not take the key: ${reasonOf(error)}`)
      return {
        where: 'session',
        reason: 'The system keychain is not available, so the key is forgotten when Caesura closes.',
      }
    }
  }

  return {
    loaded,
    key: () => kept?.key ?? null,
    known: () => (answered || decided ? now() : null),
    status: async () => {
      await loaded
      return now()
    },
    set: async (text) => {
      const checked = checkKey(text)
      if (!checked.ok) return checked
      const key = checked.value
      decided = true
      const place = await keep(key)
      kept = { key, refused: false, ...place }
      changed(now())
      return ok(now())
    },
    forget: async () => {
      decided = true
      const inKeychain = kept?.where === 'keychain'
      kept = null
      changed(now())
      try {
        await keychain?.delete()
      } catch (error) {
        if (inKeychain)
          return fail(
            'keychain',
            `Caesura no longer uses the key, but could not remove it from the system keychain: ${reasonOf(error)}. Remove “Caesura” there.`,
          )
      }
      return ok(now())
    },
    refused: (key) => {
      if (kept === null || kept.refused || (key !== undefined && key !== kept.key)) return
      kept = { ...kept, refused: true }
      changed(now())
    },
    accepted: (key) => {
      if (kept === null || !kept.refused || key !== kept.key) return false
      kept = { ...kept, refused: false }
      changed(now())
      return true
    },
  }
}
