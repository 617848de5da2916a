// Every kind of file from the same small transcript, and what none of them may do: lose a word, hold one twice, break its own format.

import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { crc32 as nodeCrc32 } from 'node:zlib'
import * as fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { anyTranscript } from '../transcript/documents.fixture'
import { textOf, words, type Transcript, type Word } from '../transcript/model'
import { countGraphemes } from '../captions/graphemes'
import { presets } from '../captions/rules'
import { standsFor } from '../transcript/tokens'
import { makeFile } from './make'
import { withoutControls } from './shield'
import { readSrt } from './srt'
import type { SpeakerStyle } from './speaker'
import {
  aboutFormat,
  captionFormats,
  fileFormats,
  hasLineEnds,
  isProse,
  proseFormats,
  styleFor,
  type FileFormat,
} from './table'
import { escapeMarkdown } from './text'
import { torture } from './torture.fixture'
import { utf8 } from './utf8'
import { readVtt } from './vtt'
import { crc32 } from './zip'

const word = (text: string, startMs: number, cut = false): Word => ({
  kind: 'word',
  id: `w${startMs}`,
  text,
  startMs,
  endMs: startMs + 400,
  timing: 'source',
  ...(cut ? { cut: true } : {}),
})

const two: Transcript = {
  speakers: [
    { id: 'a', name: 'Dr. Ann & Co <x>', pictoryId: 1 },
    { id: 'b', name: 'Ben, "B"', pictoryId: 2 },
  ],
  paragraphs: [
    {
      id: 'p1',
      speakerId: 'a',
      items: [word('We', 1000), word('um', 1500, true), word('wait', 2000), word('<b>here.', 2500)],
    },
    { id: 'p2', speakerId: 'b', items: [word('Until', 4000), word('"five,"', 4500), word('R&B', 5000)] },
    { id: 'p3', speakerId: 'b', items: [word('{\\an8}', 8000), word('{\\b1}', 8500)] },
  ],
  language: 'en-GB',
  durationMs: 20_000,
}
const made = (format: FileFormat, speakers: SpeakerStyle = 'name', transcript = two) =>
  makeFile(
    { transcript, title: 'A & "B"', original: null },
    { format, speakers, times: true, afterCut: false, rules: presets['netflix-en'] },
  )

