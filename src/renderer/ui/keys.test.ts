import { describe, expect, it } from 'vitest'
import { ariaKeys, keycaps, matches, parseChord, type Pressed } from './keys'

const press = (key: string, held: Partial<Pressed> = {}): Pressed => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
})

describe('chords', () => {
  it.each([
    ['Mod-e', press('e', { ctrlKey: true }), 'linux', true],
    ['Mod-e', press('e', { metaKey: true }), 'linux', false],
    ['Mod-e', press('e', { metaKey: true }), 'darwin', true],
    ['Mod-e', press('E', { ctrlKey: true }), 'win32', true],
    ['Mod-e', press('e', { ctrlKey: true, shiftKey: true }), 'win32', false],
    ['Mod-Shift-z', press('Z', { ctrlKey: true, shiftKey: true }), 'win32', true],
    ['Ctrl-Space', press(' ', { ctrlKey: true }), 'darwin', true],
    ['Space', press(' '), 'linux', true],
    ['Space', press(' ', { shiftKey: true }), 'linux', false],
    ['Mod--', press('-', { ctrlKey: true }), 'linux', true],
    ['Mod-Alt-b', press('∫', { code: 'KeyB', metaKey: true, altKey: true }), 'darwin', true],
    ['Mod-Alt-b', press('b', { code: 'KeyB', ctrlKey: true, altKey: true }), 'linux', true],
    ['F8', press('F8'), 'darwin', true],
  ])('%s and %o on %s: %s', (chord, pressed, platform, expected) => {
    expect(matches(parseChord(chord), pressed, platform)).toBe(expected)
  })

  it('shows the caps of each platform in its own order', () => {
    expect(keycaps('Mod-Shift-l', 'darwin')).toEqual(['⇧', '⌘', 'L'])
    expect(keycaps('Mod-Shift-l', 'linux')).toEqual(['Ctrl', 'Shift', 'L'])
    expect(ariaKeys('Mod-Shift-l', 'linux')).toBe('Control+Shift+L')
    expect(ariaKeys('Space', 'linux')).toBe('Space')
  })

  it('refuses a modifier it does not know', () => {
    expect(() => parseChord('Hyper-x')).toThrow('Hyper')
  })
})
