// Answers that no honest server sends, and that proxies, portals and attackers do: the app goes on, and says what it met.

import { createServer, type Server } from 'node:net'
import { gzipSync } from 'node:zlib'
import { expect, test } from './app'
import { giveKey, transcript } from './desk'
import { add, jobAt, key, order } from './service'

const idOf = (n: number) => `ab000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const head = (lines: string, body = '{}') => Buffer.from(`${lines}\r\nContent-Length: ${body.length}\r\n\r\n${body}`)
const packed = (body: Buffer) => {
  const zipped = gzipSync(body)
  const lines = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: ${zipped.length}\r\n\r\n`
  return Buffer.concat([Buffer.from(lines), zipped])
}
const megabytes = 100 * 1024 * 1024

/** Each kills Electron 33, or holds it for most of a minute, where nobody stands in between. */
const answers: readonly (readonly [what: string, bytes: () => Buffer])[] = [
  ['status 999', () => head('HTTP/1.1 999 Request denied')],
  ['status 600', () => head('HTTP/1.1 600 X')],
  ['status 099', () => head('HTTP/1.1 099 X')],
  ['a reason in other letters', () => head('HTTP/1.1 500 Störung — 日本')],
  [
    'a reason with a control character',
    () => Buffer.from('HTTP/1.1 500 a\u0001b\r\nContent-Length: 2\r\n\r\n{}', 'latin1'),
  ],
  ['a header in other letters', () => head('HTTP/1.1 500 X\r\nX-Word: Störung 日本')],
  ['a hundred million brackets in a hundred kilobytes', () => packed(Buffer.alloc(megabytes, '['))],
  [
    'thirty million objects in a hundred kilobytes',
    () => packed(Buffer.concat([Buffer.from('['), Buffer.alloc(megabytes, '{},')])),
  ],
]

/** Every question about the n-th job gets the n-th answer, byte for byte; every other question an empty object. */
const serve = (): Promise<{ readonly server: Server; readonly url: string }> =>
  new Promise((resolve) => {
    const server = createServer((socket) => {
      socket.on('error', () => socket.destroy())
      let asked = ''
      socket.on('data', (data) => {
        asked += data.toString('latin1')
        if (!asked.includes('\r\n\r\n')) return
        const nth = /\/v1\/jobs\/ab000000-0000-4000-8000-(\d{12}) /u.exec(asked)?.[1]
        asked = ''
        const answer = nth === undefined ? undefined : answers[Number(nth)]
        socket.end(answer === undefined ? head('HTTP/1.1 200 OK\r\nContent-Type: application/json') : answer[1]())
      })
    })
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      if (address === null || typeof address === 'string') throw new Error('a TCP server has an address')
      resolve({ server, url: `http://127.0.0.1:${address.port}/pictoryapis` })
    })
  })

test('no answer ends the app or holds it up', async ({ start }) => {
  test.setTimeout(120_000)
  const { server, url } = await serve()
  try {
    const { page } = await start({ env: { CAESURA_PICTORY_URL: url } })
    await giveKey(page, key)
    for (const [n, [what]] of answers.entries()) {
      await add(page, [idOf(n)])
      await expect
        .poll(
          async () => {
            const state = (await jobAt(page, idOf(n)))?.state
            return state?.kind === 'waiting' ? state.trouble?.reason : state?.kind
          },
          { message: what, timeout: 20_000 },
        )
        .toMatch(/^(?:server-trouble|bad-answer)$/u)
      await order(page, 'stop', [idOf(n)])
    }
    await page.keyboard.press('Control+k')
    await page.keyboard.type('sample')
    await page.keyboard.press('Enter')
    await expect(transcript(page)).toBeVisible()
  } finally {
    server.close()
  }
})
