// @vitest-environment happy-dom
import { EditorSelection } from '@codemirror/state'
import { EditorView, runScopeHandlers } from '@codemirror/view'
import fc from 'fast-check'
import { afterEach, expect, test, vi } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { ok } from '../../core/result'
import { anyTranscript, anyTyping } from '../../core/transcript/documents.fixture'
import { check, words, type Paragraph, type Pause, type Transcript, type Word } from '../../core/transcript/model'
import { replay } from '../../core/transcript/replay'
import { wordAt } from '../../core/transcript/spoken'
import { addSpeaker, assignParagraph, renameSpeaker } from '../../core/transcript/speakers'
import { toJSON } from '../../core/transcript/step'
import { standsFor } from '../../core/transcript/tokens'
import type { Player, PlayerState } from '../player/types'
import { createSession } from '../session/session'
import { createEditor, type Editor } from './editor'

const word = (text: string, startMs: number, endMs: number): Word => ({
  kind: 'word',
  id: `${text}@${startMs}`,
  text,
  startMs,
  endMs,
  timing: 'source',
})
const pause = (startMs: number, endMs: number): Pause => ({
  kind: 'pause',
  id: `pause@${startMs}`,
  startMs,
  endMs,
  category: 'small',
})
const interview: Transcript = {
  speakers: [
    { id: 's1', name: 'Harriet Vale', pictoryId: 1 },
    { id: 's2', name: 'Presenter', pictoryId: 2 },
  ],
  paragraphs: [
    {
      id: 'a',
      speakerId: 's1',
      items: [
        word('Oh', 0, 300),
        word('my', 300, 600),
        pause(600, 1600),
        word('God,', 1600, 2000),
        word('yes.', 2000, 2400),
      ],
    },
    {
      id: 'b',
      speakerId: 's2',
      items: [pause(2400, 4400), word('Two', 4400, 4700), word('weeks', 4700, 5200), word('ago', 5600, 6000)],
    },
    { id: 'c', speakerId: 's2', items: [word('it', 6000, 6100), word('came.', 6100, 6500)] },
  ],
  language: 'en',
  durationMs: 10_000,
}

