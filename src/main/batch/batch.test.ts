import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fail, ok, type Result } from '../../core/result'
import type { FailureCode } from '../../ipc/contract'
import { type Disk, nodeDisk } from '../library/disk'
import { diskError, faultyDisk } from '../library/faulty'
import { createBatch } from './batch'
import type { Captioner } from './captioning'

const naming = { pattern: '{title}', guide: 'Netflix English' }
const idOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

let folder = ''
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'caesura-batch-')), 'Subtitles')
  await mkdir(folder)
})
afterEach(() => rm(join(folder, '..'), { recursive: true, force: true }))

type Contents = Result<{ snapshot: string; tail: readonly string[] }, FailureCode>
const ready: Contents = ok({ snapshot: '{}', tail: [] })

const world = (
  jobs: Readonly<Record<number, { readonly title: string; readonly contents?: Contents }>>,
  over: { readonly disk?: Disk; readonly make?: Captioner['make']; readonly chosen?: string | null } = {},
) => {
  const told: string[] = []
  const exported: string[] = []
  const shown: string[] = []
  let ended = 0
  let token = 100
  let exportFolder: string | null = null
  const jobOf = (id: string) => jobs[Number(id.slice(-6))]
  const batch = createBatch({
    dialog: {
      showOpenDialog: async () =>
        over.chosen === null
          ? { canceled: true, filePaths: [] }
          : { canceled: false, filePaths: [over.chosen ?? folder] },
    },
    shell: { showItemInFolder: (path) => shown.push(path) },
    disk: over.disk ?? nodeDisk,
    library: {
      title: (id) => jobOf(id)?.title ?? null,
      contents: async (id) => jobOf(id)?.contents ?? ready,
      original: async (id) => ok(`answer of ${Number(id.slice(-6))}`),
      exported: async (id, format, path) => {
        exported.push(`${Number(id.slice(-6))} ${format} ${path.slice(folder.length + 1)}`)
        return ok(null)
      },
    },
    preferences: {
      get: () => ({ exportFolder }) as never,
      set: (change) => void (exportFolder = change.exportFolder ?? exportFolder),
      settle: async () => {},
    },
    documents: '/documents',
    captioner: () => ({
      make: over.make ?? (async ({ format }) => ok({ content: `${format} text`, cues: 3, nothing: null })),
      end: () => void ended++,
    }),
    newId: () => idOf(token++),
    today: () => '2026-11-26',
    tell: ({ done, total, title }) => told.push(`${done}/${total} ${title}`.trim()),
    log: () => {},
  })
  const choose = async (...ids: readonly number[]) => {
    const chosen = await batch.choose({ jobIds: ids.map(idOf), format: 'srt', naming })
    if (!chosen.ok || chosen.value === null) throw new Error('nothing was chosen')
    return chosen.value
  }
  const run = async (at: string, existing: 'replace' | 'keep-both' | 'skip' = 'keep-both') => {
    const done = await batch.run({
      token: at,
      preset: 'bbc',
      speakers: 'none',
      times: false,
      afterCut: false,
      forWindows: false,
      existing,
    })
    if (!done.ok) throw new Error(done.message)
    return done.value.lines.map(({ outcome }) =>
      'message' in outcome ? `${outcome.kind}: ${outcome.message}` : outcome.kind,
    )
  }
  return { batch, choose, run, told, exported, shown, ended: () => ended }
}

/** A promise that the test settles. */
const gate = () => {
  const waiting: (() => void)[] = []
  const passed = new Promise<void>((resolve) => void waiting.push(resolve))
  return {
    passed,
    open: () => {
      for (const go of waiting) go()
    },
  }
}

