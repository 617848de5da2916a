import { describe, expect, it } from 'vitest'
import { commandEntries, commandIds } from '../../ipc/commands'
import { command, commands } from './table'
import { commandFor, writes } from './keyboard'
import { parseChord, type Pressed } from '../ui/keys'

const press = (key: string, held: Partial<Pressed> = {}): Pressed => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
})

/** Every key of the table as it is pressed on a platform. */
const pressesOn = (platform: string) =>
  commands.flatMap(({ id, keys }) =>
    keys.map((text) => {
      const { key, mod, ctrl, alt, shift } = parseChord(text)
      const mac = platform === 'darwin'
      return { id, pressed: JSON.stringify([key.toLowerCase(), ctrl || (mod && !mac), mod && mac, alt, shift]) }
    }),
  )

/** Our notation in Electron's: only a single letter is a capital there, `F2` and `Space` are names. */
const inElectron = (text: string) =>
  text
    .replace('Mod-', 'CmdOrCtrl+')
    .replace(/-(?!$)/gu, '+')
    .replace(/(^|\+)[a-z]$/u, (letter) => letter.toUpperCase())

describe('the table of commands', () => {
  it('gives each command its own id', () => {
    expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length)
  })

  it.each(['linux', 'win32', 'darwin'])('lets no two commands share a key on %s', (platform) => {
    const owner = new Map<string, string>()
    for (const { id, pressed } of pressesOn(platform)) {
      expect(owner.get(pressed), `${id} and ${owner.get(pressed)} both take ${pressed}`).toBeUndefined()
      owner.set(pressed, id)
    }
  })

  it('knows every entry of the application menu, by the same main key', () => {
    for (const id of commandIds) {
      const { keys } = commandEntries[id]
      const known = command(id).keys.map(inElectron)
      if (keys === null) expect(known, id).toEqual([])
      else expect(known, id).toContain(keys)
    }
  })

  it('never takes a key that writes while something is typed', () => {
    const plain = commands.flatMap(({ keys }) => keys).filter(writes)
    expect(plain).toEqual(expect.arrayContaining(['Space', 'j', 'k', 'l']))
    for (const text of plain) expect(commandFor(press(parseChord(text).key), 'linux', true, false), text).toBeNull()
  })

  it.each([
    [press(' '), false, false, 'play'],
    [press(' '), false, true, null], // a focused button takes Space itself
    [press(' ', { ctrlKey: true }), true, true, 'play'],
    [press('F8'), true, false, 'play'],
    [press('z', { ctrlKey: true }), true, false, null], // a text field has its own undo
    [press('z', { ctrlKey: true }), false, false, 'undo'],
    [press('Z', { ctrlKey: true, shiftKey: true }), false, false, 'redo'],
    [press('e', { ctrlKey: true }), true, false, 'export'],
    [press('x', { ctrlKey: true }), false, false, null],
  ])('%o, typing %s, on a control %s: %s', (pressed, typing, onControl, expected) => {
    expect(commandFor(pressed, 'linux', typing, onControl)?.id ?? null).toBe(expected)
  })
})
