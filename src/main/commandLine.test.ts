import { expect, test } from 'vitest'
import { filesNamed } from './commandLine'

const entry = '/app/out/main/index.js'
test.each([
  [
    'by its main file',
    ['electron', '--no-sandbox', '/app/out/main/index.js', 'a.json', '/b.json'],
    entry,
    ['/w/a.json', '/b.json'],
  ],
  ['by its folder', ['electron', '/app', 'a.json'], entry, ['/w/a.json']],
  [
    'with what a test driver puts before it',
    ['electron', '--inspect=0', '-r', '/x/loader.js', '/app/out/main/index.js', '--flag', 'a.json'],
    entry,
    ['/w/a.json'],
  ],
  ['alone', ['electron', '/app/out/main/index.js'], entry, []],
  ['packaged', ['/opt/caesura', '--no-sandbox', '../c.json', ''], null, ['/c.json']],
  ['packaged, alone', ['/opt/caesura'], null, []],
])('started %s', (_, argv, main, expected) => {
  expect(filesNamed(argv, '/w', main)).toEqual(expected)
})
