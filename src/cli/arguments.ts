// What was asked for. Everything that is not understood is wrong use (exit code 2): nothing is guessed.

import { presetIds, type PresetId } from '../core/captions/rules'
import type { SubtitleFormat } from '../core/formats/convert'
import { speakerStyles, type SpeakerStyle } from '../core/formats/speaker'
import { fail, ok, type Result } from '../core/result'

export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'read'; readonly file: string; readonly json: boolean }
  | {
      readonly kind: 'export'
      readonly file: string
      readonly format: SubtitleFormat
      readonly preset: PresetId
      /** null where it was not asked for: none for a job, and what the file itself says for a subtitle file. */
      readonly speakers: SpeakerStyle | null
      /** '-' is standard output. */
      readonly out: string
    }

const formats = ['srt', 'vtt'] as const

/** The options of each command; null where an option takes no value. */
const options: Readonly<Record<'read' | 'export', Readonly<Record<string, readonly string[] | 'any' | null>>>> = {
  read: { json: null },
  export: { format: formats, preset: presetIds, speakers: speakerStyles, out: 'any' },
}

type Given = { readonly files: readonly string[]; readonly values: ReadonlyMap<string, string> }

const collect = (command: 'read' | 'export', rest: readonly string[]): Result<Given, 'wrong-use'> => {
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
  const [name, ...rest] = argv
  if (name === undefined) return fail('wrong-use', 'No command is given.')
  if (name === '--help' || name === '-h' || name === 'help') return ok({ kind: 'help' })
  if (name === '--version' || name === '-v') return ok({ kind: 'version' })
  if (name !== 'read' && name !== 'export') return fail('wrong-use', `There is no command ${JSON.stringify(name)}.`)
  if (rest.includes('--help') || rest.includes('-h')) return ok({ kind: 'help' })
  const given = collect(name, rest)
  if (!given.ok) return given
  const { files, values } = given.value
  const [file, extra] = files
  if (file === undefined || file === '') return fail('wrong-use', `${name} needs a file, or - for standard input.`)
  if (extra !== undefined) return fail('wrong-use', `${name} takes one file, not also ${JSON.stringify(extra)}.`)
  if (name === 'read') return ok({ kind: 'read', file, json: values.has('json') })
  const format = formats.find((one) => one === values.get('format'))
  if (format === undefined) return fail('wrong-use', 'export needs --format srt or --format vtt.')
  return ok({
    kind: 'export',
    file,
    format,
    preset: presetIds.find((one) => one === values.get('preset')) ?? 'netflix-en',
    speakers: speakerStyles.find((one) => one === values.get('speakers')) ?? null,
    out: values.get('out') ?? '-',
  })
}
