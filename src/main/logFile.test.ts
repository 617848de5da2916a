import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { openLogFile } from './logFile'

const folder = mkdtempSync(join(tmpdir(), 'caesura-log-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('lines stand there with their time, also those of the run before', () => {
  const path = join(folder, 'a/caesura.log')
  openLogFile(path, () => 0)('one')
  openLogFile(path, () => 1000)('two')
  expect(readFileSync(path, 'utf8')).toBe('1970-01-01T00:00:00.000Z one\n1970-01-01T00:00:01.000Z two\n')
})

it('two files of a size at most are kept, whatever is said', () => {
  const path = join(folder, 'b/caesura.log')
  const write = openLogFile(path, () => 0, 1000)
  for (let turn = 0; turn < 200; turn++) write(`${turn} ${'é'.repeat(20)}`)
  expect(readdirSync(join(folder, 'b')).sort()).toEqual(['caesura.log', 'caesura.log.1'])
  for (const name of ['caesura.log', 'caesura.log.1']) expect(statSync(join(folder, 'b', name)).size).toBeLessThan(1100)
  expect(readFileSync(path, 'utf8')).toContain('199 ')
})

it('a disk that takes nothing ends nothing', () => {
  expect(() => openLogFile('/dev/null/x/caesura.log', () => 0)('line')).not.toThrow()
})
