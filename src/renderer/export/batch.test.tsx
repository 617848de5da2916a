// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest'
import { openWindow, type TestWindow } from '../add/window.fixture'
import { jobId, readyJob, waitingJob } from '../desk/fake.fixture'
import type { BatchLine } from '../../ipc/contract'
import { batchTitle, inOrder, leftOut, lineWords } from './batch'
import { BatchExport } from './BatchExport'

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)

let page: TestWindow
/** Ends the batch that runs. */
let finish: (lines: BatchLine[]) => void = () => {}
afterEach(() => page.close())

const line = (n: number, outcome: BatchLine['outcome']): BatchLine => ({ jobId: jobId(n), title: `Job ${n}`, outcome })
const written = line(1, { kind: 'written', name: 'Job 1.srt', cues: 12 })
const failed = line(2, { kind: 'failed', message: 'The disk is full.' })
const skipped = line(3, { kind: 'skipped', message: 'It is not finished.' })
const stopped = line(4, { kind: 'stopped' })
const damaged = readyJob(5, { state: { kind: 'damaged', message: 'x', openable: true, ways: [] } })

describe('the words of a batch', () => {
  it('say what is left out before anything is done', async () => {
    page = await openWindow([])
    expect(leftOut([readyJob(1)])).toBeNull()
    expect(leftOut([readyJob(1), waitingJob(2)])).toBe('1 job without a transcript is left out.')
    expect(leftOut([waitingJob(1), waitingJob(2), damaged])).toBe(
      '2 jobs without a transcript and 1 damaged job are left out.',
    )
  })
  it('name what went wrong first', async () => {
    page = await openWindow([])
    const lines = [written, stopped, skipped, failed]
    expect(batchTitle(lines)).toBe('1 of 4 files written')
    expect(batchTitle([written])).toBe('1 file written')
    expect(inOrder(lines).map(lineWords)).toEqual([
      'The disk is full.',
      'Left out. It is not finished.',
      'Not written: you stopped the export before its turn.',
      'Job 1.srt · 12 cues',
    ])
  })
})

describe('the sheet for many', () => {
  it('asks about files that are there, shows how far it is, stops, and tells what became of each', async () => {
    const asked: string[] = []
    page = await openWindow([readyJob(1), readyJob(2)], {
      chooseBatchFolder: async ({ jobIds, format }) => {
        asked.push(`folder ${jobIds.length} ${format}`)
        return { ok: true, value: { token: jobId(9), folder: 'Subtitles', existing: ['Job 1.srt'] } }
      },
      exportJobs: ({ preset, speakers, existing }) => {
        asked.push(`${typeof preset === 'string' ? preset : preset.label} ${speakers} ${existing}`)
        return new Promise((resolve) => {
          finish = (lines) => resolve({ ok: true, value: { lines } })
        })
      },
    })
    await page.show(<BatchExport jobIds={[jobId(1), jobId(2)]} />)
    await page.press('Choose a folder…')
    expect(page.text()).toContain('One file is in the folder “Subtitles” already:Job 1.srt')
    await page.press('Export SRT')
    expect(asked).toEqual(['folder 2 srt', 'netflix-en none keep-both'])
    await page.doing(() => page.send('batchProgress', { done: 1, total: 2, title: 'Job 2' }))
    expect(page.text()).toContain('1 of 2 · Job 2')
    expect(document.querySelector('[role=progressbar]')?.getAttribute('aria-valuenow')).toBe('50')
    await page.press('Stop')
    expect(page.asked).toContain('stopExport')
    await page.doing(() => finish([written, line(2, { kind: 'stopped' })]))
    expect(page.text()).toContain('1 of 2 files written')
    await page.press('Show in folder')
    expect(page.asked).toContain('revealBatch')
  })

  it('writes nothing while no job can be written, and says why', async () => {
    page = await openWindow([waitingJob(1)])
    await page.show(<BatchExport jobIds={[jobId(1)]} />)
    expect(page.isDisabled('Choose a folder…')).toBe(true)
    expect(page.text()).toContain('1 job without a transcript is left out.')
  })

  it('a folder that cannot be read is said, and the wishes stay', async () => {
    page = await openWindow([readyJob(1)], {
      chooseBatchFolder: async () => ({ ok: false, code: 'disk', message: 'The folder could not be read.' }),
    })
    await page.show(<BatchExport jobIds={[jobId(1)]} />)
    await page.press('Choose a folder…')
    expect(page.text()).toContain('The folder could not be read.')
    expect(page.isDisabled('Choose a folder…')).toBe(false)
  })

  it('its outcome is said also where another sheet has come in its place', async () => {
    page = await openWindow([readyJob(1)], {
      exportJobs: () =>
        new Promise((resolve) => {
          finish = (lines) => resolve({ ok: true, value: { lines } })
        }),
    })
    await page.show(<BatchExport jobIds={[jobId(1)]} />)
    await page.press('Choose a folder…')
    await page.show(<p>another</p>)
    await page.doing(() => finish([written]))
    expect(page.said).toEqual(['1 file written.'])
  })
})
