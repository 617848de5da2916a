// A server of updates on loopback, its list made and signed by the same script that makes a real one.

import { execFile } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer, type ServerResponse } from 'node:http'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { root } from './app'

const run = promisify(execFile)
const script = join(root, 'scripts/feed.mjs')

/** Much newer than any Electron too, whose version an app that is not packaged takes for its own. */
export const newVersion = '999.1.0'
const name = 'Caesura-999.1.0.AppImage'

export type FeedServer = {
  /** What was asked for, in order. */
  readonly asked: string[]
  /** The headers of each question, as JSON. */
  readonly told: string[]
  /** The environment of an app that looks here, as if it were an AppImage. */
  readonly env: Readonly<Record<string, string>>
  /** The file that stands for the installed app. */
  readonly installed: string
  /** Signs a list of this version. */
  readonly publish: (version: string) => Promise<void>
  /** How the next requests are answered, by path; null as usual. */
  readonly answers: Map<string, ((response: ServerResponse) => void) | null>
  readonly close: () => void
}

/** @param program what the new version is: a script that the system runs. */
export const serveFeed = async (folder: string, program: string, notes: string): Promise<FeedServer> => {
  const place = join(folder, 'feed')
  const installed = join(folder, 'installed/Caesura.AppImage')
  await mkdir(place, { recursive: true })
  await mkdir(dirname(installed), { recursive: true })
  await writeFile(installed, '#!/bin/sh\n# the old one\n', { mode: 0o755 })
  // As long as a program that takes a moment to fetch.
  await writeFile(join(place, name), `${program}exit 0\n${'#'.repeat(999_999 - program.length - 7)}\n`)
  await writeFile(join(place, 'notes.txt'), notes)
  const key = join(place, 'private.pem')
  const { stdout } = await run(process.execPath, [script, 'keys', key])
  const publish = async (version: string) => {
    const list = join(place, 'updates.json')
    const file = `linux-${process.arch}=${join(place, name)}`
    const words = ['--key', key, '--version', version, '--notes', join(place, 'notes.txt'), '--out', list]
    await run(process.execPath, [script, 'sign', ...words, file])
  }
  await publish(newVersion)

  const asked: string[] = []
  const told: string[] = []
  const answers: FeedServer['answers'] = new Map()
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://feed.test').pathname
    asked.push(path)
    told.push(JSON.stringify(request.headers))
    const other = answers.get(path)
    if (other) other(response)
    else
      readFile(join(place, path)).then(
        (body) => response.writeHead(200, { 'Content-Length': body.length }).end(body),
        () => response.writeHead(404).end(),
      )
  })
  const port = await new Promise<number>((done) =>
    server.listen(0, '127.0.0.1', () => done(Number(Reflect.get(Object(server.address()), 'port')))),
  )
  const electron = process.env['CAESURA_ELECTRON'] ?? ''
  return {
    asked,
    told,
    answers,
    installed,
    publish,
    env: {
      CAESURA_UPDATE_FEED: `http://127.0.0.1:${port}/updates.json`,
      CAESURA_UPDATE_KEY: stdout.trim(),
      APPIMAGE: installed,
      APPDIR: dirname(electron),
      XDG_CACHE_HOME: join(folder, 'cache'),
    },
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
/** Where the new version is asked for. */
export const programPath = `/${name}`
