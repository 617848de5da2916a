// A regular expression may take for ever on one line of text, and nothing can stop it but the end of its thread: so it has one.

import { findIn, type Wanted } from '../../core/transcript/find'

export type Question = {
  readonly lines: readonly (string | null)[]
  readonly wanted: Wanted
  readonly by: string | null
}

addEventListener('message', ({ data }: MessageEvent<Question>) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port between threads, not a window
  self.postMessage(findIn(data.lines, data.wanted, data.by))
})
