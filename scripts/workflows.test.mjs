// What runs in CI with the project's rights: only actions at a named commit, only the rights that a job needs, secrets only behind the
// environment of releases.
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { inRoot } from './setup/places.mjs'

const builder = createRequire(createRequire(import.meta.url).resolve('app-builder-lib/package.json'))
const folder = inRoot('.github/workflows')
const workflows = readdirSync(folder).map((name) => ({ name, text: readFileSync(`${folder}/${name}`, 'utf8') }))

test.each(workflows)('$name names every action by its commit, and the version beside it', ({ text }) => {
  const used = text.match(/uses:.*/g) ?? []
  expect(used.length).toBeGreaterThan(0)
  for (const line of used) expect(line).toMatch(/^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
})

test.each(workflows)('$name may read, and writes only where it makes a draft of checked files', ({ text }) => {
  const { permissions, jobs } = builder('js-yaml').load(text)
  expect(permissions).toEqual({ contents: 'read' })
  for (const job of Object.values(jobs)) {
    const steps = JSON.stringify(job.steps)
    if (job.permissions !== undefined) {
      expect(job.permissions).toEqual({ contents: 'write' })
      expect(steps).not.toMatch(/checkout|npm /)
    }
    if (steps.includes('secrets.')) expect(job.environment).toBe('release')
    if (steps.includes('actions/checkout@')) expect(steps).toContain('"persist-credentials":false')
  }
})
