import { describe, expect, it } from 'vitest'
import { chordOf, isChord } from '../ui/keys'
import { commandFor } from './keyboard'
import { given, keysOf, whyNot } from './shortcuts'
import { command, commands } from './table'

const press = (
  key: string,
  held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {},
  code = '',
) => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
})

describe('keys that a person gives', () => {
  it.each([
    [press('e', { ctrlKey: true }), 'linux', 'Mod-e'],
    [press('E', { ctrlKey: true, shiftKey: true }), 'linux', 'Mod-Shift-e'],
    [press('e', { metaKey: true }), 'darwin', 'Mod-e'],
    [press('e', { ctrlKey: true }), 'darwin', 'Ctrl-e'],
    [press('∂', { altKey: true }, 'KeyD'), 'darwin', 'Alt-d'],
    [press('?', { shiftKey: true }), 'linux', '?'],
    [press(' '), 'linux', 'Space'],
    [press('F5', { shiftKey: true }), 'linux', 'Shift-F5'],
    [press('Control', { ctrlKey: true }), 'linux', null],
    [press('-', { ctrlKey: true }), 'linux', 'Mod--'],
  ] as const)('%o on %s is %s', (pressed, platform, expected) => {
    const text = chordOf(pressed, platform)
    expect(text).toBe(expected)
    if (text === null) return
    expect(isChord(text)).toBe(true)
    // What was recorded is what is heard.
    const given = { export: [text] }
    expect(
      commandFor(pressed, platform, false, false, {
        ...Object.fromEntries(commands.map(({ id }) => [id, []])),
        ...given,
      })?.id,
    ).toBe('export')
  })

  it.each([
    ['Mod-c', 'export', 'reserved'],
    ['q', 'export', 'reserved'],
    ['q', 'word-back', null],
    ['ArrowLeft', 'export', 'reserved'],
    ['Alt-ArrowLeft', 'export', null],
    ['Mod-k', 'export', 'palette'],
    ['F8', 'export', 'play'],
    ['Mod-e', 'export', null],
    ['Ctrl-e', 'word-bar', 'export'],
    // Undo is the text's too, where it is said to be for outside of it.
    ['Mod-z', 'next-paragraph', 'undo'],
    ['Mod-ArrowLeft', 'export', 'reserved'],
    ['Mod-Delete', 'next-paragraph', 'reserved'],
    ['Mod-ArrowLeft', 'word-back', null],
    ['Mod-Alt-ArrowLeft', 'export', null],
    ['Mod-0', 'export', 'reserved'],
    ['F11', 'export', 'reserved'],
  ])('%s for %s: %s', (text, id, expected) => {
    const why = whyNot(text, command(id), commands, {}, 'linux')
    expect(why === null ? null : why.kind === 'taken' ? why.by.map((one) => one.id).join() : why.kind).toBe(expected)
  })

  it.each([
    ['Alt-ArrowLeft', 'reserved'],
    ['Mod-ArrowLeft', 'reserved'],
    ['Ctrl-ArrowLeft', null],
    ['Mod-h', 'reserved'],
    ['F11', null],
  ])('%s on macOS: %s', (text, expected) => {
    expect(whyNot(text, command('export'), commands, {}, 'darwin')?.kind ?? null).toBe(expected)
  })

  it('taken over, they are nobody else’s, however they were written', () => {
    const before = { glossary: ['Mod-u'], 'word-back': ['Mod-u', 'b'] }
    const after = given('Ctrl-u', command('export'), commands, before, 'linux')
    expect(after).toEqual({ glossary: [], 'word-back': ['b'], export: ['Ctrl-u'] })
    // Play has Ctrl-Space, which a keyboard says as Mod-Space where there is no ⌘.
    const played = given('Mod-Space', command('next-paragraph'), commands, {}, 'linux')
    expect(played['play']).not.toContain('Ctrl-Space')
    expect(whyNot('Mod-Space', command('next-paragraph'), commands, played, 'linux')).toBeNull()
  })

  it('⌃E and ⌘E are two on macOS', () => {
    expect(whyNot('Ctrl-e', command('word-bar'), commands, {}, 'darwin')).toBeNull()
  })

  it('what was cleared is free, and what was given is taken', () => {
    expect(whyNot('Mod-k', command('export'), commands, { palette: [] }, 'linux')).toBeNull()
    expect(whyNot('Alt-x', command('export'), commands, { palette: ['Alt-x'] }, 'linux')).toMatchObject({
      kind: 'taken',
    })
    expect(keysOf({ palette: [] }, command('palette'))).toEqual([])
    expect(commandFor(press('k', { ctrlKey: true }), 'linux', false, false, { palette: [] })).toBeNull()
  })

  it('a text that is no chord is none', () => {
    expect(['Hyper-x', ''].map(isChord)).toEqual([false, false])
  })
})
