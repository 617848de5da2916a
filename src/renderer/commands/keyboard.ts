// From a key press to its command.

import type { Caesura } from '../desk/caesura'
import { matches, parseChord, type Chord, type Pressed } from '../ui/keys'
import type { Command } from './command'
import { keysOf, writes, type Shortcuts } from './shortcuts'
import { commands } from './table'

type Bound = { readonly command: Command; readonly chord: Chord; readonly writes: boolean }

const bound = (shortcuts: Shortcuts): readonly Bound[] =>
  commands.flatMap((one) =>
    keysOf(shortcuts, one).map((keys) => ({ command: one, chord: parseChord(keys), writes: writes(keys) })),
  )

/** Made once for each set of shortcuts. */
const known = new WeakMap<Shortcuts, readonly Bound[]>()

/**
 * The command of a key press, or null. `typing`: the focus is in a text field or in the transcript, whose own commands its surface
 * listens to. `onControl`: Space would press a button.
 */
export const commandFor = (
  pressed: Pressed,
  platform: string,
  typing: boolean,
  onControl: boolean,
  shortcuts: Shortcuts = none,
): Command | null => {
  const all = known.get(shortcuts) ?? bound(shortcuts)
  known.set(shortcuts, all)
  for (const { command: one, chord, writes: isPlain } of all) {
    if (one.while === 'in-text' || !matches(chord, pressed, platform)) continue
    if (typing && (isPlain || one.while === 'not-typing')) continue
    if (onControl && isPlain && chord.key === ' ') continue
    return one
  }
  return null
}

const none: Shortcuts = {}

/** Whether this is a field where something is typed; the host of the transcript is none. */
export const isTyping = (target: EventTarget | null | undefined): boolean =>
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
    const found = commandFor(
      event,
      app.bridge.platform,
      isTyping(from),
      isControl(from),
      app.settings.store.getState().shortcuts,
    )
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
