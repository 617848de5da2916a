import { describe, expect, test } from 'vitest'
import { createClosing } from './closing'

const world = (own: { tell?: boolean; settle?: Promise<void>; lose?: boolean } = {}) => {
  const did: string[] = []
  const timers: (() => void)[] = []
  const closing = createClosing({
    window: { isDestroyed: () => did.includes('destroyed'), destroy: () => void did.push('destroyed') },
    tell: () => {
      did.push('told')
      return own.tell ?? true
    },
    settle: () => own.settle ?? Promise.resolve(),
    dialog: {
      showMessageBox: async (options) => {
        did.push(`asked: ${options.detail?.split('\n')[0]}`)
        return { response: own.lose === true ? 1 : 0, checkboxChecked: false }
      },
    },
    setTimer: (_ms, run) => {
      timers.push(run)
      return () => {}
    },
    quit: () => void did.push('quit'),
    log: (line) => void did.push(line),
  })
  const close = () => closing.onClose({ preventDefault: () => void did.push('held') })
  return { did, timers, closing, close }
}
const soon = () => new Promise((resolve) => setTimeout(resolve, 5))

describe('before a restart for an update', () => {
  test('everything is saved first; nobody is asked, and the window stays', async () => {
    const disk: { settled?: () => void } = {}
    const { did, closing } = world({ settle: new Promise((resolve) => (disk.settled = resolve)) })
    const said: (string | null)[] = []
    void closing.saved().then((unsaved) => said.push(unsaved))
    closing.ready(null)
    await soon()
    expect(said).toEqual([])
    disk.settled?.()
    await soon()
    expect(said).toEqual([null])
    expect(did).toEqual(['told'])
    closing.leave()
    expect(did).toEqual(['told', 'destroyed', 'quit'])
  })
  test('what could not be saved is answered in its own words', async () => {
    const { did, closing } = world()
    const saved = closing.saved()
    closing.ready('The disk is full.')
    expect(await saved).toBe('The disk is full.')
    expect(did).toEqual(['told'])
  })
  test('a disk that does not answer is not taken for saved', async () => {
    const { timers, closing } = world({ settle: new Promise(() => {}) })
    const saved = closing.saved()
    closing.ready(null)
    await soon()
    timers.at(-1)?.()
    expect(await saved).toBe('The disk has not answered yet.')
  })
  test('while the window closes, nothing is installed', async () => {
    const { closing, close } = world()
    close()
    expect(await closing.saved()).toBe('Caesura is closing.')
  })
})

describe('closing', () => {
  test('waits for the page, then for the disk', async () => {
    const disk: { settled?: () => void } = {}
    const { did, closing, close } = world({ settle: new Promise((resolve) => (disk.settled = resolve)) })
    close()
    await soon()
    expect(did).toEqual(['held', 'told'])
    closing.ready(null)
    await soon()
    expect(did).toEqual(['held', 'told'])
    disk.settled?.()
    await soon()
    expect(did).toEqual(['held', 'told', 'destroyed'])
  })
  test('closing twice asks once', async () => {
    const { did, closing, close } = world()
    close()
    close()
    closing.ready(null)
    await soon()
    expect(did).toEqual(['held', 'told', 'held', 'destroyed'])
  })
  test('quitting goes on after the window', async () => {
    const { did, closing, close } = world()
    closing.onQuit()
    close()
    closing.ready(null)
    await soon()
    expect(did).toEqual(['held', 'told', 'destroyed', 'quit'])
  })
  test('with no page to answer it closes at once', async () => {
    const { did, close } = world({ tell: false })
    close()
    await soon()
    expect(did).toEqual(['held', 'told', 'destroyed'])
  })
  test('a page that hangs, or a disk that hangs, is asked about: silence is not "saved"', async () => {
    const page = world()
    page.close()
    await soon()
    page.timers[0]?.()
    await soon()
    expect(page.did).toEqual(['held', 'told', 'asked: The window has not answered whether everything is saved.'])
    const disk = world({ settle: new Promise(() => {}), lose: true })
    disk.close()
    disk.closing.ready(null)
    await soon()
    expect(disk.did).not.toContain('destroyed')
    disk.timers[1]?.()
    await soon()
    expect(disk.did).toContain('asked: The disk has not answered yet.')
    expect(disk.did.at(-1)).toBe('destroyed')
  })
  test('unsaved changes: the person decides; keeping it open stops the quitting, and closing again asks again', async () => {
    const kept = world()
    kept.closing.onQuit()
    kept.close()
    kept.closing.ready('The disk is full.')
    await soon()
    expect(kept.did).toEqual(['held', 'told', 'asked: The disk is full.'])
    kept.close()
    kept.closing.ready(null)
    await soon()
    expect(kept.did.slice(3)).toEqual(['held', 'told', 'destroyed'])
    const lost = world({ lose: true })
    lost.close()
    lost.closing.ready('The disk is full.')
    await soon()
    expect(lost.did.at(-1)).toBe('destroyed')
  })
})
