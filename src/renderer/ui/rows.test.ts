import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createListWindow } from './list-window'
import { createRows, rowsInView } from './rows'
import { movedRow } from './useList'

const heights = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 80 })
const sum = (list: readonly number[]) => list.reduce((all, one) => all + one, 0)

describe('rows of different heights', () => {
  it('agrees with plain adding, before and after measuring', () => {
    fc.assert(
      fc.property(
        heights,
        fc.array(fc.tuple(fc.nat(200), fc.integer({ min: 1, max: 200 })), { maxLength: 20 }),
        (start, measured) => {
          const plain = [...start]
          const rows = createRows(start)
          for (const [at, height] of measured) {
            const row = at % plain.length
            expect(rows.measure(row, height)).toBe(height - (plain[row] ?? 0))
            plain[row] = height
          }
          expect(rows.total()).toBe(sum(plain))
          for (let row = 0; row <= plain.length; row++) expect(rows.offset(row)).toBe(sum(plain.slice(0, row)))
          for (let row = 0; row < plain.length; row++) {
            const top = rows.offset(row)
            expect(rows.at(top)).toBe(row)
            expect(rows.at(top + rows.height(row) - 1)).toBe(row)
          }
          expect(rows.at(rows.total() + 50)).toBe(plain.length - 1)
        },
      ),
    )
  })

  it('draws every row that touches the view and only a few more', () => {
    fc.assert(
      fc.property(heights, fc.nat(4000), fc.integer({ min: 1, max: 600 }), (list, top, height) => {
        const rows = createRows(list)
        const [from, to] = rowsInView(rows, top, height, 2)
        for (let row = 0; row < list.length; row++) {
          const touches = rows.offset(row) < top + height && rows.offset(row + 1) > top
          if (touches) expect(row >= from && row < to).toBe(true)
        }
        expect(to - from).toBeLessThanOrEqual(height + 6)
      }),
    )
  })

  it('is empty without rows', () => {
    const rows = createRows([])
    expect([rows.total(), rows.at(10), ...rowsInView(rows, 0, 100)]).toEqual([0, 0, 0, 0])
  })
})

const box = (height: number) =>
  Object.assign(new EventTarget(), { scrollTop: 0, clientHeight: height, clientWidth: 300 })

// Only these members of the element are used; happy-dom lays nothing out.
const attach = (list: ReturnType<typeof createListWindow>, element: ReturnType<typeof box>) => {
  const heard: (() => void)[] = []
  globalThis.ResizeObserver = class {
    constructor(tell: ResizeObserverCallback) {
      heard.push(() => tell([], this))
    }
    observe() {}
    unobserve() {}
    disconnect() {}
  }
  list.attach(element as unknown as HTMLElement)
  return {
    resize: () => {
      for (const tell of heard) tell()
    },
  }
}

describe('the window on a list', () => {
  it('draws a constant number of rows of 20,000, tells once per change, and keeps the place when rows above grow', () => {
    const list = createListWindow(Array.from({ length: 20_000 }, () => 50))
    const element = box(500)
    let told = 0
    list.subscribe(() => told++)
    attach(list, element)
    expect(list.drawn()).toMatchObject({ from: 0, to: 15, totalPx: 1_000_000 })
    element.scrollTop = 500_000
    list.look()
    expect(list.drawn()).toMatchObject({ from: 9996, to: 10_015, totalPx: 1_000_000 })
    const before = told
    list.look()
    expect(told).toBe(before)
    list.measure(9990, 80)
    expect(element.scrollTop).toBe(500_030)
    expect(list.top(10_000)).toBe(500_030)
  })

  it('in another width measures the drawn rows anew, forgets the others, and keeps the place', () => {
    const list = createListWindow(Array.from({ length: 100 }, () => 50))
    const element = box(500)
    const { resize } = attach(list, element)
    list.measure(2, 90)
    element.scrollTop = 1060
    list.look()
    const rows = Array.from({ length: 8 }, (_, index) => ({ index: 18 + index, element: { offsetHeight: 50 } }))
    const gone = { index: 40, element: { offsetHeight: 50 } }
    for (const one of [...rows, gone]) list.attachRow(one.index, one.element as unknown as HTMLElement)
    list.attachRow(gone.index, null)
    expect(list.top(25)).toBe(1290)

    let told = 0
    list.subscribe(() => told++)
    for (const one of [...rows, gone]) one.element.offsetHeight = 70
    resize()
    expect(list.top(25), 'the same width: nothing to measure').toBe(1290)
    expect(told).toBe(0)

    element.clientWidth = 200
    resize()
    expect(told).toBe(1)
    for (const { index, element: drawn } of rows) expect(list.top(index + 1) - list.top(index)).toBe(drawn.offsetHeight)
    expect(list.top(18), 'the height of row 2 was measured in the other width').toBe(900)
    expect(list.drawn().totalPx).toBe(100 * 50 + 8 * 20)
    // Row 20 began 20 px above the view and still does.
    expect(element.scrollTop - list.top(20)).toBe(20)
  })

  it('tells when rows change places though the list is as long as before', () => {
    const list = createListWindow([50, 50, 50])
    list.measure(0, 60)
    list.measure(1, 40)
    const before = list.drawn()
    attach(list, box(500))
    expect(list.drawn().totalPx).toBe(before.totalPx)
    expect(list.drawn().edition).not.toBe(before.edition)
  })

  it('reveals with the least movement', () => {
    const list = createListWindow(Array.from({ length: 100 }, () => 50))
    const element = box(500)
    attach(list, element)
    list.reveal(3)
    expect(element.scrollTop).toBe(0)
    list.reveal(20)
    expect(element.scrollTop).toBe(21 * 50 - 500)
    list.reveal(2)
    expect(element.scrollTop).toBe(100)
    list.reveal(90, 'middle')
    expect(element.scrollTop).toBe(90 * 50 - 175)
  })
})

describe('moving by key', () => {
  it.each([
    ['ArrowDown', 3, 10, 4],
    ['ArrowDown', 9, 10, 9],
    ['ArrowUp', 0, 10, 0],
    ['ArrowUp', -1, 10, 0],
    ['ArrowDown', -1, 10, 0],
    ['PageDown', 3, 10, 8],
    ['PageUp', 3, 10, 0],
    ['Home', 5, 10, 0],
    ['End', 5, 10, 9],
    ['x', 5, 10, null],
    ['ArrowDown', -1, 0, null],
  ] as const)('%s at %i of %i goes to %s', (key, row, count, to) => expect(movedRow(key, row, count, 5)).toBe(to))
})
