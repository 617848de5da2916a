// The recording linked to a job. The window gets an opaque token in an app:// address; the path stays here.

import { basename } from 'node:path'
import type { Dialog, OpenDialogOptions } from 'electron'
import { fail, ok, type Result } from '../core/result'
import type { Calls, FailureCode } from '../ipc/contract'
import type { Disk } from './library/disk'
import type { Library } from './library/jobs'
import type { Media } from './library/record'
import { mediaUrl } from './scheme'
import { extensionOf, mediaTypes } from './serve'

export type MediaDeps = {
  /** `dialog` itself, never its functions alone: tests put their own answer on it. */
  readonly dialog: { readonly showOpenDialog: (options: OpenDialogOptions) => ReturnType<Dialog['showOpenDialog']> }
  readonly disk: Disk
  readonly library: Pick<Library, 'media' | 'linkMedia'>
  /** Where the sample's sound is in this installation. */
  readonly samplePath: string
  /** Not to be guessed: a UUID from the system's random. */
  readonly newToken: () => string
}

export type MediaLinks = {
  readonly link: (jobId: string) => Promise<Result<Calls['linkMedia']['value'], FailureCode>>
  readonly address: (jobId: string) => Promise<Result<Calls['mediaAddress']['value'], FailureCode>>
  /** The path behind a token that was given out in this session. */
  readonly pathOf: (token: string) => string | null
}

const extensions = (kind: 'audio' | 'video'): string[] =>
  Object.keys(mediaTypes).filter((extension) => mediaTypes[extension]?.kind === kind)

export const createMediaLinks = (deps: MediaDeps): MediaLinks => {
  const { disk, library, samplePath, newToken } = deps
  const paths = new Map<string, string>()
  const tokens = new Map<string, string>()

  /** One token per path and session. */
  const tokenOf = (path: string): string => {
    const token = tokens.get(path) ?? newToken()
    tokens.set(path, token)
    paths.set(token, path)
    return token
  }
  const pathOfMedia = (media: Media): string => (media.source === 'file' ? media.path : samplePath)
  const isFile = (path: string): Promise<boolean> =>
    disk.stat(path).then(
      (found) => found.kind === 'file',
      () => false,
    )

  return {
    pathOf: (token) => paths.get(token) ?? null,

    link: async (jobId) => {
      const job = library.media(jobId)
      if (!job.ok) return job
      const chosen = await deps.dialog.showOpenDialog({
        title: 'Link the recording',
        properties: ['openFile'],
        filters: [
          { name: 'Audio and video', extensions: Object.keys(mediaTypes) },
          { name: 'Video', extensions: extensions('video') },
          { name: 'Audio', extensions: extensions('audio') },
        ],
      })
      const [path] = chosen.filePaths
      if (chosen.canceled || path === undefined) return ok(null)
      const name = basename(path)
      const type = mediaTypes[extensionOf(name)]
      if (type === undefined) return fail('no-media', `“${name}” is no kind of recording Caesura can play.`)
      if (!(await isFile(path))) return fail('no-media', `“${name}” cannot be read.`)
      const linked = await library.linkMedia(jobId, { source: 'file', path, name, kind: type.kind })
      return linked.ok ? ok({ name, kind: type.kind }) : linked
    },

    address: async (jobId) => {
      const media = library.media(jobId)
      if (!media.ok) return media
      if (media.value === null) return ok(null)
      const path = pathOfMedia(media.value)
      if (!(await isFile(path))) return fail('no-media', `“${media.value.name}” is not where it was. Link it again.`)
      return ok({ url: mediaUrl(tokenOf(path)), kind: media.value.kind })
    },
  }
}
