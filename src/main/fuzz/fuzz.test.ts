// Readers against damaged input: a quick share of it with every run of the suite, ten thousand and more with `npm run fuzz`, which sets
// CAESURA_FUZZ_RUNS and CAESURA_FUZZ_SEED. Never a crash, a sentence for each refusal, a sound transcript for everything that is read, the
// input untouched; in the long run also no input that takes a second of the processor.

import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { diceOf, mutated } from './mutate.fixture'
import { fuzzReaders } from './readers.fixture'

const wanted = Number(process.env['CAESURA_FUZZ_RUNS'] ?? '')
const isLong = wanted > 0
const runs = Math.ceil((isLong ? wanted : 550) / fuzzReaders.length)
const seed = Number(process.env['CAESURA_FUZZ_SEED'] ?? '') || 20_260_728
/** Where the long run tells which input it is at, so that one that hangs can be named. */
const at = process.env['CAESURA_FUZZ_AT'] ?? ''

const mostCpuMs = 1000
const lines: string[] = []

describe('damaged input', () => {
  test.each(fuzzReaders.map((reader, index) => ({ ...reader, index })))(
    '$name',
    async ({ name, seeds, read, index }) => {
      const sound = seeds()
      expect(sound.length).toBeGreaterThan(0)
      let taken = 0
      for (const bytes of sound) if ((await read(bytes)) === null) taken++
      expect(taken).toBeGreaterThan(0)
      let refused = 0
      let slowestMs = 0
      for (let run = 0; run < runs; run++) {
        const number = (seed + index * 1_000_003 + run) >>> 0
        const dice = diceOf(number)
        const bytes = mutated(sound[dice(sound.length)] ?? Buffer.alloc(0), sound, dice)
        const before = Buffer.from(bytes)
        if (at !== '') {
          mkdirSync(dirname(at), { recursive: true })
          writeFileSync(at, `${name}, seed ${number}\n`)
        }
        const cpu = process.cpuUsage()
        const answer = await Promise.resolve()
          .then(() => read(bytes))
          .catch((error: unknown) => {
            throw new Error(`${name}, seed ${number}: ${String(error)}`, { cause: error })
          })
        const { user, system } = process.cpuUsage(cpu)
        const ms = (user + system) / 1000
        if (answer !== null) refused++
        if (ms > slowestMs) slowestMs = ms
        if (isLong && ms > mostCpuMs) throw new Error(`${name}, seed ${number}: took ${Math.round(ms)} ms`)
        if (!bytes.equals(before)) throw new Error(`${name}, seed ${number}: the input was changed`)
      }
      lines.push(`${name}: ${runs - refused} read, ${refused} refused, slowest ${Math.round(slowestMs)} ms`)
    },
  )
})

afterAll(() => {
  // oxlint-disable-next-line no-console -- the long run is read by a person
  if (isLong) console.log([`seed ${seed}, ${runs * fuzzReaders.length} inputs`, ...lines].join('\n'))
})
