// Audio and video files that the person chose or dropped. The window knows each by an opaque token; the path stays here, as long as
// the app runs.

import { basename } from 'node:path'
import type { Dialog, OpenDialogOptions } from 'electron'
import { fail, ok, type Result } from '../core/result'
import type { FailureCode, Recording } from '../ipc/contract'
import { type Disk, errorCode } from './library/disk'
import { extensionOf, mediaTypes } from './serve'

/**
 * What is handed to Pictory as the file's type, where it is not what the player is told. Pictory documents MP4, MOV, AVI, MP3, WAV and M4A;
 * the other kinds are tried, and its answer is shown.
 */
const ownTypes: typeof mediaTypes = {
  avi: { type: 'video/x-msvideo', kind: 'video' },
  mov: { type: 'video/quicktime', kind: 'video' },
  m4v: { type: 'video/x-m4v', kind: 'video' },
}
const recordingTypes: typeof mediaTypes = { ...mediaTypes, ...ownTypes }

export const isRecording = (name: string): boolean => Object.hasOwn(recordingTypes, extensionOf(name))

/** The type of a media file for HTTP, by its name. */
export const contentTypeOf = (name: string): string =>
  recordingTypes[extensionOf(name)]?.type ?? 'application/octet-stream'

export const recordingFilters = (kinds: typeof mediaTypes): { name: string; extensions: string[] }[] => {
  const extensions = (kind?: 'audio' | 'video'): string[] =>
    Object.keys(kinds).filter((extension) => kind === undefined || kinds[extension]?.kind === kind)
  return [
    { name: 'Audio and video', extensions: extensions() },
    { name: 'Video', extensions: extensions('video') },
    { name: 'Audio', extensions: extensions('audio') },
  ]
}

/** A recording with where it is; never leaves main. */
export type Taken = {
  readonly path: string
  readonly name: string
  readonly kind: 'audio' | 'video'
  readonly bytes: number
  readonly modifiedMs: number
}

export type Recordings = {
  /** A token for this file, or the sentence why it is no recording. */
  readonly offer: (path: string) => Promise<Result<Recording, FailureCode>>
  /** Shows a dialog; null when cancelled. */
  readonly choose: () => Promise<Result<Recording | null, FailureCode>>
  /** The file behind a token, as it is on the disk now. */
  readonly take: (token: string) => Promise<Result<Taken, FailureCode>>
}

export type RecordingsDeps = {
  /** `dialog` itself, never its functions alone: tests put their own answer on it. */
  readonly dialog: { readonly showOpenDialog: (options: OpenDialogOptions) => ReturnType<Dialog['showOpenDialog']> }
  readonly disk: Pick<Disk, 'stat'>
  /** Not to be guessed: a UUID from the system's random. */
  readonly newToken: () => string
}

export const createRecordings = ({ dialog, disk, newToken }: RecordingsDeps): Recordings => {
  const paths = new Map<string, string>()
  const tokens = new Map<string, string>()

  /** One token per path, so that dropping a file again and again takes no memory. */
  const tokenOf = (path: string): string => {
    const token = tokens.get(path) ?? newToken()
    tokens.set(path, token)
    paths.set(token, path)
    return token
  }

  const look = async (path: string): Promise<Result<Taken, FailureCode>> => {
    const name = basename(path)
    const type = recordingTypes[extensionOf(name)]
    if (type === undefined) return fail('no-media', `“${name}” is no kind of recording Caesura knows.`)
    try {
      const { kind, bytes, modifiedMs } = await disk.stat(path)
      if (kind !== 'file') return fail('no-media', `“${name}” is no file.`)
      if (bytes === 0) return fail('no-media', `“${name}” is empty.`)
      return ok({ path, name, kind: type.kind, bytes, modifiedMs })
    } catch (error) {
      const code = errorCode(error)
      return code === 'ENOENT' || code === 'ENOTDIR'
        ? fail('no-media', `“${name}” is not there any more.`)
        : fail('no-media', `“${name}” cannot be read.`)
    }
  }

  const offer: Recordings['offer'] = async (path) => {
    const found = await look(path)
    if (!found.ok) return found
    const { name, kind, bytes } = found.value
    return ok({ token: tokenOf(path), name, kind, bytes })
  }

  return {
    offer,
    choose: async () => {
      const chosen = await dialog.showOpenDialog({
        title: 'Choose a recording',
        properties: ['openFile'],
        filters: [...recordingFilters(recordingTypes), { name: 'All files', extensions: ['*'] }],
      })
      const [path] = chosen.filePaths
      return chosen.canceled || path === undefined ? ok(null) : offer(path)
    },
    take: async (token) => {
      const path = paths.get(token)
      return path === undefined
        ? fail('no-media', 'Choose the recording again: Caesura was started anew since it was chosen.')
        : look(path)
    },
  }
}
