// The room of the command line: the core and the disk, without a window. This file is what a run may touch; the tests
// give it a world of their own.

import type { Result } from '../core/result'

export type Io = {
  /** The bytes of a file, or of standard input for '-'. Fails with one sentence that names the file. */
  readonly read: (path: string) => Promise<Result<Uint8Array, 'unreadable'>>
  /** Writes a whole file or nothing. */
  readonly write: (path: string, content: string | Uint8Array) => Promise<Result<null, 'unwritable'>>
  readonly isFolder: (path: string) => Promise<boolean>
  /** Whether both names lead to the same file; false where one does not exist. */
  readonly same: (a: string, b: string) => Promise<boolean>
  /** The result, and nothing but the result, to standard output. That its reader stops early is no failure. */
  readonly out: (content: string | Uint8Array) => Promise<Result<null, 'unwritable'>>
  readonly error: (line: string) => void
  /** Of several files, where somebody looks: so many of `total` are done, and which one is next. */
  readonly progress: (done: number, total: number, next: string) => void
  readonly version: string
  /** The day where the person is, as yyyy-mm-dd. */
  readonly today: string
}
