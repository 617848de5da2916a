// The table of docs/retiming.md, read and done: what it says is what happens.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Item, type Paragraph, textOf, words } from './model'
import { retimed } from './retime'
import { type Rewritten, rewritten } from './tokens'

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

const say = (paragraphs: readonly Paragraph[]): string =>
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

/** As the text surface tells it: what is the same at both ends was not touched. */
const changeOf = (before: readonly Paragraph[], lines: readonly string[]): Rewritten => {
  const [from, to] = [before.map(textOf).join('\n'), lines.join('\n')]
  const room = Math.min(from.length, to.length)
  let start = 0
  while (start < room && from[start] === to[start]) start++
  let end = 0
  while (end < room - start && from.at(-1 - end) === to.at(-1 - end)) end++
  const texts = () => before.flatMap((each) => words(each).map(({ text }) => text))
  return rewritten({ before: from, words: texts, after: to, sameAtStart: start, sameAtEnd: end })
}

describe('docs/retiming.md', () => {
  it('has a row for every kind of edit', () => {
    expect(rows.length).toBeGreaterThan(30)
  })

  it.each(rows)('$what', ({ before, lines, near, after }) => {
    let made = 0
    const paragraphs = before.split('¶').map((text, at) => ({ id: `p${at}`, speakerId: 's', items: itemsOf(text) }))
    const { words: told } = changeOf(paragraphs, lines)
    const result = retimed({
      before: paragraphs,
      lines,
      ...(told === undefined ? {} : { words: told }),
      near,
      previousEndMs: 0,
      nextStartMs: null,
      durationMs: 100_000,
      newId: () => `n${made++}`,
    })
    expect(result.ok && say(result.value)).toBe(after)
  })
})
