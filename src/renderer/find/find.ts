// Find and replace in the open transcript. What is looked for outlives the document; the hits are those of the surface's lines, found
// again when the text has rested. 100,000 words: 3–8 ms for all hits of a word.

import { createStore } from 'zustand/vanilla'
import { findIn, patternOf, hitsIn, type Found, type Wanted } from '../../core/transcript/find'
import type { Desk } from '../desk/desk'
import type { Later } from '../desk/derived'
import { sayUndoable } from '../desk/undoable'
import type { Messages } from '../ui/messages'
import { plural } from '../ui/times'
import type { Expressions } from './expressions'

const restMs = 80

export type FindState = {
  readonly isOpen: boolean
  readonly isReplacing: boolean
  readonly wanted: Wanted
  /** What a hit is replaced by. */
  readonly by: string
  /** Only in the paragraphs of this speaker; null in all. */
  readonly speakerId: string | null
  readonly found: readonly Found[]
  /** Which of them is selected, −1 for none. */
  readonly at: number
  /** Why nothing can be found, as a sentence. */
  readonly trouble: string | null
}

type Parts = {
  readonly desk: Desk
  readonly messages: Messages
  readonly expressions: Expressions
  readonly later: Later
}

const nothing = { found: [], at: -1, trouble: null } as const

