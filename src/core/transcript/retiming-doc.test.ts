// The table of docs/retiming.md, read and done: what it says is what happens.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Item, Paragraph } from './model'
import { retimed } from './retime'

const doc = readFileSync(join(import.meta.dirname, '../../../docs/retiming.md'), 'utf8')

const itemsOf = (text: string): readonly Item[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const [, said = '', start = '', end = ''] = /^(.+) (\d+)–(\d+)$/u.exec(part) ?? []
      const time = { startMs: Number(start), endMs: Number(end) }
      return said === '⏸'
        ? { kind: 'pause', id: `p${start}`, category: '', ...time }
        : { kind: 'word', id: `${said}${start}`, text: said, timing: 'source', ...time }
    })

const told = (paragraphs: readonly Paragraph[]): string =>
  paragraphs
    .map(({ items }) =>
      items
        .map((item) => {
          const time = `${item.startMs}–${item.endMs}`
          if (item.kind === 'pause') return `⏸ ${time}`
          return `${item.text} ${time}${item.timing === 'source' ? '' : ` ${item.timing}`}`
        })
        .join(', '),
    )
    .join(' ¶ ')

const code = (cell: string): string => /`([^`]*)`/u.exec(cell)?.[1] ?? ''

const rows = doc
  .split('\n')
  .filter((line) => line.startsWith('| ') && line.includes('`'))
  .map((line) => line.split('|').slice(1, -1))
  .map(([what = '', before = '', becomes = '', after = '']) => ({
    what: what.trim(),
    before: code(before),
    lines: code(becomes)
      .split('¶')
      .map((text) => text.trim()),
    near: becomes.includes('›') ? ('after' as const) : ('before' as const),
    after: code(after),
  }))

describe('docs/retiming.md', () => {
  it('has a row for every kind of edit', () => {
    expect(rows.length).toBeGreaterThan(30)
  })

  it.each(rows)('$what', ({ before, lines, near, after }) => {
    let made = 0
    const result = retimed({
      before: before.split('¶').map((text, at) => ({ id: `p${at}`, speakerId: 's', items: itemsOf(text) })),
      lines,
      near,
      previousEndMs: 0,
      nextStartMs: null,
      durationMs: 100_000,
      newId: () => `n${made++}`,
    })
    expect(result.ok && told(result.value)).toBe(after)
  })
})
