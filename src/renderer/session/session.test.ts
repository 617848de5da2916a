import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyTranscript } from '../../core/transcript/documents.fixture'
import { fail, ok, type Result } from '../../core/result'
import { words, type Transcript, type Word } from '../../core/transcript/model'
import { replay } from '../../core/transcript/replay'
import { toJSON, type Step, type StepGroup } from '../../core/transcript/step'
import { policy } from './saving'
import { createSession } from './session'
import type { Change, Session } from './types'

const word = (id: string, startMs: number): Word => ({
  kind: 'word',
  id,
  text: id,
  startMs,
  endMs: startMs + 100,
  timing: 'source',
})
const document: Transcript = {
  speakers: [{ id: 's', name: 'Ann', pictoryId: 1 }],
  paragraphs: [{ id: 'p', speakerId: 's', items: [word('one', 0), word('two', 100)] }],
  language: 'en',
  durationMs: 60_000,
}

const settle = async () => {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve()
}

/** A clock that stands until it is told to go; its timers run in order. */
const makeClock = () => {
  let at = 1_000_000
  let timers: { readonly at: number; readonly run: () => void }[] = []
  return {
    now: () => at,
    setTimer: (run: () => void, ms: number) => {
      const timer = { at: at + ms, run }
      timers.push(timer)
      return () => {
        timers = timers.filter((each) => each !== timer)
      }
    },
    armed: () => timers.length,
    settle,
    advance: async (ms: number) => {
      const until = at + ms
      for (;;) {
        await settle()
        const next = timers.toSorted((a, b) => a.at - b.at)[0]
        if (next === undefined || next.at > until) break
        timers = timers.filter((each) => each !== next)
        at = next.at
        next.run()
      }
      at = until
      await settle()
    },
  }
}

type Answer = 'saved' | 'refused' | 'lost before' | 'lost after' | 'never'
/** A journal that does as it is told: keeps and answers, refuses, or breaks before or after it kept the lines. */
const makeDisk = (next: () => Answer = () => 'saved') => {
  const journal: string[] = []
  const calls: (readonly StepGroup[])[] = []
  let busy = 0
  let together = 0
  const release: (() => void)[] = []
  return {
    journal,
    calls,
    together: () => together,
    release: () => release.splice(0).forEach((run) => run()),
    append: async (groups: readonly StepGroup[]): Promise<Result<unknown>> => {
      calls.push(groups)
      together = Math.max(together, ++busy)
      await Promise.resolve()
      busy--
      const answer = next()
      if (answer === 'never') await new Promise<void>((run) => release.push(run))
      if (answer === 'refused') return fail('disk-full', 'The disk is full.')
      if (answer === 'lost before') throw new Error('main went away')
      journal.push(...groups.map(toJSON))
      if (answer === 'lost after') throw new Error('main went away')
      return ok({ groups: journal.length })
    },
  }
}

const open = (
  disk: ReturnType<typeof makeDisk>,
  transcript = document,
  tail: readonly string[] = [],
  readOnly: string | null = null,
) => {
  const clock = makeClock()
  let id = 0
  const session = createSession({
    opened: { jobId: 'job', snapshot: JSON.stringify(transcript), tail, readOnly },
    appendEdits: disk.append,
    now: clock.now,
    setTimer: clock.setTimer,
    newId: () => `new${id++}`,
  })
  if (!session.ok) throw new Error(session.message)
  return { clock, session: session.value }
}

/** Writes `text` over the second word. */
const write = (session: Session, text: string, mergeKey?: string) => {
  const second = session.store.getState().transcript.paragraphs[0]?.items[1]
  if (second?.kind !== 'word') throw new Error('unreachable')
  const steps: readonly Step[] = [
    { kind: 'items', paragraphId: 'p', at: 1, removed: [second], inserted: [{ ...second, text }] },
  ]
  return session.apply('Typing', steps, { origin: 'surface', ...(mergeKey === undefined ? {} : { mergeKey }) })
}
const textIn = (transcript: Transcript) =>
  transcript.paragraphs
    .map((each) =>
      words(each)
        .map((one) => one.text)
        .join(' '),
    )
    .join('\n')
