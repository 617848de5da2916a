// Shortcuts as text: 'Mod-e', 'Mod-Shift-p', 'F1', 'Space', 'Shift-F7'. Mod is ⌘ on macOS and Ctrl elsewhere; Ctrl is
// Ctrl everywhere. The same text is matched against the keyboard and shown in menus and tooltips.

export type Chord = {
  readonly key: string
  readonly mod: boolean
  readonly ctrl: boolean
  readonly alt: boolean
  readonly shift: boolean
}

export type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/** Throws on a modifier it does not know: the table of commands is ours, so that is a bug. */
export const parseChord = (text: string): Chord => {
  const parts = text.split(/-(?!$)/u)
  const key = parts.pop() ?? ''
  const known = { Mod: false, Ctrl: false, Alt: false, Shift: false }
  for (const part of parts) {
    if (part === 'Mod' || part === 'Ctrl' || part === 'Alt' || part === 'Shift') known[part] = true
    else throw new Error(`“${text}” holds the unknown modifier “${part}”.`)
  }
  return { key: key === 'Space' ? ' ' : key, mod: known.Mod, ctrl: known.Ctrl, alt: known.Alt, shift: known.Shift }
}

const isMac = (platform: string): boolean => platform === 'darwin'

/** Whether a text read from somewhere is a chord. */
export const isChord = (text: string): boolean => {
  try {
    return parseChord(text).key !== ''
  } catch {
    return false
  }
}

const modifiers = new Set([
  'Control',
  'Shift',
  'Alt',
  'Meta',
  'AltGraph',
  'CapsLock',
  'Dead',
  'Process',
  'Unidentified',
])

/** What was pressed, in our notation; null for a modifier alone. */
export const chordOf = (pressed: Pressed, platform: string): string | null => {
  if (modifiers.has(pressed.key)) return null
  const mac = isMac(platform)
  const letter = /^Key([A-Z])$/u.exec(pressed.code)?.[1]?.toLowerCase()
  // On macOS ⌥ turns the letter into another character.
  const key = pressed.key === ' ' ? 'Space' : mac && pressed.altKey && letter !== undefined ? letter : pressed.key
  const plain = key.length === 1 ? key.toLowerCase() : key
  const isSign = plain.length === 1 && !/[a-z0-9]/u.test(plain)
  return [
    ...(mac ? (pressed.metaKey ? ['Mod'] : []) : pressed.ctrlKey ? ['Mod'] : []),
    ...(mac && pressed.ctrlKey ? ['Ctrl'] : []),
    ...(pressed.altKey ? ['Alt'] : []),
    ...(pressed.shiftKey && !isSign ? ['Shift'] : []),
    plain,
  ].join('-')
}

/** Whether this press is this chord on this platform. Letters match whatever the caps lock says. */
export const matches = (chord: Chord, pressed: Pressed, platform: string): boolean => {
  const mac = isMac(platform)
  const ctrl = chord.ctrl || (chord.mod && !mac)
  const meta = chord.mod && mac
  const same =
    pressed.key.toLowerCase() === chord.key.toLowerCase() ||
    // On macOS ⌥ turns the letter into another character: the place of the key still tells.
    (mac && chord.alt && pressed.code === `Key${chord.key.toUpperCase()}`)
  return (
    same &&
    pressed.ctrlKey === ctrl &&
    pressed.metaKey === meta &&
    pressed.altKey === chord.alt &&
    // Which signs need Shift is the keyboard's business.
    (pressed.shiftKey === chord.shift || (!chord.shift && /^[^\p{L}\p{N}\s]$/u.test(chord.key)))
  )
}

const names: Readonly<Record<string, string>> = {
  ' ': 'Space',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  Enter: '↵',
}

/** The keycaps to show, in order: ['⌘', 'E'] or ['Ctrl', 'E']. */
export const keycaps = (text: string, platform: string): readonly string[] => {
  const chord = parseChord(text)
  const mac = isMac(platform)
  const caps: string[] = []
  if (chord.ctrl || (chord.mod && !mac)) caps.push(mac ? '⌃' : 'Ctrl')
  if (chord.alt) caps.push(mac ? '⌥' : 'Alt')
  if (chord.shift) caps.push(mac ? '⇧' : 'Shift')
  if (chord.mod && mac) caps.push('⌘')
  caps.push(names[chord.key] ?? (chord.key.length === 1 ? chord.key.toUpperCase() : chord.key))
  return caps
}

/** The form `aria-keyshortcuts` wants: "Control+E". */
export const ariaKeys = (text: string, platform: string): string => {
  const chord = parseChord(text)
  const mac = isMac(platform)
  return [
    ...(chord.ctrl || (chord.mod && !mac) ? ['Control'] : []),
    ...(chord.mod && mac ? ['Meta'] : []),
    ...(chord.alt ? ['Alt'] : []),
    ...(chord.shift ? ['Shift'] : []),
    chord.key === ' ' ? 'Space' : chord.key.length === 1 ? chord.key.toUpperCase() : chord.key,
  ].join('+')
}
