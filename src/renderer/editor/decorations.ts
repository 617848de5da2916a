// Labels, pauses, cut and estimated words, and the line of the caret: made anew for the visible lines only, whenever
// those, the document, the threshold or the caret's line change: 0.1 ms for a window of 800 px.

import { StateEffect, StateField, type EditorState, type Range } from '@codemirror/state'
import {
  Decoration,
  ViewPlugin,
  type DecorationSet,
  type EditorView,
  type ViewUpdate,
  type WidgetType,
} from '@codemirror/view'
import { endBefore, silencesIn } from '../../core/transcript/cuts'
import type { Timing, Transcript } from '../../core/transcript/model'
import { silencesOf } from '../../core/transcript/pauses'
import { isCorrected, type OriginalText } from '../../core/transcript/provenance'
import { colourOf } from '../../core/transcript/speakers'
import { CutMark, ManyPausesMark, PauseMark, pausesByPlace, SpeakerLabel, type OpenPauseMenu } from './marks'
import { tokensIn } from './places'

/** The document changed in a way the text does not show. */
export const refresh = StateEffect.define()
export const setThreshold = StateEffect.define<number>()
/** Shows where words come from; with null only which times are estimated. */
export const setProvenance = StateEffect.define<OriginalText | null>()

const provenanceField = StateField.define<OriginalText | null>({
  create: () => null,
  update: (value, transaction) => {
    for (const effect of transaction.effects) if (effect.is(setProvenance)) return effect.value
    return value
  },
})

/** Pauses shorter than this many ms are not shown. */
export const thresholdField = StateField.define<number>({
  create: () => 300,
  update: (value, transaction) => {
    for (const effect of transaction.effects) if (effect.is(setThreshold)) return effect.value
    return value
  },
})

/** Names longer than this may take two lines ("Unknown speaker" does), and a paragraph of one line makes room for them. */
const longName = 12

/** CodeMirror draws a line longer than this only around what is seen of it; the rest needs no marks. */
const longLine = 20_000

const lineDecoration = (names: string): Decoration => Decoration.line({ class: names, attributes: { dir: 'auto' } })
const lines = {
  plain: lineDecoration(''),
  here: lineDecoration('cm-here'),
  tall: lineDecoration('cm-tall'),
  tallHere: lineDecoration('cm-tall cm-here'),
} as const

const cut = Decoration.mark({ class: 'cm-cut' })
const told = (name: string, title: string): Decoration => Decoration.mark({ class: name, attributes: { title } })
const timings: Readonly<Record<Exclude<Timing, 'source'>, Decoration>> = {
  estimated: told('cm-estimated', 'The time of this word is an estimate'),
  split: told('cm-split', 'The time of this word is a part of another’s'),
  joined: told('cm-joined', 'The time of this word is that of several'),
  manual: told('cm-manual', 'The time of this word was set by hand'),
}
const corrected = told('cm-corrected', 'The text of this word was corrected')

/** Out-time of what was said before an empty paragraph: the time its label shows. */
const startOf = (transcript: Transcript, index: number): number => {
  const first = transcript.paragraphs[index]?.items[0]
  if (first !== undefined) return first.startMs
  for (let before = index - 1; before >= 0; before--) {
    const last = transcript.paragraphs[before]?.items.at(-1)
    if (last !== undefined) return last.endMs
  }
  return 0
}

export type OpenSpeakerMenu = (view: EditorView, dom: HTMLElement) => void

export type OpenMenus = { readonly speaker: OpenSpeakerMenu; readonly pause: OpenPauseMenu }

