import { expect, it } from 'vitest'
import { createCrashes } from './crashes'

const setUp = (answers: readonly number[] = []) => {
  const did: string[] = []
  let time = 0
  const left = [...answers]
  const crashes = createCrashes({
    dialog: {
      showMessageBox: ({ message }) => {
        did.push(`asked: ${message}`)
        return Promise.resolve({ response: left.shift() ?? 0, checkboxChecked: false })
      },
    },
    gone: () => {},
    tell: ({ kind }) => did.push(`told: ${kind}`),
    now: () => time,
    quit: () => did.push('quit'),
    log: () => {},
  })
  const page = {
    reload: () => did.push('reload'),
    loadEmpty: () => did.push('empty'),
    crash: () => did.push('crash'),
  }
  const wait = (ms: number) => {
    time += ms
  }
  return { did, crashes, page, wait, settled: () => new Promise((done) => setTimeout(done, 0)) }
}

it('a page that dies comes back, and says so', () => {
  const { did, crashes, page } = setUp()
  crashes.died(page)
  expect(did).toEqual(['told: restarted', 'reload'])
})

it.each([
  [0, 'reload'],
  [1, 'empty'],
  [2, 'quit'],
] as const)('one that dies three times in a minute is the person’s to decide: answer %d', async (answer, then) => {
  const { did, crashes, page, settled } = setUp([answer])
  for (let turn = 0; turn < 3; turn++) crashes.died(page)
  await settled()
  expect(did.slice(4)).toEqual(['asked: Caesura’s window keeps stopping.', then])
})

it('deaths that lie apart do not add up', () => {
  const { did, crashes, page, wait } = setUp()
  for (let turn = 0; turn < 5; turn++) {
    crashes.died(page)
    wait(40_000)
  }
  expect(did.filter((one) => one === 'reload')).toHaveLength(5)
})

it('a page that hangs is asked about once, is ended where that is wished, and not where it answered meanwhile', async () => {
  const one = setUp([1])
  one.crashes.hangs(one.page)
  one.crashes.hangs(one.page)
  await one.settled()
  expect(one.did).toEqual(['asked: Caesura’s window does not answer.', 'crash'])
  const other = setUp([1])
  other.crashes.hangs(other.page)
  other.crashes.answers()
  await other.settled()
  expect(other.did).toEqual(['asked: Caesura’s window does not answer.'])
})

it('failures of main are told once a minute', () => {
  const { did, crashes, wait } = setUp()
  for (let turn = 0; turn < 4; turn++) crashes.failed()
  wait(61_000)
  crashes.failed()
  expect(did).toEqual(['told: failed', 'told: failed'])
})
