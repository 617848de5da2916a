// The room of the command line: the core and the disk, without a window. This file is what a run may touch; the tests
// give it a world of their own.

import type { Result } from '../core/result'

export type Io = {
  /** The bytes of a file, or of standard input for '-'. Fails with one sentence that names the file. */
  readonly read: (path: string) => Promise<Result<Uint8Array, 'unreadable'>>
  /** Writes a whole file or nothing. */
  readonly write: (path: string, text: string) => Promise<Result<null, 'unwritable'>>
  /** Whether both names lead to the same file; false where one does not exist. */
  readonly same: (a: string, b: string) => Promise<boolean>
  /** The result, and nothing but the result, to standard output. That its reader stops early is no failure. */
  readonly out: (text: string) => Promise<Result<null, 'unwritable'>>
  readonly error: (line: string) => void
  readonly version: string
}
