// Writes docs/performance.md from the results of the benches (bench/results/*.json). What stands below its last line of figures was written
// by hand, and stays.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inRoot } from './setup/places.mjs'

const path = inRoot('docs/performance.md')
const byHand = '<!-- by hand -->'
const folder = inRoot('bench/results')

/** In the order of the document; results of other benches follow. */
const titles = new Map([
  ['app', 'The editor, in the real app, beside a bare CodeMirror in the same run'],
  ['core', 'Captions and files, in Node'],
  ['library-append', 'Saving a change'],
  ['library-jobs', 'Thousands of jobs'],
  ['list', 'The list, from the start of the app'],
  ['search', 'Search over 300 jobs of 100,000 words'],
  ['search-edit', 'Search while a job is edited'],
  ['history', 'History of 10,000 changes'],
  ['portable', 'Copies and back-ups'],
])

/** @typedef {{ what: string, words: number | null, unit: string, p50: number, p95: number, runs: number, target: string | null }} Figure */

/** @param {readonly Figure[]} figures */
const table = (figures) => {
  const rows = figures.map(({ what, words, unit, p50, p95, runs, target }) =>
    [
      what,
      words === null ? '' : words.toLocaleString('en'),
      `${p50} ${unit}`,
      runs === 1 ? '' : `${p95} ${unit}`,
      target ?? '',
    ].join(' | '),
  )
  return [
    '| what | words | p50 | p95 | target |',
    '| --- | ---: | ---: | ---: | --- |',
    ...rows.map((row) => `| ${row} |`),
  ].join('\n')
}

export const writePerformance = () => {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
  const order = [...titles.keys(), ...names.filter((name) => !titles.has(name)).sort()].filter((name) =>
    names.includes(name),
  )
  const sections = order.map((name) => {
    const { machine, figures } = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'))
    return `## ${titles.get(name) ?? name}\n\n${machine}\n\n${table(figures)}`
  })
  const kept = existsSync(path) ? (readFileSync(path, 'utf8').split(byHand)[1] ?? '') : ''
  writeFileSync(
    path,
    `# Performance\n\n\`npm run bench -- --docs\` measures and writes these tables. p50 and p95 of the runs; what stands at the end was written by hand.\n\n${sections.join('\n\n')}\n\n${byHand}${kept === '' ? '\n' : kept}`,
  )
}
