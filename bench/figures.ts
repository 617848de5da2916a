// Knows how measured runs become figures: p50 and p95, a table for people, JSON for comparison.

import { mkdir, writeFile } from 'node:fs/promises'
import { cpus, totalmem } from 'node:os'
import { join, resolve } from 'node:path'

export type Figure = {
  readonly what: string
  /** Words in the document; null where the size does not matter. */
  readonly words: number | null
  readonly unit: 'ms' | 'MB' | 'nodes' | 'cues' | 'requests' | 'commits' | 'words' | '%'
  readonly p50: number
  readonly p95: number
  readonly runs: number
  /** The figure that decides, as written in the design's targets; null where there is none. */
  readonly target: string | null
}

/** What a peer gave no figure for, and why: never silently left out. */
export type Gap = { readonly peer: string; readonly words: number | null; readonly said: string }

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN

/** One figure of all its runs, rounded to a tenth. */
export const figure = (
  what: string,
  words: number | null,
  unit: Figure['unit'],
  runs: readonly number[],
  target: string | null = null,
): Figure => {
  const sorted = runs.toSorted((a, b) => a - b)
  const round = (value: number) => Math.round(value * 10) / 10
  return {
    what,
    words,
    unit,
    p50: round(quantile(sorted, 0.5)),
    p95: round(quantile(sorted, 0.95)),
    runs: runs.length,
    target,
  }
}

const table = (figures: readonly Figure[]): string => {
  const rows = [
    ['what', 'words', 'p50', 'p95', 'unit', 'runs', 'target'],
    ...figures.map((f) => [
      f.what,
      f.words?.toLocaleString('en') ?? '',
      String(f.p50),
      String(f.p95),
      f.unit,
      String(f.runs),
      f.target ?? '',
    ]),
  ]
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) =>
        column === 0 || column === 6 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd()
  const [head = [], ...rest] = rows
  return [line(head), widths.map((width) => '─'.repeat(width)).join('  '), ...rest.map(line)].join('\n')
}

/** The machine that was measured, as one line. */
const machine = (runtime: string): string =>
  `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform} ${process.arch}, ${runtime}`

/** Prints the table and writes it beside its JSON; answers the path of the JSON. */
export const publish = async (
  name: string,
  runtime: string,
  figures: readonly Figure[],
  gaps: readonly Gap[] = [],
): Promise<string> => {
  const folder = resolve(import.meta.dirname, 'results')
  await mkdir(folder, { recursive: true })
  const path = join(folder, `${name}.json`)
  const measuredOn = new Date().toISOString().slice(0, 10)
  await writeFile(path, `${JSON.stringify({ machine: machine(runtime), measuredOn, figures, gaps }, null, 2)}\n`)
  const words = (gap: Gap) => (gap.words === null ? '' : `, ${gap.words.toLocaleString('en')} words`)
  const missing = gaps.map((gap) => `${gap.peer}${words(gap)}: ${gap.said}\n`).join('')
  console.log(`\n${machine(runtime)}\n\n${table(figures)}\n\n${missing}${path}`)
  return path
}
