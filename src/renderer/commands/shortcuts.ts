// Which keys a command has: those of the table, or those a person gave it. And why a key cannot be given to it.

import { parseChord, type Chord } from '../ui/keys'
import type { Command } from './command'

/** By the ids of commands; [] for none. */
export type Shortcuts = Readonly<Record<string, readonly string[]>>

export const keysOf = (shortcuts: Shortcuts, command: Pick<Command, 'id' | 'keys'>): readonly string[] =>
  shortcuts[command.id] ?? command.keys

/** The one to show where there is room for one: a letter alone says little in a menu. */
export const mainKey = (keys: readonly string[]): string | undefined => keys.find((one) => one.length > 1) ?? keys[0]

/** Whether both may be meant by one press: in the text and outside of any text never meet. */
const meet = (a: Command, b: Command): boolean =>
  !((a.while === 'in-text' && b.while === 'not-typing') || (a.while === 'not-typing' && b.while === 'in-text'))

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
const everybodys = ['Mod-c', 'Mod-v', 'Mod-x', 'Mod-a', 'Mod-q', 'Mod-w', 'Alt-F4', 'Mod-Shift-v']

export type WhyNot =
  /** A sentence. */
  | { readonly kind: 'reserved'; readonly message: string }
  /** It is another command's; taken over, that one loses it. */
  | { readonly kind: 'taken'; readonly by: Command }

/** Why these keys cannot be this command's; null where they can. */
export const whyNot = (
  text: string,
  command: Command,
  all: readonly Command[],
  shortcuts: Shortcuts,
  platform: string,
): WhyNot | null => {
  const chord = parseChord(text)
  if (everybodys.some((one) => same(parseChord(one), chord, platform)))
    return { kind: 'reserved', message: 'These keys mean the same in every program. Take others.' }
  if (writes(text) && command.while !== 'not-typing')
    return { kind: 'reserved', message: 'This key writes a letter. Hold Ctrl, ⌘ or Alt with it.' }
  if (textKeys.test(chord.key) && !chord.mod && !chord.ctrl && !chord.alt)
    return { kind: 'reserved', message: 'This key moves the caret or changes text. Hold Ctrl, ⌘ or Alt with it.' }
  const taken = all.find(
    (other) =>
      other.id !== command.id &&
      meet(other, command) &&
      keysOf(shortcuts, other).some((one) => same(parseChord(one), chord, platform)),
  )
  return taken === undefined ? null : { kind: 'taken', by: taken }
}
