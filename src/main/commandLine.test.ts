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
  [
    'by a file manager, with addresses',
    ['/opt/caesura', 'file:///home/me/B%C3%BCro/a%20b.caesura', 'FILE:///c.json'],
    null,
    ['/home/me/Büro/a b.caesura', '/c.json'],
  ],
  ['with an address of another computer', ['/opt/caesura', 'file://server/a%2Fb'], null, ['/w/file:/server/a%2Fb']],
  [
    'with names that begin like options',
    ['/opt/caesura', '--flag', '--', '-a.json', '--b.json'],
    null,
    ['/w/-a.json', '/w/--b.json'],
  ],
  ['packaged, alone', ['/opt/caesura'], null, []],
])('started %s', (_, argv, main, expected) => {
  expect(filesNamed(argv, '/w', main)).toEqual(expected)
})
