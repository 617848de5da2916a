// docs/keyboard.md lists the keys as they are.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { commands } from './table'

const doc = readFileSync(join(import.meta.dirname, '../../../docs/keyboard.md'), 'utf8')

it('docs/keyboard.md has every command that has keys, with them', () => {
  const rows = doc
    .slice(doc.indexOf('<!-- keys -->'))
    .split('\n')
    .filter((line) => line.startsWith('| ') && line.includes('`'))
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map(
      ([, label = '', keys = '']) => `${label}: ${[...keys.matchAll(/`([^`]+)`/gu)].map(([, key]) => key).join(' ')}`,
    )
  const expected = commands
    .filter(({ keys }) => keys.length > 0)
    .map(({ label, keys }) => `${label.replace(/…$/u, '')}: ${keys.join(' ')}`)
  expect(rows).toEqual(expected)
})
