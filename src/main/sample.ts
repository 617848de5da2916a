// The job that comes with the app, so that everything can be tried without a key.

import { join } from 'node:path'
import { fail, ok, type Result } from '../core/result'
import type { Calls, FailureCode } from '../ipc/contract'
import { type Disk, errorCode } from './library/disk'
import type { Reader } from './library/entry'
import type { Library } from './library/jobs'

/** @param resources the folder `resources` of the app, in the repository and in the package alike. */
export const sampleFiles = (resources: string) => ({
  response: join(resources, 'sample', 'response.json'),
  sound: join(resources, 'sample', 'audio.m4a'),
})

export type SampleDeps = {
  readonly disk: Pick<Disk, 'readFile'>
  readonly library: Pick<Library, 'addFile' | 'restore'>
  readonly read: Reader
  readonly resources: string
}

/** Adds the sample, or finds it with its edits where it was opened before, in the trash too. */
export const openSample = async (deps: SampleDeps): Promise<Result<Calls['openSample']['value'], FailureCode>> => {
  let bytes: Buffer
  try {
    bytes = await deps.disk.readFile(sampleFiles(deps.resources).response)
  } catch (error) {
    return fail('not-found', `The sample is missing from this installation (${errorCode(error)}).`)
  }
  const response = deps.read(bytes, 'pictory')
  if (!response.ok) return fail('not-a-job', `The sample of this installation is damaged. ${response.message}`)
  const media = { source: 'sample', name: 'audio.m4a', kind: 'audio' } as const
  const added = await deps.library.addFile({
    name: 'response.json',
    bytes,
    response: response.value,
    origin: 'sample',
    media,
    title: 'Sample: a short interview',
  })
  if (!added.ok) return added
  const { kind, jobId } = added.value
  // Whoever asks for the sample wants it back.
  const back = kind === 'trashed' ? await deps.library.restore(jobId) : ok(null)
  return back.ok ? ok({ jobId }) : back
}
