// What the surface shows beside the words: who speaks, when, and the pauses. Widgets have no length in the text, so find,
// copy and composition never meet them.

import { WidgetType, type EditorView } from '@codemirror/view'
import { clock } from '../../core/time'
import type { Silence as Whole } from '../../core/transcript/cuts'
import { longPauseMs, pauseInWords, pauseLength, type Silence } from '../../core/transcript/pauses'
import { token } from '../speakers/colours'
import { plural } from '../ui/times'

export type Label = {
  readonly name: string
  /** Of those in tokens.css, from 0 on. */
  readonly colour: number
  readonly startMs: number
  /** The paragraph of the caret: its button is the one Tab reaches. */
  readonly here: boolean
}

export class SpeakerLabel extends WidgetType {
  constructor(
    readonly label: Label,
    readonly open: (view: EditorView, dom: HTMLElement) => void,
  ) {
    super()
  }
  override eq(other: SpeakerLabel): boolean {
    const [a, b] = [this.label, other.label]
    return a.name === b.name && a.colour === b.colour && a.startMs === b.startMs && a.here === b.here
  }
  override toDOM(view: EditorView): HTMLElement {
    const wrapper = document.createElement('span')
    wrapper.className = 'cm-label'
    const who = document.createElement('span')
    // A direction of its own keeps the name out of the reckoning of dir=auto on the line.
    who.dir = 'auto'
    const button = document.createElement('button')
    button.type = 'button'
    button.setAttribute('aria-haspopup', 'menu')
    const text = document.createElement('span')
    text.className = 'cm-name'
    button.append(text)
    // The caret stays where it is when the label is clicked.
    button.addEventListener('mousedown', (event) => event.preventDefault())
    button.addEventListener('click', () => this.open(view, button))
    const time = document.createElement('time')
    who.append(button, time)
    wrapper.append(who)
    this.write(wrapper)
    return wrapper
  }
  override updateDOM(dom: HTMLElement): boolean {
    return this.write(dom)
  }
  private write(dom: HTMLElement): boolean {
    const who = dom.firstElementChild
    const button = dom.querySelector('button')
    const text = dom.querySelector('.cm-name')
    const time = dom.querySelector('time')
    if (!(who instanceof HTMLElement) || button === null || text === null || time === null) return false
    const { name, colour, startMs, here } = this.label
    who.className = `cm-who cm-${token(colour)}`
    text.textContent = name
    button.tabIndex = here ? 0 : -1
    button.title = `${name}: change the speaker`
    time.textContent = clock(startMs).padStart(5, '0')
    return true
  }
  override ignoreEvent(): boolean {
    return true
  }
}

/** Asks for what can be done with the silence after so many words of the paragraph at `dom`. */
export type OpenPauseMenu = (view: EditorView, dom: HTMLElement, wordsBefore: number) => void

/** A mark that a click opens a menu at; the caret stays where it is. With keys the command does the same at the caret. */
const opening = (mark: HTMLElement, view: EditorView, wordsBefore: number, open: OpenPauseMenu): HTMLElement => {
  mark.addEventListener('mousedown', (event) => event.preventDefault())
  mark.addEventListener('click', () => open(view, mark, wordsBefore))
  return mark
}

export class PauseMark extends WidgetType {
  constructor(
    readonly silence: Silence,
    readonly open: OpenPauseMenu,
  ) {
    super()
  }
  override eq(other: PauseMark): boolean {
    const [a, b] = [this.silence, other.silence]
    return a.kind === b.kind && a.endMs - a.startMs === b.endMs - b.startMs && a.wordsBefore === b.wordsBefore
  }
  override toDOM(view: EditorView): HTMLElement {
    const { kind, startMs, endMs } = this.silence
    const mark = document.createElement('span')
    mark.className = [
      'cm-pause',
      kind === 'gap' ? 'cm-pause-gap' : '',
      endMs - startMs >= longPauseMs ? 'cm-pause-long' : '',
    ]
      .filter((name) => name !== '')
      .join(' ')
    // Its own direction keeps the letter of the unit out of the reckoning of dir=auto on the line.
    mark.dir = 'ltr'
    mark.setAttribute('role', 'img')
    mark.setAttribute('aria-label', pauseInWords(this.silence))
    mark.title = kind === 'gap' ? 'A pause that Pictory did not mark' : 'A pause'
    const sign = document.createElement('i')
    mark.append(sign, pauseLength(endMs - startMs))
    return opening(mark, view, this.silence.wordsBefore, this.open)
  }
  override ignoreEvent(): boolean {
    return true
  }
}