const text = (session: Session) => textIn(session.store.getState().transcript)
const save = (session: Session) => session.store.getState().save

test('typing goes out once, in under a second, and counts as saved only after the answer', async () => {
  const disk = makeDisk()
  const { clock, session } = open(disk)
  expect(save(session)).toEqual({ kind: 'saved' })
  for (const each of ['t', 'tw', 'twi', 'twic', 'twice']) {
    expect(write(session, each, 'k').ok).toBe(true)
    await clock.advance(90)
  }
  expect(save(session)).toEqual({ kind: 'saving' })
  expect(disk.calls.length).toBe(0)
  await clock.advance(policy.sendAfterMs)
  expect(disk.calls.map((groups) => groups.map((group) => group.steps.length))).toEqual([[1]])
  expect(save(session)).toEqual({ kind: 'saved' })
  expect(textIn(replay(document, disk.journal).transcript)).toBe('one twice')
  expect(clock.armed()).toBe(0)
})

test('typing in one place is one undo; a rest, another place or an undo begins a new one', async () => {
  const { clock, session } = open(makeDisk())
  write(session, 'a', 'k')
  await clock.advance(900)
  write(session, 'ab', 'k')
  await clock.advance(1_001)
  write(session, 'abc', 'k')
  write(session, 'abcd', 'other')
  const seen: string[] = []
  while (session.undo()) seen.push(text(session))
  expect(seen).toEqual(['one abc', 'one ab', 'one two'])
  const again: string[] = []
  while (session.redo()) again.push(text(session))
  expect(again).toEqual(['one ab', 'one abc', 'one abcd'])
  write(session, 'x', 'other')
  session.undo()
  expect(text(session)).toBe('one abcd')
})

test('what was sent can not grow any more, what can be undone does', async () => {
  const disk = makeDisk()
  const { clock, session } = open(disk)
  write(session, 'a', 'k')
  await clock.advance(700)
  write(session, 'ab', 'k')
  await clock.advance(700)
  expect(disk.calls.map((groups) => groups.length)).toEqual([1, 1])
  session.undo()
  expect(text(session)).toBe('one two')
  await clock.settle()
  expect(disk.journal.length).toBe(3)
  expect(textIn(replay(document, disk.journal).transcript)).toBe('one two')
})

test('a letter typed and taken back leaves nothing to undo', () => {
  const { session } = open(makeDisk())
  write(session, 'twox', 'k')
  write(session, 'two', 'k')
  expect(session.store.getState().undoLabel).toBeNull()
  expect(session.undo()).toBe(false)
})

test('a composition stays one undo however long it takes', async () => {
  const { clock, session } = open(makeDisk())
  const second = () => session.store.getState().transcript.paragraphs[0]?.items[1]
  for (const each of ['に', 'にほ', '日本']) {
    const old = second()
    if (old?.kind !== 'word') throw new Error('unreachable')
    session.apply(
      'Typing',
      [{ kind: 'items', paragraphId: 'p', at: 1, removed: [old], inserted: [{ ...old, text: each }] }],
      {
        origin: 'surface',
        mergeKey: 'compose',
        mergeWithinMs: Infinity,
      },
    )
    await clock.advance(20_000)
  }
  session.undo()
  expect(text(session)).toBe('one two')
})

test('a refused save says why in main’s words, keeps the edits, tries again later and later, and loses nothing', async () => {
  const answers: Answer[] = ['refused', 'refused', 'refused', 'saved']
  const disk = makeDisk(() => answers.shift() ?? 'saved')
  const { clock, session } = open(disk)
  write(session, 'a', 'k')
  await clock.advance(600)
  expect(save(session)).toEqual({ kind: 'unsaved', message: 'The disk is full.' })
  await clock.advance(999)
  expect(disk.calls.length).toBe(1)
  write(session, 'ab', 'k')
  expect(save(session)).toEqual({ kind: 'unsaved', message: 'The disk is full.' })
  await clock.advance(1)
  expect(disk.calls.length).toBe(2)
  await clock.advance(1_999)
  expect(disk.calls.length).toBe(2)
  await clock.advance(1)
  expect(disk.calls.length).toBe(3)
  await clock.advance(4_000)
  expect(save(session)).toEqual({ kind: 'saved' })
  expect(textIn(replay(document, disk.journal).transcript)).toBe('one ab')
  expect(clock.armed()).toBe(0)
})

