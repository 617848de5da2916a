// Proves that the rooms have walls: a wrong import is refused by the linter with the sentence that teaches the rule, and a
// foreign global by the compiler. Each case is written into a folder of its own that uses the real configuration.

import { execFile } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caesura-rooms-'))
  await copyFile(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const run = (program: string, args: readonly string[], cwd: string) =>
  new Promise<{ code: number; out: string }>((resolve) => {
    execFile(process.execPath, [join(root, 'node_modules', program), ...args], { cwd }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), out: stdout + stderr }),
    )
  })

const write = async (file: string, text: string) => {
  const path = join(folder, file)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, text)
  return path
}

const wrong = [
  ['src/core/bad.ts', `import { readFile } from 'node:fs'\nreadFile('', () => {})`, 'The core is pure'],
  ['src/core/bad.ts', `import { app } from 'electron'\napp.quit()`, 'The core is pure'],
  ['src/core/bad.ts', `export * from '../main/window'`, 'The core imports nothing outside itself'],
  ['src/core/bad.ts', `export const now = () => Date.now()`, 'The core has no clock'],
  ['src/core/bad.ts', `export const dice = () => Math.random()`, 'The core has no random'],
  ['src/core/bad.ts', `export const id = () => crypto.randomUUID()`, 'The core has no random'],
  ['src/ipc/bad.ts', `import { app } from 'electron'\napp.quit()`, 'it runs on both sides'],
  ['src/ipc/bad.ts', `export * from '../renderer/session'`, 'The contract may import the core only'],
  ['src/main/bad.ts', `import { useState } from 'react'\nuseState(0)`, 'Main has no window'],
  ['src/main/bad.ts', `export * from '../renderer/session'`, 'Main imports the core and the contract only'],
  ['src/preload/bad.ts', `import { readFileSync } from 'node:fs'\nreadFileSync('')`, 'The preload is sandboxed'],
  ['src/preload/bad.ts', `import { calls } from '../ipc/contract'\ncalls.about`, "only the contract's types"],
  [
    'src/renderer/bad.ts',
    `import { ipcRenderer } from 'electron'\nipcRenderer.send('x')`,
    'Ask main through window.caesura',
  ],
  ['src/renderer/bad.ts', `import('node:fs')`, 'Ask main through window.caesura'],
  ['src/renderer/bad.ts', `import { calls } from '../ipc/contract'\ncalls.about`, 'only the types of the contract'],
  ['src/renderer/deep/bad.tsx', `export * from '../../main/window'`, 'reaches main only through the contract'],
  ['src/cli/bad.ts', `import { app } from 'electron'\napp.quit()`, 'without a window and without Electron'],
  ['src/cli/bad.ts', `export * from '../main/library/jobs'`, 'uses the core and the disk only'],
  ['e2e/bad.ts', `export * from '../src/main/window'`, 'These tests drive the built app'],
] as const

describe('the linter refuses, and says which rule', () => {
  test.each(wrong)('%s: %s', async (file, text, sentence) => {
    const path = await write(file, text)
    const { code, out } = await run('oxlint/bin/oxlint', [file], folder)
    await rm(path)
    expect(out.replace(/\s+/gu, ' ')).toContain(sentence)
    expect(code).not.toBe(0)
  })

  test('a right import passes', async () => {
    const path = await write(
      'src/renderer/good.ts',
      `import type { Bridge } from '../ipc/bridge'\nexport type B = Bridge\n`,
    )
    const { code, out } = await run('oxlint/bin/oxlint', ['src/renderer/good.ts'], folder)
    await rm(path)
    expect(out).toContain('0 errors')
    expect(code).toBe(0)
  })
})

describe('the compiler refuses', () => {
  const cases = [
    ['core', `export const x = window.name`, "Cannot find name 'window'"],
    ['core', `export const x = process.pid`, "Cannot find name 'process'"],
    ['renderer', `import { readFileSync } from 'node:fs'\nexport const x = readFileSync`, "'node:fs'"],
    ['main', `export const x = document.title`, "Cannot find name 'document'"],
  ] as const
  test.each(cases)('%s: %s', async (room, text, sentence) => {
    const path = await write(`types/${room}.ts`, text)
    const config = await write(
      `types/tsconfig.${room}.json`,
      JSON.stringify({
        extends: join(root, 'src', room, 'tsconfig.json'),
        compilerOptions: {
          rootDir: '.',
          outDir: 'out',
          tsBuildInfoFile: 'out/info',
          typeRoots: [join(root, 'node_modules/@types'), join(root, 'node_modules')],
        },
        include: [],
        files: [path],
        references: [],
      }),
    )
    const { code, out } = await run('typescript/bin/tsc', ['-p', config], folder)
    expect(out).toContain(sentence)
    expect(code).not.toBe(0)
  })
})
