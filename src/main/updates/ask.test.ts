// Against a real server on loopback: what it may answer, and what becomes of it.

import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { createServer, type Server, type ServerResponse } from 'node:http'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { askForUpdate } from './ask'

const { publicKey, privateKey } = generateKeyPairSync('ed25519')
const other = generateKeyPairSync('ed25519')
const key = publicKey.export({ type: 'spki', format: 'der' }).toString('base64')

const sha512 = `${'A'.repeat(86)}==`
const list = {
  format: 'caesura-updates-1',
  version: '1.4.0',
  notes: 'Faster.\r\n\r\n\r\n\r\nQuieter.\u202e\u0007',
  files: [
    { for: 'linux-x64', url: 'Caesura-1.4.0.AppImage', sha512, bytes: 100 },
    { for: 'win32-x64', url: 'https://files.example/Caesura-setup-1.4.0.exe', sha512, bytes: 100 },
  ],
}
const envelope = (content: unknown, by: KeyObject = privateKey): string => {
  const signed = typeof content === 'string' ? content : JSON.stringify(content)
  const signature = sign(null, Buffer.from(`caesura updates\n${signed}`), by).toString('base64')
  return JSON.stringify({ signed, signature })
}

let server: Server
let answer: (response: ServerResponse) => void
let agents: (string | undefined)[]
let asked: string[]
let base: string

beforeEach(async () => {
  agents = []
  asked = []
  server = createServer((request, response) => {
    agents.push(request.headers['user-agent'])
    asked.push(request.url ?? '')
    answer(response)
  })
  const port = await new Promise<number>((done) =>
    server.listen(0, '127.0.0.1', () => done(Number(Reflect.get(Object(server.address()), 'port')))),
  )
  base = `http://127.0.0.1:${port}`
})
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

const setTimer = (ms: number, run: () => void) => {
  const timer = setTimeout(run, ms)
  return () => clearTimeout(timer)
}
const ask = (version = '1.3.9', target = 'linux-x64', extension = '.AppImage', withinMs = 20_000) =>
  askForUpdate(
    { fetch, setTimer, userAgent: `Caesura/${version}`, withinMs },
    { feed: `${base}/updates.json`, key, page: null, publishers: [] },
    { version, target, extension },
  )
const says = (text: string, status = 200) => {
  answer = (response) => response.writeHead(status).end(text)
}

describe('the list of updates', () => {
  test('signed by the makers: a newer version, its words plain, its file beside the list', async () => {
    says(envelope(list))
    expect(await ask()).toEqual({
      ok: true,
      value: {
        version: '1.4.0',
        notes: 'Faster.\n\nQuieter.',
        url: `${base}/Caesura-1.4.0.AppImage`,
        sha512,
        bytes: 100,
      },
    })
    expect(agents).toEqual(['Caesura/1.3.9'])
    expect(asked).toEqual(['/updates.json'])
  })

  test.each([
    ['1.4.0', 'the same'],
    ['1.4.1', 'older'],
    ['2.0.0', 'much older'],
  ])('for %s it is %s, and no update', async (version) => {
    says(envelope(list))
    expect(await ask(version)).toEqual({ ok: true, value: null })
  })

  test('without a file for this system it is no update', async () => {
    says(envelope(list))
    expect(await ask('1.0.0', 'linux-arm64')).toEqual({ ok: true, value: null })
  })

  test.each([
    ['of somebody else', envelope(list, other.privateKey)],
    ['of another text', envelope(list).replace('1.4.0', '1.5.0')],
    [
      'of something that is no list of updates',
      JSON.stringify({
        signed: JSON.stringify(list),
        signature: sign(null, Buffer.from(JSON.stringify(list)), privateKey).toString('base64'),
      }),
    ],
  ])('a signature %s: nothing of it is used', async (_which, text) => {
    says(text)
    expect(await ask()).toMatchObject({ ok: false, code: 'signature' })
  })

  test.each([
    ['is no JSON', '<html>Sign in to the hotel</html>'],
    ['has no signature', JSON.stringify({ signed: JSON.stringify(list) })],
    ['is empty', ''],
    ['signed, is no JSON', envelope('nothing')],
    ['signed, is of another format', envelope({ ...list, format: 'caesura-updates-2' })],
    ['signed, has no version', envelope({ ...list, version: 'newest' })],
    ['signed, has a short hash', envelope({ ...list, files: [{ ...list.files[0], sha512: 'abc' }] })],
    [
      'signed, leads to a file over http elsewhere',
      envelope({ ...list, files: [{ ...list.files[0], url: 'http://files.example/a.AppImage' }] }),
    ],
    [
      'signed, leads to a file of the disk',
      envelope({ ...list, files: [{ ...list.files[0], url: 'file:///tmp/a.AppImage' }] }),
    ],
    ['signed, names no plain file', envelope({ ...list, files: [{ ...list.files[0], url: 'a%2f..%2fb.AppImage' }] })],
    ['signed, names a file of another kind', envelope({ ...list, files: [{ ...list.files[0], url: 'run.sh' }] })],
    ['never ends', `{"signed":"${'x'.repeat(400_000)}`],
  ])('that %s is none', async (_what, text) => {
    says(text)
    expect(await ask()).toMatchObject({ ok: false, code: 'malformed' })
  })

  test.each([404, 500, 204, 403])('with status %i it says so', async (status) => {
    answer = (response) => response.writeHead(status).end()
    const said = await ask()
    expect(said).toMatchObject({ ok: false, code: 'answer' })
    expect(said.ok ? '' : said.message).toContain(String(status))
  })

  test('a redirect is not followed', async () => {
    answer = (response) => response.writeHead(302, { Location: `${base}/elsewhere` }).end()
    expect(await ask()).toMatchObject({ ok: false, code: 'answer' })
    expect(asked).toEqual(['/updates.json'])
  })

  test('a server that does not answer, or stops in the middle, is given up', async () => {
    answer = () => {}
    expect(await ask('1.0.0', 'linux-x64', '.AppImage', 100)).toMatchObject({ ok: false, code: 'offline' })
    answer = (response) => response.writeHead(200).write('{"signed":')
    expect(await ask('1.0.0', 'linux-x64', '.AppImage', 100)).toMatchObject({ ok: false, code: 'offline' })
  })

  test('where nobody is, it says that nobody could be reached', async () => {
    server.close()
    expect(await ask()).toMatchObject({
      ok: false,
      code: 'offline',
      message: expect.stringContaining('could not be reached'),
    })
  })
})
