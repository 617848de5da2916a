// The text surface of one open document. The session's transcript is the truth: a change typed here becomes steps before
// it is shown, and is not shown where the session refuses it; every other change of the document is shown by the
// smallest change of the touched lines. At any moment the words of line i are the words of paragraph i.

import { standardKeymap } from '@codemirror/commands'
import {
  Annotation,
  Compartment,
  EditorSelection,
  EditorState,
  Prec,
  StateEffect,
  Text,
  type Transaction,
} from '@codemirror/state'
import { EditorView, keymap, type KeyBinding, type ViewUpdate } from '@codemirror/view'
import { silenceAt } from '../../core/transcript/cuts'
import type { Found, Hit } from '../../core/transcript/find'
import { textOf, words, type Transcript } from '../../core/transcript/model'
import type { OriginalText } from '../../core/transcript/provenance'
import { wordBefore } from '../../core/transcript/spoken'
import type { Player } from '../player/types'
import type { Change, Session } from '../session/types'
import { matches, parseChord } from '../ui/keys'
import { editorCommands, historyKeys, joinsWithBlank, split, textCommands, type EditorCommand } from './commands'
import { paragraphDecorations, refresh, setProvenance, setThreshold, thresholdField } from './decorations'
import { follow } from './following'
import { foundMarks, setFound, type FoundIn } from './found'
import { type Place, placeOf, selectedWords, tokensIn, whatIsAt, wordUnder } from './places'
import { playingWord } from './playing'
import { type Shown, tellShown } from './shown'
import { theme } from './theme'
import { createTyping } from './typing'

export type SpeakerMenuAt = { readonly paragraphId: string; readonly speakerId: string; readonly anchor: DOMRect }

/** The silence after so many words of the paragraph at this index, and where its mark is. */
export type PauseMenuAt = { readonly index: number; readonly wordsBefore: number; readonly anchor: DOMRect }

export type EditorParts = {
  /** An element of its own: the surface lives in its open shadow root, where a strict CSP lets it have its styles. */
  readonly host: HTMLElement
  readonly session: Session
  readonly player: Player
  readonly title: string
  /** Pauses of at least this many ms are shown. */
  readonly threshold: number
  readonly onSpeakerMenu: (at: SpeakerMenuAt) => void
  readonly onPauseMenu: (at: PauseMenuAt) => void
  /** The caret stands at this word, null in a paragraph without any. Not called again while it stays there. */
  readonly onCaret: (paragraphId: string, wordId: string | null, timeMs: number) => void
  /** Another part of the text is shown or selected. */
  readonly onShown?: (shown: Shown) => void
  /** The person scrolled away from the playing word. */
  readonly onFollowLost: () => void
  /** The playing word is followed again. */
  readonly onFollowFound?: () => void
  /** Why what was typed was not taken, in a sentence. */
  readonly onRefused?: (message: string) => void
  /** Monotonic ms, for telling typing from typing anew. */
  readonly now?: () => number
}

