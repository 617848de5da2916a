import { describe, expect, test } from 'vitest'
import type { Keychain } from './keychain'
import { createKeyCalls } from './key'
import type { KeyTrial } from './pictory/types'
import { createSecrets } from './secrets'

const older = 'pictai_older'
const newer = 'pictai_newer'
const wrong = { ok: false, code: 'key-refused', message: 'Pictory refuses this key. Check it, and paste it again.' }

/** Lets everything run that waits for no timer. */
const settle = async (): Promise<void> => {
  for (let n = 0; n < 9; n++) await Promise.resolve()
}

/** @param held by the keychain. */
const world = async (held: string | null = older) => {
  const kept: { key: string | null } = { key: held }
  const keychain: Keychain = {
    get: async () => kept.key,
    set: async (secret) => void (kept.key = secret),
    delete: async () => void (kept.key = null),
  }
  const secrets = createSecrets(
    keychain,
    () => {},
    () => {},
  )
  await secrets.loaded
  const trials: { readonly key: string; readonly signal: AbortSignal; readonly answer: (trial: KeyTrial) => void }[] =
    []
  const spans: { readonly ms: number; readonly end: () => void }[] = []
  const told: string[] = []
  const calls = createKeyCalls({
    secrets,
    client: {
      tryKey: (key, signal) =>
        new Promise((resolve) => {
          trials.push({ key, signal, answer: resolve })
          signal.addEventListener('abort', () => resolve({ kind: 'unknown', message: 'Broken off.' }))
        }),
    },
    timeout: (ms) => {
      const controller = new AbortController()
      spans.push({ ms, end: () => controller.abort() })
      return controller.signal
    },
    changed: () => told.push('changed'),
    heedFor: (key) => (answer) => told.push(`${answer.kind} ${key}`),
  })
  return { kept, secrets, trials, spans, told, calls }
}
const refused: KeyTrial = { kind: 'refused', message: 'No.' }

describe('a key that is entered', () => {
  test('is tried first; what is no key is not even tried', async () => {
    const one = await world()
    expect(await one.calls.setKey({ key: 'nonsense' })).toMatchObject({ ok: false, code: 'bad-key' })
    expect(one.trials).toEqual([])
    const done = one.calls.setKey({ key: ` ${newer}\n` })
    expect(one.trials.map(({ key }) => key)).toEqual([newer])
    expect([one.kept.key, one.secrets.key(), one.told]).toEqual([older, older, []])
    one.trials[0]?.answer({ kind: 'accepted' })
    expect(await done).toMatchObject({ ok: true, value: { kind: 'kept', refused: false } })
    expect([one.kept.key, one.secrets.key(), one.told]).toEqual([newer, newer, ['changed']])
  })

  test('refused: the one before stays in memory and keychain, and nobody holds the refusal against it', async () => {
    const one = await world()
    const done = one.calls.setKey({ key: newer })
    one.trials[0]?.answer(refused)
    expect(await done).toEqual(wrong)
    expect([one.kept.key, one.secrets.key(), one.told]).toEqual([older, older, []])
    expect(one.secrets.known()).toMatchObject({ kind: 'kept', refused: false })
  })

  test('that nobody answers for is kept after six seconds at most', async () => {
    const one = await world()
    const done = one.calls.setKey({ key: newer })
    expect(one.spans.map(({ ms }) => ms)).toEqual([6000])
    one.spans[0]?.end()
    expect(await done).toMatchObject({ ok: true, value: { refused: false } })
    expect([one.kept.key, one.told]).toEqual([newer, ['changed']])
  })

  test('a trial that is answered late changes nothing that was ordered after it', async () => {
    const one = await world()
    const late = one.calls.setKey({ key: newer })
    const forgotten = one.calls.forgetKey(undefined)
    one.trials[0]?.answer({ kind: 'accepted' })
    expect(await forgotten).toMatchObject({ ok: true, value: { kind: 'none' } })
    expect(await late).toMatchObject({ ok: false, code: 'aborted' })
    const first = one.calls.setKey({ key: newer })
    const second = one.calls.setKey({ key: `${newer}_2` })
    one.trials[2]?.answer({ kind: 'accepted' })
    expect(await second).toMatchObject({ ok: true })
    one.trials[1]?.answer({ kind: 'accepted' })
    expect(await first).toMatchObject({ ok: false, code: 'aborted' })
    expect(one.kept.key).toBe(`${newer}_2`)
  })
})

describe('the kept key, once more', () => {
  test.each<readonly [KeyTrial, string]>([
    [{ kind: 'accepted' }, 'accepted'],
    [{ kind: 'unknown', message: 'Offline.' }, 'accepted'],
    [refused, 'key-refused'],
  ])('%j', async (trial, heeded) => {
    const one = await world()
    const done = one.calls.retryKey(undefined)
    await settle()
    expect(one.trials.map(({ key }) => key)).toEqual([older])
    expect(one.spans.map(({ ms }) => ms)).toEqual([6000])
    one.trials[0]?.answer(trial)
    expect(await done).toMatchObject({ ok: true, value: { kind: 'kept' } })
    expect(one.told).toEqual([`${heeded} ${older}`])
  })

  test('without one there is nothing to try', async () => {
    const one = await world(null)
    expect(await one.calls.retryKey(undefined)).toMatchObject({ ok: false, code: 'no-key' })
    expect(one.trials).toEqual([])
  })
})
