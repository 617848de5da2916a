// Hostile calls through the real door, and hostile addresses at every way there is to open one.

import { createSocket } from 'node:dgram'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, filesBelow, root, test } from './app'

const preload = join(root, 'out/preload/index.cjs')
const someJob = '00000000-0000-4000-8000-000000000000'

test.describe('the door', () => {
  test('refuses wrong types with a value, never with a crash', async ({ start, folder }) => {
    const { page } = await start()
    const wrong: readonly [string, unknown][] = [
      ['openJob', undefined],
      ['openJob', null],
      ['openJob', 7],
      ['openJob', {}],
      ['openJob', { jobId: 7 }],
      ['openJob', { jobId: '../../etc/passwd' }],
      ['openJob', { jobId: `${someJob}/../x` }],
      ['openJob', { jobId: someJob.toUpperCase().replaceAll('0', 'A') }],
      ['openJob', { jobId: someJob, extra: true }],
      ['addJobs', { ids: [] }],
      ['addJobs', { ids: 'all' }],
      ['addJobs', { ids: [someJob, 'x'] }],
      ['addJobs', { ids: Array.from({ length: 5001 }, () => someJob) }],
      ['renameJob', { jobId: someJob, title: '' }],
      ['renameJob', { jobId: someJob, title: 'x'.repeat(301) }],
      ['appendEdits', { jobId: someJob, groups: '[]' }],
      ['appendEdits', { jobId: someJob, groups: [] }],
      ['appendEdits', { jobId: someJob, groups: '[{' }],
      [
        'appendEdits',
        { jobId: someJob, groups: JSON.stringify([{ label: 'x', at: 0, steps: [{ kind: 'format-disk' }] }]) },
      ],
      [
        'appendEdits',
        {
          jobId: someJob,
          groups: JSON.stringify([
            { label: 'x', at: 0, steps: [{ kind: 'items', paragraphId: 'p', at: -1, removed: [], inserted: [] }] },
          ]),
        },
      ],
      ['saveExport', { jobId: someJob, format: 'exe', content: '' }],
      ['saveExport', { jobId: someJob, format: 'srt', content: 5 }],
      ['addImports', { tokens: [] }],
      ['addImports', { tokens: ['/etc/passwd'] }],
      ['setKey', { key: 5 }],
      ['setKey', 'pictai_x'],
      ['listJobs', { all: true }],
      ['linkMedia', { jobId: 'x', path: '/etc/passwd' }],
    ]
    const before = await filesBelow(join(folder, 'user', 'library'))
    for (const [name, args] of wrong) {
      const result = await page.evaluate(
        ([verb, value]) => Reflect.apply(Reflect.get(window.caesura, verb), undefined, [value]),
        [name, args] as const,
      )
      expect(result, `${name}(${JSON.stringify(args)?.slice(0, 80)})`).toMatchObject({ ok: false, code: 'malformed' })
    }
    expect(await filesBelow(join(folder, 'user', 'library'))).toEqual(before)
  })

  test('refuses what is too large, and what is unknown', async ({ start }) => {
    const { page } = await start()
    const result = await page.evaluate(
      (jobId) =>
        window.caesura.saveExport({
          jobId,
          format: 'srt',
          content: 'x'.repeat(70 * 1024 * 1024),
          naming: { pattern: '{title}', guide: '' },
        }),
      someJob,
    )
    expect(result).toMatchObject({ ok: false, code: 'too-large' })
    const key = await page.evaluate(() => window.caesura.setKey({ key: `pictai_${'x'.repeat(2_000_000)}` }))
    expect(key.ok).toBe(false)
    const unknown = await page.evaluate((jobId) => window.caesura.openJob({ jobId }), someJob)
    expect(unknown).toMatchObject({ ok: false, code: 'not-found' })
  })

  test('has no verb that takes a path, and no way to a channel', async ({ start }) => {
    const { page } = await start()
    const exposed = await page.evaluate(() => ({
      verbs: Object.keys(window.caesura),
      node: [
        typeof Reflect.get(window, 'require'),
        typeof Reflect.get(window, 'process'),
        typeof Reflect.get(window, 'ipcRenderer'),
      ],
    }))
    expect(exposed.verbs).not.toContain('openPaths')
    expect(exposed.verbs).not.toContain('invoke')
    expect(exposed.node).toEqual(['undefined', 'undefined', 'undefined'])
    const forged = await page.evaluate(() => window.caesura.openFiles([new File(['{}'], '/etc/passwd')]))
    expect(forged.ok ? forged.value.map(({ outcome }) => outcome.kind) : forged.code).toEqual(
      forged.ok ? ['refused'] : 'malformed',
    )
  })

  test('serves our window only: another window, another origin, a frame inside are strangers', async ({
    start,
    folder,
  }) => {
    const { app, complaints } = await start()
    // A preload that reaches for the channels themselves, as a compromised page would wish to.
    const raw = join(folder, 'raw.cjs')
    await writeFile(
      raw,
      `const { contextBridge, ipcRenderer } = require('electron'); contextBridge.exposeInMainWorld('raw', (name, args) => ipcRenderer.invoke(name, args))`,
    )
    const answers = await app.evaluate(
      async ({ BrowserWindow }, { raw, preload, jobId }) => {
        const out: Record<string, unknown> = {}
        const ask = async (label: string, url: string, script: string, preloadPath: string, inFrame = false) => {
          const window = new BrowserWindow({
            show: false,
            webPreferences: { preload: preloadPath, nodeIntegrationInSubFrames: true, sandbox: true },
          })
          try {
            await window.loadURL(url)
            const frame = inFrame ? window.webContents.mainFrame.frames[0] : window.webContents.mainFrame
            out[label] = frame === undefined ? 'no frame' : await frame.executeJavaScript(script)
          } finally {
            window.destroy()
          }
        }
        const call = `raw('listJobs', undefined)`
        await ask('same origin, other window', 'app://caesura/index.html', call, raw)
        await ask('other origin', 'data:text/html,<p>hi', call, raw)
        await ask(
          'other origin, our preload',
          'data:text/html,<p>hi',
          `window.caesura.openJob({ jobId: ${JSON.stringify(jobId)} })`,
          preload,
        )
        await ask('frame', `data:text/html,${encodeURIComponent('<iframe srcdoc="<p>hi"></iframe>')}`, call, raw, true)
        return out
      },
      { raw, preload, jobId: someJob },
    )
    expect(Object.keys(answers)).toEqual([
      'same origin, other window',
      'other origin',
      'other origin, our preload',
      'frame',
    ])
    for (const [label, answer] of Object.entries(answers))
      expect(answer, label).toMatchObject({ ok: false, code: 'untrusted' })
    // What those strange windows said on their own consoles is not ours.
    complaints.length = 0
  })
})