describe('a batch', () => {
  test('writes each job under its title, tells how far it is, and notes each export', async () => {
    const one = world({ 1: { title: 'Talk' }, 2: { title: 'Talk' }, 3: { title: 'Board' } })
    const { token, folder: name, existing } = await one.choose(1, 2, 3)
    expect([name, existing]).toEqual(['Subtitles', []])
    expect(await one.run(token)).toEqual(['written', 'written', 'written'])
    expect((await readdir(folder)).sort()).toEqual(['Board.srt', 'Talk (2).srt', 'Talk.srt'])
    expect(await readFile(join(folder, 'Talk.srt'), 'utf8')).toBe('srt text')
    expect(one.told).toEqual(['0/3 Talk', '1/3 Talk', '2/3 Board', '3/3'])
    expect(one.exported).toEqual(['1 srt Talk.srt', '2 srt Talk (2).srt', '3 srt Board.srt'])
    await one.batch.reveal()
    expect(one.shown).toEqual([join(folder, 'Board.srt')])
    expect(one.ended()).toBe(1)
  })

  test('goes on after one that fails or holds nothing, and names each with why', async () => {
    const broken = diskError('ENOSPC')
    const one = world(
      {
        1: { title: 'Good' },
        2: { title: 'Waiting', contents: fail('not-found', 'This job is not finished at Pictory yet.') },
        3: { title: 'Full' },
        4: { title: 'Also good' },
        5: { title: 'Silent' },
      },
      {
        disk: faultyDisk(nodeDisk, {
          strike: (what, path) => (what === 'rename' && path.includes('Full') ? broken : null),
        }),
        make: async ({ snapshot }) =>
          ok({ content: 'x', cues: 2, nothing: snapshot === 'silent' ? 'There are no words to write yet.' : null }),
      },
    )
    const { token } = await one.choose(1, 2, 3, 4, 5)
    expect(await one.run(token)).toEqual([
      'written',
      'skipped: This job is not finished at Pictory yet.',
      'failed: “Full.srt” could not be written: the disk is full.',
      'written',
      'written',
    ])
    expect((await readdir(folder)).sort()).toEqual(['Also good.srt', 'Good.srt', 'Silent.srt'])
  })

  test.each([
    ['replace', ['written', 'written'], ['New.srt', 'Talk.srt'], 'srt text'],
    ['keep-both', ['written', 'written'], ['New.srt', 'Talk (2).srt', 'Talk.srt'], 'old'],
    [
      'skip',
      ['skipped: “Talk.srt” is there already and was left as it is.', 'written'],
      ['New.srt', 'Talk.srt'],
      'old',
    ],
  ] as const)('asks about files that are there: %s', async (choice, outcomes, files, content) => {
    await writeFile(join(folder, 'Talk.srt'), 'old')
    const one = world({ 1: { title: 'Talk' }, 2: { title: 'New' } })
    const { token, existing } = await one.choose(1, 2)
    expect(existing).toEqual(['Talk.srt'])
    expect(await one.run(token, choice)).toEqual(outcomes)
    expect((await readdir(folder)).sort()).toEqual(files)
    expect(await readFile(join(folder, 'Talk.srt'), 'utf8')).toBe(content)
  })

  test('a file that comes while it runs is not written over', async () => {
    const one = world(
      { 1: { title: 'Talk' } },
      {
        make: async () => {
          await writeFile(join(folder, 'Talk.srt'), 'theirs')
          return ok({ content: 'ours', cues: 1, nothing: null })
        },
      },
    )
    const { token } = await one.choose(1)
    expect(await one.run(token, 'replace')).toEqual([
      'failed: “Talk.srt” could not be written: a file of that name has come there meanwhile.',
    ])
    expect(await readFile(join(folder, 'Talk.srt'), 'utf8')).toBe('theirs')
  })

  test('stops when told: what is written stays, the rest is named', async () => {
    const jobs = { 1: { title: 'One' }, 2: { title: 'Two' }, 3: { title: 'Three' } }
    let made = 0
    const one = world(jobs, {
      make: async () => {
        if (++made === 2) {
          one.batch.stop()
          return fail('aborted', 'This was called off.')
        }
        return ok({ content: 'x', cues: 1, nothing: null })
      },
    })
    const { token } = await one.choose(1, 2, 3)
    const running = one.run(token)
    expect(one.batch.isRunning()).toBe(true)
    expect(await running).toEqual(['written', 'stopped', 'stopped'])
    expect(one.batch.isRunning()).toBe(false)
    expect(await readdir(folder)).toEqual(['One.srt'])
  })

  test('is refused while another runs, for a folder that was not chosen, and where the folder is gone', async () => {
    const asked = gate()
    const made = gate()
    const one = world(
      { 1: { title: 'One' } },
      {
        make: async () => {
          asked.open()
          await made.passed
          return ok({ content: 'x', cues: 1, nothing: null })
        },
      },
    )
    const { token } = await one.choose(1)
    const wish = {
      preset: 'bbc',
      speakers: 'none',
      times: false,
      afterCut: false,
      forWindows: false,
      existing: 'skip',
    } as const
    expect(await one.batch.run({ token: idOf(7), ...wish })).toMatchObject({ ok: false, code: 'not-found' })
    const first = one.batch.run({ token, ...wish })
    expect(await one.batch.run({ token, ...wish })).toMatchObject({ ok: false, code: 'conflict' })
    await asked.passed
    made.open()
    expect(await first).toMatchObject({ ok: true })
    await rm(folder, { recursive: true })
    expect(await one.batch.run({ token, ...wish })).toMatchObject({ ok: false, code: 'disk' })
    expect(await one.batch.reveal()).toMatchObject({ ok: false, code: 'not-found' })
  })

  test('nothing is chosen: nothing happens', async () => {
    const one = world({ 1: { title: 'One' } }, { chosen: null })
    expect(await one.batch.choose({ jobIds: [idOf(1)], format: 'srt', naming })).toEqual({ ok: true, value: null })
  })
})
