import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { hashOf } from './build.mjs'
import { fromPlaywright, fromVitest, honest, none, one, sum, totalLine } from './totals.mjs'

test('the last line', () => {
  expect(totalLine(sum([one(true), one(true), { passed: 410, failed: 0, skipped: 0 }]))).toBe('412 passed, 0 failed')
  expect(totalLine(sum([one(false), { passed: 1, failed: 0, skipped: 2 }]))).toBe('1 passed, 1 failed, 2 skipped')
})

test('a test file that could not be loaded is a failure', () => {
  const testResults = [
    { status: 'failed', assertionResults: [] },
    { status: 'failed', assertionResults: [{ status: 'failed' }] },
    { status: 'passed', assertionResults: [{ status: 'passed' }] },
  ]
  expect(fromVitest({ numPassedTests: 1, numFailedTests: 1, numPendingTests: 0, testResults })).toEqual({
    passed: 1,
    failed: 2,
    skipped: 0,
  })
})

test('flaky tests passed, errors outside tests failed', () => {
  const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 2 }
  expect(fromPlaywright({ stats, errors: [{}] })).toEqual({ passed: 6, failed: 2, skipped: 2 })
})

test('nothing looks green that did not run or did not end well', () => {
  expect(honest(none, true).failed).toBe(1)
  expect(honest({ passed: 3, failed: 0, skipped: 0 }, false).failed).toBe(1)
  expect(honest({ passed: 3, failed: 0, skipped: 0 }, true).failed).toBe(0)
  expect(honest({ passed: 3, failed: 2, skipped: 0 }, false).failed).toBe(2)
})

test('the hash of sources sees contents, names and new files, not tests', () => {
  const base = mkdtempSync(join(tmpdir(), 'caesura-hash-'))
  mkdirSync(join(base, 'src/a'), { recursive: true })
  /** @param {string} name @param {string} text */
  const write = (name, text) => (writeFileSync(join(base, name), text), hashOf(['src', 'lock.json', 'missing'], base))
  const hashes = [
    write('src/a/x.ts', '1'),
    write('src/a/x.ts', '2'),
    write('src/a/y.ts', '2'),
    write('lock.json', '{}'),
  ]
  expect(new Set(hashes).size).toBe(4)
  expect(write('src/a/x.test.ts', 'test')).toBe(hashes.at(-1))
  rmSync(base, { recursive: true })
})
