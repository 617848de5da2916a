// The process that makes captions (see batch/captioning.ts): its own program, one order after the other, with the core alone.

import { captionFile, captionFormats, rulesFor } from '../core/formats/captions'
import { presetIds } from '../core/captions/rules'
import { speakerStyles } from '../core/formats/speaker'
import { parseTranscript, replay } from '../core/transcript/replay'
import { z } from 'zod'

const orderSchema = z.object({
  snapshot: z.string(),
  tail: z.array(z.string()),
  format: z.enum(captionFormats),
  preset: z.enum(presetIds),
  speakers: z.enum(speakerStyles),
})

type Answer =
  | { readonly ok: true; readonly value: { readonly text: string; readonly cues: number } }
  | { readonly ok: false; readonly message: string }

const make = (data: unknown): Answer => {
  const { snapshot, tail, preset, ...wish } = orderSchema.parse(data)
  const base = parseTranscript(snapshot)
  if (!base.ok) return { ok: false, message: base.message }
  const { transcript, stopped } = replay(base.value, tail)
  // A file without the last changes would not be what the person sees in the editor.
  if (stopped !== null) return { ok: false, message: 'Some of its changes cannot be read. Open the job to see why.' }
  const file = captionFile(transcript, { ...wish, rules: rulesFor(preset) })
  return { ok: true, value: { text: file.text(), cues: file.cues.length } }
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
