// The program as it is started: built into one file, in a process of its own, on a real disk.

import { spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readBytes, writeWhole } from './disk'

const folder = mkdtempSync(join(tmpdir(), 'caesura-cli-'))
const program = join(folder, 'built', 'index.js')
const at = (name: string): string => join(folder, name)
const srt = Array.from(
  { length: 20_000 },
  (_, i) => `${i + 1}\n00:00:0${i % 10},000 --> 00:00:0${i % 10},900\nCue number ${i}\n`,
).join('\n')

beforeAll(async () => {
  await build({
    configFile: false,
    logLevel: 'silent',
    publicDir: false,
    ssr: { noExternal: true },
    build: {
      ssr: fileURLToPath(new URL('index.ts', import.meta.url)),
      target: 'node20.18',
      outDir: join(folder, 'built'),
      minify: false,
      rolldownOptions: { output: { entryFileNames: 'index.js', codeSplitting: false } },
    },
  })
  writeFileSync(at('built/package.json'), '{"type":"module"}')
  writeFileSync(at('many.srt'), srt)
  writeFileSync(at('one.srt'), '1\n00:00:01,000 --> 00:00:02,000\nOne\n')
  writeFileSync(at('empty'), '')
  writeFileSync(at('huge'), '')
  truncateSync(at('huge'), 500 * 1024 * 1024)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const run = (argv: readonly string[], input = '') => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...argv], {
    input,
    encoding: 'utf8',
    cwd: folder,
    maxBuffer: 64 * 1024 * 1024,
  })
  return { status, stdout, stderr }
}

describe('the program', () => {
  it('prints the result and nothing else', () => {
    expect(run(['read', 'one.srt', '--json'])).toEqual({
      status: 0,
      stdout: '{"cues":[{"id":"1","startMs":1000,"endMs":2000,"text":"One"}]}\n',
      stderr: '',
    })
    expect(run(['export', '-', '--format', 'vtt'], readFileSync(at('one.srt'), 'utf8'))).toEqual({
      status: 0,
      stdout: 'WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nOne\n',
      stderr: '',
    })
    const all: unknown = JSON.parse(run(['read', 'many.srt', '--json']).stdout)
    expect(all).toHaveProperty('cues.length', 20_000)
  })

  it.each([
    ['a folder', ['read', '.'], 1, '. is a folder, not a file.\n'],
    ['no file', ['read', 'nope', '--json'], 1, 'nope does not exist.\n'],
    ['an empty file', ['read', 'empty'], 1, 'empty is empty.\n'],
    ['500 MB', ['read', 'huge'], 1, 'huge is 500 MB; the most that is read is 256 MB.\n'],
    [
      'no folder for several',
      ['export', 'one.srt', 'empty', '--format', 'vtt', '--out', 'one.srt'],
      1,
      'one.srt is no folder; several files are written into one.\n',
    ],
    [
      'a folder that is not there',
      ['export', 'one.srt', '--format', 'vtt', '--out', 'no/x.vtt'],
      1,
      'no does not exist.\n',
    ],
    ['wrong use', ['export', 'one.srt', '--format', 'srt', '-x'], 2, 'export has no option -x. See --help.\n'],
  ])('%s', (_, argv, status, stderr) => {
    expect(run(argv)).toEqual({ status, stdout: '', stderr })
  })

  it('is quiet when its reader stops early', async () => {
    const child = spawn(process.execPath, [program, 'export', 'many.srt', '--format', 'vtt'], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let stderr = ''
    child.stderr.on('data', (chunk) => (stderr += String(chunk)))
    child.stdout.once('data', () => child.stdout.destroy())
    const code = await new Promise((done) => child.on('close', done))
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  })

  it('--out replaces a file whole, keeps its mode, follows a link, leaves nothing else behind', () => {
    mkdirSync(at('out'))
    writeFileSync(at('out/x.vtt'), 'old')
    chmodSync(at('out/x.vtt'), 0o640)
    symlinkSync(at('out/x.vtt'), at('out/link.vtt'))
    expect(run(['export', 'one.srt', '--format', 'vtt', '--out', 'out/link.vtt'])).toEqual({
      status: 0,
      stdout: '',
      stderr: '',
    })
    expect(readFileSync(at('out/x.vtt'), 'utf8')).toBe('WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nOne\n')
    expect(statSync(at('out/x.vtt')).mode & 0o777).toBe(0o640)
    expect(readdirSync(at('out')).toSorted()).toEqual(['link.vtt', 'x.vtt'])
  })

  it.skipIf(!existsSync('/dev/full'))('a full disk is one sentence', () => {
    expect(run(['export', 'one.srt', '--format', 'vtt', '--out', '/dev/full'])).toEqual({
      status: 1,
      stdout: '',
      stderr: '/dev/full cannot be written: the disk is full.\n',
    })
    const piped = spawnSync('sh', ['-c', `"${process.execPath}" "${program}" read one.srt > /dev/full`], {
      encoding: 'utf8',
      cwd: folder,
    })
    expect({ status: piped.status, stderr: piped.stderr }).toEqual({
      status: 1,
      stderr: 'The output cannot be written: the disk is full.\n',
    })
  })
})

describe('disk', () => {
  it('watches the size while it reads, too', async () => {
    const { Readable } = await import('node:stream')
    const endless = Readable.from(
      (function* () {
        for (;;) yield Buffer.alloc(1024)
      })(),
    )
    expect(await readBytes('-', endless, 1_000_000)).toEqual({
      ok: false,
      code: 'unreadable',
      message: 'The input is over 1 MB; the most that is read is 256 MB.',
    })
  })

  it('a file that cannot be written leaves the old one as it was', async () => {
    mkdirSync(at('taken'))
    writeFileSync(at('taken/x'), 'old')
    // The name of the temporary file is taken: the write must fail without touching either.
    writeFileSync(at(`taken/.x.${process.pid}.part`), 'theirs')
    expect(await writeWhole(at('taken/x'), 'new')).toMatchObject({ ok: false, code: 'unwritable' })
    expect(readFileSync(at('taken/x'), 'utf8')).toBe('old')
    expect(readFileSync(at(`taken/.x.${process.pid}.part`), 'utf8')).toBe('theirs')
  })
})
