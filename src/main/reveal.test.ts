import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { nodeDisk } from './library/disk'
import { revealJob } from './reveal'

const jobId = '00000000-0000-4000-8000-000000000001'

test('the job’s folder is shown, and where it is not there that is said', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'caesura-reveal-'))
  const shown: string[] = []
  const deps = (at: string | null) => ({
    disk: nodeDisk,
    library: { folderOf: () => at },
    shell: { showItemInFolder: (path: string) => void shown.push(path) },
  })
  expect(await revealJob(deps(folder), jobId)).toEqual({ ok: true, value: null })
  expect(shown).toEqual([folder])
  expect(await revealJob(deps(null), jobId)).toMatchObject({ ok: false, code: 'not-found' })
  await rm(folder, { recursive: true })
  expect(await revealJob(deps(folder), jobId)).toMatchObject({ ok: false, code: 'not-found' })
  expect(shown).toHaveLength(1)
})
