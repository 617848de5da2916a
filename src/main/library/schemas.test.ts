import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Transcript } from '../../core/transcript/model'
import type { StepGroup } from '../../core/transcript/step'
import { earlier } from './earlier.fixture'
import { failingAt, faultyDisk } from './faulty'
import { makeWorld, otherId, jobId, unsynced, type World } from './library.fixture'
import { schemaVersion } from './record'
import { keptNames } from './schemas'

let world: World
beforeEach(async () => {
  world = await makeWorld()
})
afterEach(() => world.remove())

const put = async (library: Readonly<Record<string, string>>): Promise<void> => {
  for (const [path, text] of Object.entries(library)) {
    const to = join(world.dir, path)
    await mkdir(dirname(to), { recursive: true })
    await writeFile(to, text)
  }
}
/** What the person had: the text and who speaks it. */
const shown = async (library: Awaited<ReturnType<World['library']>>, id = jobId) => {
  const { speakers, paragraphs } = await world.document(library, id)
  return `${speakers.map(({ name }) => name).join(', ')}: ${paragraphs
    .flatMap(({ items }) => items.flatMap((item) => (item.kind === 'word' ? [item.text] : [])))
    .join(' ')}`
}
const edited = 'Ann: Good morning and welcome'
const renamed = 'Zoe: Good morning and welcome'
const rename = (transcript: Transcript): StepGroup => {
  const before = transcript.speakers[0]
  if (before === undefined) throw new Error('nobody speaks')
  return {
    label: 'Rename to Zoe',
    at: 7,
    steps: [{ kind: 'speaker', at: 0, before, after: { ...before, name: 'Zoe' } }],
  }
}

describe.each(Object.entries(earlier))('a library of schema %s', (version, files) => {
  const schema = Number.parseInt(version, 10)
  const original = (name: string) => files[`jobs/${jobId}/${name}`]

  it('opens with everything that was in it, and by looking alone nothing of it changes', async () => {
    await put(files)
    const library = await world.library()
    expect(library.list().map(({ id, title }) => [id, title])).toEqual([
      [otherId, 'other'],
      [jobId, 'An evening'],
    ])
    expect(await shown(library)).toBe(edited)
    expect(await shown(library, otherId)).toBe('Speaker 1: Good evening and welcome')
    await library.settle()
    const now = await world.files()
    for (const name of ['job.json', 'edits.jsonl', 'response.json']) expect(now[name]).toBe(original(name))
  })

  it('goes on by the first edit, and keeps what was there before it', async () => {
    await put(files)
    const library = await world.library()
    const transcript = await world.document(library)
    expect(await library.append(jobId, [rename(transcript)])).toMatchObject({ ok: true })
    const now = await world.files()
    expect(JSON.parse(now['job.json'] ?? '')).toMatchObject({ schema: schemaVersion, title: 'An evening' })
    expect(now['edits.jsonl']?.startsWith(original('edits.jsonl') ?? '')).toBe(true)
    const kept = keptNames(schema)
    expect([now[kept.record], now[kept.edits]]).toEqual(
      schema < schemaVersion ? [original('job.json'), original('edits.jsonl')] : [undefined, undefined],
    )
    // The job nobody touched is as it was.
    expect(await readFile(world.pathOf('job.json', otherId), 'utf8')).toBe(files[`jobs/${otherId}/job.json`])
    const again = await world.library()
    expect(await shown(again)).toBe(renamed)
    // What was kept stays the older one.
    expect(await again.rename(jobId, 'Another title')).toMatchObject({ ok: true })
    if (schema < schemaVersion) expect((await world.files())[kept.record]).toBe(original('job.json'))
  })

  it('is not touched where nothing may be written', async () => {
    await put(files)
    const before = await world.files()
    const library = await world.library(unsynced, { readOnly: 'Open elsewhere.' })
    expect(await shown(library)).toBe(edited)
    expect(await library.rename(jobId, 'x')).toMatchObject({ ok: false, code: 'read-only' })
    expect(await world.files()).toEqual(before)
  })

  it('killed at any call of the way from one to the other, loses nothing and keeps nothing that is half', async () => {
    for (let call = 1; ; call++) {
      await world.putFiles(
        Object.fromEntries(
          Object.entries(files).flatMap(([path, text]) =>
            path.startsWith(`jobs/${jobId}/`) ? [[path.slice(`jobs/${jobId}/`.length), text]] : [],
          ),
        ),
      )
      const sound = await world.library(unsynced)
      const transcript = await world.document(sound)
      const fault = failingAt(call, 'EIO', true)
      const dying = await world.library(faultyDisk(unsynced, fault)).catch(() => null)
      const opened = dying === null ? null : await dying.open(jobId)
      const done = dying === null || opened?.ok !== true ? null : await dying.append(jobId, [rename(transcript)])
      const after = await world.library(unsynced)
      const text = await shown(after)
      if (done?.ok === true) expect(text).toBe(renamed)
      else expect([edited, renamed]).toContain(text)
      const now = await world.files()
      for (const [kept, name] of [
        [keptNames(schema).record, 'job.json'],
        [keptNames(schema).edits, 'edits.jsonl'],
      ] as const)
        if (kept in now) expect(now[kept]).toBe(original(name))
      expect(await after.rename(jobId, 'Goes on')).toMatchObject({ ok: true })
      if (fault.calls() < call) break
    }
  })
})
