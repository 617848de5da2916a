// What the command line asks for: files to open.

import { dirname, resolve } from 'node:path'

/**
 * The files named on a command line, absolute. Options (`-…`) are Chromium's and ours, never files. @param entry the app's main file when
 * Electron was given it by path (`electron out/main/index.js`); what precedes it is not ours. Null in a packaged app.
 */
export const filesNamed = (argv: readonly string[], cwd: string, entry: string | null): readonly string[] => {
  const named = argv.slice(1).filter((argument) => argument !== '' && !argument.startsWith('-'))
  if (entry === null) return named.map((file) => resolve(cwd, file))
  const app = new Set([entry, dirname(entry), resolve(dirname(entry), '../..')])
  const at = named.findIndex((argument) => app.has(resolve(cwd, argument)))
  return named.slice(at + 1).map((file) => resolve(cwd, file))
}