export const createFind = ({ desk, messages, expressions, later }: Parts) => {
  const store = createStore<FindState>(() => ({
    isOpen: false,
    isReplacing: false,
    wanted: { text: '', matchCase: false, wholeWords: false, regexp: false },
    by: '',
    speakerId: null,
    ...nothing,
  }))
  const surface = () => desk.store.getState().surface
  /** Who moves the focus when the open panel is asked for again. */
  const asked = new Set<(wish: 'find' | 'replace') => void>()
  let turn = 0
  let callOff: (() => void) | null = null

  const atSelection = (found: readonly Found[]): number => {
    const selected = surface()?.selected()
    return selected === undefined
      ? -1
      : found.findIndex(({ line, from, to }) => line === selected.line && from === selected.from && to === selected.to)
  }
  /** The lines of the text; null for those of other speakers. */
  const lines = (): readonly (string | null)[] => {
    const { speakerId } = store.getState()
    const all = surface()?.lines() ?? []
    const paragraphs = desk.document()?.session.store.getState().transcript.paragraphs ?? []
    return speakerId === null ? all : all.map((text, at) => (paragraphs[at]?.speakerId === speakerId ? text : null))
  }
  /** The marks in the text: of a line as it is now where that is quick, else of the lines as they were when they were searched. */
  const mark = () => {
    const { isOpen, wanted, speakerId, found } = store.getState()
    if (!isOpen || wanted.text === '') {
      surface()?.markFound(null)
      return
    }
    const isTheirs = (line: number) =>
      speakerId === null ||
      desk.document()?.session.store.getState().transcript.paragraphs[line]?.speakerId === speakerId
    if (wanted.regexp) {
      const byLine = new Map<number, Found[]>()
      for (const hit of found) byLine.set(hit.line, [...(byLine.get(hit.line) ?? []), hit])
      surface()?.markFound((line) => byLine.get(line) ?? [])
      return
    }
    const pattern = patternOf(wanted)
    surface()?.markFound((line, text) =>
      pattern.ok && isTheirs(line)
        ? hitsIn(pattern.value, text).map((match) => ({ from: match.index, to: match.index + match[0].length }))
        : [],
    )
  }
  function searchSoon(): void {
    callOff?.()
    callOff = later(() => void search(), restMs)
  }
  async function search(): Promise<void> {
    callOff?.()
    callOff = null
    const mine = ++turn
    const { wanted, by } = store.getState()
    if (wanted.text === '' || surface() === null) {
      store.setState(nothing)
      mark()
      return
    }
    const text = surface()?.text()
    const result = wanted.regexp ? await expressions.find({ lines: lines(), wanted, by }) : findIn(lines(), wanted, by)
    if (mine !== turn || (!result.ok && result.code === 'aborted')) return
    // Written on meanwhile: hits of the text as it was are none of this one.
    if (surface()?.text() !== text) {
      store.setState(nothing)
      searchSoon()
      return
    }
    if (result.ok) store.setState({ found: result.value, at: atSelection(result.value), trouble: null })
    else store.setState({ ...nothing, trouble: result.message })
    mark()
  }

  let going: Promise<void> | null = null
  /** To the next hit after the selection, or the one before it; round the end. */
  const go = (by: 1 | -1): Promise<void> => {
    const mine = step(by).finally(() => {
      if (going === mine) going = null
    })
    going = mine
    return mine
  }
  const step = async (by: 1 | -1): Promise<void> => {
    await search()
    const { found } = store.getState()
    const selected = surface()?.selected()
    if (found.length === 0 || selected === undefined) return
    const isAfter = (hit: Found) =>
      hit.line > selected.line ||
      (hit.line === selected.line && (by === 1 ? hit.from >= selected.to : hit.from >= selected.from))
    const first = found.findIndex(isAfter)
    const here = first < 0 ? found.length : first
    // A caret that stands at a hit's beginning finds this one first.
    const at = (by === 1 ? here : here - 1 + found.length) % found.length
    const hit = found[at]
    if (hit === undefined) return
    surface()?.selectFound(hit)
    store.setState({ at })
  }

  desk.store.subscribe(({ surface: now }, { surface: before }) => {
    if (now === before) return
    store.setState(nothing)
    if (now !== null && store.getState().isOpen) void search()
  })

  return {
    store,
    /** @param isReplacing whether the second line is shown as well. What is selected in the text is looked for. */
    open: (isReplacing: boolean) => {
      store.setState(({ isReplacing: before, isOpen }) => ({
        isOpen: true,
        isReplacing: isReplacing || (isOpen && before),
      }))
      const take = () => {
        const text = surface()?.selected()?.text ?? ''
        if (text !== '' && !text.includes('\n'))
          store.setState(({ wanted }) => ({ wanted: { ...wanted, text, regexp: false } }))
        void search()
        for (const listener of asked) listener(isReplacing ? 'replace' : 'find')
      }
      // Keys are obeyed in their order: a hit that is still being gone to is what will be selected.
      if (going === null) take()
      else void going.then(take)
    },
    onAsked: (listener: (wish: 'find' | 'replace') => void) => {
      asked.add(listener)
      return () => void asked.delete(listener)
    },
    close: () => {
      store.setState({ isOpen: false })
      mark()
      surface()?.focus()
    },
    /** Looks for it without the panel: a hit of the library's search is gone on from. */
    look: (text: string) => {
      store.setState({ wanted: { text, matchCase: false, wholeWords: false, regexp: false }, speakerId: null })
      void search()
    },
    want: (change: Partial<Wanted>) => {
      store.setState(({ wanted }) => ({ wanted: { ...wanted, ...change } }))
      void search()
    },
    within: (speakerId: string | null) => {
      store.setState({ speakerId })
      void search()
    },
    replaceBy: (by: string) => {
      store.setState({ by })
      searchSoon()
    },
    /** The text changed: the hits are found again when it has rested. */
    textChanged: () => {
      if (store.getState().isOpen && store.getState().wanted.text !== '') searchSoon()
    },
    next: () => go(1),
    previous: () => go(-1),
    canGo: () => store.getState().wanted.text !== '' && surface() !== null,
    /** Replaces the hit that is selected and goes to the next; with none selected it only goes there. */
    replace: async () => {
      await search()
      const { found, at } = store.getState()
      const hit = found[at]
      if (hit !== undefined && surface()?.replaceFound([hit]) === false) return
      await go(1)
    },
    replaceAll: async () => {
      await search()
      const { found } = store.getState()
      if (found.length === 0 || surface()?.replaceFound(found) !== true) return
      await search()
      const session = desk.document()?.session
      if (session !== undefined) sayUndoable(messages, session, `${plural(found.length, 'place')} replaced.`)
    },
  }
}
export type Find = ReturnType<typeof createFind>
