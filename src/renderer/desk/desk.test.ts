// @vitest-environment happy-dom
import { describe, expect, it, vi } from 'vitest'
import type { Result } from '../../core/result'
import type { Calls } from '../../ipc/contract'
import { segmentFor } from '../captions/presets'
import { createLibrary } from '../library/library'
import { createPlayer } from '../player/player'
import { createSettings } from '../settings/settings'
import { createDesk, jobOf } from './desk'
import type { Later } from './derived'
import { createFakeBridge, jobId, readyJob, smallTranscript, startingJob, waitingJob } from './fake.fixture'
import { openSession } from './open-session'

const memory = () => {
  const kept = new Map<string, string>()
  return {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
  }
}

const setUp = async (
  jobs = [readyJob(1), readyJob(2), waitingJob(3)],
  over: Parameters<typeof createFakeBridge>[1] = {},
) => {
  const fake = createFakeBridge(jobs, over)
  const library = createLibrary(fake.bridge)
  const settings = createSettings(memory())
  const element = document.createElement('video')
  vi.spyOn(element, 'load').mockImplementation(() => {})
  const player = createPlayer(element, { request: () => 0, cancel: () => {} }, () => 0)
  /** What waits for its idle moment. */
  const due: { run: () => void; ms: number }[] = []
  const later: Later = (run, ms) => {
    const one = { run, ms }
    due.push(one)
    return () => {
      if (due.includes(one)) due.splice(due.indexOf(one), 1)
    }
  }
  const idle = () => {
    for (const { run } of due.splice(0)) run()
  }
  let id = 0
  const stays: string[] = []
  const lost: string[] = []
  const hits: string[] = []
  const desk = createDesk({
    bridge: fake.bridge,
    library,
    player,
    sound: { load: () => {} },
    settings,
    openSession: openSession(fake.bridge, { now: () => 1, setTimer: () => () => {}, newId: () => `new-${id++}` }),
    segmentFor,
    later,
    onStay: (message) => stays.push(message),
    onHit: (text) => hits.push(text),
    onLost: (message) => lost.push(message),
  })
  await library.load()
  return { ...fake, library, settings, player, desk, due, idle, stays, lost, hits }
}
const rename = {
  kind: 'speaker',
  at: 0,
  before: smallTranscript.speakers[0] ?? null,
  after: { id: 's1', name: 'Anna', pictoryId: 1 },
} as const
/** A disk that answers when the test says so. */
const slowDisk = () => {
  const answers: ((saved: boolean) => void)[] = []
  const over: Parameters<typeof setUp>[1] = {
    appendEdits: () =>
      new Promise((resolve) =>
        answers.push((saved) =>
          resolve(
            saved ? { ok: true, value: { groups: 1 } } : { ok: false, code: 'disk', message: 'The disk is full.' },
          ),
        ),
      ),
  }
  return { over, answer: (saved: boolean) => answers.shift()?.(saved), waits: () => answers.length }
}
const damaged = (openable: boolean) =>
  ({ state: { kind: 'damaged', message: 'One edit is lost.', openable, ways: [] } }) as const

