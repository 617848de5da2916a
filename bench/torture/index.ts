// Kills the library at random moments, hundreds of times, and holds what it finds afterwards against what had been promised. A plain Node
// process with the real library, real files and real fsync; the app itself is killed by e2e/torture.spec.ts. A killed process keeps what it
// has written: a power cut is played by the disk of src/main/library/powercut.ts.
//
// index.js rounds <count> <seed> | victim <folder> <seed> | look <folder>

import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { dice } from '../../src/core/job/day.fixture'
import { createPromises, type Event, type Order } from '../../e2e/torture/promises'
import { suffer } from './victim'

type Moment = 'start' | Order['kind']
/** How often of a hundred a kill is meant for this moment. */
const moments: Readonly<Record<Moment, number>> = {
  start: 18,
  edit: 25,
  compact: 17,
  add: 11,
  file: 7,
  title: 7,
  steer: 5,
  complete: 6,
  trash: 2,
  remove: 2,
}
/** A new library after so many rounds, so that it does not only grow. */
const roundsOfALibrary = 25
const say = (line: string): void => void process.stdout.write(`${line}\n`)

const momentOf = (share: number): Moment => {
  let left = share * 100
  for (const [moment, weight] of Object.entries(moments)) {
    left -= weight
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of the table above
    if (left < 0) return moment as Moment
  }
  return 'edit'
}

/** Runs one victim until the moment has come (or it has only looked), and hears all it said before it died. */
const round = (
  mode: 'victim' | 'look',
  dir: string,
  seed: number,
  random: () => number,
  heard: (event: Event) => void,
) =>
  new Promise<Moment>((resolve) => {
    const moment = momentOf(random())
    let skip = Math.floor(random() * (moment === 'edit' || moment === 'title' ? 40 : 4))
    const afterMs = random() * (moment === 'compact' ? 12 : 6)
    const child = spawn(process.execPath, [import.meta.filename, mode, dir, String(seed)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const kill = (): void => void child.kill('SIGKILL')
    const early = mode === 'victim' && moment === 'start' ? setTimeout(kill, 20 + random() * 230) : undefined
    // Where its moment does not come: it has been at it for long enough.
    const late = setTimeout(kill, 15_000)
    createInterface(child.stdout).on('line', (line) => {
      const event: Event = JSON.parse(line)
      heard(event)
      if (mode === 'look' || event.is !== 'asked' || event.order.kind !== moment || skip-- !== 0) return
      if (afterMs < 1) kill()
      else setTimeout(kill, afterMs)
    })
    child.once('close', () => {
      clearTimeout(early)
      clearTimeout(late)
      resolve(moment)
    })
  })

const rounds = async (count: number, seed: number): Promise<boolean> => {
  const random = dice(seed)
  const sum = { acknowledged: 0, lostEdits: 0, unreadable: 0, wrong: 0, failed: 0, looks: 0, underWay: 0 }
  const meant = new Map<Moment, number>()
  const hit = new Map<Order['kind'], number>()
  const base = await mkdtemp(join(process.cwd(), 'out/torture/library-'))
  let library = ''
  let promises = createPromises()
  const hear = (event: Event): void => {
    if (event.is !== 'found') {
      if (event.is === 'done' && event.failed !== null) {
        sum.failed++
        say(`  an order failed: ${event.failed}`)
      }
      promises.hear(event)
      return
    }
    sum.looks++
    const { lostEdits, unreadable, wrong } = promises.check(event.jobs)
    sum.lostEdits += lostEdits
    sum.unreadable += unreadable + (event.readOnly === null ? 0 : 1)
    sum.wrong += wrong.length
    for (const line of wrong.slice(0, 5)) say(`  ${line}`)
  }
  const close = async (): Promise<void> => {
    if (library === '') return
    await round('look', library, 0, random, hear)
    sum.acknowledged += promises.acknowledged()
  }
  for (let n = 0; n < count; n++) {
    if (n % roundsOfALibrary === 0) {
      await close()
      library = join(base, String(n))
      promises = createPromises()
    }
    const moment = await round('victim', library, seed + n, random, hear)
    meant.set(moment, (meant.get(moment) ?? 0) + 1)
    const open = promises.open()
    if (open.length > 0) sum.underWay++
    for (const kind of new Set(open.map((order) => order.kind))) hit.set(kind, (hit.get(kind) ?? 0) + 1)
    if ((n + 1) % 50 === 0) say(`  ${n + 1} rounds, ${sum.wrong} wrong`)
  }
  await close()
  await rm(base, { recursive: true, force: true })
  const table = (map: ReadonlyMap<string, number>): string =>
    [...map].map(([name, times]) => `${name} ${times}`).join(', ')
  say(`Library in plain Node, real files, real fsync: ${count} kills with SIGKILL, seed ${seed}.`)
  say(`  Killed at (or just after the start of): ${table(meant)}.`)
  say(`  Under way when it died (several at a time), in ${sum.underWay} rounds: ${table(hit)}.`)
  say(
    `  ${sum.acknowledged.toLocaleString('en')} edits were acknowledged; the library was opened and held against all promises ${sum.looks} times.`,
  )
  say(
    `  ${sum.lostEdits} acknowledged edits lost, ${sum.unreadable} unreadable jobs or libraries, ${sum.wrong} other promises broken, ${sum.failed} orders failed.`,
  )
  return sum.lostEdits + sum.unreadable + sum.wrong + sum.failed === 0
}

const [mode, first = '', second = ''] = process.argv.slice(2)
if (mode === 'rounds') process.exitCode = (await rounds(Number(first), Number(second))) ? 0 : 1
else if (mode === 'victim' || mode === 'look') await suffer(first, Number(second), mode === 'victim')
else throw new Error('usage: rounds <count> <seed>')
