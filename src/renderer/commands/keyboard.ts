// From a key press to its command.

import type { Caesura } from '../desk/caesura'
import { matches, parseChord, type Pressed } from '../ui/keys'
import type { Command } from './command'
import { commands } from './table'

const chords = commands.flatMap((one) => one.keys.map((keys) => ({ command: one, chord: parseChord(keys) })))

/** A key that writes: a character without a modifier. It never acts while something is being typed. */
export const writes = (keys: string): boolean => {
  const chord = parseChord(keys)
  return chord.key.length === 1 && !chord.mod && !chord.ctrl && !chord.alt
}

/** The command of a key press, or null. `typing`: the focus is in a text field. `onControl`: Space would press a button. */
export const commandFor = (pressed: Pressed, platform: string, typing: boolean, onControl: boolean): Command | null => {
  for (const { command: one, chord } of chords) {
    if (!matches(chord, pressed, platform)) continue
    const plain = chord.key.length === 1 && !chord.mod && !chord.ctrl && !chord.alt
    if (typing && (plain || one.while === 'not-typing')) continue
    if (onControl && plain && chord.key === ' ') continue
    return one
  }
  return null
}

const isTyping = (target: EventTarget | undefined): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLInputElement && target.type !== 'range'))

const isControl = (target: EventTarget | undefined): boolean =>
  target instanceof HTMLElement &&
  target.closest('button, a, input, [role=tab], [role=option], [role=radio], [role=menuitem]') !== null

/** Listens to the keyboard for the whole window. A sheet that is open keeps all but the palette's own key to itself. */
export const listenToKeys = (app: Caesura, target: Window): (() => void) => {
  const down = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return
    const { dialog } = app.dialogs.store.getState()
    const from = event.composedPath()[0]
    const found = commandFor(event, app.bridge.platform, isTyping(from), isControl(from))
    if (!found) return
    if (dialog !== null) {
      if (found.id === 'palette' && dialog.kind === 'palette') {
        event.preventDefault()
        app.dialogs.hide()
      }
      return
    }
    if (!found.applies(app)) return
    event.preventDefault()
    found.run(app)
  }
  target.addEventListener('keydown', down)
  return () => target.removeEventListener('keydown', down)
}