export type Editor = {
  readonly view: EditorView
  readonly destroy: () => void
  readonly focus: () => void
  readonly setThreshold: (ms: number) => void
  readonly setTitle: (title: string) => void
  /** Other keys than those of the table. */
  readonly setKeys: (keys: KeysOf) => void
  /** Shows where words come from, by the original's texts; null: only which times are estimated. */
  readonly setProvenance: (originalText: OriginalText | null) => void
  /** Shows the words said at `ms`, or last before it; the caret stays. */
  readonly revealTime: (ms: number) => void
  /** Shows the word and puts the caret at it. */
  readonly revealWord: (wordId: string) => void
  /** Selects the text where it stands in these words, or all of them. */
  readonly showHit: (firstId: string, lastId: string, text: string) => void
  /** Selects the words said in this stretch and goes to them; false where there are none. */
  readonly selectTime: (startMs: number, endMs: number) => boolean
  readonly scrollToPlaying: () => void
  /** The text itself, for telling whether it is still the same. */
  readonly text: () => unknown
  /** The lines of the text, one a paragraph. */
  readonly lines: () => readonly string[]
  /** What is selected, in the line where it begins. */
  readonly selected: () => Hit & { readonly text: string }
  readonly selectFound: (hit: Hit) => void
  /** Puts what replaces them in the place of these hits, as one change; false where nothing was changed. */
  readonly replaceFound: (hits: readonly Found[]) => boolean
  /** Marks what is looked for; null for nothing. */
  readonly markFound: (foundIn: FoundIn | null) => void
  /** The ids of the words that the selection touches, or of the one at the caret. */
  readonly selectedWords: () => ReadonlySet<string>
  /** The silence next to the caret, before its word or after it; null where there is none. */
  readonly pauseAtCaret: () => PauseMenuAt | null
  /** How many words of the caret's paragraph begin before it. */
  readonly wordsBeforeCaret: () => { readonly paragraphId: string; readonly words: number } | null
  /** Splits the paragraph at this index after so many of its words. */
  readonly splitAt: (index: number, wordsBefore: number) => void
  readonly commands: readonly EditorCommand[]
  readonly readOnly: boolean
}

/** Made by the session, not typed: it is in the document already. */
const fromSession = Annotation.define<true>()

const named = (title: string) => EditorView.contentAttributes.of({ 'aria-label': `Transcript of ${title}` })

/** A pasted text is one paragraph a line; blank lines between are only air, and those around it keep its words apart from the text. */
const tidyPaste = (text: string): string =>
  text
    .replace(/\r\n?/gu, '\n')
    .replace(/^\s*\n|\n\s*$/gu, ' ')
    .replace(/\n\s*\n/gu, '\n')

/** The keys of a command of the text, by its id. */
export type KeysOf = (id: string) => readonly string[]

const ownKeys: KeysOf = (id) => {
  if (id === 'undo' || id === 'redo') return historyKeys[id]
  return textCommands.find((one) => one.id === id)?.keys ?? []
}

