// What the packed app tells the system about kinds of files: its own it owns, all others it only offers to open.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { inRoot } from './setup/places.mjs'

// The reader that electron-builder itself uses.
const builder = createRequire(createRequire(import.meta.url).resolve('app-builder-lib/package.json'))
const config = builder('js-yaml').load(readFileSync(inRoot('electron-builder.yml'), 'utf8'))

test('.caesura is ours, with the type that the files carry', () => {
  expect(config.fileAssociations).toEqual([
    expect.objectContaining({ ext: 'caesura', rank: 'Owner', role: 'Editor', mimeType: 'application/x-caesura' }),
  ])
  expect(readFileSync(inRoot('src/main/portable/caesuraFile.ts'), 'utf8')).toContain(
    `mimeType = '${config.fileAssociations[0].mimeType}'`,
  )
})

test('.json, .srt and .vtt are offered and never taken over', () => {
  /** @type {readonly { ext: string, rank: string, role: string }[]} */
  const others = config.mac.fileAssociations
  expect(others.map(({ ext }) => ext)).toEqual(['json', 'srt', 'vtt'])
  for (const { ext, rank, role } of others) expect([ext, rank, role]).toEqual([ext, 'Alternate', 'Viewer'])
  expect(config.linux.mimeTypes).toEqual(['application/json', 'application/x-subrip', 'text/vtt'])
  // An association on Windows replaces the person's own program.
  expect(config.win.fileAssociations).toBeUndefined()
})

test('its links are the scheme that the app reads', () => {
  expect(config.protocols.map(({ schemes }) => schemes)).toEqual([['caesura']])
  expect(readFileSync(inRoot('src/core/job/link.ts'), 'utf8')).toContain("linkScheme = 'caesura'")
})

test('every field is one that electron-builder knows', () => {
  const schema = builder('./scheme.json')
  const fields = Object.keys(schema.definitions.FileAssociation.properties)
  for (const one of [...config.fileAssociations, ...config.mac.fileAssociations])
    expect(fields).toEqual(expect.arrayContaining(Object.keys(one)))
})
