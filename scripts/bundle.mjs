// Knows how a Node program is bundled into one file that needs no packages: `node scripts/bundle.mjs <entry> <folder>`.
import { basename } from 'node:path'
import { build } from 'vite'
import { bundledPackages } from './pack/licences.mjs'
import { inRoot } from './setup/places.mjs'

const [entry, folder] = process.argv.slice(2)
if (entry === undefined || folder === undefined) throw new Error('usage: node scripts/bundle.mjs <entry> <folder>')

await build({
  configFile: false,
  root: inRoot('.'),
  logLevel: 'warn',
  publicDir: false,
  plugins: [bundledPackages(basename(folder))()],
  ssr: { noExternal: true },
  build: {
    ssr: inRoot(entry),
    target: 'node20.18',
    outDir: inRoot(folder),
    emptyOutDir: true,
    minify: false,
    rolldownOptions: { output: { entryFileNames: 'index.js', codeSplitting: false } },
  },
})