test('an answer that was lost after the lines were kept doubles nothing', async () => {
  const answers: Answer[] = ['lost after', 'lost before', 'saved']
  const disk = makeDisk(() => answers.shift() ?? 'saved')
  const { clock, session } = open(disk)
  write(session, 'a', 'k')
  await clock.advance(600)
  expect(save(session).kind).toBe('unsaved')
  write(session, 'ab', 'k')
  write(session, 'abc', 'k')
  await clock.advance(60_000)
  expect(save(session)).toEqual({ kind: 'saved' })
  expect(disk.journal.length).toBe(3)
  const replayed = replay(document, disk.journal)
  expect(replayed).toMatchObject({ applied: 3, stopped: null })
  expect(textIn(replayed.transcript)).toBe('one abc')
})

test('one call at a time; a disk that hangs is named and nothing is sent twice', async () => {
  const answers: Answer[] = ['never', 'saved']
  const disk = makeDisk(() => answers.shift() ?? 'saved')
  const { clock, session } = open(disk)
  write(session, 'a')
  await clock.advance(700)
  write(session, 'b')
  session.undo()
  await clock.advance(policy.slowMs)
  expect(save(session).kind).toBe('unsaved')
  expect(disk.calls.length).toBe(1)
  disk.release()
  await clock.advance(1_000)
  expect(disk.calls.length).toBe(2)
  expect(disk.together()).toBe(1)
  expect(save(session)).toEqual({ kind: 'saved' })
  expect(textIn(replay(document, disk.journal).transcript)).toBe(text(session))
})

test('flush and close send at once; after closing nothing can be changed', async () => {
  const disk = makeDisk()
  const { session } = open(disk)
  write(session, 'a')
  await session.flush()
  expect(disk.journal.length).toBe(1)
  expect(save(session)).toEqual({ kind: 'saved' })
  write(session, 'b')
  await session.close()
  expect(disk.journal.length).toBe(2)
  expect(write(session, 'c')).toMatchObject({ ok: false, code: 'read-only' })
  expect(session.undo()).toBe(false)
})

test('flush ends when the disk refuses, with the edits kept and the reason said', async () => {
  const { session } = open(makeDisk(() => 'refused'))
  write(session, 'a')
  await session.flush()
  expect(save(session)).toEqual({ kind: 'unsaved', message: 'The disk is full.' })
  expect(text(session)).toBe('one a')
})

test('a great deal goes at once, in calls of a bounded size', async () => {
  const disk = makeDisk()
  const { clock, session } = open(disk)
  for (let index = 0; index < 1_700; index++) write(session, `w${index}`)
  await session.flush()
  await clock.settle()
  expect(disk.journal.length).toBe(1_700)
  expect(Math.max(...disk.calls.map((groups) => groups.length))).toBe(policy.mostGroups)
  expect(textIn(replay(document, disk.journal).transcript)).toBe('one w1699')
})

test('listeners hear of a change before the panes do, with both documents', () => {
  const { session } = open(makeDisk())
  const heard: string[] = []
  const stopStore = session.store.subscribe(() => heard.push(`panes: ${text(session)}`))
  const stop = session.onChange((change: Change) =>
    heard.push(`${change.origin}: ${textIn(change.before)} → ${textIn(change.after)}`),
  )
  write(session, 'a')
  session.undo()
  stop()
  session.redo()
  stopStore()
  expect(heard).toEqual([
    'surface: one two → one a',
    'panes: one a',
    'history: one a → one two',
    'panes: one two',
    'panes: one a',
  ])
})