const makePlayer = () => {
  const listeners = new Set<(ms: number) => void>()
  const seeks: number[] = []
  let at = 0
  const store = createStore<PlayerState>(() => ({
    media: null,
    upright: false,
    playing: false,
    rate: 1,
    durationMs: 10_000,
    loop: null,
    trouble: null,
  }))
  const player: Player = {
    store,
    timeMs: () => at,
    seek: (ms) => {
      at = ms
      seeks.push(ms)
      for (const listener of listeners) listener(ms)
    },
    play: () => store.setState({ playing: true }),
    pause: () => store.setState({ playing: false }),
    toggle: () => {},
    setRate: () => {},
    playTo: () => {},
    setLoop: () => {},
    onTime: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
  return {
    player,
    seeks,
    listening: () => listeners.size,
    tick: (ms: number) => {
      at = ms
      for (const listener of listeners) listener(ms)
    },
  }
}

const opened: Editor[] = []
afterEach(() => {
  for (const editor of opened.splice(0)) editor.destroy()
  document.body.replaceChildren()
})

const open = (transcript: Transcript = interview, readOnly: string | null = null) => {
  let clock = 1_000
  let id = 0
  const journal: string[] = []
  const made = createSession({
    opened: { jobId: 'job', snapshot: JSON.stringify(transcript), tail: [], readOnly },
    appendEdits: async (groups) => {
      journal.push(...groups.map(toJSON))
      return ok(null)
    },
    now: () => clock,
    setTimer: () => () => {},
    newId: () => `new${id++}`,
  })
  if (!made.ok) throw new Error(made.message)
  const session = made.value
  const host = document.createElement('div')
  document.body.append(host)
  const carets: string[] = []
  const refused: string[] = []
  const lost = vi.fn()
  const found = vi.fn()
  const menu = vi.fn()
  const { player, seeks, tick, listening } = makePlayer()
  const editor = createEditor({
    host,
    session,
    player,
    title: 'Idai',
    threshold: 300,
    onSpeakerMenu: menu,
    onPauseMenu: () => {},
    onCaret: (paragraphId, wordId, timeMs) => carets.push(`${paragraphId} ${wordId} ${timeMs}`),
    onFollowLost: lost,
    onFollowFound: found,
    onRefused: (message) => refused.push(message),
    now: () => clock,
  })
  opened.push(editor)
  return {
    editor,
    view: editor.view,
    session,
    player,
    seeks,
    tick,
    listening,
    journal,
    carets,
    refused,
    lost,
    found,
    menu,
    host,
    rest: (ms = 5_000) => {
      clock += ms
    },
  }
}

const now = (session: { readonly store: { readonly getState: () => { readonly transcript: Transcript } } }) =>
  session.store.getState().transcript
const linesOf = (transcript: Transcript) => transcript.paragraphs.map((each) => words(each).map((one) => one.text))
/** The lines as the document says they read; one that reads otherwise comes as it stands. */
const shown = (view: EditorView, transcript: Transcript) => {
  const texts = linesOf(transcript)
  return view.state.doc
    .toString()
    .split('\n')
    .map((line, index) => (standsFor(line, texts[index] ?? []) ? texts[index] : [line]))
}
const agree = (view: EditorView, transcript: Transcript) => {
  expect(shown(view, transcript)).toEqual(linesOf(transcript))
  expect(check(transcript)).toEqual([])
}
const times = (paragraph: Paragraph | undefined) =>
  paragraph?.items.map((item) => `${item.kind === 'word' ? item.text : '⏸'} ${item.startMs}–${item.endMs}`)

/** One key after another at the caret, as CodeMirror dispatches them. */
const type = (view: EditorView, text: string) => {
  for (const letter of text) view.dispatch({ ...view.state.replaceSelection(letter), userEvent: 'input.type' })
}
const press = (view: EditorView, key: string, more: Partial<KeyboardEventInit> = {}) =>
  runScopeHandlers(view, new KeyboardEvent('keydown', { key, ...more }), 'editor')
const caretAt = (view: EditorView, text: string, after = 0) => {
  const at = view.state.doc.toString().indexOf(text)
  if (at < 0) throw new Error(`The surface does not show “${text}”.`)
  view.dispatch({ selection: EditorSelection.cursor(at + after) })
}
const backspace = (view: EditorView, count: number) => {
  for (let index = 0; index < count; index++) {
    const { head } = view.state.selection.main
    view.dispatch({ changes: { from: head - 1, to: head }, userEvent: 'delete.backward' })
  }
}

test('a correction typed letter by letter keeps the word’s id and time, and is one undo', () => {
  const { view, session } = open()
  caretAt(view, 'weeks', 5)
  backspace(view, 5)
  agree(view, now(session))
  type(view, 'months')
  agree(view, now(session))
  expect(now(session).paragraphs[1]?.items[2]).toEqual({ ...interview.paragraphs[1]?.items[2], text: 'months' })
  expect(press(view, 'z', { ctrlKey: true })).toBe(true)
  expect(now(session)).toEqual(interview)
  expect(view.state.doc.line(2).text).toBe('Two weeks ago')
  expect(view.state.selection.main.head).toBe(view.state.doc.line(2).from + 'Two week'.length)
  press(view, 'y', { ctrlKey: true })
  expect(view.state.doc.line(2).text).toBe('Two months ago')
})

test('a phrase typed letter by letter gets the times it would get pasted', () => {
  const typed = open()
  caretAt(typed.view, ' ago')
  type(typed.view, ' and days')
  const pasted = open()
  caretAt(pasted.view, ' ago')
  pasted.view.dispatch({ ...pasted.view.state.replaceSelection(' and days'), userEvent: 'input.paste' })
  expect(times(now(typed.session).paragraphs[1])).toEqual(times(now(pasted.session).paragraphs[1]))
  expect(times(now(typed.session).paragraphs[1])).toEqual([
    '⏸ 2400–4400',
    'Two 4400–4700',
    'weeks 4700–5200',
    'and 5200–5371',
    'days 5371–5600',
    'ago 5600–6000',
  ])
  typed.session.undo()
  expect(now(typed.session)).toEqual(interview)
})

test('typing after a rest is another undo and leaves the earlier words alone', () => {
  const { view, session, rest } = open()
  caretAt(view, ' ago')
  type(view, ' and')
  const first = now(session).paragraphs[1]?.items.find((item) => item.kind === 'word' && item.text === 'and')
  rest()
  type(view, ' now')
  expect(now(session).paragraphs[1]?.items).toContainEqual({ ...first, endMs: expect.any(Number) as number })
  session.undo()
  expect(linesOf(now(session))[1]).toEqual(['Two', 'weeks', 'and', 'ago'])
  session.undo()
  expect(now(session)).toEqual(interview)
})

test('blanks are the surface’s own', () => {
  const { view, session } = open()
  caretAt(view, 'weeks')
  type(view, '   ')
  expect(now(session)).toEqual(interview)
  expect(session.store.getState().undoLabel).toBeNull()
  expect(view.state.doc.line(2).text).toBe('Two    weeks ago')
  caretAt(view, 'Two', 3)
  type(view, 's')
  expect(view.state.doc.line(2).text).toBe('Twos    weeks ago')
  agree(view, now(session))
})

test('Enter splits, Backspace at the edge joins with a blank, each in one undo', () => {
  const { view, session } = open()
  caretAt(view, 'weeks')
  press(view, 'Enter')
  expect(view.state.doc.toString()).toBe('Oh my God, yes.\nTwo\nweeks ago\nit came.')
  agree(view, now(session))
  expect(view.state.selection.main.head).toBe(view.state.doc.line(3).from)
  expect(now(session).paragraphs[2]?.speakerId).toBe('s2')
  press(view, 'Backspace')
  expect(view.state.doc.line(2).text).toBe('Two weeks ago')
  expect(now(session)).toEqual(interview)
  session.undo()
  expect(view.state.doc.lines).toBe(4)
  session.undo()
  expect(now(session)).toEqual(interview)
  agree(view, now(session))
  caretAt(view, 'ago', 3)
  press(view, 'Delete')
  expect(view.state.doc.line(2).text).toBe('Two weeks ago it came.')
  expect(session.store.getState().undoLabel).toBe('Join paragraphs')
})

test('a line break taken out by a word key or a selection leaves a blank between two words, and none where there is one', () => {
  const { view, session } = open()
  const edge = view.state.doc.line(2).from
  view.dispatch({ changes: { from: edge - 1, to: edge }, userEvent: 'delete.group.backward' })
  expect(view.state.doc.line(1).text).toBe('Oh my God, yes. Two weeks ago')
  agree(view, now(session))
  session.undo()
  caretAt(view, 'yes.', 4)
  type(view, ' ')
  view.dispatch({ changes: { from: edge, to: edge + 1 }, userEvent: 'delete.selection' })
  expect(view.state.doc.line(1).text).toBe('Oh my God, yes. Two weeks ago')
})

test('a paste of several lines makes paragraphs and leaves no empty ones', () => {
  const { view, session } = open()
  caretAt(view, 'weeks')
  const paste = '\r\none two\r\n\r\nthree four\n\n'
  const text = view.state.facet(EditorView.clipboardInputFilter).reduce((sum, run) => run(sum, view.state), paste)
  view.dispatch({ ...view.state.replaceSelection(text), userEvent: 'input.paste' })
  expect(linesOf(now(session)).slice(1, 3)).toEqual([
    ['Two', 'one', 'two'],
    ['three', 'four', 'weeks', 'ago'],
  ])
  agree(view, now(session))
  session.undo()
  expect(now(session)).toEqual(interview)
  agree(view, now(session))
})

test('what is not typed follows: renames and assignments change labels, not text', () => {
  const { view, session, host } = open()
  const names = () =>
    [...(host.shadowRoot?.querySelectorAll('.cm-who button') ?? [])].map((button) => button.textContent)
  expect(names()).toEqual(['Harriet Vale', 'Presenter', 'Presenter'])
  session.apply('Rename', renameSpeaker(now(session), 's2', 'Anoushka'), { origin: 'command' })
  expect(names()).toEqual(['Harriet Vale', 'Anoushka', 'Anoushka'])
  session.apply('Assign', assignParagraph(now(session), 'c', 's1'), { origin: 'command' })
  expect(names()).toEqual(['Harriet Vale', 'Anoushka', 'Harriet Vale'])
  expect(host.shadowRoot?.querySelectorAll('.cm-s1').length).toBe(2)
  while (session.undo());
  expect(names()).toEqual(['Harriet Vale', 'Presenter', 'Presenter'])
  expect(view.state.doc.toString()).toBe('Oh my God, yes.\nTwo weeks ago\nit came.')
})

test('pauses are atoms with their length in words, by a threshold; gaps without a marker are told apart', () => {
  const { editor, view, host } = open()
  const marks = () =>
    [...(host.shadowRoot?.querySelectorAll('.cm-pause') ?? [])].map(
      (mark) =>
        `${mark.textContent} ${mark.getAttribute('aria-label')}${mark.classList.contains('cm-pause-long') ? ' long' : ''}`,
    )
  expect(marks()).toEqual([
    '1.0 s pause, 1.0 second',
    '2.0 s pause, 2.0 seconds long',
    '0.4 s unmarked pause, 0.4 seconds',
  ])
  editor.setThreshold(1_500)
  expect(marks()).toEqual(['2.0 s pause, 2.0 seconds long'])
  expect(view.state.doc.toString()).not.toContain('2.0')
  const line = host.shadowRoot?.querySelector('.cm-line')
  expect(line?.getAttribute('dir')).toBe('auto')
  expect(view.contentDOM.getAttribute('aria-label')).toBe('Transcript of Idai')
  expect(view.contentDOM.getAttribute('role')).toBe('textbox')
  expect(view.contentDOM.getAttribute('aria-multiline')).toBe('true')
})

/** `count` words of 600 ms, a pause of 400 ms after each. */
const halting = (count: number, timing: Word['timing'] = 'source'): Transcript => ({
  ...interview,
  paragraphs: [
    {
      id: 'a',
      speakerId: 's1',
      items: Array.from({ length: count }, (_, index) => [
        { ...word(`w${index}`, index * 1_000, index * 1_000 + 600), timing },
        pause(index * 1_000 + 600, (index + 1) * 1_000),
      ]).flat(),
    },
  ],
  durationMs: count * 1_000,
})

test('the pauses that deleted words leave at one place are one mark, and undo shows each again', () => {
  const { view, host, session } = open({
    ...halting(4_000),
    paragraphs: [...halting(4_000).paragraphs, { id: 'z', speakerId: 's2', items: [] }],
  })
  const marks = () =>
    [...(host.shadowRoot?.querySelectorAll('.cm-pause') ?? [])].map(
      (mark) => `${mark.textContent} | ${mark.getAttribute('aria-label')} | ${mark.getAttribute('role')}`,
    )
  const { length } = view.state.doc
  view.dispatch({ changes: { from: 0, to: length }, userEvent: 'delete.selection' })
  agree(view, now(session))
  // 4,000 pauses of 0.4 s, and 3,999 stretches of 0.6 s between them where the words were.
  const all = '7,999 pauses, 1:06:39 in all'
  expect(marks()).toEqual([`${all} | ${all} | img`])
  type(view, 'x')
  agree(view, now(session))
  expect(marks().length).toBeLessThan(3)
  session.undo()
  expect(marks()).toEqual([`${all} | ${all} | img`])
  session.undo()
  expect(now(session).paragraphs[0]).toEqual(halting(4_000).paragraphs[0])
  expect(marks()[0]).toBe('0.4 s | pause, 0.4 seconds | img')
})

test.each([
  [10, 19],
  [11, 1],
])('%i words deleted leave %i marks', (count, expected) => {
  const { view, host } = open(halting(count))
  view.dispatch({ changes: { from: 0, to: view.state.doc.length }, userEvent: 'delete.selection' })
  expect(host.shadowRoot?.querySelectorAll('.cm-pause').length).toBe(expected)
})

test('a very long line has marks only where it is drawn', () => {
  const { view, host } = open(halting(20_000, 'estimated'))
  const drawn = view.visibleRanges.reduce((sum, { from, to }) => sum + to - from, 0)
  expect(drawn).toBeLessThan(view.state.doc.length / 2)
  // Counted as made, not as drawn: CodeMirror draws none there in any case.
  const made = view.state
    .facet(EditorView.decorations)
    .reduce((sum, each) => sum + (typeof each === 'function' ? each(view) : each).size, 0)
  expect(made).toBeLessThan(drawn)
  expect(host.shadowRoot?.querySelectorAll('.cm-pause').length).toBeGreaterThan(100)
  expect(host.shadowRoot?.querySelectorAll('.cm-estimated').length).toBeGreaterThan(100)
})

test('the label opens the speaker menu by click and by key, and only the caret’s own is reached by Tab', () => {
  const { view, host, menu } = open()
  const buttons = () => [...(host.shadowRoot?.querySelectorAll<HTMLButtonElement>('.cm-who button') ?? [])]
  expect(buttons().map((button) => button.tabIndex)).toEqual([0, -1, -1])
  caretAt(view, 'weeks')
  expect(buttons().map((button) => button.tabIndex)).toEqual([-1, 0, -1])
  buttons()[2]?.click()
  expect(menu).toHaveBeenLastCalledWith(expect.objectContaining({ paragraphId: 'c', speakerId: 's2' }))
  press(view, 'Enter', { altKey: true })
  expect(menu).toHaveBeenLastCalledWith(expect.objectContaining({ paragraphId: 'b', speakerId: 's2' }))
})

test('the caret tells its word and time, once while it stays there', () => {
  const { view, carets } = open()
  caretAt(view, 'weeks')
  caretAt(view, 'weeks', 2)
  caretAt(view, 'came')
  expect(carets).toEqual(['b weeks@4700 4700', 'c came.@6100 6100'])
})

test('the playing word is lit and follows the text, also through edits and silence', () => {
  const { view, session, host, player, tick, lost, found, listening, editor } = open()
  const litNow = () => [...(host.shadowRoot?.querySelectorAll('.cm-playing') ?? [])].map((each) => each.textContent)
  player.play()
  tick(350)
  expect(litNow()).toEqual(['my'])
  tick(900)
  expect(litNow()).toEqual([])
  tick(4_500)
  expect(litNow()).toEqual(['Two'])
  view.scrollDOM.dispatchEvent(new WheelEvent('wheel', { bubbles: true }))
  expect(lost).toHaveBeenCalledTimes(1)
  expect(found).not.toHaveBeenCalled()
  editor.scrollToPlaying()
  expect(found).toHaveBeenCalledTimes(1)
  view.scrollDOM.dispatchEvent(new WheelEvent('wheel', { bubbles: true }))
  caretAt(view, 'Two')
  type(view, 'So ')
  expect(litNow()).toEqual([wordAt(now(session), 4_500)?.word.text])
  expect(lost).toHaveBeenCalledTimes(2)
  editor.destroy()
  expect(listening()).toBe(0)
})

test('commands move by pause and paragraph, assign by number, and say beforehand whether they would', () => {
  const { editor, view, session, seeks } = open()
  const command = (id: string) => {
    const found = editor.commands.find((each) => each.id === id)
    if (found === undefined) throw new Error(id)
    return found
  }
  expect(command('previous-pause').applies()).toBe(false)
  command('next-pause').run()
  expect(view.state.selection.main.head).toBe('Oh my '.length)
  command('next-pause').run()
  expect(view.state.selection.main.head).toBe(view.state.doc.line(2).from)
  command('previous-pause').run()
  expect(view.state.selection.main.head).toBe('Oh my '.length)
  command('next-paragraph').run()
  command('play-from-caret').run()
  expect(seeks).toEqual([4_400])
  expect(command('assign-speaker-3').applies()).toBe(false)
  press(view, '1', { ctrlKey: true })
  expect(now(session).paragraphs[1]?.speakerId).toBe('s1')
  expect(session.undo()).toBe(true)
  session.apply('Add', addSpeaker(now(session), { id: 's3', name: 'Cy', pictoryId: null }), { origin: 'command' })
  expect(command('assign-speaker-3').applies()).toBe(true)
  expect(new Set(editor.commands.map((each) => each.id)).size).toBe(editor.commands.length)
})

test.each([
  ['without Caps Lock', 'z', 'Z'],
  ['with Caps Lock', 'Z', 'z'],
])('Shift alone tells redo from undo, %s', (_, plain, shifted) => {
  const { view, rest } = open()
  const down = (key: string, shiftKey: boolean) =>
    view.contentDOM.dispatchEvent(
      new KeyboardEvent('keydown', { key, shiftKey, ctrlKey: true, bubbles: true, cancelable: true }),
    )
  const text = () => view.state.doc.toString()
  const before = text()
  caretAt(view, 'weeks')
  type(view, 'x')
  const once = text()
  rest()
  caretAt(view, 'came')
  type(view, 'y')
  const twice = text()
  expect(new Set([before, once, twice]).size).toBe(3)
  expect(down(plain, false), 'the key is taken').toBe(false)
  expect(text()).toBe(once)
  down(shifted, true)
  expect(text()).toBe(twice)
  expect(down(shifted, true), 'taken with nothing to redo, too').toBe(false)
  expect(text()).toBe(twice)
  down(plain, false)
  down(plain, false)
  expect(text()).toBe(before)
})

test('a document that may not change takes no letter', () => {
  const { view, session, editor } = open(interview, 'Made by a newer Caesura.')
  expect(editor.readOnly).toBe(true)
  expect(view.state.readOnly).toBe(true)
  caretAt(view, 'weeks')
  type(view, 'x')
  expect(view.state.doc.toString()).toBe('Oh my God, yes.\nTwo weeks ago\nit came.')
  press(view, 'Enter')
  press(view, 'Backspace')
  expect(now(session)).toEqual(interview)
})

test('more words than there are milliseconds are refused with a sentence, and the text stays', () => {
  const { view, session, refused } = open({
    ...interview,
    durationMs: 3,
    paragraphs: [{ id: 'a', speakerId: 's1', items: [word('a', 0, 3)] }],
  })
  view.dispatch({ ...view.state.replaceSelection('b c d '), userEvent: 'input.paste' })
  expect(refused).toEqual(['There are more words here than the media has time for.'])
  expect(view.state.doc.toString()).toBe('a')
  expect(linesOf(now(session))).toEqual([['a']])
})

test('a listener that answers a typed letter with a change of its own is shown too', () => {
  const { view, session } = open()
  let once = true
  session.onChange(() => {
    if (!once) return
    once = false
    const first = now(session).paragraphs[2]
    const item = first?.items[0]
    if (item?.kind !== 'word') throw new Error('unreachable')
    session.apply(
      'Glossary',
      [{ kind: 'items', paragraphId: 'c', at: 0, removed: [item], inserted: [{ ...item, text: 'IT' }] }],
      { origin: 'command' },
    )
  })
  caretAt(view, 'weeks')
  type(view, 'x')
  expect(view.state.doc.toString()).toBe('Oh my God, yes.\nTwo xweeks ago\nIT came.')
  agree(view, now(session))
})

test('whatever is typed, undone and changed from outside, the lines are the paragraphs, and undo gives all of it back', () => {
  fc.assert(
    fc.property(
      anyTranscript,
      fc.array(
        fc.oneof(
          { weight: 6, arbitrary: anyTyping.map((typing) => ({ do: 'type' as const, typing })) },
          {
            weight: 1,
            arbitrary: fc.record({
              do: fc.constant('move' as const),
              typing: anyTyping,
              to: fc.double({ min: 0, max: 1, noNaN: true }),
            }),
          },
          {
            weight: 1,
            arbitrary: fc.record({
              do: fc.constant('many' as const),
              typing: anyTyping,
              apart: fc.integer({ min: 2, max: 12 }),
            }),
          },
          {
            weight: 1,
            arbitrary: fc.constantFrom(
              { do: 'undo' as const },
              { do: 'redo' as const },
              { do: 'rest' as const },
              { do: 'join' as const },
              { do: 'split' as const },
              { do: 'assign' as const },
            ),
          },
        ),
        { minLength: 1, maxLength: 20 },
      ),
      (transcript, script) => {
        const { view, session, editor, rest, journal } = open(transcript)
        for (const act of script) {
          switch (act.do) {
            case 'type': {
              const { length } = view.state.doc
              const from = Math.round(act.typing.from * length)
              const to = Math.min(length, from + act.typing.length)
              view.dispatch({
                changes: { from, to, insert: view.state.toText(act.typing.text) },
                selection: { anchor: from + act.typing.text.length },
                userEvent:
                  act.typing.text === ''
                    ? 'delete.backward'
                    : act.typing.text.length > 1
                      ? 'input.paste'
                      : 'input.type',
              })
              break
            }
            case 'move': {
              // What is dragged goes and comes in one change.
              const { length } = view.state.doc
              const from = Math.round(act.typing.from * length)
              const to = Math.min(length, from + act.typing.length)
              const at = Math.round(act.to * length)
              if (at > from && at < to) break
              const insert = view.state.doc.slice(from, to)
              view.dispatch({
                changes: [
                  { from, to },
                  { from: at, insert },
                ],
                userEvent: 'move.drop',
              })
              break
            }
            case 'many': {
              // As “replace all” does: many places in one change.
              const { length } = view.state.doc
              const insert = view.state.toText(act.typing.text)
              const places = Array.from({ length: Math.floor(length / act.apart) }, (_, n) => n * act.apart)
              view.dispatch({
                changes: places.map((from) => ({ from, to: from + 1, insert })),
                userEvent: 'input.replace.all',
              })
              break
            }
            case 'undo':
              session.undo()
              break
            case 'redo':
              session.redo()
              break
            case 'rest':
              rest()
              break
            case 'join':
              editor.commands.find((each) => each.id === 'join-paragraph')?.run()
              break
            case 'split':
              editor.commands.find((each) => each.id === 'split-paragraph')?.run()
              break
            case 'assign': {
              const { paragraphs } = now(session)
              session.apply('Assign', assignParagraph(now(session), paragraphs.at(-1)?.id ?? '', 's1'), {
                origin: 'command',
              })
              break
            }
          }
          agree(view, now(session))
        }
        while (session.redo());
        const last = now(session)
        agree(view, last)
        while (session.undo()) agree(view, now(session))
        expect(now(session)).toEqual(transcript)
        while (session.redo());
        expect(now(session)).toEqual(last)
        agree(view, last)
        void session.flush()
        expect(replay(transcript, journal).stopped).toBeNull()
        editor.destroy()
        opened.splice(opened.indexOf(editor), 1)
      },
    ),
    { numRuns: 150 },
  )
})

const selectedIn = (view: EditorView) =>
  view.state.sliceDoc(view.state.selection.main.from, view.state.selection.main.to)

test('a hit is selected where it stands', () => {
  const { editor, view, carets } = open()
  const showHit = (...hit: Parameters<Editor['showHit']>) => {
    // happy-dom tells of a selection in the middle of the update that made it, where the text has the focus.
    view.contentDOM.blur()
    editor.showHit(...hit)
  }
  showHit('my@300', 'God,@1600', 'MY GOD')
  expect(selectedIn(view)).toBe('my God')
  expect(carets.at(-1)).toContain('God,@1600')
  showHit('Two@4400', 'Two@4400', 'two')
  expect(selectedIn(view)).toBe('Two')
  // Written otherwise than it was looked for: the whole words.
  showHit('weeks@4700', 'ago@5600', 'week ago')
  expect(selectedIn(view)).toBe('weeks ago')
  // Not here any more.
  showHit('nowhere', 'ago@5600', 'ago')
  expect(selectedIn(view)).toBe('weeks ago')
})
