import { defineConfig } from '@playwright/test'

// Measurements, not tests: one after the other, nothing else running, no retries.
export default defineConfig({
  testDir: '.',
  testMatch: '**/*.bench.ts',
  outputDir: '../test-results/bench',
  workers: 1,
  timeout: 10 * 60_000,
  reporter: [['line']],
})
