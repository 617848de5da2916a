// The app is killed at random moments while it is used, and started again on the same user data: nothing that was called saved may be
// missing, no job may be unreadable. `npm run torture` makes more rounds, and hundreds of the library alone. The seed is printed;
// CAESURA_TORTURE_SEED plays the same moments again.

import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { dice } from '../src/core/job/day.fixture'
import type { Transcript } from '../src/core/transcript/model'
import { parseTranscript, replay } from '../src/core/transcript/replay'
import { commandOf, expect, test, type Caesura } from './app'
import { placeOf, sampleId, transcript } from './desk'
import { createPromises, type Event, type Found, type Order } from './torture/promises'

const rounds = Number(process.env['CAESURA_TORTURE_ROUNDS'] ?? 6)
const seed = Number(process.env['CAESURA_TORTURE_SEED'] ?? Date.now() % 1_000_000)

/** Words of the sample; typing in the middle of one takes it apart. */
const typedInto = ['silence', 'matters', 'people', 'caption', 'Welcome', 'Today', 'about', 'think']

const kinds = ['edits', 'typing', 'compaction', 'start', 'adding', 'orders'] as const

/** What is open in the window's words, as the window itself puts it together. */
const documentOf = async (page: Page): Promise<Transcript> => {
  const opened = await page.evaluate((jobId) => window.caesura.openJob({ jobId }), sampleId)
  if (!opened.ok) throw new Error(opened.message)
  const read = parseTranscript(opened.value.snapshot)
  if (!read.ok) throw new Error(read.message)
  const { transcript: now, stopped } = replay(read.value, opened.value.tail)
  if (stopped !== null) throw new Error(stopped)
  return now
}
const textOf = ({ paragraphs }: Transcript): string =>
  paragraphs.flatMap(({ items }) => items.map((item) => (item.kind === 'word' ? item.text : ''))).join(' ')
const countIn = (name: string): number => (name.startsWith('Voice ') ? Number(name.split(' ').at(-1)) : 0)

const look = async (page: Page): Promise<readonly Found[]> => {
  const listed = await page.evaluate(() => window.caesura.listJobs())
  if (!listed.ok) throw new Error(listed.message)
  const found: Found[] = []
  for (const { id, title, state } of listed.value) {
    const base = { id, title, edits: 0 }
    if (state.kind === 'waiting') found.push({ ...base, is: state.paused ? 'paused' : 'waiting' })
    else if (state.kind !== 'ready') found.push({ ...base, is: 'unreadable' })
    else {
      const now = await documentOf(page).catch(() => null)
      if (now === null) found.push({ ...base, is: 'unreadable' })
      else found.push({ ...base, is: 'ready', edits: countIn(now.speakers[0]?.name ?? '') })
    }
  }
  return found
}

