// The word that is being spoken, lit and kept in view. One decoration, moved when the word changes (about three times a
// second), never one per frame and never through React. Following ends when the person scrolls, and comes back on
// demand, on a seek by a click, and when playback starts again.

import { StateEffect } from '@codemirror/state'
import { Decoration, EditorView, ViewPlugin, type DecorationSet, type ViewUpdate } from '@codemirror/view'
import type { Transcript } from '../../core/transcript/model'
import { wordAt, wordBefore, type Spoken } from '../../core/transcript/spoken'
import type { Player } from '../player/types'
import { refresh } from './decorations'
import { placeOf } from './places'

const spokenChanged = StateEffect.define()
const lit = Decoration.mark({ class: 'cm-playing' })

/** The lit word stays in this part of the view, from the top; when it leaves, it comes back to the first of them. */
const comfort = { top: 0.2, bottom: 0.75 } as const

/** Calls `away` when the person scrolls: by wheel, touch, the scroll bar or a page key, beside the text too. */
const whenScrolled = ({ scrollDOM }: EditorView, away: () => void): (() => void) => {
  const bar = (event: PointerEvent) => {
    if (event.target === scrollDOM && event.offsetX > scrollDOM.clientWidth) away()
  }
  const page = (event: KeyboardEvent) => {
    if (event.key === 'PageUp' || event.key === 'PageDown') away()
  }
  scrollDOM.addEventListener('wheel', away, { passive: true })
  scrollDOM.addEventListener('touchmove', away, { passive: true })
  scrollDOM.addEventListener('pointerdown', bar)
  scrollDOM.addEventListener('keydown', page)
  return () => {
    scrollDOM.removeEventListener('wheel', away)
    scrollDOM.removeEventListener('touchmove', away)
    scrollDOM.removeEventListener('pointerdown', bar)
    scrollDOM.removeEventListener('keydown', page)
  }
}

export type FollowParts = {
  readonly transcript: () => Transcript
  readonly player: Player
  readonly onFollowLost: () => void
  readonly onFollowFound: () => void
}

const inView = (view: EditorView, pos: number): boolean => {
  const { top, bottom } = view.scrollDOM.getBoundingClientRect()
  const at = view.coordsAtPos(pos)
  if (at === null) return false
  const height = bottom - top
  return at.top >= top + 8 && at.bottom <= top + height * comfort.bottom
}
const bringToView = (view: EditorView, pos: number) => {
  view.dispatch({
    effects: EditorView.scrollIntoView(pos, { y: 'start', yMargin: view.scrollDOM.clientHeight * comfort.top }),
  })
}

export const playingWord = ({ transcript, player, onFollowLost, onFollowFound }: FollowParts) => {
  /** The transcript it was looked up in, so that an edit looks it up anew. */
  let spoken: Spoken | null = null
  let following = true

  const placeNow = (view: EditorView) =>
    spoken === null ? null : placeOf(view.state, transcript(), spoken.paragraph, spoken.wordIndex)

  const lose = () => {
    if (!following || !player.store.getState().playing) return
    following = false
    onFollowLost()
  }

  const resume = () => {
    if (following) return
    following = true
    onFollowFound()
  }

  const plugin = ViewPlugin.fromClass(
    class {
      decorations: DecorationSet = Decoration.none
      readonly stops: readonly (() => void)[]
      constructor(readonly view: EditorView) {
        this.stops = [
          player.onTime((ms) => this.look(ms)),
          player.store.subscribe((state, before) => {
            if (state.playing && !before.playing) resume()
          }),
          whenScrolled(view, lose),
        ]
      }
      look(ms: number) {
        const now = wordAt(transcript(), ms)
        if (now?.word === spoken?.word && now?.paragraph === spoken?.paragraph) return
        spoken = now
        this.view.dispatch({ effects: spokenChanged.of(null) })
        const place = placeNow(this.view)
        if (following && player.store.getState().playing && place !== null && !inView(this.view, place.from))
          bringToView(this.view, place.from)
      }
      update(update: ViewUpdate) {
        const edited =
          update.docChanged || update.transactions.some((each) => each.effects.some((effect) => effect.is(refresh)))
        if (edited && spoken !== null) spoken = wordAt(transcript(), player.timeMs())
        if (!edited && !update.transactions.some((each) => each.effects.some((effect) => effect.is(spokenChanged))))
          return
        const place = placeNow(update.view)
        this.decorations = place === null ? Decoration.none : Decoration.set(lit.range(place.from, place.to))
        // Who types or sets the caret wants to stay there.
        if (
          update.docChanged &&
          update.transactions.some((each) => each.isUserEvent('input') || each.isUserEvent('delete'))
        )
          lose()
      }
      destroy() {
        for (const stop of this.stops) stop()
      }
    },
    { decorations: (value) => value.decorations },
  )

  return {
    extension: plugin,
    /** Shows the playing word, or the last one that was said, and follows again. */
    scrollToPlaying: (view: EditorView) => {
      resume()
      const last = spoken ?? wordBefore(transcript(), player.timeMs())
      const place = last === null ? null : placeOf(view.state, transcript(), last.paragraph, last.wordIndex)
      if (place !== null) bringToView(view, place.from)
    },
    followAgain: resume,
  }
}
