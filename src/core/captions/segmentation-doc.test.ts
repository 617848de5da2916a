// The worked examples of docs/segmentation.md, read and done: what it says is what happens.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Item } from '../transcript/model'
import { tokens } from '../transcript/tokens'
import { presets } from './rules'
import { segment } from './segment'

const doc = readFileSync(join(import.meta.dirname, '../../../docs/segmentation.md'), 'utf8')
const rows = (doc.split('## Worked examples')[1] ?? '').split('\n').flatMap((line) => {
  const [, language, said, captions] = /^\| (\w+) +\| `([^`]+)` +\| `([^`]+)` +\|$/u.exec(line) ?? []
  return language === undefined || said === undefined || captions === undefined ? [] : [{ language, said, captions }]
})

describe('docs/segmentation.md', () => {
  it('has examples', () => {
    expect(rows.length).toBeGreaterThan(5)
  })

  it.each(rows)('$language: $said', ({ language, said, captions }) => {
    let at = 0
    const items = tokens(said).flatMap((text, index): readonly Item[] => {
      if (text === '⏸') {
        at += 1000
        return []
      }
      const startMs = at
      at += 60 + text.length * 55 + 30
      return [{ kind: 'word', id: `w${index}`, text, startMs, endMs: at - 30, timing: 'source' }]
    })
    const cues = segment(
      {
        speakers: [{ id: 's', name: '', pictoryId: null }],
        paragraphs: [{ id: 'p', speakerId: 's', items }],
        language,
        durationMs: null,
      },
      presets[language === 'en' ? 'netflix-en' : 'netflix'],
    )
    expect(cues.map(({ lines }) => lines.join(' / ')).join(' ‖ ')).toBe(captions)
  })
})