export const createEditor = (parts: EditorParts): Editor => {
  const { host, session, player, onSpeakerMenu, onPauseMenu, onCaret, onFollowLost, onRefused } = parts
  /** The document as the session last told it: a change is heard here before the store has it. */
  let current: Transcript = session.store.getState().transcript
  const transcript = () => current
  /** What the lines of the surface are; differs from `current` only while a change is on its way from one to the other. */
  let shown = current.paragraphs
  let taking = false
  const readOnly = session.store.getState().readOnly !== null || shown.length === 0
  const typing = createTyping(session.newId, parts.now ?? (() => performance.now()))
  const playing = playingWord({ transcript, player, onFollowLost, onFollowFound: () => parts.onFollowFound?.() })
  const titleSlot = new Compartment()

  /** Brings what was typed into the session; false where it may not be shown. */
  const take = (transaction: Transaction): boolean => {
    if (!transaction.docChanged || transaction.annotation(fromSession) === true) return true
    const refuse = (message: string): boolean => {
      typing.end()
      onRefused?.(message)
      return false
    }
    const typed = typing.stepsFor(transaction, current)
    if (!typed.ok) return refuse(typed.message)
    const { label, steps, ...merging } = typed.value
    if (steps.length === 0) return true
    taking = true
    const applied = session.apply(label, steps, { origin: 'surface', ...merging })
    taking = false
    if (!applied.ok) return refuse(applied.message)
    typing.took(current, transaction.newDoc.lineAt(transaction.newSelection.main.head).number - 1)
    return true
  }

  /** Shows what the document has come to; after undo and redo the caret stands where the change was. */
  const show = (origin: Change['origin']) => {
    const { doc, selection } = view.state
    const { changes, firstAt, firstLine } = follow(doc, shown, current.paragraphs)
    shown = current.paragraphs
    typing.end()
    const caretLine = doc.lineAt(selection.main.head).number - 1
    const changed = view.state.changes(changes)
    const target =
      origin !== 'history'
        ? null
        : (firstAt ??
          (firstLine === null || firstLine === caretLine ? null : changed.apply(doc).line(firstLine + 1).from))
    view.dispatch({
      changes: changed,
      effects: refresh.of(null),
      annotations: fromSession.of(true),
      ...(target === null ? {} : { selection: EditorSelection.cursor(target), scrollIntoView: true }),
    })
  }

  const openMenu = (at: number, anchor: DOMRect): boolean => {
    const paragraph = current.paragraphs[view.state.doc.lineAt(at).number - 1]
    if (paragraph === undefined || readOnly) return false
    onSpeakerMenu({ paragraphId: paragraph.id, speakerId: paragraph.speakerId, anchor })
    return true
  }

  let caret: {
    readonly paragraphId: string
    readonly wordId: string | null
    readonly timeMs: number
    readonly speakerId: string
  } | null = null
  const tellCaret = ({ view, state }: ViewUpdate) => {
    const at = whatIsAt(state, current, state.selection.main.head)
    if (at === null) return
    const before = caret
    const { paragraph, word, timeMs } = at
    caret = { paragraphId: paragraph.id, wordId: word?.id ?? null, timeMs, speakerId: paragraph.speakerId }
    if (before?.paragraphId === caret.paragraphId && before.wordId === caret.wordId && before.timeMs === timeMs) return
    onCaret(caret.paragraphId, caret.wordId, timeMs)
    if (before === null || before.speakerId === caret.speakerId) return
    const speaker = current.speakers.find((each) => each.id === paragraph.speakerId)
    if (speaker !== undefined) view.dispatch({ effects: EditorView.announce.of(speaker.name) })
  }

  const view: EditorView = new EditorView({
    parent: host.shadowRoot ?? host.attachShadow({ mode: 'open' }),
    state: EditorState.create({
      doc: shown.length === 0 ? Text.empty : Text.of(shown.map(textOf)),
      extensions: [
        theme,
        EditorState.readOnly.of(readOnly),
        EditorView.lineWrapping,
        EditorView.perLineTextDirection.of(true),
        EditorView.contentAttributes.of({ spellcheck: 'true' }),
        titleSlot.of(named(parts.title)),
        EditorView.clipboardInputFilter.of(tidyPaste),
        thresholdField.init(() => parts.threshold),
        paragraphDecorations(transcript, {
          speaker: (view, dom) => openMenu(view.posAtDOM(dom), dom.getBoundingClientRect()),
          pause: (view, dom, wordsBefore) =>
            onPauseMenu({
              index: view.state.doc.lineAt(view.posAtDOM(dom)).number - 1,
              wordsBefore,
              anchor: dom.getBoundingClientRect(),
            }),
        }),
        playing.extension,
        foundMarks,
        parts.onShown === undefined ? [] : tellShown(transcript, parts.onShown),
        joinsWithBlank,
        keymap.of([...standardKeymap]),
        EditorView.domEventHandlers({
          mousedown: (event, view) => {
            if (event.button !== 0 || !(event.ctrlKey || event.metaKey)) return false
            const pos = view.posAtCoords({ x: event.clientX, y: event.clientY })
            const word = pos === null ? null : wordUnder(view.state, current, pos)
            if (word === null) return false
            event.preventDefault()
            playing.followAgain()
            player.seek(word.startMs)
            return true
          },
          // Without a selection CodeMirror would copy or cut the whole paragraph.
          copy: (_, view) => view.state.selection.main.empty,
          cut: (_, view) => view.state.selection.main.empty,
          // The engine's own undo knows nothing of the session: also where a person has given its keys away.
          beforeinput: (event) => event.inputType === 'historyUndo' || event.inputType === 'historyRedo',
          // A file dropped on the text is the window's business, not text.
          drop: (event) => (event.dataTransfer?.files.length ?? 0) > 0,
        }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged || update.selectionSet) tellCaret(update)
        }),
      ],
    }),
    dispatchTransactions: (transactions, view) => {
      const taken: Transaction[] = []
      for (const transaction of transactions) {
        if (!take(transaction)) break
        taken.push(transaction)
      }
      if (taken.length > 0) view.update(taken)
      // Somebody answered this change with another one while it was on its way.
      if (shown !== current.paragraphs) show('command')
    },
  })

  const stopSession = session.onChange(({ after, origin }) => {
    current = after
    if (!taking) show(origin)
    else if (origin === 'surface') shown = after.paragraphs
  })

  const commands = editorCommands({
    view,
    session,
    player,
    openSpeakerMenu: () => {
      const { head } = view.state.selection.main
      const { from } = view.state.doc.lineAt(head)
      const button = view.domAtPos(from).node.parentElement?.closest('.cm-line')?.querySelector('button')
      const line = view.coordsAtPos(from)
      return openMenu(head, button?.getBoundingClientRect() ?? new DOMRect(line?.left ?? 0, line?.top ?? 0, 0, 0))
    },
  })
  const placeOfId = (wordId: string): Place | null => {
    for (const paragraph of current.paragraphs) {
      const wordIndex = words(paragraph).findIndex((word) => word.id === wordId)
      const place = wordIndex < 0 ? null : placeOf(view.state, current, paragraph, wordIndex)
      if (place !== null) return place
    }
    return null
  }
  const platform = /Mac/u.test(navigator.platform) ? 'darwin' : 'other'
  const keySlot = new Compartment()
  const binding = (keys: KeysOf) => {
    const bound = commands.flatMap((command) => keys(command.id).map((key) => ({ command, key })))
    const letters = bound
      .map(({ command, key }) => ({ command, chord: parseChord(key) }))
      .filter(({ chord }) => /^[a-z]$/u.test(chord.key))
    return [
      // CodeMirror tells Shift by the case of the letter, which Caps Lock turns round: redo would undo.
      Prec.highest(
        EditorView.domEventHandlers({
          keydown: (event) => {
            const found = event.isComposing ? undefined : letters.find(({ chord }) => matches(chord, event, platform))
            if (found?.command.applies() === true) found.command.run()
            if (found) event.preventDefault()
            return found !== undefined
          },
        }),
      ),
      Prec.high(
        keymap.of(
          bound.map(({ command: { applies, run }, key }): KeyBinding => ({
            key,
            run: () => applies() && run(),
            preventDefault: true,
          })),
        ),
      ),
    ]
  }
  view.dispatch({ effects: StateEffect.appendConfig.of(keySlot.of(binding(ownKeys))) })

  return {
    view,
    destroy: () => {
      stopSession()
      view.destroy()
    },
    focus: () => view.focus(),
    setThreshold: (ms) => view.dispatch({ effects: setThreshold.of(ms) }),
    setProvenance: (originalText) => view.dispatch({ effects: setProvenance.of(originalText) }),
    setKeys: (keys) => view.dispatch({ effects: keySlot.reconfigure(binding(keys)) }),
    setTitle: (title) => view.dispatch({ effects: titleSlot.reconfigure(named(title)) }),
    revealTime: (ms) => {
      const spoken = wordBefore(current, ms)
      const place = spoken === null ? null : placeOf(view.state, current, spoken.paragraph, spoken.wordIndex)
      view.dispatch({ effects: EditorView.scrollIntoView(place?.from ?? 0, { y: 'center' }) })
      playing.followAgain()
    },
    revealWord: (wordId) => {
      const place = placeOfId(wordId)
      if (place === null) return
      view.dispatch({
        selection: EditorSelection.cursor(place.from),
        effects: EditorView.scrollIntoView(place.from, { y: 'center' }),
      })
    },
    showHit: (firstId, lastId, text) => {
      const first = placeOfId(firstId)
      const last = placeOfId(lastId)
      if (first === null || last === null) return
      const there = view.state.sliceDoc(first.from, last.to)
      const at = there.toLowerCase().indexOf(text.toLowerCase())
      const [from, to] = at < 0 ? [first.from, last.to] : [first.from + at, first.from + at + text.length]
      view.dispatch({
        selection: EditorSelection.range(from, to),
        effects: EditorView.scrollIntoView(from, { y: 'center' }),
      })
      view.focus()
    },
    selectTime: (startMs, endMs) => {
      const said = current.paragraphs.flatMap((paragraph) => {
        const [first, last] = [paragraph.items[0], paragraph.items.at(-1)]
        if (first === undefined || last === undefined || last.endMs <= startMs || first.startMs >= endMs) return []
        return words(paragraph).flatMap((word, at) =>
          word.endMs > startMs && word.startMs < endMs ? [placeOf(view.state, current, paragraph, at)] : [],
        )
      })
      const first = said[0] ?? null
      const last = said.at(-1) ?? null
      if (first === null || last === null) return false
      view.dispatch({
        selection: EditorSelection.range(first.from, last.to),
        effects: EditorView.scrollIntoView(first.from, { y: 'nearest', yMargin: 60 }),
      })
      view.focus()
      return true
    },
    scrollToPlaying: () => playing.scrollToPlaying(view),
    text: () => view.state.doc,
    lines: () => view.state.doc.toString().split('\n'),
    selected: () => {
      const { from, to } = view.state.selection.main
      const line = view.state.doc.lineAt(from)
      return { line: line.number - 1, from: from - line.from, to: to - line.from, text: view.state.sliceDoc(from, to) }
    },
    selectFound: ({ line, from, to }) => {
      const start = view.state.doc.line(line + 1).from
      view.dispatch({
        selection: EditorSelection.range(start + from, start + to),
        effects: EditorView.scrollIntoView(start + from, { y: 'center' }),
      })
    },
    replaceFound: (hits) => {
      if (readOnly) return false
      const before = view.state.doc
      view.dispatch({
        changes: hits.map(({ line, from, to, by }) => {
          const start = before.line(line + 1).from
          return { from: start + from, to: start + to, insert: (by ?? '').replace(/\s+/gu, ' ') }
        }),
        userEvent: hits.length === 1 ? 'input.replace' : 'input.replace.all',
      })
      return view.state.doc !== before
    },
    markFound: (foundIn) => view.dispatch({ effects: setFound.of(foundIn) }),
    selectedWords: () => selectedWords(view.state, current),
    pauseAtCaret: () => {
      const { head } = view.state.selection.main
      const line = view.state.doc.lineAt(head)
      const paragraph = current.paragraphs[line.number - 1]
      const found = paragraph === undefined ? [] : tokensIn(line.text, paragraph)
      const offset = head - line.from
      // At the start of a word the silence before it is nearer than the one after it.
      const before = found.filter(({ from }) => from < offset).length
      const wordsBefore = [before, before - 1, before + 1].find(
        (words) => words >= 0 && silenceAt(current, line.number - 1, words) !== null,
      )
      const at = view.coordsAtPos(head)
      if (wordsBefore === undefined || at === null) return null
      const anchor = new DOMRect(at.left, at.top, 1, at.bottom - at.top)
      return { index: line.number - 1, wordsBefore, anchor }
    },
    wordsBeforeCaret: () => {
      const { head } = view.state.selection.main
      const line = view.state.doc.lineAt(head)
      const paragraph = current.paragraphs[line.number - 1]
      if (paragraph === undefined) return null
      const before = tokensIn(line.text, paragraph).filter(({ from }) => line.from + from < head)
      return { paragraphId: paragraph.id, words: before.length }
    },
    splitAt: (index, wordsBefore) => {
      const line = view.state.doc.line(index + 1)
      const paragraph = current.paragraphs[index]
      const token = paragraph === undefined ? undefined : tokensIn(line.text, paragraph)[wordsBefore]
      if (token === undefined) return
      view.dispatch({ selection: EditorSelection.cursor(line.from + token.from) })
      split(view)
    },
    commands,
    readOnly,
  }
}
