import { describe, expect, it } from 'vitest'
import { accelerator, commandIds } from '../../ipc/commands'
import { command, commands } from './table'
import { commandFor } from './keyboard'
import { writes } from './shortcuts'
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

  it('knows every entry of the application menu', () => {
    for (const id of commandIds) expect(command(id).id).toBe(id)
  })

  it.each([
    ['Mod-Shift-e', 'CmdOrCtrl+Shift+E'],
    ['F2', 'F2'],
    ['Ctrl-Space', 'Ctrl+Space'],
    ['Alt-ArrowDown', 'Alt+Down'],
    ['Mod--', 'CmdOrCtrl+-'],
    ['Mod-,', 'CmdOrCtrl+,'],
  ])('%s is %s in the menu', (keys, expected) => {
    expect(accelerator(keys)).toBe(expected)
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
