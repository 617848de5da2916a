// The recording linked to a job. The window gets an opaque token in an app:// address; the path stays here.

import type { Dialog, OpenDialogOptions } from 'electron'
import { fail, ok, type Result } from '../core/result'
import type { Calls, FailureCode } from '../ipc/contract'
import type { Disk } from './library/disk'
import type { Library } from './library/jobs'
import type { Media } from './library/record'
import { recordingFilters, type Recordings } from './recordings'
import { mediaUrl } from './scheme'
import { extensionOf, mediaTypes } from './serve'

export type MediaDeps = {
  /** `dialog` itself, never its functions alone: tests put their own answer on it. */
  readonly dialog: { readonly showOpenDialog: (options: OpenDialogOptions) => ReturnType<Dialog['showOpenDialog']> }
  readonly disk: Disk
  readonly library: Pick<Library, 'media' | 'linkMedia' | 'suggestedMedia'>
  readonly recordings: Pick<Recordings, 'offer' | 'take'>
  /** Where the sample's sound is in this installation. */
  readonly samplePath: string
  /** Not to be guessed: a UUID from the system's random. */
  readonly newToken: () => string
}

export type MediaLinks = {
  /** The recording behind the token, or with null one chosen in a dialog. */
  readonly link: (jobId: string, token: string | null) => Promise<Result<Calls['linkMedia']['value'], FailureCode>>
  readonly address: (jobId: string) => Promise<Result<Calls['mediaAddress']['value'], FailureCode>>
  /** Where the job's recording is meant to be; null where none is linked. */
  readonly pathFor: (jobId: string) => Promise<Result<string | null, FailureCode>>
  /** The path behind a token that was given out in this session. */
  readonly pathOf: (token: string) => string | null
}

export const createMediaLinks = (deps: MediaDeps): MediaLinks => {
  const { disk, library, recordings, samplePath, newToken } = deps
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

  const choose = async (jobId: string): Promise<Result<string | null, FailureCode>> => {
    const suggested = library.suggestedMedia(jobId)
    const chosen = await deps.dialog.showOpenDialog({
      title: 'Link the recording',
      properties: ['openFile'],
      filters: recordingFilters(mediaTypes),
      ...(suggested === null ? {} : { defaultPath: suggested }),
    })
    const [path] = chosen.filePaths
    if (chosen.canceled || path === undefined) return ok(null)
    const offered = await recordings.offer(path)
    return offered.ok ? ok(offered.value.token) : offered
  }

  return {
    pathOf: (token) => paths.get(token) ?? null,
    pathFor: async (jobId) => {
      const media = library.media(jobId)
      return media.ok ? ok(media.value === null ? null : pathOfMedia(media.value)) : media
    },

    link: async (jobId, token) => {
      const job = library.media(jobId)
      if (!job.ok) return job
      const offered = token === null ? await choose(jobId) : ok(token)
      if (!offered.ok) return offered
      if (offered.value === null) return ok(null)
      const taken = await recordings.take(offered.value)
      if (!taken.ok) return taken
      const { path, name, kind } = taken.value
      if (mediaTypes[extensionOf(name)] === undefined)
        return fail('no-media', `“${name}” is no kind of recording Caesura can play.`)
      const linked = await library.linkMedia(jobId, { source: 'file', path, name, kind })
      return linked.ok ? ok({ name, kind }) : linked
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