const hostile = [
  'https://example.com/',
  'http://127.0.0.1:9/',
  'file:///etc/passwd',
  'data:text/html,<h1>hi',
  'javascript:document.title="owned"',
  'blob:null/x',
  'chrome://settings',
  'devtools://devtools/bundled/inspector.html',
  'view-source:app://caesura/index.html',
  'app://elsewhere/index.html',
  'app://caesura/../../package.json',
  'app://caesura/%2e%2e/%2e%2e/package.json',
  'app://caesura/..%2f..%2fpackage.json',
  'ws://127.0.0.1:9/',
  'mailto:someone@example.com',
  'smb://host/share',
] as const

const ways: readonly (readonly [string, (address: string) => void])[] = [
  ['window.open', (address) => void window.open(address)],
  [
    'a link',
    (address) => {
      const link = document.createElement('a')
      link.href = address
      document.body.append(link)
      link.click()
      link.remove()
    },
  ],
  [
    'a link to a new window',
    (address) => {
      const link = document.createElement('a')
      link.href = address
      link.target = '_blank'
      document.body.append(link)
      link.click()
      link.remove()
    },
  ],
  [
    'location',
    (address) => {
      try {
        location.assign(address)
      } catch {
        // an address the page itself refuses
      }
    },
  ],
  [
    'a form',
    (address) => {
      const form = document.createElement('form')
      form.action = address
      document.body.append(form)
      form.submit()
      form.remove()
    },
  ],
  [
    'a frame',
    (address) => {
      const frame = document.createElement('iframe')
      frame.src = address
      document.body.append(frame)
      setTimeout(() => frame.remove(), 50)
    },
  ],
]

