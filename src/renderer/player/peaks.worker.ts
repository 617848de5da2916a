// Reads the sound of a recording from its app:// address and makes peaks of it, in a thread of its own: ten hours are a few hundred
// megabytes that pass through, never all at once. This thread alone may fetch, and only linked media (src/main/scheme.ts).

import { ALL_FORMATS, AudioSampleSink, Input, UrlSource } from 'mediabunny'
import { measurePeaks } from './peaks'

export type SoundReport =
  | { readonly kind: 'part'; readonly from: number; readonly peaks: Uint8Array }
  | { readonly kind: 'done' }
  /** 'none': no sound in it; 'unreadable': of a kind that is not decoded here, or damaged. */
  | { readonly kind: 'failed'; readonly why: 'none' | 'unreadable' }

/** Parts come about so often. */
const tellMs = 200

/* oxlint-disable unicorn/require-post-message-target-origin -- a port between threads, not a window */
const say = (report: SoundReport): void => self.postMessage(report)

const read = async (url: string): Promise<void> => {
  const input = new Input({ source: new UrlSource(url), formats: ALL_FORMATS })
  const track = await input.getPrimaryAudioTrack()
  if (track === null) return say({ kind: 'failed', why: 'none' })
  if (!(await track.canDecode())) return say({ kind: 'failed', why: 'unreadable' })
  const measure = measurePeaks()
  let toldAt = performance.now()
  let room = new Float32Array(0)
  for await (const sample of new AudioSampleSink(track).samples()) {
    const { sampleRate, numberOfChannels, timestamp } = sample
    for (let planeIndex = 0; planeIndex < numberOfChannels; planeIndex++) {
      const options = { planeIndex, format: 'f32-planar' } as const
      const length = sample.allocationSize(options) / Float32Array.BYTES_PER_ELEMENT
      if (room.length !== length) room = new Float32Array(length)
      sample.copyTo(room, options)
      measure.add(room, sampleRate, timestamp)
    }
    sample.close()
    if (performance.now() - toldAt < tellMs) continue
    toldAt = performance.now()
    say({ kind: 'part', ...measure.take(false) })
  }
  say({ kind: 'part', ...measure.take(true) })
  say({ kind: 'done' })
}

addEventListener('message', ({ data }: MessageEvent<{ readonly url: string }>) => {
  read(data.url).catch(() => say({ kind: 'failed', why: 'unreadable' }))
})
