import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { eventNames, verbs } from './bridge'
import { commandLabels, commandIds } from './commands'
import { calls, events, keyStatusSchema } from './contract'

describe('the contract', () => {
  test('the preload’s verbs and events are exactly those of the contract, but for what only the preload may use', () => {
    expect([...verbs, 'openPaths', 'readyToClose'].sort()).toEqual(Object.keys(calls).sort())
    expect([...eventNames, 'closing'].sort()).toEqual(Object.keys(events).sort())
  })

  // A schema can be wrong in itself (two variants with one discriminator) and only throw when it is first used.
  const schemas: readonly (readonly [string, z.ZodType])[] = [
    ...Object.entries(calls).flatMap(([name, { args, value }]) => [
      [`${name} args`, args] as const,
      [`${name} value`, value] as const,
    ]),
    ...Object.entries(events),
  ]
  test.each(schemas)('the schema of %s works and refuses nonsense', (_name, schema) => {
    expect(schema.safeParse(Symbol('nonsense')).success).toBe(false)
  })

  test.each([
    [{ kind: 'none' }, true],
    [{ kind: 'kept', where: 'keychain', refused: false }, true],
    [{ kind: 'kept', where: 'session', reason: 'none here', refused: true }, true],
    [{ kind: 'kept', where: 'session', refused: true }, false],
    [{ kind: 'kept', where: 'file', refused: true }, false],
  ])('key status %j: %s', (status, sound) => {
    expect(keyStatusSchema.safeParse(status).success).toBe(sound)
  })

  test('every command of the menu has an entry', () => {
    expect(Object.keys(commandLabels).sort()).toEqual([...commandIds].sort())
  })
})
