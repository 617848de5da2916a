// What the surface shows beside the words: who speaks, when, and the pauses. Widgets have no length in the text, so find,
// copy and composition never meet them.

import { WidgetType, type EditorView } from '@codemirror/view'
import { clock } from '../../core/time'
import { longPauseMs, pauseInWords, pauseLength, type Silence } from '../../core/transcript/pauses'

/** How many speaker colours there are; the ninth speaker has the first one's again, and always a name. */
const colours = 8

export type Label = {
  readonly name: string
  /** Of the document's list of speakers. */
  readonly speakerIndex: number
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
    return a.name === b.name && a.speakerIndex === b.speakerIndex && a.startMs === b.startMs && a.here === b.here
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
    const { name, speakerIndex, startMs, here } = this.label
    who.className = `cm-who cm-s${(speakerIndex % colours) + 1}`
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

export class PauseMark extends WidgetType {
  constructor(readonly silence: Silence) {
    super()
  }
  override eq(other: PauseMark): boolean {
    const [a, b] = [this.silence, other.silence]
    return a.kind === b.kind && a.endMs - a.startMs === b.endMs - b.startMs && a.pause?.cut === b.pause?.cut
  }
  override toDOM(): HTMLElement {
    const { kind, startMs, endMs, pause } = this.silence
    const mark = document.createElement('span')
    mark.className = [
      'cm-pause',
      kind === 'gap' ? 'cm-pause-gap' : '',
      endMs - startMs >= longPauseMs ? 'cm-pause-long' : '',
      pause?.cut === true ? 'cm-pause-cut' : '',
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
    return mark
  }
  override ignoreEvent(): boolean {
    return false
  }
}