const decorate = (view: EditorView, transcript: Transcript, open: OpenMenus): DecorationSet => {
  const { state, viewport } = view
  const threshold = state.field(thresholdField)
  const provenance = state.field(provenanceField)
  const here = state.doc.lineAt(state.selection.main.head).number
  const speakerIndex = new Map(transcript.speakers.map((speaker, index) => [speaker.id, index] as const))
  const ranges: Range<Decoration>[] = []
  const last = state.doc.lineAt(viewport.to).number
  for (let number = state.doc.lineAt(viewport.from).number; number <= last; number++) {
    const paragraph = transcript.paragraphs[number - 1]
    if (paragraph === undefined) continue
    const { from, to, text } = state.doc.line(number)
    const index = speakerIndex.get(paragraph.speakerId) ?? 0
    const speaker = transcript.speakers[index]
    const label = {
      name: speaker?.name ?? '',
      colour: colourOf(speaker, index),
      startMs: startOf(transcript, number - 1),
      here: number === here,
    }
    const tall = label.name.length > longName
    const kind = tall ? (label.here ? 'tallHere' : 'tall') : label.here ? 'here' : 'plain'
    ranges.push(lines[kind].range(from))
    ranges.push(Decoration.widget({ widget: new SpeakerLabel(label, open.speaker), side: -2 }).range(from))
    const found = tokensIn(text, paragraph)
    const drawn = (start: number, end: number): boolean =>
      text.length <= longLine || view.visibleRanges.some((range) => start <= range.to && end >= range.from)
    const previousEndMs = endBefore(transcript, number - 1)
    const put = (wordsBefore: number, widgets: () => readonly WidgetType[]) => {
      const token = found[wordsBefore]
      const at = token === undefined ? to : from + token.from
      if (!drawn(at, at)) return
      const side = token === undefined ? 1 : -1
      for (const widget of widgets()) ranges.push(Decoration.widget({ widget, side }).range(at))
    }
    // A silence of which something is cut is shown as a whole, however short what is left of it.
    const cutHere = paragraph.items.some((item) => item.kind === 'pause' && item.cut === true)
      ? silencesIn(paragraph, previousEndMs).filter(({ cutMs }) => cutMs > 0)
      : []
    const places = new Set(cutHere.map(({ wordsBefore }) => wordsBefore))
    for (const silence of cutHere) put(silence.wordsBefore, () => [new CutMark(silence, open.pause)])
    for (const { wordsBefore, silences, asOne } of pausesByPlace(silencesOf(paragraph, threshold, previousEndMs))) {
      if (places.has(wordsBefore)) continue
      put(wordsBefore, () =>
        asOne ? [new ManyPausesMark(silences)] : silences.map((silence) => new PauseMark(silence, open.pause)),
      )
    }
    let wordIndex = 0
    for (const item of paragraph.items) {
      if (item.kind !== 'word') continue
      const at = found[wordIndex++]
      if (at === undefined) break
      const isEdited = provenance !== null && isCorrected(item, provenance)
      const isTold = item.timing === 'estimated' || (provenance !== null && item.timing !== 'source')
      if (item.cut !== true && !isTold && !isEdited) continue
      if (!drawn(from + at.from, from + at.to)) continue
      if (item.cut === true) ranges.push(cut.range(from + at.from, from + at.to))
      if (isTold) ranges.push(timings[item.timing].range(from + at.from, from + at.to))
      if (isEdited) ranges.push(corrected.range(from + at.from, from + at.to))
    }
  }
  return Decoration.set(ranges, true)
}

const lineOfCaret = (state: EditorState): number => state.doc.lineAt(state.selection.main.head).number

export const paragraphDecorations = (transcript: () => Transcript, open: OpenMenus) => [
  provenanceField,
  ViewPlugin.fromClass(
    class {
      decorations: DecorationSet
      constructor(view: EditorView) {
        this.decorations = decorate(view, transcript(), open)
      }
      update(update: ViewUpdate) {
        if (
          update.docChanged ||
          update.viewportChanged ||
          (update.selectionSet && lineOfCaret(update.startState) !== lineOfCaret(update.state)) ||
          update.transactions.some((each) =>
            each.effects.some((effect) => effect.is(refresh) || effect.is(setThreshold) || effect.is(setProvenance)),
          )
        )
          this.decorations = decorate(update.view, transcript(), open)
      }
    },
    { decorations: (plugin) => plugin.decorations },
  ),
]
