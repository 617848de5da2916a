import { defineConfig } from '@playwright/test'

// Real Electron, real bundles, one app at a time. `npm test` sets CAESURA_ELECTRON to the runtime it resolved.
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // Real time on a shared machine: in CI a test may be run once more, and is then named as flaky in the list. By hand it fails.
  retries: process.env['CI'] === undefined ? 0 : 1,
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['list']],
})