test('a change that does not fit and a document that may not change leave everything as it was', async () => {
  const disk = makeDisk()
  const { clock, session } = open(disk)
  const misfit: Step = { kind: 'assign', paragraphId: 'nowhere', from: 's', to: 's' }
  expect(session.apply('x', [misfit], { origin: 'command' })).toMatchObject({ ok: false, code: 'conflict' })
  const locked = open(disk, document, [], 'This library is open on another machine.')
  expect(write(locked.session, 'a')).toMatchObject({
    ok: false,
    code: 'read-only',
    message: 'This library is open on another machine.',
  })
  await clock.advance(5_000)
  expect(disk.calls.length).toBe(0)
  expect(text(session)).toBe('one two')
})

test('opening replays what came after the snapshot, and is read-only from a line on that does not fit', async () => {
  const disk = makeDisk()
  const before = open(disk)
  write(before.session, 'a')
  write(before.session, 'ab')
  await before.session.close()
  const after = open(disk, document, disk.journal)
  expect(text(after.session)).toBe('one ab')
  expect(after.session.store.getState()).toMatchObject({ readOnly: null, undoLabel: null })
  const [first = '', second = ''] = disk.journal
  const broken = open(disk, document, [second, first])
  expect(broken.session.store.getState().readOnly).toContain('go on from here: they are kept aside')
  expect(write(broken.session, 'x').ok).toBe(false)
})

test('a snapshot that is none is refused with a sentence', () => {
  const parts = { appendEdits: makeDisk().append, now: () => 0, setTimer: () => () => {}, newId: () => 'x' }
  expect(
    createSession({ ...parts, opened: { jobId: 'j', snapshot: '{"speakers":', tail: [], readOnly: null } }),
  ).toMatchObject({ ok: false, code: 'unreadable' })
})

test('whatever the disk answers and whenever, what was said to be saved is on it, once and in order', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyTranscript,
      fc.array(
        fc.oneof(
          fc.record({ do: fc.constant('write' as const), at: fc.nat(20), key: fc.constantFrom('a', 'b', undefined) }),
          fc.record({ do: fc.constantFrom('undo' as const, 'redo' as const, 'flush' as const) }),
          fc.record({ do: fc.constant('wait' as const), ms: fc.nat(3_000) }),
        ),
        { maxLength: 40 },
      ),
      fc.array(fc.constantFrom<Answer>('saved', 'refused', 'lost before', 'lost after'), { maxLength: 12 }),
      async (start, script, answers) => {
        const left = [...answers]
        const disk = makeDisk(() => left.shift() ?? 'saved')
        const { clock, session } = open(disk, start)
        let written = 0
        for (const act of script) {
          switch (act.do) {
            case 'write': {
              const now = session.store.getState().transcript
              const paragraph = now.paragraphs[act.at % now.paragraphs.length]
              const at = paragraph?.items.findIndex((item) => item.kind === 'word') ?? -1
              const old = paragraph?.items[at]
              if (paragraph === undefined || old?.kind !== 'word') break
              const steps: readonly Step[] = [
                {
                  kind: 'items',
                  paragraphId: paragraph.id,
                  at,
                  removed: [old],
                  inserted: [{ ...old, text: `w${written++}` }],
                },
              ]
              expect(
                session.apply('Typing', steps, {
                  origin: 'surface',
                  ...(act.key === undefined ? {} : { mergeKey: act.key }),
                }).ok,
              ).toBe(true)
              break
            }
            case 'undo':
              session.undo()
              break
            case 'redo':
              session.redo()
              break
            case 'flush':
              await session.flush()
              break
            case 'wait':
              await clock.advance(act.ms)
              break
          }
          const { transcript, save: saved } = session.store.getState()
          if (saved.kind === 'saved') expect(replay(start, disk.journal).transcript).toEqual(transcript)
        }
        await clock.advance(300_000)
        expect(session.store.getState().save).toEqual({ kind: 'saved' })
        expect(disk.together()).toBeLessThanOrEqual(1)
        const replayed = replay(start, disk.journal)
        expect(replayed.stopped).toBeNull()
        expect(replayed.transcript).toEqual(session.store.getState().transcript)
        while (session.redo());
        const last = session.store.getState().transcript
        while (session.undo());
        expect(session.store.getState().transcript).toEqual(start)
        while (session.redo());
        expect(session.store.getState().transcript).toEqual(last)
      },
    ),
    { numRuns: 150 },
  )
})
