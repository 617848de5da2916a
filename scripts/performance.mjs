// Writes docs/performance.md from the results of the benches (bench/results/*.json): each with its target and whether it is met, and ours
// beside the others. A section that was not measured this time stays as it was; so does what stands below the last line of figures, which was
// written by hand.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inRoot } from './setup/places.mjs'

const path = inRoot('docs/performance.md')
const byHand = '<!-- by hand -->'
const folder = inRoot('bench/results')

/** In the order of the document; results of other benches follow. */
const titles = new Map([
  ['app', 'The editor, in the real app, beside a bare CodeMirror in the same run'],
  ['peers', 'Other editors, each in an Electron of its own'],
  ['start', 'Starting, memory and size, beside an Electron that does nothing'],
  ['follow', 'Following the recording, in the real app'],
  ['strip', 'The strip at ten hours'],
  ['core', 'Captions and files, in Node'],
  ['quality', 'How good captions are, beside other ways to make them'],
  ['files', 'Subtitle files of 20,000 cues, beside the libraries of others in one process'],
  ['library-append', 'Saving a change'],
  ['library-jobs', 'Thousands of jobs'],
  ['list', 'The list, from the start of the app'],
  ['search', 'Search over 300 jobs of 100,000 words'],
  ['search-edit', 'Search while a job is edited'],
  ['history', 'History of 10,000 changes'],
  ['portable', 'Copies and back-ups'],
])

/** @typedef {{ what: string, words: number | null, unit: string, p50: number, p95: number, runs: number, target: string | null }} Figure */
/** @typedef {{ peer: string, words: number | null, said: string }} Gap */
/** @typedef {{ machine: string, measuredOn?: string, figures: readonly Figure[], gaps?: readonly Gap[] }} Results */

/**
 * 'met' or '**missed**' for a target that names a limit ('p95 ≤ 8 ms', '≤ 200 ms for 1,000'); '' for any other.
 * @param {Pick<Figure, 'p50' | 'p95' | 'target'>} figure
 */
const verdict = ({ p50, p95, target }) => {
  const limit = /≤ ([\d,.]+)/u.exec(target ?? '')?.[1]
  if (target === null || limit === undefined) return ''
  return (target.includes('p95') ? p95 : p50) <= Number(limit.replaceAll(',', '')) ? 'met' : '**missed**'
}

/** @param {readonly Figure[]} figures */
const table = (figures) => {
  const rows = figures.map((figure) => {
    const { what, words, unit, p50, p95, runs, target } = figure
    return [
      what,
      words === null ? '' : words.toLocaleString('en'),
      `${p50} ${unit}`,
      runs === 1 ? '' : `${p95} ${unit}`,
      target ?? '',
      verdict(figure),
    ].join(' | ')
  })
  return [
    '| what | words | p50 | p95 | target | |',
    '| --- | ---: | ---: | ---: | --- | --- |',
    ...rows.map((row) => `| ${row} |`),
  ].join('\n')
}

/**
 * One row for each way to make captions of a text by a guide; a figure is called "<text>, <guide>: <what>, <way>".
 * @param {readonly Figure[]} figures
 */
const quality = (figures) => {
  const whats = ['cues', 'broken', 'good ends', 'bad breaks', 'balance']
  /** @type {Map<string, Map<string, string>>} */
  const rows = new Map()
  for (const { what, p50, unit } of figures) {
    const [, source = '', column = '', way = ''] = /^(.+): ([^:]+), ([^,]+)$/u.exec(what) ?? []
    const row = rows.get(`${source} | ${way}`) ?? new Map()
    row.set(column, unit === '%' ? `${p50} %` : String(p50))
    rows.set(`${source} | ${way}`, row)
  }
  return [
    'Shares of a hundred: cues that break a rule of the guide, cues that end with a sentence, a clause or a pause, line and cue breaks that tear apart',
    'what belongs together, and the shorter of two lines beside the longer. The other ways keep the times of the words, as the programs they stand for do.',
    '',
    `| text, guide | made by | ${whats.join(' | ')} |`,
    `| --- | --- | ${whats.map(() => '---:').join(' | ')} |`,
    ...[...rows].map(([name, row]) => `| ${name} | ${whats.map((what) => row.get(what) ?? '–').join(' | ')} |`),
  ].join('\n')
}

/** @param {readonly Gap[]} gaps */
const missing = (gaps) =>
  gaps
    .map(
      ({ peer, words, said }) => `- ${peer}${words === null ? '' : `, ${words.toLocaleString('en')} words`}: ${said}`,
    )
    .join('\n')

const others = ['bare CodeMirror', 'ProseMirror', 'slate-transcript-editor', 'BBC editor']

/** What ours is called, what the others', which of p50 and p95 is compared. */
const compared = [
  { ours: 'open from the library to first readable text', theirs: 'open', both: false },
  { ours: 'a letter, work', theirs: 'a letter, work', both: true },
  { ours: 'a letter, to frame', theirs: 'a letter, to frame', both: true },
  { ours: 'Enter, then Backspace, to frame', theirs: 'Enter, then Backspace, to frame', both: true },
  { ours: 'DOM elements', theirs: 'DOM elements', both: false },
  { ours: 'renderer memory, resident', theirs: 'renderer memory, resident', both: false },
]

