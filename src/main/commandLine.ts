// What the command line asks for: files to open, or a command of Caesura's that needs no window.

import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** File managers of Linux hand over addresses where the program's entry asks for them; one that is no place on this disk stays as it is. */
const placeOf = (argument: string, cwd: string): string => {
  if (/^file:/i.test(argument)) {
    try {
      return fileURLToPath(argument)
    } catch {
      // Opened as it stands, it ends as a sentence that names it.
    }
  }
  return resolve(cwd, argument)
}

const link = /^caesura:/i
/** The links named on a command line, as they stand there; a system hands them over so. */
export const linksNamed = (argv: readonly string[]): readonly string[] => argv.slice(1).filter((one) => link.test(one))

/**
 * The files named on a command line, absolute; as paths or as file addresses. Options (`-…`) are Chromium's and ours, never files, except
 * after `--`. @param entry the app's main file when Electron was given it by path (`electron out/main/index.js`); what precedes it is not
 * ours. Null in a packaged app.
 */
export const filesNamed = (argv: readonly string[], cwd: string, entry: string | null): readonly string[] => {
  const given = argv.slice(1)
  const plainFrom = given.indexOf('--')
  const named = given.filter(
    (argument, at) =>
      argument !== '' &&
      !link.test(argument) &&
      at !== plainFrom &&
      (!argument.startsWith('-') || (plainFrom !== -1 && at > plainFrom)),
  )
  if (entry === null) return named.map((file) => placeOf(file, cwd))
  const app = new Set([entry, dirname(entry), resolve(dirname(entry), '../..')])
  const at = named.findIndex((argument) => app.has(resolve(cwd, argument)))
  return named.slice(at + 1).map((file) => placeOf(file, cwd))
}

/** The first words that the command line of src/cli understands; a test holds both together. A file of that name opens as `./export`. */
export const commandWords: readonly string[] = [
  'read',
  'export',
  'check',
  'presets',
  'help',
  '--help',
  '-h',
  '--version',
  '-v',
]

/** The command with its arguments, or null where a window is wanted. Chromium's own switches (`--no-sandbox`) may stand before it. */
export const commandNamed = (argv: readonly string[]): readonly string[] | null => {
  const given = argv.slice(1)
  const at = given.findIndex((argument) => commandWords.includes(argument) || !/^--./.test(argument))
  const word = given[at]
  return word !== undefined && commandWords.includes(word) ? given.slice(at) : null
}
