import { describe, expect, test } from 'vitest'
import type { KeyStatus } from '../ipc/contract'
import { type Child, createKeychain, type Keychain } from './keychain'
import { log, redact } from './log'
import { createSecrets } from './secrets'

const memory = (key: string | null = null): Keychain & { readonly held: () => string | null } => {
  let held = key
  return {
    held: () => held,
    get: async () => held,
    set: async (secret) => void (held = secret),
    delete: async () => void (held = null),
  }
}
const broken = (why: string): Keychain => {
  const no = () => Promise.reject(new Error(why))
  return { get: no, set: no, delete: no }
}
const world = (keychain: Keychain | null) => {
  const told: KeyStatus[] = []
  const logged: string[] = []
  const secrets = createSecrets(
    keychain,
    (status) => told.push(status),
    (line) => logged.push(line),
  )
  return { told, logged, secrets }
}

describe('the key', () => {
  test('is kept in the keychain, and found there at the next start', async () => {
    const keychain = memory()
    const first = world(keychain)
    expect(await first.secrets.set('  pictai_abcd\n')).toEqual({
      ok: true,
      value: { kind: 'kept', where: 'keychain', refused: false },
    })
    expect(first.secrets.key()).toBe('pictai_abcd')
    const second = world(keychain)
    expect(await second.secrets.status()).toEqual({ kind: 'kept', where: 'keychain', refused: false })
    expect(second.secrets.key()).toBe('pictai_abcd')
  })

  test.each([
    ['', 'starts with'],
    ['abc', 'starts with'],
    ['Bearer pictai_abcd', 'Leave out “Bearer”'],
    ['PICTAI_abcd', 'small letters'],
    ['pictai_', 'too short'],
    ['pictai_ab cd', 'a blank'],
    ['pictai_abcd\r\nX-Evil: 1', 'a blank or a line break'],
    ['pictai_abcdä', 'a character'],
  ])('%j is refused, and the old key stays', async (key, sentence) => {
    const { secrets } = world(memory('pictai_older'))
    await secrets.loaded
    expect(await secrets.set(key)).toMatchObject({
      ok: false,
      code: 'bad-key',
      message: expect.stringContaining(sentence),
    })
    expect(secrets.key()).toBe('pictai_older')
  })

  test('with no keychain, a locked one or one switched off it stays in this session, with the reason', async () => {
    const locked: Keychain = { ...broken('Object does not exist at path'), get: async () => null }
    for (const [keychain, reason, log] of [
      [broken('no bus'), 'is not available', 'no bus'],
      [locked, 'is not available', 'Object does not exist'],
      [null, 'CAESURA_KEYCHAIN', ''],
    ] as const) {
      const { secrets, logged } = world(keychain)
      expect(await secrets.status()).toEqual({ kind: 'none' })
      expect(await secrets.set('pictai_abcd')).toEqual({
        ok: true,
        value: { kind: 'kept', where: 'session', reason: expect.stringContaining(reason), refused: false },
      })
      expect(logged.join()).toContain(log)
      expect(secrets.key()).toBe('pictai_abcd')
      expect(await secrets.forget()).toEqual({ ok: true, value: { kind: 'none' } })
      expect(secrets.key()).toBeNull()
    }
  })

  test('the reason never holds the key', async () => {
    const { secrets, told, logged } = world({
      ...memory(),
      set: () => Promise.reject(new Error('cannot store "pictai_abcd"')),
    })
    const status = await secrets.set('pictai_abcd')
    expect(JSON.stringify([status, told, logged])).not.toContain('pictai_abcd')
  })

  test('a refusal is said until another key comes; a late refusal of nothing is nothing', async () => {
    const { secrets, told } = world(memory('pictai_older'))
    secrets.refused()
    await secrets.loaded
    secrets.refused()
    secrets.refused()
    expect(told).toEqual([
      { kind: 'kept', where: 'keychain', refused: false },
      { kind: 'kept', where: 'keychain', refused: true },
    ])
    await secrets.set('pictai_newer')
    expect(told.at(-1)).toMatchObject({ refused: false })
  })

  test('a refusal ends when that very key is taken after all', async () => {
    const { secrets, told } = world(memory('pictai_older'))
    expect(secrets.accepted('pictai_older')).toBe(false)
    await secrets.loaded
    expect(secrets.accepted('pictai_older')).toBe(false)
    secrets.refused()
    expect(secrets.accepted('pictai_other')).toBe(false)
    expect(told.at(-1)).toMatchObject({ refused: true })
    expect(secrets.accepted('pictai_older')).toBe(true)
    expect(told.at(-1)).toMatchObject({ refused: false })
    expect(told).toHaveLength(3)
  })

  test('forgetting removes it from the keychain; where that fails the person is told', async () => {
    const keychain = memory('pictai_older')
    const { secrets } = world(keychain)
    await secrets.loaded
    expect(await secrets.forget()).toEqual({ ok: true, value: { kind: 'none' } })
    expect(keychain.held()).toBeNull()
    const stuck = world({ ...memory('pictai_older'), delete: () => Promise.reject(new Error('it did not answer')) })
    await stuck.secrets.loaded
    expect(await stuck.secrets.forget()).toMatchObject({
      ok: false,
      code: 'keychain',
      message: expect.stringContaining('it did not answer'),
    })
    expect(stuck.secrets.key()).toBeNull()
  })

  test('a keychain that answers late does not undo what the person entered meanwhile', async () => {
    const late: { answer?: (key: string | null) => void } = {}
    const { secrets } = world({ ...memory(), get: () => new Promise((resolve) => (late.answer = resolve)) })
    await secrets.set('pictai_newer')
    expect(secrets.known()).toMatchObject({ kind: 'kept' })
    late.answer?.('pictai_older')
    await secrets.loaded
    expect(secrets.key()).toBe('pictai_newer')
  })

  test('until the keychain has answered nothing is known', async () => {
    const { secrets } = world(memory())
    expect(secrets.known()).toBeNull()
    await secrets.loaded
    expect(secrets.known()).toEqual({ kind: 'none' })
  })

  test.each(['password1', 'pictai_', 'pictai_ab cd', 'pictai_abcd\u0000', `pictai_${'x'.repeat(600)}`])(
    'what the keychain holds goes through the same rule as what is typed: %j is no key',
    async (held) => {
      const { secrets } = world(memory(held))
      expect(await secrets.status()).toEqual({ kind: 'none' })
      expect(secrets.key()).toBeNull()
    },
  )

  test('a refusal of the key before is not held against the new one', async () => {
    const { secrets, told } = world(memory())
    await secrets.set('pictai_older')
    await secrets.set('pictai_newer')
    secrets.refused('pictai_older')
    expect(told.at(-1)).toMatchObject({ refused: false })
    secrets.refused('pictai_newer')
    expect(told.at(-1)).toMatchObject({ refused: true })
  })
})

