import { defineConfig } from '@playwright/test'

// Real Electron, real bundles. `npm test` sets CAESURA_ELECTRON to the runtime it resolved, and CAESURA_TEST_DISPLAYS to the
// displays it made: one app at a time on each, and one in all on a person's own display.
const displays = (process.env['CAESURA_TEST_DISPLAYS'] ?? '').split(',').filter((name) => name !== '')
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  workers: Math.max(1, displays.length),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // Real time on a shared machine: in CI a test may be run once more, and is then named as flaky in the list. By hand it fails.
  retries: process.env['CI'] === undefined ? 0 : 1,
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['list']],
})
