// What was asked for. Everything that is not understood is wrong use (exit code 2): nothing is guessed.

import { presetIds } from '../core/captions/rules'
import { speakerStyles, type SpeakerStyle } from '../core/formats/speaker'
import { readPattern, usualPattern } from '../core/formats/name'
import { fileFormats, type FileFormat } from '../core/formats/table'
import { fail, ok, type Result } from '../core/result'

export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'presets'; readonly json: boolean }
  | { readonly kind: 'read'; readonly file: string; readonly json: boolean }
  | { readonly kind: 'check'; readonly files: readonly string[]; readonly preset: string; readonly json: boolean }
  | {
      readonly kind: 'export'
      readonly files: readonly string[]
      readonly format: FileFormat
      /** A style guide of the app, or the file of another. */
      readonly preset: string
      /** null where it was not asked for: none for a job, and what the file itself says for a subtitle file. */
      readonly speakers: SpeakerStyle | null
      /** Of prose: each paragraph with its in-time. */
      readonly times: boolean
      /** Captions in the time of what is left. */
      readonly afterCut: boolean
      /** Line ends of Windows and a byte order mark. */
      readonly forWindows: boolean
      /** '-' is standard output; of several files the folder they are written to. */
      readonly out: string
      /** What files in a folder are called (core/formats/name.ts). */
      readonly pattern: string
    }

type Name = 'read' | 'export' | 'check' | 'presets'
const names: readonly Name[] = ['read', 'export', 'check', 'presets']

/** The options of each command; null where an option takes no value. */
const options: Readonly<Record<Name, Readonly<Record<string, readonly string[] | 'any' | null>>>> = {
  read: { json: null },
  export: {
    format: fileFormats,
    preset: 'any',
    speakers: speakerStyles,
    times: null,
    'after-cut': null,
    windows: null,
    out: 'any',
    name: 'any',
  },
  check: { preset: 'any', json: null },
  presets: { json: null },
}

type Given = { readonly files: readonly string[]; readonly values: ReadonlyMap<string, string> }

const collect = (command: Name, rest: readonly string[]): Result<Given, 'wrong-use'> => {
  const files: string[] = []
  const values = new Map<string, string>()
  let onlyFiles = false
  for (let at = 0; at < rest.length; at++) {
    const word = rest[at] ?? ''
    if (onlyFiles || word === '-' || !word.startsWith('-')) {
      files.push(word)
      continue
    }
    if (word === '--') {
      onlyFiles = true
      continue
    }
    const equals = word.indexOf('=')
    const name = word.startsWith('--') ? word.slice(2, equals < 0 ? undefined : equals) : ''
    const allowed = Object.hasOwn(options[command], name) ? options[command][name] : undefined
    if (allowed === undefined)
      return fail('wrong-use', `${command} has no option ${word.slice(0, equals < 0 ? undefined : equals)}.`)
    if (values.has(name)) return fail('wrong-use', `--${name} is given twice.`)
    if (allowed === null) {
      if (equals >= 0) return fail('wrong-use', `--${name} takes no value.`)
      values.set(name, '')
      continue
    }
    const value = equals < 0 ? rest[++at] : word.slice(equals + 1)
    if (value === undefined || value === '') return fail('wrong-use', `--${name} needs a value.`)
    if (allowed !== 'any' && !allowed.includes(value)) {
      return fail('wrong-use', `--${name} is one of ${allowed.join(', ')}, not ${JSON.stringify(value)}.`)
    }
    values.set(name, value)
  }
  return ok({ files, values })
}

export const parseArguments = (argv: readonly string[]): Result<Command, 'wrong-use'> => {
  const [first, ...rest] = argv
  if (first === undefined) return fail('wrong-use', 'No command is given.')
  if (first === '--help' || first === '-h' || first === 'help') return ok({ kind: 'help' })
  if (first === '--version' || first === '-v') return ok({ kind: 'version' })
  const name = names.find((one) => one === first)
  if (name === undefined) return fail('wrong-use', `There is no command ${JSON.stringify(first)}.`)
  if (rest.includes('--help') || rest.includes('-h')) return ok({ kind: 'help' })
  const given = collect(name, rest)
  if (!given.ok) return given
  const { files, values } = given.value
  const json = values.has('json')
  const [file, extra] = files
  if (name === 'presets')
    return file === undefined
      ? ok({ kind: 'presets', json })
      : fail('wrong-use', `presets takes no file, not ${JSON.stringify(file)}.`)
  if (file === undefined || files.includes(''))
    return fail('wrong-use', `${name} needs a file, or - for standard input.`)
  const preset = values.get('preset') ?? 'netflix-en'
  if (!presetIds.some((id) => id === preset) && !preset.endsWith('.json'))
    return fail(
      'wrong-use',
      `--preset is one of ${presetIds.join(', ')}, or a style guide's file (.json), not ${JSON.stringify(preset)}.`,
    )
  switch (name) {
    case 'read':
      return extra === undefined
        ? ok({ kind: 'read', file, json })
        : fail('wrong-use', `read takes one file, not also ${JSON.stringify(extra)}.`)
    case 'check':
      return ok({ kind: 'check', files, preset, json })
    case 'export': {
      const format = fileFormats.find((one) => one === values.get('format'))
      if (format === undefined) return fail('wrong-use', `export needs --format: one of ${fileFormats.join(', ')}.`)
      const out = values.get('out') ?? '-'
      if (extra !== undefined && (out === '-' || files.includes('-')))
        return fail(
          'wrong-use',
          'Several files need --out with the folder they are written to, and none of them may be -.',
        )
      const pattern = readPattern(values.get('name') ?? usualPattern)
      if (!pattern.ok) return fail('wrong-use', `--name: ${pattern.message}`)
      return ok({
        kind: 'export',
        files,
        format,
        preset,
        speakers: speakerStyles.find((one) => one === values.get('speakers')) ?? null,
        times: values.has('times'),
        afterCut: values.has('after-cut'),
        forWindows: values.has('windows'),
        out,
        pattern: pattern.value,
      })
    }
  }
}