describe('opening', () => {
  it('opens a ready job with its cues and runs, off the way of the first paint', async () => {
    const { desk, idle, player, settings } = await setUp()
    await desk.select(jobId(1))
    const open = desk.document()
    expect(open?.notes).toEqual(['One repair.'])
    expect(player.store.getState().durationMs).toBe(2000)
    expect(settings.store.getState().lastJobId).toBe(jobId(1))
    expect(open?.derived.store.getState().cues).toEqual([])
    idle()
    const derived = open?.derived.store.getState()
    expect(derived?.words).toBe(3)
    expect(derived?.cues.map(({ lines }) => lines.join(' '))).toEqual(['Good morning.', 'Hello.'])
    expect(derived?.runs.lanes.map((lane) => lane.startMs.length)).toEqual([1, 1])
    expect(derived?.shares.get('s1')).toEqual({ talkMs: 1000, words: 2, paragraphs: 1 })
  })

  it('drops a slow answer for a job that was left meanwhile', async () => {
    const answers = new Map<string, (value: Result<Calls['openJob']['value'], 'disk'>) => void>()
    const { desk } = await setUp(undefined, {
      openJob: ({ jobId: id }) => new Promise((resolve) => answers.set(id, resolve)),
    })
    const answer = (n: number) =>
      answers.get(jobId(n))?.({
        ok: true,
        value: {
          job: readyJob(n),
          snapshot: JSON.stringify(smallTranscript),
          tail: [],
          notes: [`${n}`],
          lacks: [],
          told: [],
          mends: [],
          readOnly: null,
        },
      })
    const first = desk.select(jobId(1))
    await vi.waitFor(() => expect(answers.has(jobId(1))).toBe(true))
    const second = desk.select(jobId(2))
    await vi.waitFor(() => expect(answers.has(jobId(2))).toBe(true))
    answer(2)
    await second
    answer(1)
    await first
    expect(desk.document()?.jobId).toBe(jobId(2))
    expect(desk.document()?.notes).toEqual(['2'])
  })

  it('saves what is pending before the next job opens', async () => {
    const { desk, asked } = await setUp()
    await desk.select(jobId(1))
    desk.document()?.session.apply('Rename', [rename], { origin: 'command' })
    await desk.select(jobId(2))
    const saved = asked.findIndex((line) => line.startsWith('appendEdits Rename'))
    expect(saved).toBeGreaterThan(0)
    expect(asked.indexOf(`openJob ${jobId(2)}`)).toBeGreaterThan(saved)
  })

  it('says why a job does not open, and opens it when it is tried again', async () => {
    let broken = true
    const { desk } = await setUp(undefined, {
      openJob: async () =>
        broken
          ? { ok: false, code: 'disk', message: 'The disk is away.' }
          : {
              ok: true,
              value: {
                job: readyJob(1),
                snapshot: JSON.stringify(smallTranscript),
                tail: [],
                notes: [],
                lacks: [],
                told: [],
                mends: [],
                readOnly: null,
              },
            },
    })
    await desk.select(jobId(1))
    expect(desk.store.getState().view).toEqual({ kind: 'refused', jobId: jobId(1), message: 'The disk is away.' })
    broken = false
    await desk.retry()
    expect(desk.document()?.jobId).toBe(jobId(1))
  })

  it('refuses a damaged snapshot with a sentence', async () => {
    const { desk } = await setUp(undefined, {
      openJob: async () => ({
        ok: true,
        value: {
          job: readyJob(1),
          snapshot: '{"speakers":3',
          tail: [],
          notes: [],
          lacks: [],
          told: [],
          mends: [],
          readOnly: null,
        },
      }),
    })
    await desk.select(jobId(1))
    expect(desk.store.getState().view).toMatchObject({ kind: 'refused', message: expect.stringContaining('damaged') })
  })
})

const edited = async () => {
  const disk = slowDisk()
  const made = await setUp(undefined, disk.over)
  await made.desk.select(jobId(1))
  const open = made.desk.document()
  open?.session.apply('Rename', [rename], { origin: 'command' })
  return { ...made, ...disk, open }
}

describe('leaving a document', () => {
  it.each([
    ['for another transcript', 2],
    ['for a job that only stands', 3],
  ])('%s stays where it is when the disk is full, says why, and goes once it is saved', async (_, other) => {
    const { desk, answer, asked, open, settings, stays } = await edited()
    const first = desk.select(jobId(other))
    answer(false)
    await first
    expect(stays).toEqual(['The disk is full.'])
    expect(desk.document()).toBe(open)
    expect(settings.store.getState().lastJobId).toBe(jobId(1))
    expect(asked).not.toContain(`openJob ${jobId(other)}`)
    expect(open?.session.store.getState().save).toEqual({ kind: 'unsaved', message: 'The disk is full.' })
    const speaker = open?.session.store.getState().transcript.speakers[0] ?? null
    const again = { ...rename, before: speaker, after: { id: 's1', name: 'Annika', pictoryId: 1 } }
    expect(open?.session.apply('Rename', [again], { origin: 'command' }).ok).toBe(true)

    const second = desk.select(jobId(other))
    answer(true)
    await second
    expect(stays).toHaveLength(1)
    expect(jobOf(desk.store.getState().view)).toBe(jobId(other))
    expect(open?.session.store.getState().save.kind).toBe('saved')
  })

  it('keeps it the open one, which closing the window saves, until the disk has answered', async () => {
    const { desk, answer, open, asked } = await edited()
    const going = desk.select(jobId(2))
    expect(desk.document()).toBe(open)
    const closing = desk.document()?.session.flush()
    answer(true)
    await Promise.all([going, closing])
    expect(open?.session.store.getState().save.kind).toBe('saved')
    expect(asked).toContain(`openJob ${jobId(2)}`)
  })

  it.each([
    ['the last one counts', 3, true, []],
    ['back to the open one calls it off', 1, true, []],
    ['back to the open one is not told of a failure', 1, false, []],
    ['a failure is told once', 3, false, ['The disk is full.']],
  ])('selected twice while it is saved: %s', async (_, last, saved, said) => {
    const { desk, answer, asked, stays } = await edited()
    const selections = [desk.select(jobId(2)), desk.select(jobId(last))]
    answer(saved)
    await Promise.all(selections)
    expect(jobOf(desk.store.getState().view)).toBe(jobId(saved ? last : 1))
    expect(asked).not.toContain(`openJob ${jobId(2)}`)
    expect(stays).toEqual(said)
  })
})

