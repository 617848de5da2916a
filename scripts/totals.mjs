// Knows how the results of all checks become one line: `412 passed, 0 failed`.

/** @typedef {{ passed: number, failed: number, skipped: number }} Totals */

/** @type {Totals} */
export const none = { passed: 0, failed: 0, skipped: 0 }

/**
 * @param {readonly Totals[]} parts
 * @returns {Totals}
 */
export function sum(parts) {
  return parts.reduce(
    (all, part) => ({
      passed: all.passed + part.passed,
      failed: all.failed + part.failed,
      skipped: all.skipped + part.skipped,
    }),
    none,
  )
}

/** @param {Totals} totals */
export function totalLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

/**
 * @param {boolean} fine
 * @returns {Totals} one check that passed or failed
 */
export function one(fine) {
  return fine ? { ...none, passed: 1 } : { ...none, failed: 1 }
}

/**
 * The totals of vitest's JSON report. A file that could not even be loaded has no tests to count: it is one failure.
 * @param {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests?: number, testResults: readonly { status: string, assertionResults: readonly { status: string }[] }[] }} report
 * @returns {Totals}
 */
export function fromVitest(report) {
  const torn = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + torn.length,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  }
}

/**
 * The totals of Playwright's JSON report. A test that passed only when run again is counted as passed; an error outside
 * any test (a spec that could not be loaded) is a failure of its own.
 * @param {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number }, errors: readonly unknown[] }} report
 * @returns {Totals}
 */
export function fromPlaywright({ stats, errors }) {
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length, skipped: stats.skipped }
}

/**
 * A runner that ended badly without naming a failure, or ran nothing at all, must not look green.
 * @param {Totals} totals
 * @param {boolean} endedWell
 */
export function honest(totals, endedWell) {
  const ran = totals.passed + totals.failed + totals.skipped > 0
  return (!endedWell || !ran) && totals.failed === 0 ? { ...totals, failed: 1 } : totals
}