/** "pause, 1.4 seconds, cut to 0.3 s": a silence of which some is cut. */
export const cutInWords = ({ startMs, endMs, cutMs }: Whole): string => {
  const kept = endMs - startMs - cutMs
  return `pause, ${pauseLength(endMs - startMs)}, ${kept > 0 ? `cut to ${pauseLength(kept)}` : 'cut'}`
}

/** A silence of which some or all is cut: one mark, whatever it is made of. */
export class CutMark extends WidgetType {
  constructor(
    readonly silence: Whole,
    readonly open: OpenPauseMenu,
  ) {
    super()
  }
  override eq(other: CutMark): boolean {
    const [a, b] = [this.silence, other.silence]
    return a.cutMs === b.cutMs && a.endMs - a.startMs === b.endMs - b.startMs && a.wordsBefore === b.wordsBefore
  }
  override toDOM(view: EditorView): HTMLElement {
    const { startMs, endMs, cutMs, wordsBefore } = this.silence
    const kept = endMs - startMs - cutMs
    const mark = document.createElement('span')
    mark.className = 'cm-pause cm-pause-cut'
    mark.dir = 'ltr'
    mark.setAttribute('role', 'img')
    mark.setAttribute('aria-label', cutInWords(this.silence))
    mark.title = kept > 0 ? 'A pause that is shortened' : 'A pause that is cut'
    const was = document.createElement('s')
    was.textContent = pauseLength(endMs - startMs)
    mark.append(document.createElement('i'), was)
    if (kept > 0) mark.append(pauseLength(kept))
    return opening(mark, view, wordsBefore, this.open)
  }
  override ignoreEvent(): boolean {
    return true
  }
}

/** More pauses than this at one place in the text are one mark. Words that were deleted leave theirs there. */
const mostMarks = 20

/** The pauses at one place in the text, in order, as they are shown: each for itself, or all as one where they are many. */
export type PausesHere = {
  readonly wordsBefore: number
  readonly silences: readonly Silence[]
  readonly asOne: boolean
}

/**
 * Pauses by their place. With a mark each, 32,000 of them stood in one line once 100,000 words had been deleted, and were
 * put into the page one by one: 64 s, 16 s for the undo and 10 s for each key after it. As one, 90 to 160 ms, 600 ms (nearly
 * all of it the journal's) and 50 to 100 ms.
 */
export const pausesByPlace = (silences: readonly Silence[]): readonly PausesHere[] => {
  const places: { wordsBefore: number; silences: Silence[]; asOne: boolean }[] = []
  for (const silence of silences) {
    const last = places.at(-1)
    if (last === undefined || last.wordsBefore !== silence.wordsBefore)
      places.push({ wordsBefore: silence.wordsBefore, silences: [silence], asOne: false })
    else {
      last.silences.push(silence)
      last.asOne = last.silences.length > mostMarks
    }
  }
  return places
}

/** "5,934 pauses, 1:12:00 in all": what the mark of many shows, and what a screen reader says. */
export const manyPauses = (silences: readonly Silence[]): string => {
  const ms = silences.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0)
  return `${plural(silences.length, 'pause')}, ${clock(ms)} in all`
}

export class ManyPausesMark extends WidgetType {
  readonly text: string
  constructor(silences: readonly Silence[]) {
    super()
    this.text = manyPauses(silences)
  }
  override eq(other: ManyPausesMark): boolean {
    return this.text === other.text
  }
  override toDOM(): HTMLElement {
    const mark = document.createElement('span')
    mark.className = 'cm-pause cm-pause-long'
    mark.dir = 'ltr'
    mark.setAttribute('role', 'img')
    mark.setAttribute('aria-label', this.text)
    mark.title = 'Pauses with no words left between them'
    mark.append(document.createElement('i'), this.text)
    return mark
  }
  override ignoreEvent(): boolean {
    return false
  }
}