test.describe('the guards', () => {
  test('no hostile address opens, whichever way it is tried', async ({ start }) => {
    const { app, page, complaints } = await start()
    const home = page.url()
    // shell.openExternal is the one way out of the app: none of these may take it.
    await app.evaluate(({ shell }) => {
      const external: string[] = []
      Reflect.set(globalThis, 'external', external)
      shell.openExternal = (url: string) => {
        external.push(url)
        return Promise.resolve()
      }
    })
    for (const url of hostile) {
      for (const [way, go] of ways) {
        await page.evaluate(go, url)
        await expect.poll(() => page.url(), { message: `${way} ${url}` }).toBe(home)
      }
    }
    // Asked of the page itself: the driver still waits for the navigations that were refused.
    expect(await page.evaluate(() => document.getElementById('root')?.childElementCount ?? 0)).toBeGreaterThan(0)
    expect(await page.title()).not.toBe('owned')
    expect(app.windows()).toHaveLength(1)
    expect(await app.evaluate(() => JSON.stringify(Reflect.get(globalThis, 'external')))).toBe('[]')
    // The policy speaks up for each of them; anything else it says is a finding.
    const unexpected = complaints.filter(
      (line) =>
        !/Content Security Policy|Not allowed to|ERR_|Refused to|Failed to launch|blocked|does not have a registered handler/iu.test(
          line,
        ),
    )
    expect(unexpected).toEqual([])
    complaints.length = 0
  })

  test('about:blank, which asks no guard before it goes, is left again at once', async ({ start }) => {
    const { page } = await start()
    const home = page.url()
    await expect(page.getByRole('button', { name: /Open the sample/u })).toBeVisible()
    await page.evaluate(() => setTimeout(() => location.assign('about:blank')))
    await page.waitForEvent('framenavigated', (frame) => frame.url() === home)
    await expect(page.getByRole('button', { name: /Open the sample/u })).toBeVisible()
  })

  test('the page cannot fetch, run strings, embed a webview or ask for a permission', async ({ start }) => {
    const { page, complaints } = await start()
    const tried = await page.evaluate(async () => {
      const attempt = async (what: () => unknown) => {
        try {
          await what()
          return 'done'
        } catch {
          return 'refused'
        }
      }
      const script = document.createElement('script')
      script.textContent = 'window.inline = true'
      document.body.append(script)
      return {
        fetch: await attempt(() => fetch('https://example.com/')),
        own: await attempt(() => fetch('/index.html')),
        socket: await attempt(
          () =>
            new Promise((resolve, reject) => {
              const socket = new WebSocket('ws://127.0.0.1:9')
              socket.addEventListener('open', resolve)
              socket.addEventListener('error', reject)
            }),
        ),
        inline: Reflect.get(window, 'inline') === true ? 'done' : 'refused',
        microphone: await attempt(() => navigator.mediaDevices.getUserMedia({ audio: true })),
        place: await attempt(
          () => new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject)),
        ),
        notification: await Notification.requestPermission(),
        webview: document.createElement('webview').constructor.name,
      }
    })
    expect(tried).toEqual({
      fetch: 'refused',
      own: 'refused',
      socket: 'refused',
      inline: 'refused',
      microphone: 'refused',
      place: 'refused',
      notification: 'denied',
      webview: 'HTMLElement',
    })
    complaints.length = 0
  })

  test('no packet leaves by WebRTC', async ({ start }) => {
    const packets: Buffer[] = []
    const server = createSocket('udp4', (packet) => packets.push(packet))
    const port = await new Promise<number>((done) => server.bind(0, '127.0.0.1', () => done(server.address().port)))
    try {
      const { page } = await start()
      const gathered = await page.evaluate(async (stun) => {
        const peer = new RTCPeerConnection({ iceServers: [{ urls: `stun:127.0.0.1:${stun}` }] })
        peer.createDataChannel('x')
        await peer.setLocalDescription(await peer.createOffer())
        await new Promise((done) => setTimeout(done, 1500))
        return peer.iceGatheringState
      }, port)
      expect(['gathering', 'complete']).toContain(gathered)
      expect(packets).toHaveLength(0)
    } finally {
      server.close()
    }
  })

  test('by itself the app asks nobody for anything, and Chromium in it neither', async ({ start }) => {
    const asked: string[] = []
    // A proxy sees every address that is wanted, whoever wants it.
    const proxy = createServer((socket) => {
      socket.on('error', () => {})
      socket.once('data', (chunk) => {
        asked.push(/^\S+ (\S+)/u.exec(chunk.toString('latin1'))?.[1] ?? '?')
        socket.end('HTTP/1.1 503 Nowhere\r\nContent-Length: 0\r\n\r\n')
      })
    })
    const port = await new Promise<number>((done) =>
      proxy.listen(0, '127.0.0.1', () => done(Number(Reflect.get(Object(proxy.address()), 'port')))),
    )
    try {
      const { app, page } = await start({ args: [`--proxy-server=http://127.0.0.1:${port}`] })
      await page.getByRole('button', { name: /Open the sample/u }).click()
      await page.waitForTimeout(2000)
      expect(asked).toEqual([])
      // It does see what is wanted.
      await app.evaluate(({ session }) => session.defaultSession.fetch('https://wanted.example/').catch(() => {}))
      expect(asked).toEqual(['wanted.example:443'])
    } finally {
      proxy.close()
    }
  })

  test('the one permission there is: copying a job id', async ({ start }) => {
    const { page } = await start()
    await page.getByRole('button', { name: /Open the sample/u }).click()
    await page.getByRole('listbox', { name: 'Jobs' }).getByRole('option').first().click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Copy the job id' }).click()
    await expect(page.getByText('The job id is copied.')).toBeVisible()
  })

  test('every answer of app:// carries the policy, and none leaves its folder', async ({ start }) => {
    const { app } = await start()
    const answers = await app.evaluate(async ({ net }) => {
      const out: Record<string, { status: number; policy: string | null; body: string }> = {}
      for (const path of [
        'index.html',
        'missing.js',
        'media/unknown',
        '..%2f..%2fpackage.json',
        '%2e%2e/%2e%2e/package.json',
        'assets/..%5c..%5cpackage.json',
        '%00',
        'media/..%2f..%2f..%2fetc%2fpasswd',
      ]) {
        const response = await net.fetch(`app://caesura/${path}`)
        out[path] = {
          status: response.status,
          policy: response.headers.get('content-security-policy'),
          body: (await response.text()).slice(0, 2000),
        }
      }
      return out
    })
    for (const [path, { status, policy, body }] of Object.entries(answers)) {
      expect(policy, path).toContain("default-src 'none'")
      expect(policy, path).toContain("connect-src 'none'")
      expect(status, path).toBe(path === 'index.html' ? 200 : 404)
      expect(body, path).not.toMatch(/electron-vite|root:x/u)
    }
  })

  test('the window is sandboxed and isolated', async ({ start }) => {
    const { app } = await start()
    const preferences = await app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      const get = window === undefined ? undefined : Reflect.get(window.webContents, 'getLastWebPreferences')
      const found: Record<string, unknown> =
        typeof get === 'function' && window !== undefined ? Reflect.apply(get, window.webContents, []) : {}
      return {
        sandbox: found['sandbox'],
        contextIsolation: found['contextIsolation'],
        nodeIntegration: found['nodeIntegration'],
        webviewTag: found['webviewTag'],
        webSecurity: found['webSecurity'],
      }
    })
    expect(preferences).toEqual({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      webSecurity: true,
    })
  })
})