describe('the files', () => {
  it.each(fileFormats)(
    '%s for Windows differs in its line ends and byte order mark alone, where it may differ',
    (format) => {
      const wish = { format, speakers: 'name', times: true, afterCut: false, rules: presets['netflix-en'] } as const
      const source = { transcript: two, title: 'T', original: null }
      const [plain, windows] = [makeFile(source, wish).text(), makeFile(source, { ...wish, forWindows: true }).text()]
      if (!hasLineEnds(format)) return expect(windows).toBe(plain)
      expect(windows).toMatch(/^\ufeff/u)
      expect(windows.replace(/\r\n/gu, '')).not.toMatch(/[\r\n]/u)
      expect(windows.slice(1).replaceAll('\r\n', '\n')).toBe(plain.replaceAll('\r\n', '\n'))
    },
  )

  it('plain text: a paragraph a block, the speaker at each change, what is cut left out', () => {
    expect(made('txt').text()).toBe(
      '[0:01] Dr. Ann & Co <x>: We wait <b>here.\n\n[0:04] Ben, "B": Until "five," R&B\n\n[0:08] {\\an8} {\\b1}\n',
    )
    expect(made('txt', 'none').text(1)).toBe('[0:01] We wait <b>here.\n')
  })

  it('Markdown: what it would take for markup is escaped', () => {
    expect(made('md').text()).toBe(
      '**Dr. Ann \\& Co \\<x\\>** · 0:01\n\nWe wait \\<b\\>here.\n\n**Ben, "B"** · 0:04\n\nUntil "five," R\\&B\n\n0:08\n\n{\\\\an8} {\\\\b1}\n',
    )
  })

  it.each([
    ['1. Not a list', '1\\. Not a list'],
    ['- nor this', '\\- nor this'],
    ['-5 degrees', '-5 degrees'],
    ['# no heading', '\\# no heading'],
    ['> no quote', '\\> no quote'],
    ['---', '\\---'],
    ['snake_case *bold* `code` [link](x)', 'snake\\_case \\*bold\\* \\`code\\` \\[link\\](x)'],
  ])('Markdown of %j', (text, expected) => {
    expect(escapeMarkdown(text)).toBe(expected)
  })

  it('CSV: a row a cue with both kinds of times', () => {
    const rows = made('csv').text().split('\r\n')
    expect(rows[0]).toBe('cue,in,out,in_ms,out_ms,speaker,text')
    expect(rows[2]).toMatch(/^2,00:00:04\.000,00:00:0\d\.\d{3},4000,\d+,"Ben, ""B""","Until ""five,"" R&B"$/u)
    expect(rows.at(-1)).toBe('')
  })

  it('ASS: times in hundredths, names in their field, braces no player obeys', () => {
    const lines = made('ass', 'voice').text().split('\n')
    expect(lines).toContain('Title: A & "B"')
    const cues = lines.filter((line) => line.startsWith('Dialogue:'))
    expect(cues[0]).toMatch(/^Dialogue: 0,0:00:01\.00,0:00:0\d\.\d\d,Default,Dr\. Ann & Co <x>,0,0,0,,We wait /u)
    expect(cues[1]).toMatch(/,Default,Ben "B",0,0,0,,/u)
    expect(cues.join('\n')).not.toMatch(/\{|\\[nh]/u)
  })

  it('ASS: every row is one line, whatever lines its cue has', () => {
    fc.assert(
      fc.property(anyTranscript, (transcript) => {
        const file = makeFile(
          { transcript, title: 'T', original: null },
          { format: 'ass', speakers: 'name', times: false, afterCut: false, rules: presets.shorts },
        )
        const [, events = ''] = file.text().split('[Events]\n')
        const rows = events.trim().split('\n').slice(1)
        for (const row of rows) expect(row).toMatch(/^Dialogue: 0,/u)
        expect(rows.length).toBe(file.cues.length)
        expect(rows.join('').split('\\N').length - 1).toBe(
          file.cues.reduce((sum, { lines }) => sum + lines.length - 1, 0),
        )
      }),
    )
  })

  it('TTML: agents in the head, lines parted by br, everything escaped', () => {
    const text = made('ttml', 'voice').text()
    expect(text).toContain('xml:lang="en-GB"')
    expect(text).toContain('<ttm:name type="full">Dr. Ann &amp; Co &lt;x&gt;</ttm:name>')
    expect(text).toMatch(
      /<p xml:id="cue1" begin="00:00:01\.000" end="[^"]+" ttm:agent="speaker1">We wait &lt;b&gt;here\.<\/p>/u,
    )
    expect(made('ttml', 'name').text()).toContain('>Ben, &quot;B&quot;: Until &quot;five,&quot; R&amp;B</p>')
  })

  it('WebVTT word by word: times ascend strictly inside the cue, and a reader sees the same text', () => {
    const text = made('vtt-words', 'none').text()
    expect(text).toContain('We <00:00:02.000>wait <00:00:02.500>&lt;b&gt;here.')
    expect(plainOf(text, 'vtt')).toEqual(plainOf(made('vtt', 'none').text(), 'vtt'))
  })

  it('Word: a ZIP whose parts are whole and say the same', () => {
    const bytes = made('docx').bytes?.()
    if (bytes === undefined) throw new Error('no bytes')
    const parts = unzipped(bytes)
    expect([...parts.keys()]).toContain('word/document.xml')
    const document = parts.get('word/document.xml') ?? ''
    expect(document).toContain('<w:t xml:space="preserve">A &amp; &quot;B&quot;</w:t>')
    expect(document).toContain('<w:t xml:space="preserve">We wait &lt;b&gt;here.</w:t>')
    expect(made('docx').bytes?.()).toEqual(bytes)
  })

  it('Pictory’s own: its JSON with the edits, its subtitles untouched, and a sentence where it sent none', () => {
    const original = JSON.stringify({
      data: { transcript: [], srt: '1\\n00:00:00,000 --> 00:00:01,000\\nHi', txt: 'old' },
    })
    const of = (format: FileFormat, from: string | null = original) =>
      makeFile(
        { transcript: two, title: 'T', original: from },
        { format, speakers: 'none', times: true, afterCut: false, rules: presets.bbc },
      )
    expect(of('pictory-srt').text()).toBe('1\n00:00:00,000 --> 00:00:01,000\nHi')
    expect(of('pictory-vtt').nothing).toBe('Pictory sent no WebVTT with this job.')
    expect(JSON.parse(of('json').text())).toMatchObject({
      data: {
        txt: 'We wait <b>here.\n\nUntil "five," R&B\n\n{\\an8} {\\b1}\n',
        transcript: [{ uid: 'p1' }, { uid: 'p2' }, { uid: 'p3' }],
      },
    })
    expect(JSON.parse(of('json', null).text())).toMatchObject({
      success: true,
      data: { speakers: [{ speakerId: 1 }, { speakerId: 2 }] },
    })
    expect(JSON.parse(of('json').text(1)).data.transcript).toHaveLength(1)
  })

  it('a wish a format cannot fulfil becomes the nearest it can', () => {
    expect([
      styleFor('srt', 'voice'),
      styleFor('txt', 'dash'),
      styleFor('csv', 'none'),
      styleFor('ass', 'dash'),
    ]).toEqual(['name', 'name', 'voice', 'dash'])
  })
})