describe('a damaged job', () => {
  it('opens when its transcript is there, and says what is wrong', async () => {
    const { desk } = await setUp([readyJob(1, damaged(true)), readyJob(2)])
    await desk.select(jobId(1))
    expect(desk.document()?.damage).toBe('One edit is lost.')
    await desk.select(jobId(2))
    expect(desk.document()?.damage).toBeNull()
  })

  it('stands when there is none, and opens when its file brings it back', async () => {
    const { desk, send } = await setUp([readyJob(1, damaged(false))])
    await desk.select(jobId(1))
    expect(desk.store.getState().view).toEqual({ kind: 'standing', jobId: jobId(1) })
    send('jobsChanged', [readyJob(1, damaged(true))])
    await vi.waitFor(() => expect(desk.document()?.jobId).toBe(jobId(1)))
  })
})

describe('a job without a transcript', () => {
  it('stands, and opens by itself the moment it is ready', async () => {
    const { desk, send } = await setUp()
    await desk.select(jobId(3))
    expect(desk.store.getState().view).toEqual({ kind: 'standing', jobId: jobId(3) })
    send('jobsChanged', [readyJob(3)])
    await vi.waitFor(() => expect(desk.document()?.jobId).toBe(jobId(3)))
  })

  it('is put away when it is taken off the list', async () => {
    const { desk, send } = await setUp()
    await desk.select(jobId(3))
    send('jobForgotten', { jobId: jobId(3) })
    expect(desk.store.getState().view).toEqual({ kind: 'nothing' })
  })

  it('that is ready while another one is looked at changes nothing on the desk', async () => {
    const { desk, send } = await setUp()
    await desk.select(jobId(1))
    send('jobsChanged', [readyJob(3)])
    expect(desk.document()?.jobId).toBe(jobId(1))
  })
})

/** As main sends them: the new one, that it is the same, and that the old one is no more. */
const became = (send: Awaited<ReturnType<typeof setUp>>['send'], to: ReturnType<typeof readyJob>) => {
  send('jobsChanged', [to])
  send('jobBecame', { from: jobId(4), to: to.id })
  send('jobForgotten', { jobId: jobId(4) })
}

describe('a job that was started here', () => {
  it('goes on under the id that Pictory gave it, also after a restart', async () => {
    const { desk, send, settings } = await setUp([startingJob(4), readyJob(1)])
    await desk.select(jobId(4))
    const seen: string[] = []
    desk.store.subscribe(({ view }) => seen.push(view.kind))
    became(send, waitingJob(9))
    expect(desk.store.getState().view).toEqual({ kind: 'standing', jobId: jobId(9) })
    expect(seen).not.toContain('nothing')
    expect(settings.store.getState().lastJobId).toBe(jobId(9))
  })

  it('opens at once when Pictory had it all along', async () => {
    const { desk, send, setJobs } = await setUp([startingJob(4)])
    await desk.select(jobId(4))
    setJobs([readyJob(9)])
    became(send, readyJob(9))
    await vi.waitFor(() => expect(desk.document()?.jobId).toBe(jobId(9)))
  })

  it('moves nothing on the desk while another one lies open', async () => {
    const { desk, send, settings } = await setUp([startingJob(4), readyJob(1)])
    await desk.select(jobId(1))
    became(send, waitingJob(9))
    expect(desk.document()?.jobId).toBe(jobId(1))
    expect(settings.store.getState().lastJobId).toBe(jobId(1))
  })
})