type Self = { readonly answer: (message: unknown) => void; readonly exit: (code: number) => void }

/** A keychain process that behaves like this when it is asked. */
const child = (behave: (self: Self) => void, kills: string[]): Child => {
  const heard: { answer?: (message: unknown) => void; exit?: (code: number) => void } = {}
  return {
    ask: () => behave({ answer: (message) => heard.answer?.(message), exit: (code) => heard.exit?.(code) }),
    onAnswer: (listener) => (heard.answer = listener),
    onExit: (listener) => (heard.exit = listener),
    kill: () => void kills.push('killed'),
  }
}

describe('the keychain process', () => {
  test.each([
    ['answers', (self: Self) => self.answer({ ok: true, value: 'pictai_x' }), 'pictai_x'],
    ['refuses', (self: Self) => self.answer({ ok: false, message: 'no bus' }), 'no bus'],
    ['talks nonsense', (self: Self) => self.answer({ hello: 1 }), 'nonsense'],
    ['dies', (self: Self) => self.exit(139), 'ended (139)'],
    ['hangs', () => {}, 'did not answer'],
  ])('%s: an answer in time, and the process is killed', async (_, behave, expected) => {
    const kills: string[] = []
    const keychain = createKeychain(() => child(behave, kills), 20)
    expect(await keychain.get().catch((error: unknown) => String(error))).toContain(expected)
    expect(kills).toEqual(['killed'])
  })
  test('one question at a time, and a failed one does not hold up the next', async () => {
    let open = 0
    let most = 0
    const keychain = createKeychain(() => {
      open++
      most = Math.max(most, open)
      const self = child(
        ({ answer }) => void setTimeout(() => answer({ ok: open % 2 === 0, value: null, message: 'x' }), 1),
        [],
      )
      return { ...self, kill: () => void open-- }
    }, 1000)
    const results = await Promise.allSettled([keychain.get(), keychain.set('a'), keychain.delete()])
    expect(results).toHaveLength(3)
    expect(most).toBe(1)
  })
})

describe('redact', () => {
  test.each([
    ['key pictai_abc-DEF.123 refused', 'key pictai_… refused'],
    ['{"Authorization":"pictai_abc"}', '{"Authorization":"…"}'],
    ['authorization: something', 'authorization: …'],
    ['nothing here', 'nothing here'],
    ['key PICTAI_abc', 'key pictai_…'],
    ['put to https://store.test/a/b.mp4?X-Signature=abc&x=1 failed', 'put to https://store.test/a/b.mp4?… failed'],
    ['at "https://ann:secret@host.test/x#token"', 'at "https://…@host.test/x?…"'],
    ['what now? a.b', 'what now? a.b'],
  ])('%s', (line, expected) => {
    expect(redact(line)).toBe(expected)
    expect(log).toBeTypeOf('function')
  })
})
