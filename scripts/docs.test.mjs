// What the documents name is there: files by their path, and tests by their title.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { inRoot } from './setup/places.mjs'

const documents = [
  'README.md',
  ...readdirSync(inRoot('docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
]

test.each(documents)('%s names files that are there', (document) => {
  const text = readFileSync(inRoot(document), 'utf8')
  const named = [...text.matchAll(/`((?:src|e2e|scripts|bench|docs|resources|\.github)\/[\w./-]+\.\w+)`/g)].map(
    (match) => match[1] ?? '',
  )
  const linked = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(
    (match) => `${document.includes('/') ? 'docs/' : ''}${match[1]}`,
  )
  expect([...named, ...linked].filter((path) => !existsSync(inRoot(path)))).toEqual([])
})

test('docs/security.md names tests by the titles they have', () => {
  const rows = readFileSync(inRoot('docs/security.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('|'))
  let count = 0
  for (const row of rows) {
    for (const [, path = '', titles = ''] of row.matchAll(
      /`([\w./]+\.(?:spec\.ts|test\.ts|test\.mjs))`((?:,? ?“[^”]+”)*)/g,
    )) {
      const text = readFileSync(inRoot(path), 'utf8')
      for (const [, title = ''] of titles.matchAll(/“([^”]+)”/g)) {
        expect(text, path).toContain(title)
        count += 1
      }
    }
  }
  expect(count).toBeGreaterThan(20)
})
