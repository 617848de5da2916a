// Files of other kinds: read and shown first, a job only when the person says so. The window knows each by a token; the path stays here.
// The bytes are not kept meanwhile: a file that has changed since it was shown is not added.

import type { Original } from '../core/imports/read'
import { isOpenable } from '../core/job/job'
import { titleOfFile, titleOfWords } from '../core/job/title'
import { fail, ok, type Result } from '../core/result'
import { endOf, textOf, type Transcript, wordCount } from '../core/transcript/model'
import type { FailureCode, ImportPreview, Opened } from '../ipc/contract'
import { type Disk, errorCode } from './library/disk'
import type { Reader } from './library/entry'
import { idOfBytes, sha256 } from './library/folder'
import type { Library } from './library/jobs'

export type Imports = {
  /** What is shown of a file before it is added; 'known' where these very bytes are a job already. */
  readonly offer: (path: string, name: string, bytes: Uint8Array, original: Original) => Opened
  /** Makes jobs of what was shown, in order. Each answers for itself. */
  readonly add: (tokens: readonly string[]) => Promise<Opened[]>
}

export type ImportsDeps = {
  readonly disk: Pick<Disk, 'readFile'>
  readonly library: Pick<Library, 'addFile' | 'state'>
  readonly read: Reader
  /** Not to be guessed: a UUID from the system's random. */
  readonly newToken: () => string
}

type Shown = {
  readonly path: string
  readonly name: string
  readonly hash: string
  readonly format: Original['format']
}

/** How much of the beginning is shown. */
const firstParagraphs = 4
const firstLetters = 180

const beginning = ({ speakers, paragraphs }: Transcript): ImportPreview['lines'] => {
  const names = new Map(speakers.map(({ id, name }) => [id, name]))
  return paragraphs.slice(0, firstParagraphs).map((paragraph) => {
    const text = textOf({ ...paragraph, items: paragraph.items.slice(0, 80) })
    const cut = text.length > firstLetters || paragraph.items.length > 80
    return {
      speaker: names.get(paragraph.speakerId) ?? '',
      atMs: paragraph.items[0]?.startMs ?? 0,
      text: cut ? `${text.slice(0, firstLetters).replace(/\s+\S*$/u, '')} …` : text,
    }
  })
}

export const createImports = ({ disk, library, read, newToken }: ImportsDeps): Imports => {
  const shown = new Map<string, Shown>()
  const tokens = new Map<string, string>()

  /** One token per file as it is, so that dropping it again and again takes no memory. */
  const tokenOf = (file: Shown): string => {
    const key = `${file.hash} ${file.path}`
    const token = tokens.get(key) ?? newToken()
    tokens.set(key, token)
    shown.set(token, file)
    return token
  }

  const addOne = async ({ path, name, hash, format }: Shown): Promise<Result<Opened['outcome'], FailureCode>> => {
    let bytes: Buffer
    try {
      bytes = await disk.readFile(path)
    } catch (error) {
      const gone = errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR'
      return fail('unreadable', gone ? 'is not there any more.' : 'cannot be read any more.')
    }
    if (sha256(bytes) !== hash) return fail('conflict', 'has changed since it was shown. Open it once more.')
    const response = read(bytes, format)
    if (!response.ok) return fail('not-a-job', `cannot be opened. ${response.message}`)
    const added = await library.addFile({
      name,
      bytes,
      response: response.value,
      origin: 'file',
      media: null,
      title: null,
    })
    if (!added.ok) return fail(added.code, `could not be kept. ${added.message}`)
    const { kind, jobId, notes } = added.value
    return ok(kind === 'added' ? { kind, jobId, notes } : { kind, jobId })
  }

  return {
    offer: (path, name, bytes, original) => {
      const hash = sha256(bytes)
      const jobId = idOfBytes(hash)
      const here = library.state(jobId)
      if (here !== null && isOpenable(here.state)) return { name, outcome: { kind: 'known', jobId } }
      const { transcript, format, notes, lacks } = original
      const preview: ImportPreview = {
        token: tokenOf({ path, name, hash, format }),
        format,
        title: titleOfFile(name) ?? titleOfWords(transcript) ?? name,
        words: wordCount(transcript),
        lengthMs: transcript.durationMs ?? endOf(transcript),
        speakers: transcript.speakers.map((speaker) => speaker.name),
        language: transcript.language,
        lines: beginning(transcript),
        notes: [...notes],
        lacks: [...lacks],
      }
      return { name, outcome: { kind: 'preview', preview } }
    },

    add: async (asked) => {
      const opened: Opened[] = []
      for (const token of asked) {
        const file = shown.get(token)
        if (file === undefined) {
          const message = 'Open the file again: Caesura was started anew since it was shown.'
          opened.push({ name: 'A file', outcome: { kind: 'refused', message } })
          continue
        }
        const added = await addOne(file)
        const { name } = file
        opened.push({
          name,
          outcome: added.ok ? added.value : { kind: 'refused', message: `“${name}” ${added.message}` },
        })
      }
      return opened
    },
  }
}
