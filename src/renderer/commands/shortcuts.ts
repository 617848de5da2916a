// Which keys a command has: those of the table, or those a person gave it. And why a key cannot be given to it.

import { parseChord, type Chord } from '../ui/keys'
import type { Command } from './command'

/** By the ids of commands; [] for none. */
export type Shortcuts = Readonly<Record<string, readonly string[]>>

export const keysOf = (shortcuts: Shortcuts, command: Pick<Command, 'id' | 'keys'>): readonly string[] =>
  shortcuts[command.id] ?? command.keys

/** The one to show where there is room for one: a letter alone says little in a menu. */
export const mainKey = (keys: readonly string[]): string | undefined => keys.find((one) => one.length > 1) ?? keys[0]

/** The text has these keys too, though no other place to type in has: there they are the field's own. */
const isInText = ({ id, while: when }: Command): boolean => when !== 'not-typing' || id === 'undo' || id === 'redo'
const isOutside = ({ while: when }: Command): boolean => when !== 'in-text'

/** Whether both may be meant by one press. */
const meet = (a: Command, b: Command): boolean => (isInText(a) && isInText(b)) || (isOutside(a) && isOutside(b))

const same = (a: Chord, b: Chord, platform: string): boolean => {
  const mac = platform === 'darwin'
  const told = ({ key, mod, ctrl, alt, shift }: Chord) =>
    [key.toLowerCase(), ctrl || (mod && !mac), mod && mac, alt, shift].join()
  return told(a) === told(b)
}

/** A character by itself, or with Shift only. */
export const writes = (text: string): boolean => {
  const { key, mod, ctrl, alt } = parseChord(text)
  return key.length === 1 && !mod && !ctrl && !alt
}

const textKeys = /^(?:Arrow(?:Left|Right|Up|Down)|Home|End|PageUp|PageDown|Backspace|Delete|Enter|Tab|Escape)$/u
/** Keys that every program and every text field has for the same, in our notation. */
const everybodys = 'Mod-c Mod-v Mod-x Mod-a Mod-q Mod-w Alt-F4 Mod-Shift-v Mod-0 Mod-- Mod-+ Mod-='.split(' ')
const macs = ['Mod-h', 'Mod-m', 'Mod-Alt-h', 'Mod-Tab', 'Mod-Space', 'Ctrl-Mod-f']
const others = ['F11']

/** By words, lines and to the ends: where something is typed these mean the same as everywhere. */
const movesByMore = ({ key, mod, ctrl, alt }: Chord, platform: string): boolean => {
  const held = platform === 'darwin' ? [mod, alt] : [mod || ctrl]
  return (
    /^(?:Arrow(?:Left|Right|Up|Down)|Home|End|Backspace|Delete)$/u.test(key) &&
    held.filter(Boolean).length === 1 &&
    (platform === 'darwin' ? !ctrl : !alt)
  )
}

export type WhyNot =
  /** A sentence. */
  | { readonly kind: 'reserved'; readonly message: string }
  /** They are other commands'; taken over, those lose them. */
  | { readonly kind: 'taken'; readonly by: readonly Command[] }

const owners = (
  chord: Chord,
  command: Command,
  all: readonly Command[],
  shortcuts: Shortcuts,
  platform: string,
): readonly Command[] =>
  all.filter(
    (other) =>
      other.id !== command.id &&
      meet(other, command) &&
      keysOf(shortcuts, other).some((one) => same(parseChord(one), chord, platform)),
  )

/** The shortcuts with these keys given to this command and to no other that could be meant by them. */
export const given = (
  text: string,
  command: Command,
  all: readonly Command[],
  shortcuts: Shortcuts,
  platform: string,
): Shortcuts => {
  const chord = parseChord(text)
  return {
    ...shortcuts,
    ...Object.fromEntries(
      owners(chord, command, all, shortcuts, platform).map((other) => [
        other.id,
        keysOf(shortcuts, other).filter((one) => !same(parseChord(one), chord, platform)),
      ]),
    ),
    [command.id]: [text],
  }
}

/** Why these keys cannot be this command's; null where they can. */
export const whyNot = (
  text: string,
  command: Command,
  all: readonly Command[],
  shortcuts: Shortcuts,
  platform: string,
): WhyNot | null => {
  const chord = parseChord(text)
  const taboo = [...everybodys, ...(platform === 'darwin' ? macs : others)]
  if (taboo.some((one) => same(parseChord(one), chord, platform)))
    return { kind: 'reserved', message: 'These keys mean the same in every program. Take others.' }
  if (writes(text) && command.while !== 'not-typing')
    return { kind: 'reserved', message: 'This key writes a letter. Hold Ctrl, ⌘ or Alt with it.' }
  if (textKeys.test(chord.key) && !chord.mod && !chord.ctrl && !chord.alt)
    return { kind: 'reserved', message: 'This key moves the caret or changes text. Hold Ctrl, ⌘ or Alt with it.' }
  if (isInText(command) && movesByMore(chord, platform))
    return { kind: 'reserved', message: 'These keys move the caret or delete by words or lines. Take others.' }
  const by = owners(chord, command, all, shortcuts, platform)
  return by.length === 0 ? null : { kind: 'taken', by }
}