describe('after an edit', () => {
  it('computes once for many keys, and only after the quiet', async () => {
    const { desk, due, idle } = await setUp()
    await desk.select(jobId(1))
    idle()
    const open = desk.document()
    const before = open?.derived.store.getState()
    for (const name of ['A', 'B', 'C']) {
      const speaker = open?.session.store.getState().transcript.speakers[0] ?? null
      open?.session.apply('Rename', [{ ...rename, before: speaker, after: { id: 's1', name, pictoryId: 1 } }], {
        origin: 'surface',
      })
    }
    expect(open?.derived.store.getState()).toBe(before)
    expect(due.map(({ ms }) => ms)).toEqual([120])
    idle()
    expect(open?.derived.store.getState()).not.toBe(before)
  })

  it('breaks anew when another style guide is chosen', async () => {
    const { desk, settings, idle } = await setUp()
    await desk.select(jobId(1))
    idle()
    const before = desk.document()?.derived.store.getState().cues
    settings.set({ preset: 'shorts' })
    idle()
    expect(desk.document()?.derived.store.getState().cues).not.toBe(before)
  })

  it('lights the cue that is on the screen', async () => {
    const { desk, player, idle } = await setUp()
    await desk.select(jobId(1))
    idle()
    const follower = desk.document()?.follower
    player.seek(200)
    expect(follower?.store.getState()).toEqual({ at: 0, near: 0 })
    player.seek(1600)
    expect(follower?.store.getState()).toEqual({ at: 1, near: 1 })
  })
})

const nothing = () => {}
const surface = () => {
  const shown: string[] = []
  return {
    shown,
    surface: {
      focus: nothing,
      revealTime: nothing,
      revealWord: nothing,
      selectTime: () => true,
      showHit: (first: string, last: string, text: string) => void shown.push(`${first} ${last} ${text}`),
      scrollToPlaying: nothing,
      text: () => null,
      lines: () => [],
      selected: () => ({ line: 0, from: 0, to: 0, text: '' }),
      selectFound: () => {},
      replaceFound: () => false,
      markFound: () => {},
      selectedWords: () => new Set<string>(),
      pauseAtCaret: () => null,
      wordsBeforeCaret: () => null,
      splitAt: () => {},
      setProvenance: () => {},
      commands: [],
    },
  }
}
const at = (paragraph: number, word: number) => ({ paragraph, word, startMs: 0 })

describe('a hit of the search', () => {
  it('opens the job at its words once the text stands, and leaves the list as it is', async () => {
    const { desk, library, hits } = await setUp()
    const { shown, surface: stands } = surface()
    library.search('hello')
    await desk.openAt(jobId(2), { query: 'HELL', place: at(1, 0) })
    expect(jobOf(desk.store.getState().view)).toBe(jobId(2))
    expect(library.store.getState().query).toBe('hello')
    expect(shown).toEqual([])
    desk.setSurface(stands)
    expect(shown).toEqual(['w3 w3 HELL'])
    expect(hits).toEqual(['HELL'])
    // The job lies open already.
    await desk.openAt(jobId(2), { query: '"good morning"', place: at(0, 0) })
    expect(shown.slice(1)).toEqual(['w1 w2 good morning'])
    // Shown once: a surface that comes again does not jump.
    desk.setSurface(null)
    desk.setSurface(stands)
    expect(shown).toHaveLength(2)
  })

  it('is dropped when another job is asked for meanwhile', async () => {
    const { desk } = await setUp()
    const { shown, surface: stands } = surface()
    await desk.openAt(jobId(2), { query: 'hello', place: at(1, 0) })
    await desk.select(jobId(1))
    desk.setSurface(stands)
    await desk.select(jobId(2))
    expect(shown).toEqual([])
  })

  it('that is not in the transcript any more says so', async () => {
    const { desk, lost } = await setUp()
    const { shown, surface: stands } = surface()
    await desk.openAt(jobId(2), { query: 'evening', place: at(1, 0) })
    desk.setSurface(stands)
    expect([shown, lost]).toEqual([[], ['These words are not in the transcript any more.']])
  })
})
