// Sets the peers up (their own package, their own lock) and bundles their pages. A peer that cannot be had is a word in the table.

import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { build } from 'vite'

const here = import.meta.dirname
const installMs = 5 * 60_000

/** Null when the peers are there; else one sentence. Nothing is installed twice, no script of theirs is run. */
export const installPeers = async (): Promise<string | null> => {
  if (existsSync(join(here, 'node_modules/.package-lock.json'))) return null
  try {
    await promisify(execFile)('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: here,
      timeout: installMs,
      shell: process.platform === 'win32',
    })
    return null
  } catch (error) {
    const lines = String(error instanceof Error ? error.message : error).split('\n')
    return `not installed: ${lines.find((line) => /npm (?:error|ERR!)/u.test(line)) ?? lines[0] ?? ''}`
  }
}

/**
 * Bundles one page by itself, so that one that cannot be bundled leaves the others be; answers its path. As a plain script, not a
 * module: two peers carry a library that assigns to the name of a function, which strict code may not.
 */
export const buildPage = async (name: string, outDir: string): Promise<string> => {
  const page = await readFile(join(here, name, 'index.html'), 'utf8')
  const main = /src="\.\/(main\.[jt]s)"/u.exec(page)?.[1] ?? 'main.js'
  await build({
    configFile: false,
    root: join(here, name),
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': '"production"', 'process.env': '{}', global: 'globalThis' },
    resolve: {
      alias: {
        path: join(here, 'path.js'),
        fs: join(here, 'empty.js'),
        util: join(here, 'empty.js'),
        stream: join(here, 'empty.js'),
      },
    },
    build: {
      outDir,
      emptyOutDir: true,
      minify: true,
      rolldownOptions: {
        input: join(here, name, main),
        output: { format: 'iife', strict: false, entryFileNames: 'peer.js' },
      },
    },
  })
  const path = join(outDir, 'index.html')
  await writeFile(path, page.replace(/type="module" src="[^"]*"/u, 'defer src="./peer.js"'))
  return path
}
