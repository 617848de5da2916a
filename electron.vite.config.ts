// Knows how the three parts of the app are bundled: main, the keychain and the search process (ES modules), the sandboxed preload
// (one CommonJS file, for a sandboxed preload cannot load packages), the window (static files served by app://).
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { bundledPackages } from './scripts/pack/licences.mjs'

// The oldest runtime the tests run on, not the newest that package.json names.
const [node, chrome] = ['node20.18', 'chrome130']
const src = join(import.meta.dirname, 'src')
/** One list for all parts: who of others is in the app. */
const licences = bundledPackages('app')

export default defineConfig({
  main: {
    plugins: [licences()],
    build: {
      target: node,
      // externalizeDeps reads `dependencies` only; keytar is optional and would otherwise be bundled, and fail at run time.
      externalizeDeps: { include: ['keytar'] },
      rolldownOptions: {
        input: {
          index: join(src, 'main/index.ts'),
          keys: join(src, 'main/keys.ts'),
          searching: join(src, 'main/searching.ts'),
          indexing: join(src, 'main/indexing.ts'),
          captioner: join(src, 'main/captioner.ts'),
        },
      },
    },
  },
  preload: {
    plugins: [licences()],
    build: {
      target: node,
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: join(src, 'preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: join(src, 'renderer'),
    plugins: [react(), licences()],
    worker: { plugins: () => [licences()] },
    build: {
      target: chrome,
      minify: true,
      // Fonts stay files: the content security policy allows no data: fonts.
      assetsInlineLimit: (file: string) => (/\.woff2?$/.test(file) ? false : undefined),
      rolldownOptions: { input: { index: join(src, 'renderer/index.html') } },
    },
  },
})