/** @param {Figure | undefined} found @param {boolean} both */
const cell = (found, both) => (found === undefined ? '–' : `${found.p50}${both ? ` / ${found.p95}` : ''} ${found.unit}`)

/**
 * Ours and the others in one row, a table a size.
 * @param {Results} app
 * @param {Results} peers
 */
const sideBySide = (app, peers) => {
  const sizes = [...new Set(app.figures.flatMap(({ words }) => (words === null ? [] : [words])))]
  const tables = sizes.map((size) => {
    /** @param {readonly Figure[]} figures @param {string} name */
    const find = (figures, name) => figures.find(({ what, words }) => what === name && words === size)
    const rows = compared.map(({ ours, theirs, both }) => [
      ours,
      cell(find(app.figures, ours), both),
      ...others.map((name) => cell(find(peers.figures, `${name}: ${theirs}`), both)),
    ])
    const gaps = (peers.gaps ?? []).filter(({ words }) => words === size)
    return [
      `### ${size.toLocaleString('en')} words`,
      '',
      `| p50 (/ p95) | Caesura | ${others.join(' | ')} |`,
      `| --- | ---: | ${others.map(() => '---:').join(' | ')} |`,
      ...rows.map((row) => `| ${row.join(' | ')} |`),
      ...(gaps.length === 0 ? [] : ['', missing(gaps)]),
    ].join('\n')
  })
  return [
    '## Ours beside the others',
    '',
    'The same words in the same Electron on the same machine, no recording. Caesura opens from its library on the disk and keeps times, speakers and',
    'the journal; the others are handed the words in memory. "–" is a figure that a peer did not give; why stands below its table.',
    '',
    tables.join('\n\n'),
  ].join('\n')
}

/**
 * What is measured against itself or the bare CodeMirror of the same run, as the targets put it.
 * @param {Results} app
 */
const ratios = (app) => {
  const sizes = app.figures.flatMap(({ words }) => (words === null ? [] : [words]))
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)]
  /** @param {string} name @param {number} size */
  const find = (name, size) => app.figures.find(({ what, words }) => what === name && words === size)
  /** @type {readonly (readonly [string, Figure | undefined, Figure | undefined, 'p50' | 'p95', number])[]} */
  const asked = [
    [
      `a letter, work, beside its own at ${least.toLocaleString('en')}`,
      find('a letter, work', most),
      find('a letter, work', least),
      'p95',
      2,
    ],
    [
      'a letter, to frame, beside the bare CodeMirror',
      find('a letter, to frame', most),
      find('bare CodeMirror: a letter, to frame', most),
      'p50',
      1.3,
    ],
    [
      'a letter, to frame, beside the bare CodeMirror',
      find('a letter, to frame', most),
      find('bare CodeMirror: a letter, to frame', most),
      'p95',
      1.3,
    ],
    [
      'Enter, then Backspace, to frame, beside the bare CodeMirror',
      find('Enter, then Backspace, to frame', most),
      find('bare CodeMirror: Enter, then Backspace, to frame', most),
      'p50',
      1.5,
    ],
  ]
  const rows = asked.flatMap(([what, ours, other, share, limit]) => {
    if (ours === undefined || other === undefined) return []
    const times = ours[share] / other[share]
    return [`| ${what} | ${share} | ${times.toFixed(1)} × | ≤ ${limit} × | ${times <= limit ? 'met' : '**missed**'} |`]
  })
  return [
    `At ${most.toLocaleString('en')} words:`,
    '',
    '| what | | times | target | |',
    '| --- | --- | ---: | --- | --- |',
    ...rows,
  ].join('\n')
}

const besides = 'Ours beside the others'

/** The sections of the document as it is, by their titles. @param {string} text */
const sectionsOf = (text) =>
  new Map(
    text
      .split(/^## /mu)
      .slice(1)
      .map((section) => [section.slice(0, section.indexOf('\n')), `## ${section.trimEnd()}`]),
  )

export const writePerformance = () => {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
  /** @param {string} name @returns {Results} */
  const read = (name) => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'))
  const [before = '', kept = '\n'] = existsSync(path) ? readFileSync(path, 'utf8').split(byHand) : []
  const sections = sectionsOf(before)
  for (const name of names) {
    const title = titles.get(name) ?? name
    const { machine, measuredOn, figures, gaps = [] } = read(name)
    const about = measuredOn === undefined ? machine : `${machine}, ${measuredOn}`
    const parts = [`## ${title}`, about, name === 'quality' ? quality(figures) : table(figures), missing(gaps)]
    if (name === 'app') parts.push(ratios(read(name)))
    sections.set(title, parts.filter((part) => part !== '').join('\n\n'))
  }
  if (names.includes('app') && names.includes('peers')) sections.set(besides, sideBySide(read('app'), read('peers')))
  const order = [besides, ...titles.values()]
  const place = (/** @type {string} */ title) => (order.includes(title) ? order.indexOf(title) : order.length)
  const sorted = [...sections].sort(([a], [b]) => place(a) - place(b)).map(([, text]) => text)
  writeFileSync(
    path,
    `# Performance\n\n\`npm run bench -- --docs\` measures and writes these tables. p50 and p95 of the runs; what stands at the end was written by hand.\n\n${sorted.join('\n\n')}\n\n${byHand}${kept}`,
  )
}
