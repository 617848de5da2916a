import { expect, test } from 'vitest'
import { usableBounds } from './bounds'

const screens = [
  { x: 0, y: 0, width: 1920, height: 1040 },
  { x: 1920, y: 0, width: 1280, height: 1024 },
]
test.each([
  ['where it was', { x: 10, y: 20, width: 1000, height: 700 }, { x: 10, y: 20, width: 1000, height: 700 }],
  ['on the second screen', { x: 2000, y: 0, width: 1000, height: 700 }, { x: 2000, y: 0, width: 1000, height: 700 }],
  ['on a screen that is gone', { x: 5000, y: 20, width: 1000, height: 700 }, null],
  ['above every screen', { x: 10, y: -500, width: 1000, height: 700 }, null],
  ['below the last line', { x: 10, y: 1039, width: 1000, height: 700 }, null],
  ['only its edge shows', { x: -950, y: 20, width: 1000, height: 700 }, null],
  ['larger than the screen', { x: 0, y: 0, width: 9000, height: 9000 }, { x: 0, y: 0, width: 1920, height: 1040 }],
  ['too small', { x: 0, y: 0, width: 150, height: 1 }, { x: 0, y: 0, width: 720, height: 480 }],
  ['never', null, null],
])('remembered %s', (_, bounds, expected) => {
  expect(usableBounds(bounds, screens)).toEqual(expected)
})
