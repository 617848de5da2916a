import { expect, test } from 'vitest'
import { parseArguments } from '../cli/arguments'
import { help } from '../cli/help'
import { commandNamed, commandWords, filesNamed, linksNamed } from './commandLine'

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

test.each([
  ['a command', ['export', 'a.json', '--format', 'srt'], ['export', 'a.json', '--format', 'srt']],
  ['behind a switch of Chromium’s', ['--no-sandbox', 'check', 'a.srt'], ['check', 'a.srt']],
  ['asked for help', ['--help'], ['--help']],
  ['a file', ['/home/me/a.caesura'], null],
  ['a file called like a command', ['./export'], null],
  ['a file before a word', ['a.caesura', 'export'], null],
  ['a word that is plainly a file', ['--', 'export'], null],
  ['nothing', [], null],
])('the installed app is given %s', (_, given, expected) => {
  expect(commandNamed(['/opt/caesura', ...given])).toEqual(expected)
})

test('every word that begins a command is one the command line knows, and none is missing', () => {
  for (const word of commandWords) {
    const parsed = parseArguments([word])
    expect(parsed.ok || !/There is no command/.test(parsed.message), word).toBe(true)
  }
  const told = [...help.matchAll(/^ {2}caesura ([\w-]+)|, caesura ([\w-]+)/gm)].map((match) => match[1] ?? match[2])
  expect(told).toContain('export')
  for (const word of told) expect(commandWords).toContain(word)
})

test('links are no files, wherever they stand', () => {
  const argv = ['/opt/caesura', 'a.json', 'Caesura://open?job=1', '--', 'caesura:x']
  expect(linksNamed(argv)).toEqual(['Caesura://open?job=1', 'caesura:x'])
  expect(filesNamed(argv, '/w', null)).toEqual(['/w/a.json'])
})
