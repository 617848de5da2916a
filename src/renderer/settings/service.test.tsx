// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest'
import { openWindow, type TestWindow } from '../add/window.fixture'
import { offService } from '../desk/fake.fixture'
import type { Bridge } from '../../ipc/bridge'
import type { Service } from '../../ipc/contract'
import { readHours } from './PictorySettings'
import { readPort } from './ReceiverSettings'
import { SettingsDialog } from './SettingsDialog'

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)

let page: TestWindow
afterEach(() => page.close())
const open = async (over: Partial<Bridge> = {}) => {
  page = await openWindow([], over)
  await page.show(<SettingsDialog />)
}
const wished = () =>
  page.asked.filter((line) => line.startsWith('changeService')).map((line) => JSON.parse(line.slice(14)))

const onPort = (port: number | null): Service => ({
  wishes: { ...offService.wishes, receiver: { on: true, port, publicUrl: null } },
  receiver: { kind: 'off' },
})

describe('the service in the settings', () => {
  it('changes one wish and leaves the others as they are', async () => {
    await open()
    await page.doing(() => document.querySelector<HTMLInputElement>('[aria-label="Badge"]')?.click())
    expect(wished()).toEqual([{ ...offService.wishes, badge: false }])
  })

  it('takes an own limit and goes back to the automatic one', async () => {
    await open()
    await page.press('After…')
    await page.press('Automatic')
    expect(wished().map(({ limitHours }) => limitHours)).toEqual([6, null])
  })

  it('shows where the receiver listens, what came, and follows its news', async () => {
    const on: Service = {
      wishes: { ...offService.wishes, receiver: { on: true, port: 8787, publicUrl: 'https://tunnel.example.org' } },
      receiver: {
        kind: 'listening',
        url: 'http://127.0.0.1:8787/pictory/abc',
        outside: 'https://tunnel.example.org/pictory/abc',
        hints: 0,
        lastHintAt: null,
      },
    }
    await open({ service: async () => ({ ok: true, value: on }) })
    expect(page.text()).toContain('http://127.0.0.1:8787/pictory/abc')
    expect(page.text()).toContain('https://tunnel.example.org/pictory/abc')
    expect(page.text()).toContain('No hint has come')
    await page.doing(() =>
      page.send('serviceChanged', {
        ...on,
        receiver: { kind: 'listening', url: 'x', outside: null, hints: 3, lastHintAt: 0 },
      }),
    )
    expect(page.text()).toContain('3 hints came')
    await page.press('New secret path')
    expect(page.asked).toContain('renewReceiver')
    await page.doing(() =>
      page.send('serviceChanged', { ...on, receiver: { kind: 'failed', message: 'The port is taken.' } }),
    )
    expect(page.text()).toContain('The port is taken.')
  })

  it('says that the address changes where any free port is taken', async () => {
    await open({ service: async () => ({ ok: true, value: onPort(null) }) })
    expect(page.text()).toContain('the address changes each time Caesura starts')
    await page.doing(() => page.send('serviceChanged', onPort(8787)))
    expect(page.text()).not.toContain('the address changes each time Caesura starts')
  })

  it('says why a wish was not taken', async () => {
    await open({ changeService: async () => ({ ok: false, code: 'disk', message: 'The disk is full.' }) })
    await page.press('After…')
    expect(page.text()).toContain('The disk is full.')
  })
})

describe('what is typed', () => {
  it.each([
    ['6', 6],
    [' 1,5 ', 1.5],
    ['0.25', 0.25],
    ['240', 240],
    ['', null],
    ['0', null],
    ['241', null],
    ['six', null],
  ])('hours “%s” are %s', (text, hours) => expect(readHours(text)).toBe(hours))
  it.each([
    ['', null],
    [' 8787 ', 8787],
    ['80', 'wrong'],
    ['65536', 'wrong'],
    ['1e4', 10_000],
    ['80.5', 'wrong'],
    ['x', 'wrong'],
  ])('port “%s” is %s', (text, port) => expect(readPort(text)).toBe(port))
})