test(`killed ${rounds} times, nothing acknowledged is lost`, async ({ start, folder }) => {
  test.setTimeout(60_000 + rounds * 15_000)
  console.log(`torture of the app: ${rounds} rounds, seed ${seed}`)
  const random = dice(seed)
  const promises = createPromises()
  const sum = { lostEdits: 0, unreadable: 0, typed: 0, underWay: 0 }
  const wrong: string[] = []
  const counts = new Map<string, number>()
  /** Words that were typed into the window: so many were called saved there. */
  let typed: { readonly words: readonly string[]; readonly saved: number } = { words: [], saved: 0 }

  const check = async ({ page }: Caesura) => {
    const verdict = promises.check(await look(page))
    sum.lostEdits += verdict.lostEdits
    sum.unreadable += verdict.unreadable
    wrong.push(...verdict.wrong)
    if (typed.words.length === 0) return
    const text = textOf(await documentOf(page))
    const there = typed.words.filter((word) => text.includes(word))
    if (there.length < typed.saved)
      wrong.push(`${typed.saved} typed words were called saved, ${there.length} are there`)
    typed = { words: [], saved: 0 }
  }

  for (let round = 0; round < rounds; round++) {
    const kind = kinds[round % kinds.length] ?? 'edits'
    const afterMs = random() * 400
    if (kind === 'start') {
      const { path, args, env } = commandOf({ userData: join(folder, 'user') })
      const child = spawn(path, args, { env, stdio: 'ignore' })
      const ended = new Promise((done) => child.once('exit', done))
      setTimeout(() => child.kill('SIGKILL'), 100 + 2 * afterMs)
      await ended
      counts.set(kind, (counts.get(kind) ?? 0) + 1)
      continue
    }
    const caesura = await start()
    const { page } = caesura
    await check(caesura)
    await page.exposeFunction('told', (event: Exclude<Event, { is: 'found' }>) => promises.hear(event))
    const dying = (afterKillMs = afterMs) =>
      new Promise<void>((resolve) => setTimeout(() => void caesura.kill().then(resolve), afterKillMs))
    if (round === 0) {
      promises.hear({ is: 'asked', n: -1, order: { kind: 'file', id: sampleId } })
      const opened = await page.evaluate(() => window.caesura.openSample())
      promises.hear({ is: 'done', n: -1, failed: opened.ok ? null : opened.message })
    }
    const { speakers } = await documentOf(page)
    const [speaker] = speakers
    if (speaker === undefined) throw new Error('no speaker')
    const ids = Array.from({ length: 400 }, () => randomUUID())
    const shared = { kind, speaker, ids, sampleId, title: randomUUID(), first: countIn(speaker.name) }

    if (kind === 'typing') {
      await page.reload()
      await page.getByRole('option').first().waitFor()
      // Among hundreds that wait for their transcript its row is far down.
      await page.getByRole('radio', { name: /^Ready/u }).click()
      await page
        .getByRole('listbox', { name: 'Jobs' })
        .getByRole('option', { name: /speaker/u })
        .click()
      await expect(transcript(page)).toBeVisible()
      const { x, y } = await placeOf(page, typedInto[(counts.get(kind) ?? 0) % typedInto.length] ?? '')
      await page.mouse.click(x, y)
      const words: string[] = []
      let saved = 0
      const typing = async (): Promise<never> => {
        for (;;) {
          const word = `zq${round}x${words.length}z`
          words.push(word)
          await page.keyboard.type(` ${word}`)
          if (words.length % 3 !== 0) continue
          const here = words.length
          await page.getByTestId('save-state').getByText('All changes saved').waitFor()
          saved = here
        }
      }
      const typist = typing().catch(() => {})
      await expect.poll(() => saved).toBeGreaterThan(0)
      await dying(2 * afterMs)
      await typist
      typed = { words, saved }
      sum.typed += saved
    } else {
      // Runs in the page until it is killed: orders through the real bridge, each told before and after.
      const working = page
        .evaluate(async ({ kind, speaker, ids, sampleId: jobId, title, first }) => {
          const told: (event: object) => Promise<void> = Reflect.get(window, 'told')
          let n = 0
          const give = async (order: Order, call: () => Promise<{ ok: boolean; message?: string }>) => {
            const mine = n++
            await told({ is: 'asked', n: mine, order })
            const answer = await call()
            await told({ is: 'done', n: mine, failed: answer.ok ? null : (answer.message ?? 'failed') })
          }
          const wide = 'x'.repeat(kind === 'compaction' ? 12_000 : 10)
          let before = speaker
          let to = first
          const edit = async () => {
            to++
            const after = { ...before, name: `Voice ${wide} ${to}` }
            const group = { label: 'Rename', at: to, steps: [{ kind: 'speaker' as const, at: 0, before, after }] }
            before = after
            await give({ kind: 'edit', id: jobId, to }, () =>
              window.caesura.appendEdits({ jobId, groups: JSON.stringify([group]) }),
            )
          }
          const rename = (nth: number) =>
            give({ kind: 'title', id: jobId, title: `T ${title} ${nth}` }, () =>
              window.caesura.renameJob({ jobId, title: `T ${title} ${nth}` }),
            )
          const add = (some: readonly string[]) =>
            give({ kind: 'add', ids: some }, () => window.caesura.addJobs({ ids: some }))
          const steer = async (id: string, paused: boolean) =>
            give({ kind: 'steer', id, to: paused ? 'paused' : 'waiting' }, () =>
              window.caesura.steerJobs({ jobIds: [id], order: paused ? 'pause' : 'resume' }),
            )
          const forever = async (work: (nth: number) => Promise<void>) => {
            for (let nth = 0; ; nth++) await work(nth)
          }
          switch (kind) {
            case 'typing':
              break
            case 'edits':
              await Promise.all([forever(edit), forever(rename)])
              break
            case 'compaction':
              // A journal that is longer than what is replayed at each opening, then opened again and again.
              for (let each = 0; each < 30; each++) await edit()
              await forever(async () => {
                await give({ kind: 'compact', id: jobId }, () => window.caesura.openJob({ jobId }))
                for (let each = 0; each < 3; each++) await edit()
              })
              break
            case 'adding':
              await Promise.all([add(ids), forever(edit)])
              break
            case 'orders': {
              const few = ids.slice(0, 8)
              await add(few)
              await Promise.all(few.map((id) => forever((nth) => steer(id, nth % 2 === 0))))
            }
          }
        }, shared)
        .catch(() => {})
      const before = promises.acknowledged()
      // It is killed while it works: something of this round was answered first.
      if (kind === 'edits') await expect.poll(() => promises.acknowledged()).toBeGreaterThan(before + 5)
      else if (kind === 'compaction')
        await expect.poll(() => promises.acknowledged()).toBeGreaterThanOrEqual(before + 30)
      else if (kind === 'adding') await expect.poll(() => promises.acknowledged()).toBeGreaterThan(before)
      await dying()
      await working
    }
    if (promises.open().length > 0) sum.underWay++
    counts.set(kind, (counts.get(kind) ?? 0) + 1)
  }
  await check(await start())

  const said = [
    `The app in real Electron: ${rounds} kills with SIGKILL (${[...counts].map(([name, n]) => `${name} ${n}`).join(', ')}), orders under way in ${sum.underWay} of them.`,
    `${promises.acknowledged()} edits were acknowledged over the bridge, ${sum.typed} typed words called saved in the window.`,
    `${sum.lostEdits} acknowledged edits lost, ${sum.unreadable} unreadable jobs, ${wrong.length} promises broken.`,
  ]
  console.log(said.map((line) => `  ${line}`).join('\n'))
  expect(wrong).toEqual([])
  expect(sum).toMatchObject({ lostEdits: 0, unreadable: 0 })
  expect(promises.acknowledged()).toBeGreaterThan(0)
})