type Plain = { readonly startMs: number; readonly endMs: number; readonly plain: string }
const plainOf = (text: string, format: 'srt' | 'vtt'): readonly Plain[] => {
  const read = format === 'srt' ? readSrt(text) : readVtt(text)
  if (!read.ok) throw new Error(read.message)
  return read.value.cues.map(({ startMs, endMs, plain }) => ({ startMs, endMs, plain }))
}

/** Reads a ZIP from its directory, checking what the directory says. */
const unzipped = (bytes: Uint8Array): ReadonlyMap<string, string> => {
  const view = new DataView(bytes.buffer)
  const end = bytes.length - 22
  expect(view.getUint32(end, true)).toBe(0x06054b50)
  const parts = new Map<string, string>()
  let at = view.getUint32(end + 16, true)
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    const nameLength = view.getUint16(at + 28, true)
    const size = view.getUint32(at + 24, true)
    const local = view.getUint32(at + 42, true)
    expect(view.getUint32(local, true)).toBe(0x04034b50)
    const from = local + 30 + view.getUint16(local + 26, true)
    const content = bytes.slice(from, from + size)
    expect(view.getUint32(at + 16, true)).toBe(nodeCrc32(content))
    parts.set(Buffer.from(bytes.slice(at + 46, at + 46 + nameLength)).toString(), Buffer.from(content).toString())
    at += 46 + nameLength
  }
  expect(at).toBe(end)
  return parts
}

const spoken = (transcript: Transcript): readonly string[] =>
  transcript.paragraphs.flatMap((paragraph) =>
    words(paragraph).flatMap((each) => (each.cut === true ? [] : [each.text])),
  )

