// What of the recording the text shows and what of it is selected, in time: the strip draws both. Read where CodeMirror reads the page
// anyway, so that scrolling costs no layout of its own.

import { type Extension } from '@codemirror/state'
import { EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view'
import type { Transcript } from '../../core/transcript/model'
import type { Stretch } from '../../core/transcript/cuts'
import { whatIsAt } from './places'

export type Shown = {
  /** From the upper edge of the text to the lower; null without words. */
  readonly inView: Stretch | null
  /** From the first to the last word that is selected; null where nothing is. */
  readonly selected: Stretch | null
}

const restMs = 100

/** Where in time a height of the text is: its paragraph's time shared out over its height. */
const timeAt = (view: EditorView, transcript: Transcript, height: number): number | null => {
  const block = view.lineBlockAtHeight(height)
  const paragraph = transcript.paragraphs[view.state.doc.lineAt(block.from).number - 1]
  const first = paragraph?.items[0]
  const last = paragraph?.items.at(-1)
  if (first === undefined || last === undefined) return null
  const share = Math.min(1, Math.max(0, (height - block.top) / Math.max(1, block.height)))
  return Math.round(first.startMs + share * (last.endMs - first.startMs))
}

const same = (a: Stretch | null, b: Stretch | null): boolean => a?.startMs === b?.startMs && a?.endMs === b?.endMs

export const tellShown = (transcript: () => Transcript, onShown: (shown: Shown) => void): Extension => {
  const selectedIn = ({ state }: EditorView): Stretch | null => {
    const { main } = state.selection
    if (main.empty) return null
    const first = whatIsAt(state, transcript(), main.from)?.word
    const last = whatIsAt(state, transcript(), main.to)?.word
    return first && last && last.endMs > first.startMs ? { startMs: first.startMs, endMs: last.endMs } : null
  }
  return ViewPlugin.define((view) => {
    let shown: Shown = { inView: null, selected: null }
    const tell = (next: Shown) => {
      if (same(next.inView, shown.inView) && same(next.selected, shown.selected)) return
      shown = next
      onShown(next)
    }
    const look = () =>
      view.requestMeasure({
        key: tellShown,
        read: () => {
          const { scrollTop, clientHeight } = view.scrollDOM
          const top = scrollTop - view.documentPadding.top
          const startMs = timeAt(view, transcript(), Math.max(0, top))
          const endMs = timeAt(view, transcript(), Math.max(0, top + clientHeight))
          return startMs === null || endMs === null || endMs <= startMs ? null : { startMs, endMs }
        },
        write: (inView: Stretch | null) => tell({ inView, selected: selectedIn(view) }),
      })
    view.scrollDOM.addEventListener('scroll', look, { passive: true })
    look()
    // After a key it can wait until the hand rests; while it scrolls it is told at once.
    let rest: ReturnType<typeof setTimeout> | undefined
    return {
      update: (update: ViewUpdate) => {
        if (!update.geometryChanged && !update.docChanged && !update.selectionSet) return
        clearTimeout(rest)
        rest = setTimeout(look, restMs)
      },
      destroy: () => {
        clearTimeout(rest)
        view.scrollDOM.removeEventListener('scroll', look)
      },
    }
  })
}
