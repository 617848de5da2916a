import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  // require('electron') in plain Node starts a download: a unit test that reaches it fails with a plain word instead.
  resolve: { alias: { electron: fileURLToPath(new URL('scripts/no-electron.ts', import.meta.url)) } },
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'e2e/pictory/**/*.test.ts', 'scripts/**/*.test.{mjs,ts}'],
    environment: 'node',
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
