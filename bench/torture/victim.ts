// The process that is killed: the real library on the real disk, with edits, renames, adds, finished jobs, orders and compactions at the
// same time. It tells each order before it is given and after it was answered, and first of all what it found.

import { randomUUID } from 'node:crypto'
import { writeSync } from 'node:fs'
import { dice } from '../../src/core/job/day.fixture'
import { parseTranscript, replay } from '../../src/core/transcript/replay'
/* oxlint-disable no-restricted-imports -- this room alone is put to the torture here */
import { nodeDisk } from '../../src/main/library/disk'
import { type Library, openLibrary } from '../../src/main/library/jobs'
import { readOriginal } from '../../src/main/library/read'
import { fileOf, renamed, renamings, response } from '../../src/main/library/library.fixture'
/* oxlint-enable no-restricted-imports */
import type { Event, Found, Order } from '../../e2e/torture/promises'

// A write to a pipe is done when it returns: what was told before the kill is known.
const tell = (event: Event): void => void writeSync(1, `${JSON.stringify(event)}\n`)

const documents = [1, 2, 3].map((n) => `d0000000-0000-4000-8000-00000000000${n}`)

const transcriptOf = async (library: Library, id: string) => {
  const opened = await library.open(id)
  if (!opened.ok) throw new Error(opened.message)
  const read = parseTranscript(opened.value.snapshot)
  if (!read.ok) throw new Error(read.message)
  const { transcript, stopped } = replay(read.value, opened.value.tail)
  if (stopped !== null) throw new Error(stopped)
  return transcript
}

const look = async (library: Library): Promise<readonly Found[]> => {
  const found: Found[] = []
  for (const { id, title, state, trashedAt } of library.list()) {
    const base = { id, title, edits: 0 }
    if (trashedAt !== null) found.push({ ...base, is: 'trashed' })
    else if (state.kind === 'waiting') found.push({ ...base, is: state.paused ? 'paused' : 'waiting' })
    else if (state.kind === 'ready')
      found.push(
        await transcriptOf(library, id).then(
          (transcript) => ({ ...base, is: 'ready', edits: renamed(transcript) }) as const,
          () => ({ ...base, is: 'unreadable' }) as const,
        ),
      )
    else found.push({ ...base, is: 'unreadable' })
  }
  return found
}

/** @param forever false: only looks. */
export const suffer = async (dir: string, seed: number, forever: boolean): Promise<void> => {
  const library = await openLibrary({
    dir,
    disk: nodeDisk,
    now: () => Date.now(),
    newId: randomUUID,
    read: readOriginal,
    readOnly: null,
    changed: () => {},
    forgotten: () => {},
    became: () => {},
    log: () => {},
    // Some dozen changes: compactions come often.
    tailBytes: 4000,
  })
  const found = await look(library)
  tell({ is: 'found', jobs: found, readOnly: library.readOnly })
  if (!forever) return

  const random = dice(seed)
  const below = (n: number): number => Math.floor(random() * n)
  let orders = 0
  const order = async (given: Order, carryOut: () => Promise<{ readonly ok: boolean; readonly message?: string }>) => {
    const n = orders++
    tell({ is: 'asked', n, order: given })
    const done = await carryOut()
    tell({ is: 'done', n, failed: done.ok ? null : (done.message ?? 'failed') })
  }
  const addFile = (id: string) => order({ kind: 'file', id }, () => library.addFile(fileOf(response(id))))

  for (const id of documents) if (library.title(id) === null) await addFile(id)

  const editing = async (id: string): Promise<never> => {
    const transcript = await transcriptOf(library, id)
    let n = renamed(transcript)
    for (;;) {
      const to = n + 1 + below(5)
      const groups = renamings(transcript, n + 1, to)
      n = to
      await order({ kind: 'edit', id, to }, () => library.append(id, groups))
      if (below(12) === 0) await order({ kind: 'compact', id }, () => library.open(id))
    }
  }
  const naming = async (): Promise<never> => {
    for (;;) {
      const id = documents[below(documents.length)] ?? ''
      const title = `T ${randomUUID()}`
      await order({ kind: 'title', id, title }, () => library.rename(id, title))
    }
  }
  const dealing = async (): Promise<never> => {
    for (;;) {
      const waiting = library
        .list()
        .flatMap(({ id, state, trashedAt }) => (state.kind === 'waiting' && trashedAt === null ? [{ id, state }] : []))
      const one = waiting[below(Math.max(1, waiting.length))]
      const what = waiting.length > 60 ? 3 : below(5)
      if (one === undefined || what === 0) {
        const ids = Array.from({ length: 1 + below(20) }, () => randomUUID())
        await order({ kind: 'add', ids }, async () => {
          const added = await library.addIds(ids)
          return { ok: added.every(({ result }) => result.ok) }
        })
      } else if (what === 1) await addFile(randomUUID())
      else if (what === 2)
        await order({ kind: 'steer', id: one.id, to: one.state.paused ? 'waiting' : 'paused' }, () =>
          library.steer(one.id, one.state.paused ? 'resume' : 'pause'),
        )
      else if (what === 3) {
        await order({ kind: 'trash', id: one.id }, () => library.trash(one.id))
        if (below(2) === 0) await order({ kind: 'remove', id: one.id }, () => library.remove(one.id))
      } else
        await order({ kind: 'complete', id: one.id }, () =>
          library.report(one.id, { kind: 'completed', bytes: response(one.id) }),
        )
    }
  }
  await Promise.all([...documents.map(editing), naming(), dealing()])
}
