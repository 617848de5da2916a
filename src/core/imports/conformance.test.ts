// Every outside case opens as a transcript that is sound, or is refused with a sentence; the words are those a viewer reads.

import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { check, textOf } from '../transcript/model'
import { readOriginal } from './read'
import { decoders } from './read.fixture'

const suite = fileURLToPath(new URL('../../../../shared/conformance/webvtt-reader.json', import.meta.url))
const schema = z.object({
  cases: z.array(z.object({ name: z.string(), vtt: z.string(), cues: z.array(z.object({ text: z.string() })) })),
})

describe.skipIf(!existsSync(suite))('outside cases as transcripts (only where the shared folder is)', () => {
  const { cases } = existsSync(suite) ? schema.parse(JSON.parse(readFileSync(suite, 'utf8'))) : { cases: [] }
  it.each(cases)('$name', ({ vtt, cues }) => {
    const read = readOriginal(Buffer.from(vtt), decoders, 'vtt')
    if (!read.ok) {
      expect(read.message).toMatch(/^This .*\.$/u)
      expect(cues.every(({ text }) => text.replace(/<[^>]*(?:>|$)/gu, '').trim() === '')).toBe(true)
      return
    }
    expect(check(read.value.transcript)).toEqual([])
    // Cues without markup hold their words to the letter; dashes that tell two voices apart are no words.
    if (cues.every(({ text }) => !/[<&]/u.test(text))) {
      const words = read.value.transcript.paragraphs.flatMap((paragraph) => textOf(paragraph).split(' '))
      const expected = cues.flatMap(({ text }) => text.split(/\s+/u)).filter((word) => word !== '' && word !== '-')
      expect([...words].sort()).toEqual(expected.sort())
    }
  })
})