describe('any transcript', () => {
  it.each([...captionFormats, ...proseFormats])('%s holds every word that is not cut, once, in order', (format) => {
    fc.assert(
      fc.property(anyTranscript, (transcript) => {
        // Where people talk across each other the order of cues is not that of the text.
        let endMs = 0
        const inOrder = transcript.paragraphs.every(({ items }) => {
          const isAfter = (items[0]?.startMs ?? Infinity) >= endMs
          endMs = Math.max(endMs, items.at(-1)?.endMs ?? 0)
          return isAfter
        })
        fc.pre(inOrder)
        const file = makeFile(
          { transcript, title: 'T', original: null },
          { format, speakers: 'none', times: false, afterCut: false, rules: presets.shorts },
        )
        const text = isProse(format)
          ? format === 'md'
            ? file.text().replaceAll(/\\([\\`*_[\]<>&#|~])/gu, '$1')
            : file.text()
          : file.cues.map(({ lines }) => lines.join('\n')).join('\n')
        expect(standsFor(text, spoken(transcript)), text).toBe(true)
        expect(file.nothing === null).toBe(spoken(transcript).length > 0)
      }),
      { numRuns: 100 },
    )
  })

  it('word by word reads as the plain WebVTT does', () => {
    fc.assert(
      fc.property(anyTranscript, (transcript) => {
        const wish = { speakers: 'voice', times: false, afterCut: false, rules: presets.bbc } as const
        const timed = makeFile({ transcript, title: 'T', original: null }, { format: 'vtt-words', ...wish }).text()
        const plain = makeFile({ transcript, title: 'T', original: null }, { format: 'vtt', ...wish }).text()
        expect(plainOf(timed, 'vtt')).toEqual(plainOf(plain, 'vtt'))
      }),
      { numRuns: 200 },
    )
  })

  it('UTF-8 and CRC-32 are those of the platform', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const bytes = utf8(text)
        expect(Buffer.from(bytes)).toEqual(Buffer.from(text))
        expect(crc32(bytes)).toBe(nodeCrc32(bytes))
      }),
    )
  })
})

/** One cue for each torture text, no speakers. */
const tortured: Transcript = {
  speakers: [{ id: 's', name: '', pictoryId: null }],
  paragraphs: torture.map((text, at) => ({
    id: `p${at}`,
    speakerId: 's',
    items: text.split(/\s+/u).map((part, index, all) => ({
      kind: 'word',
      id: `w${at}-${index}`,
      text: part,
      startMs: 1000 + at * 10_000 + Math.floor((index * 6000) / all.length),
      endMs: 1000 + at * 10_000 + Math.floor(((index + 1) * 6000) / all.length),
      timing: 'source',
    })),
  })),
  language: 'en',
  durationMs: null,
}

/** What a viewer sees, on one line. */
const flat = (text: string) =>
  text
    .replaceAll('\u2060', '')
    .replaceAll(/\\+(?=[{}])/gu, '')
    .replaceAll('｛', '{')
    .replaceAll('｝', '}')
    .replace(/\s+/gu, ' ')
    .trim()

const folder = mkdtempSync(join(tmpdir(), 'caesura-formats-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const installed = (program: string, ...args: readonly string[]) => spawnSync(program, args).status === 0

describe.skipIf(!installed('xmllint', '--version'))('xmllint (only where it is installed)', () => {
  it.each(['ttml', 'docx'] as const)('%s of the torture texts is well-formed XML', (format) => {
    const file = made(format, 'voice', tortured)
    const xml = file.bytes === null ? file.text() : (unzipped(file.bytes()).get('word/document.xml') ?? '')
    const path = join(folder, `${format}.xml`)
    writeFileSync(path, xml)
    const run = spawnSync('xmllint', ['--noout', path], { encoding: 'utf8' })
    expect(run.stderr).toBe('')
  })
})

describe.skipIf(!installed('ffmpeg', '-version'))('ffmpeg (only where it is installed)', () => {
  it('decodes ASS to the same text and times', () => {
    const file = made('ass', 'none', tortured)
    const path = join(folder, 'tortured.ass')
    writeFileSync(path, file.text())
    const run = spawnSync('ffmpeg', ['-v', 'error', '-i', path, '-c:s', 'text', '-f', 'srt', '-'], { encoding: 'utf8' })
    expect(run.stderr).toBe('')
    const cues = run.stdout.split(/(?:^|\n\n)\d+\n(?=\d\d+:\d\d:\d\d,\d{3} --> )/u).slice(1)
    expect(cues.map((cue) => flat(cue.split('\n').slice(1).join('\n')))).toEqual(
      file.cues.map(({ lines }) => flat(lines.join(' '))),
    )
    for (const [at, { startMs }] of file.cues.entries()) {
      const [, h = '', m = '', s = '', ms = ''] = /^(\d+):(\d\d):(\d\d),(\d{3})/u.exec(cues[at] ?? '') ?? []
      expect(
        Math.abs((Number(h) * 3600 + Number(m) * 60 + Number(s)) * 1000 + Number(ms) - startMs),
      ).toBeLessThanOrEqual(5)
    }
  })
})

describe.skipIf(!installed('soffice', '--version'))('LibreOffice (only where it is installed)', () => {
  it('opens the Word document of the torture texts, with every word and no other', { timeout: 120_000 }, () => {
    const file = made('docx', 'name', tortured)
    const path = join(folder, 'tortured.docx')
    writeFileSync(path, file.bytes?.() ?? '')
    // A profile of its own: the person's LibreOffice may be open.
    const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`
    const asText = ['--headless', '--convert-to', 'txt:Text (encoded):UTF8', '--outdir', folder]
    const run = spawnSync('soffice', [profile, ...asText, path], { encoding: 'utf8' })
    expect(run.status, run.stderr).toBe(0)
    const text = readFileSync(join(folder, 'tortured.txt'), 'utf8')
    for (const paragraph of tortured.paragraphs) expect(flat(text)).toContain(flat(withoutControls(textOf(paragraph))))
  })
})

it('the table names a way to tell speakers for every format', () => {
  for (const format of fileFormats) {
    const { speakers, label, extension } = aboutFormat[format]
    expect(speakers.length).toBeGreaterThan(0)
    expect(countGraphemes(label)).toBeLessThan(30)
    expect(extension).toMatch(/^[a-z]+$/u)
  }
})
