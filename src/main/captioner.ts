// The process that makes captions (see batch/captioning.ts): its own program, one order after the other, with the core alone.

import { guideSchema } from '../core/captions/guide'
import { presetIds } from '../core/captions/rules'
import { makeFile, rulesFor } from '../core/formats/make'
import { speakerStyles } from '../core/formats/speaker'
import { fileFormats } from '../core/formats/table'
import { parseTranscript, replay } from '../core/transcript/replay'
import { z } from 'zod'
import type { Made } from './batch/captioning'

const orderSchema = z.object({
  snapshot: z.string(),
  tail: z.array(z.string()),
  title: z.string(),
  original: z.string().nullable(),
  format: z.enum(fileFormats),
  preset: z.union([z.enum(presetIds), guideSchema]),
  speakers: z.enum(speakerStyles),
  times: z.boolean(),
  afterCut: z.boolean(),
  forWindows: z.boolean(),
})

type Answer = { readonly ok: true; readonly value: Made } | { readonly ok: false; readonly message: string }

const make = (data: unknown): Answer => {
  const { snapshot, tail, title, original, preset, ...wish } = orderSchema.parse(data)
  const base = parseTranscript(snapshot)
  if (!base.ok) return { ok: false, message: base.message }
  const { transcript, stopped } = replay(base.value, tail)
  // A file without the last changes would not be what the person sees in the editor.
  if (stopped !== null) return { ok: false, message: 'Some of its changes cannot be read. Open the job to see why.' }
  const file = makeFile({ transcript, title, original }, { ...wish, rules: rulesFor(preset) })
  const content = file.bytes === null ? file.text() : file.bytes()
  return { ok: true, value: { content, cues: file.cues.length, nothing: file.nothing } }
}

const answer = (data: unknown): Answer => {
  try {
    return make(data)
  } catch (error) {
    return {
      ok: false,
      message: `Making the captions failed (${error instanceof Error ? error.message : String(error)}).`,
    }
  }
}

/* oxlint-disable unicorn/require-post-message-target-origin -- a port between processes, not a window */
process.parentPort.on('message', ({ data }) => process.parentPort.postMessage(answer(data)))
