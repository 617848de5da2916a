import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { commandIds } from '../ipc/commands'
import { nodeDisk } from './library/disk'
import { menuTemplate } from './menu'
import { createNews } from './news'
import { openPreferences } from './preferences'

let folder = ''
let ids = 0
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caesura-preferences-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))
const open = () => openPreferences(nodeDisk, folder, () => `00000000-${String(ids++).padStart(4, '0')}`)

const service = { notify: true, badge: true, limitHours: null, receiver: { on: false, port: null, publicUrl: null } }
const none = {
  bounds: null,
  maximized: false,
  exportFolder: null,
  openFolder: null,
  backUpFolder: null,
  service,
  updates: { daily: false, lookedAt: null, notNow: null },
  receiverToken: null,
}

test('what was set is there after a restart', async () => {
  const first = await open()
  expect(first.get()).toEqual(none)
  first.set({ exportFolder: '/a' })
  first.set({ bounds: { x: 1, y: 2, width: 800, height: 600 } })
  expect(first.get().exportFolder).toBe('/a')
  await first.settle()
  expect((await open()).get()).toEqual({ ...none, exportFolder: '/a', bounds: { x: 1, y: 2, width: 800, height: 600 } })
})

test.each(['', '{', '[]', 'null', '{"bounds":"wide","maximized":3}'])(
  'a damaged file %j is as good as none',
  async (text) => {
    await writeFile(join(folder, 'preferences.json'), text)
    expect((await open()).get()).toEqual(none)
  },
)

test('a sound part of a damaged file is used', async () => {
  await writeFile(join(folder, 'preferences.json'), '{"bounds":5,"exportFolder":"/a"}')
  expect((await open()).get()).toEqual({ ...none, exportFolder: '/a' })
})

test.each([
  [
    '{"service":{"notify":false,"badge":7,"limitHours":0,"receiver":{"on":true,"port":80,"publicUrl":null}}}',
    { notify: false },
  ],
  ['{"service":{"limitHours":12}}', { limitHours: 12 }],
  ['{"service":"all"}', {}],
  ['{"receiverToken":"short"}', {}],
])('wishes: what is sound in %s counts, and nothing is ever switched on by damage', async (text, expected) => {
  await writeFile(join(folder, 'preferences.json'), text)
  expect((await open()).get()).toEqual({ ...none, service: { ...service, ...expected } })
})

test('a disk that takes nothing is no trouble', async () => {
  const store = await open()
  await rm(folder, { recursive: true })
  store.set({ openFolder: '/b' })
  await store.settle()
  expect(store.get().openFolder).toBe('/b')
})

test.each([true, false])('the menu offers every command once (mac: %s), and sends its id', (mac) => {
  const sent: string[] = []
  const offered: string[] = []
  for (const { submenu } of menuTemplate({ send: (id) => sent.push(id), mac, state: [] }))
    if (Array.isArray(submenu))
      for (const item of submenu)
        if (item.id !== undefined) {
          offered.push(item.id)
          Reflect.apply(item.click ?? (() => {}), undefined, [])
        }
  expect(offered.sort()).toEqual([...commandIds].sort())
  expect(sent.sort()).toEqual(offered)
})

test('news of before the page listens reaches it, in order; none goes to a page that is gone', () => {
  const news = createNews()
  const heard: unknown[] = []
  news.tell('jobForgotten', { jobId: 'a' })
  news.tell('jobForgotten', { jobId: 'b' })
  news.open((event, payload) => heard.push([event, payload]))
  news.tell('closing', null)
  news.shut()
  news.tell('jobForgotten', { jobId: 'c' })
  expect(heard).toEqual([
    ['jobForgotten', { jobId: 'a' }],
    ['jobForgotten', { jobId: 'b' }],
    ['closing', null],
  ])
  expect(news.isOpen()).toBe(false)
})

test('a clicked notification is not lost among what happened while there was no window', () => {
  const news = createNews()
  const heard: unknown[] = []
  for (let at = 0; at < 500; at++) news.tell('jobForgotten', { jobId: String(at) })
  news.tell('showJob', { jobId: 'clicked' })
  for (let at = 500; at < 900; at++) news.tell('jobForgotten', { jobId: String(at) })
  news.open((_event, payload) => heard.push(payload))
  expect(heard).toHaveLength(200)
  expect(heard[0]).toEqual({ jobId: 'clicked' })
  expect(heard.at(-1)).toEqual({ jobId: '899' })
})
