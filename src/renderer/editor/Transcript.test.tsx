// @vitest-environment happy-dom
import { act, Profiler } from 'react'
import { createRoot } from 'react-dom/client'
import { expect, test, vi } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { ok } from '../../core/result'
import type { Transcript as Document } from '../../core/transcript/model'
import type { Player, PlayerState } from '../player/types'
import { createSession } from '../session/session'
import type { Editor } from './editor'
import { Transcript } from './Transcript'

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)

const text: Document = {
  speakers: [{ id: 's', name: 'Ann', pictoryId: 1 }],
  paragraphs: [
    {
      id: 'p',
      speakerId: 's',
      items: [
        { kind: 'word', id: 'a', text: 'one', startMs: 0, endMs: 100, timing: 'source' },
        { kind: 'pause', id: 'b', startMs: 100, endMs: 900, category: 'small' },
      ],
    },
  ],
  language: '',
  durationMs: 1_000,
}
const player: Player = {
  store: createStore<PlayerState>(() => ({
    media: null,
    upright: false,
    playing: false,
    rate: 1,
    durationMs: 1_000,
    loop: null,
    trouble: null,
  })),
  timeMs: () => 0,
  seek: () => {},
  play: () => {},
  pause: () => {},
  toggle: () => {},
  setRate: () => {},
  playTo: () => {},
  setLoop: () => {},
  onTime: () => () => {},
}

test('mounts one surface per session; typing renders nothing, a new threshold or title reaches it', async () => {
  const made = createSession({
    opened: { jobId: 'j', snapshot: JSON.stringify(text), tail: [], readOnly: null },
    appendEdits: async () => ok(null),
    now: () => 0,
    setTimer: () => () => {},
    newId: () => 'new',
  })
  if (!made.ok) throw new Error(made.message)
  const session = made.value
  const ready: (Editor | null)[] = []
  let renders = 0
  const host = document.createElement('div')
  document.body.append(host)
  const root = createRoot(host)
  const onReady = (editor: Editor | null) => ready.push(editor)
  const show = (threshold: number, title: string) =>
    act(async () =>
      root.render(
        <Profiler id="transcript" onRender={() => renders++}>
          <Transcript
            session={session}
            player={player}
            title={title}
            threshold={threshold}
            onSpeakerMenu={() => {}}
            onPauseMenu={() => {}}
            onCaret={() => {}}
            onFollowLost={() => {}}
            onReady={onReady}
          />
        </Profiler>,
      ),
    )
  await show(300, 'First')
  const [editor] = ready
  if (!editor) throw new Error('The surface did not stand.')
  const shadow = host.firstElementChild?.shadowRoot
  expect(shadow?.querySelectorAll('.cm-editor').length).toBe(1)
  expect(shadow?.querySelectorAll('.cm-pause').length).toBe(1)

  const before = renders
  await act(async () => editor.view.dispatch({ changes: { from: 3, insert: 's' }, userEvent: 'input.type' }))
  expect(session.store.getState().transcript.paragraphs[0]?.items[0]).toMatchObject({ text: 'ones' })
  expect(renders).toBe(before)

  await show(2_000, 'Second')
  expect(ready).toEqual([editor])
  expect(shadow?.querySelectorAll('.cm-pause').length).toBe(0)
  expect(editor.view.contentDOM.getAttribute('aria-label')).toBe('Transcript of Second')

  await act(async () => root.unmount())
  expect(ready).toEqual([editor, null])
  expect(shadow?.querySelectorAll('.cm-editor').length).toBe(0)
})
