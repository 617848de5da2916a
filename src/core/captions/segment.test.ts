import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readResponseText } from '../pictory/response'
import type { Item, Paragraph, Transcript } from '../transcript/model'
import { check, words } from '../transcript/model'
import type { Cue } from './cue'
import { countGraphemes } from './graphemes'
import { minDurationFor, minGapMs, presetIds, presets, readingSpeed, type CaptionRules } from './rules'
import { createSegmenter, segment } from './segment'

const netflix = presets['netflix-en']

/** "one two |1200 three" : words of 300 ms, `|ms` is a pause, `*` marks a word as cut, `/` breaks after it. */
const paragraphOf = (text: string, id = 'p1', speakerId = 's1', startMs = 0, wordMs = 300): Paragraph => {
  let at = startMs
  const items: Item[] = text.split(' ').map((token, index): Item => {
    const from = at
    if (/^\|\d+$/u.test(token)) {
      at += Number(token.slice(1))
      return { kind: 'pause', id: `${id}-${index}`, startMs: from, endMs: at, category: '' }
    }
    at += wordMs
    return {
      kind: 'word',
      id: `${id}-${index}`,
      text: token.replace(/[*/]$/u, ''),
      startMs: from,
      endMs: at,
      timing: 'source',
      ...(token.endsWith('*') ? { cut: true as const } : {}),
      ...(token.endsWith('/') ? { breakAfter: true as const } : {}),
    }
  })
  return { id, speakerId, items }
}

const transcriptOf = (...paragraphs: readonly Paragraph[]): Transcript => ({
  speakers: [...new Set(paragraphs.map(({ speakerId }) => speakerId))].map((id) => ({ id, name: id, pictoryId: null })),
  paragraphs,
  language: 'en',
  durationMs: null,
})

const textsOf = (cues: readonly Cue[]): readonly string[] => cues.map(({ lines }) => lines.join(' / '))

const reserve = () => 12

describe('where cues and lines break', () => {
  it.each([
    [
      'two short sentences, a line each',
      'This is one whole sentence of words. And this one is the second of the two.',
      ['This is one whole sentence of words. / And this one is the second of the two.'],
    ],
    [
      'a sentence each',
      'This is one whole sentence of many more words than that. And this one is the second of the two that we have here.',
      [
        'This is one whole sentence / of many more words than that.',
        'And this one is the second / of the two that we have here.',
      ],
    ],
    [
      'a long pause before anything else',
      'we went there |1500 because it was late',
      ['we went there', 'because it was late'],
    ],
    [
      'a hesitation after an article is no place',
      'it was the |300 nicest thing of all',
      ['it was the nicest thing of all'],
    ],
    ['the user’s own mark', 'one two/ three four', ['one two', 'three four']],
    ['cut words are left out', 'one um* two', ['one two']],
    [
      'one line where it fits',
      'a line that is exactly this long and fits.',
      ['a line that is exactly this long and fits.'],
    ],
    [
      'not between article and noun',
      'she said that she would never again enter the big house',
      ['she said that she would never again / enter the big house'],
    ],
    [
      'not inside a name',
      'and then we had a long talk with Anna Miller about it',
      ['and then we had a long talk / with Anna Miller about it'],
    ],
    ['titles end no sentence', 'Thank you, Mr. Smith.', ['Thank you, Mr. Smith.']],
  ])('%s', (_, text, expected) => {
    expect(textsOf(segment(transcriptOf(paragraphOf(text)), netflix))).toEqual(expected)
  })

  it('keeps a word longer than a line whole, alone and marked', () => {
    const long = 'x'.repeat(10_000)
    const cues = segment(transcriptOf(paragraphOf(`before ${long} after`)), netflix)
    expect(cues.map(({ lines }) => lines)).toEqual([['before'], [long], ['after']])
    expect(cues[1]?.marks.find(({ rule }) => rule === 'line-length')).toMatchObject({
      severity: 'wrong',
      measured: 10_000,
      limit: 42,
    })
  })

  it('leaves room for a name in the first line of a speaker’s first cue', () => {
    const text = 'this line alone would fit the forty-two.'
    const [cue] = segment(transcriptOf(paragraphOf(text)), netflix, { reserve })
    expect(cue?.lines.length).toBe(2)
    expect((cue?.lines[0]?.length ?? 99) + 12).toBeLessThanOrEqual(42)
    const again = segment(transcriptOf(paragraphOf('Yes.', 'p0'), paragraphOf(text, 'p1', 's1', 5000)), netflix, {
      reserve,
    })
    expect(again[1]?.lines).toEqual([text])
  })

  it('counts a name like any other characters: in the line, however long, and in the reading speed', () => {
    const long = segment(transcriptOf(paragraphOf('Welcome back')), netflix, { reserve: () => 40 })
    expect(long[0]?.marks.find(({ rule }) => rule === 'line-length')).toMatchObject({ measured: 52, limit: 42 })
    const text = 'quickly spoken words here'
    const speed = (reserve: number) =>
      segment(transcriptOf(paragraphOf(text), paragraphOf('Next.', 'b', 's2', 1300)), netflix, {
        reserve: () => reserve,
      })[0]?.marks.find(({ rule }) => rule === 'cps')?.measured ?? 0
    expect(speed(12)).toBeGreaterThan(speed(0) + 5)
  })
})

/** Two paragraphs, so many ms apart. */
const two = (gapMs: number, first = 'some words to be read here by us.'): readonly Cue[] => {
  const a = paragraphOf(first, 'a')
  const end = a.items.at(-1)?.endMs ?? 0
  return segment(transcriptOf(a, paragraphOf('and more of them follow here now.', 'b', 's1', end + gapMs)), netflix)
}

describe('in- and out-times', () => {
  const speechEnd = 8 * 300

  it.each([
    ['no gap: the minimum gap is cut from the out-time', 0, speechEnd - 83],
    ['a short gap is chained', 300, speechEnd + 300 - 83],
    ['as long as the hang alone closes it', 583, speechEnd + 500],
    ['just above, the hang gives way so that half a second stays open', 600, speechEnd + 100],
    ['the same, further', 900, speechEnd + 400],
    ['the hang is half a second', 3000, speechEnd + 500],
  ])('%s', (_, gapMs, endMs) => {
    const [first, second] = two(gapMs)
    expect(first?.startMs).toBe(0)
    expect(first?.endMs).toBe(endMs)
    expect(second?.startMs).toBe(speechEnd + gapMs)
  })

  it('a short word stays for the least time where there is room, and is marked where there is none', () => {
    expect(two(5000, 'Yes.')[0]).toMatchObject({ startMs: 0, endMs: 833, marks: [] })
    const [hurried] = two(0, 'Yes.')
    expect(hurried).toMatchObject({ startMs: 0, endMs: 217 })
    expect(hurried?.marks.map(({ rule }) => rule)).toContain('min-duration')
  })

  it('says how fast the speaker is', () => {
    const [cue] = segment(
      transcriptOf(paragraphOf('incomprehensibly quick speech everywhere', 'p', 's', 0, 200)),
      netflix,
    )
    expect(cue?.marks[0]).toMatchObject({
      rule: 'cps',
      limit: 20,
      message: 'Speaker says 31 characters a second here. Limit 20.',
    })
  })

  it('does not believe a word that lasts minutes', () => {
    const items: readonly Item[] = [
      { kind: 'word', id: 'w1', text: 'Well,', startMs: 0, endMs: 400, timing: 'source' },
      { kind: 'word', id: 'w2', text: 'thank', startMs: 400, endMs: 266_860, timing: 'source' },
      { kind: 'word', id: 'w3', text: 'you.', startMs: 266_860, endMs: 267_200, timing: 'source' },
    ]
    const [first, second] = segment(transcriptOf({ id: 'p', speakerId: 's', items }), netflix)
    expect(first).toMatchObject({ lines: ['Well, thank'], startMs: 0, endMs: 2400 })
    expect(first?.marks).toMatchObject([
      {
        rule: 'max-duration',
        severity: 'look',
        measured: 266_460,
        message: '“thank” lasts 266.46 s in the transcript. The cue ends when it could have been said.',
      },
    ])
    expect(second).toMatchObject({ lines: ['you.'], startMs: 266_860, marks: [] })
  })

  it('two people at once: cues alternate, none overlaps, the late one says so', () => {
    const a = paragraphOf('this goes on for quite a while. |1500 It does not stop so soon.', 'a', 's1')
    const b = paragraphOf('Yes, it does.', 'b', 's2', 900)
    const cues = segment(transcriptOf(a, b), netflix)
    expect(textsOf(cues)).toEqual(['this goes on for quite a while.', 'Yes, it does.', 'It does not stop so soon.'])
    cues.slice(1).forEach((cue, at) => expect(cue.startMs).toBeGreaterThanOrEqual(cues[at]?.endMs ?? 0))
    expect(cues[0]).toMatchObject({ startMs: 0, endMs: 833 })
  })
})

const token = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constantFrom(
      'the',
      'a',
      'of',
      'and',
      'I',
      'house',
      'Mr.',
      'walked',
      'yesterday',
      'extraordinarily',
      'end.',
      'why?',
      'so,',
      '“Yes!”',
      'J.',
      '10',
      'Anna',
      'Miller',
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom('<b>', '-->', '12', '👩‍👩‍👧', 'é'.normalize('NFD').repeat(20), 'y'.repeat(60)) },
)
const itemShape = fc.record({
  text: token,
  gap: fc.oneof(
    { weight: 5, arbitrary: fc.constant(0) },
    { weight: 3, arbitrary: fc.integer({ min: 1, max: 900 }) },
    fc.integer({ min: 900, max: 20_000 }),
  ),
  lasts: fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min: 60, max: 700 }) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 60 }) },
    { weight: 1, arbitrary: fc.integer({ min: 700, max: 90_000 }) },
  ),
  pause: fc.boolean(),
  cut: fc.integer({ min: 0, max: 15 }),
  breaks: fc.integer({ min: 0, max: 15 }),
})
const paragraphShape = fc.record({
  speaker: fc.integer({ min: 0, max: 2 }),
  shift: fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 0, max: 3000 }) },
    { weight: 1, arbitrary: fc.integer({ min: -8000, max: 0 }) },
  ),
  items: fc.array(itemShape, { minLength: 0, maxLength: 60 }),
})

/** `overlap` keeps or removes the shapes where a paragraph starts before the one above it ends. */
const build = (
  shapes: readonly {
    readonly speaker: number
    readonly shift: number
    readonly items: readonly (typeof itemShape extends fc.Arbitrary<infer T> ? T : never)[]
  }[],
  overlap: boolean,
): Transcript => {
  let at = 0
  const paragraphs = shapes.map(({ speaker, shift, items }, p): Paragraph => {
    at = Math.max(0, at + (overlap ? shift : Math.abs(shift)))
    const made = items.flatMap(({ text, gap, lasts, pause, cut, breaks }, i): readonly Item[] => {
      const quiet: readonly Item[] =
        pause && gap > 0 ? [{ kind: 'pause', id: `z${p}-${i}`, startMs: at, endMs: at + gap, category: '' }] : []
      const startMs = at + gap
      at = startMs + lasts
      return [
        ...quiet,
        {
          kind: 'word',
          id: `w${p}-${i}`,
          text,
          startMs,
          endMs: at,
          timing: 'source',
          ...(cut === 0 ? { cut: true as const } : {}),
          ...(breaks === 0 ? { breakAfter: true as const } : {}),
        },
      ]
    })
    return { id: `p${p}`, speakerId: `s${speaker}`, items: made }
  })
  return {
    speakers: ['s0', 's1', 's2'].map((id) => ({ id, name: id, pictoryId: null })),
    paragraphs,
    language: 'en',
    durationMs: null,
  }
}
const anyTranscript = fc
  .tuple(fc.array(paragraphShape, { maxLength: 6 }), fc.boolean())
  .map(([shapes, overlap]) => build(shapes, overlap))
const anyRules = fc.constantFrom<CaptionRules>(
  ...presetIds.map((id) => presets[id]),
  { ...netflix, maxLines: 3, charsPerLine: 20 },
  { ...netflix, maxLines: 1 },
)

const heard = (paragraph: Paragraph): readonly string[] =>
  words(paragraph)
    .filter(({ cut }) => cut !== true)
    .map(({ text }) => text)

const expectWhole = (transcript: Transcript, cues: readonly Cue[]) => {
  for (const paragraph of transcript.paragraphs) {
    const own = cues.filter(({ paragraphId }) => paragraphId === paragraph.id)
    expect(own.flatMap(({ lines }) => lines.flatMap((line) => line.split(' ')))).toEqual(heard(paragraph))
    let next = 0
    for (const cue of own) {
      expect(cue.firstItem).toBeGreaterThanOrEqual(next)
      next = cue.lastItem + 1
      const slice = paragraph.items.slice(cue.firstItem, next)
      expect(heard({ ...paragraph, items: slice }).join(' ')).toBe(cue.lines.join(' '))
      expect(cue.id).toBe(`cue-${slice[0]?.id}`)
      expect(cue.speakerId).toBe(paragraph.speakerId)
      // A mark of the user is never inside a cue.
      expect(
        slice.slice(0, -1).some((item) => item.kind === 'word' && item.cut !== true && item.breakAfter === true),
      ).toBe(false)
    }
  }
  expect(cues.length).toBe(
    cues.filter(({ paragraphId }) => transcript.paragraphs.some(({ id }) => id === paragraphId)).length,
  )
}

const expectTimes = (cues: readonly Cue[], rules: CaptionRules) => {
  let previousEnd = -Infinity
  let previousShown = 0
  for (const cue of cues) {
    const marked = (rule: Cue['marks'][number]['rule']) => cue.marks.some((mark) => mark.rule === rule)
    const shown = cue.endMs - cue.startMs
    expect(Number.isInteger(cue.startMs) && Number.isInteger(cue.endMs) && cue.startMs >= 0 && shown > 0).toBe(true)
    expect(cue.startMs).toBeGreaterThanOrEqual(previousEnd)
    if (cue.startMs - previousEnd < minGapMs(rules)) expect(marked('gap')).toBe(true)
    // A gap is wide enough to be one, or closed to the minimum; only a cue that is as long as may be leaves another.
    const gap = cue.startMs - previousEnd
    if (gap > minGapMs(rules) && gap < rules.chainBelowMs) expect(previousShown).toBe(rules.maxDurationMs)
    previousShown = shown
    previousEnd = cue.endMs
    const spoken = cue.lines.join(' ').split(' ').length
    expect(shown).toBeLessThanOrEqual(rules.maxDurationMs)
    if (shown < minDurationFor(rules, spoken)) expect(marked('min-duration')).toBe(true)
    const lengths = cue.lines.map(countGraphemes)
    if (lengths.some((length) => length > rules.charsPerLine)) expect(marked('line-length') && spoken === 1).toBe(true)
    expect(lengths.length).toBeLessThanOrEqual(rules.maxLines)
    const characters = lengths.reduce((sum, length) => sum + length, 0)
    if (readingSpeed(rules, characters, spoken, shown) > rules.reading.limit + 0.05) expect(marked('cps')).toBe(true)
    for (const mark of cue.marks) expect(mark.message).toMatch(/^[\p{Lu}“].*\.$/u)
  }
}

describe('for every transcript and every rule set', () => {
  it('no word is lost, doubled or out of order; nothing overlaps; every limit is kept or its breach is marked', () => {
    fc.assert(
      fc.property(anyTranscript, anyRules, (transcript, rules) => {
        expect(check(transcript)).toEqual([])
        const cues = segment(transcript, rules)
        expectWhole(transcript, cues)
        expectTimes(cues, rules)
        expect(segment(transcript, rules)).toEqual(cues)
      }),
      { numRuns: 300 },
    )
  })

  it('where nobody is interrupted, cues follow the text and start at their first word', () => {
    fc.assert(
      fc.property(fc.array(paragraphShape, { maxLength: 6 }), anyRules, (shapes, rules) => {
        const transcript = build(shapes, false)
        const cues = segment(transcript, rules)
        expect(cues.flatMap(({ lines }) => lines.flatMap((line) => line.split(' ')))).toEqual(
          transcript.paragraphs.flatMap(heard),
        )
        const starts = new Map(
          transcript.paragraphs.flatMap(({ items }) =>
            items.map(({ id, startMs }): readonly [string, number] => [`cue-${id}`, startMs]),
          ),
        )
        for (const cue of cues) {
          if (cue.startMs !== starts.get(cue.id)) expect(cue.marks.some(({ rule }) => rule === 'gap')).toBe(true)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('after any run of edits a segmenter gives what a new one gives, and keeps the cues that did not change', () => {
    fc.assert(
      fc.property(
        anyTranscript,
        fc.array(fc.record({ at: fc.nat(), word: fc.nat(), text: token, drop: fc.boolean() }), { maxLength: 8 }),
        (start, edits) => {
          const live = createSegmenter(netflix, { reserve: (id) => id.length })
          let transcript = start
          live(transcript)
          for (const edit of edits) {
            const { paragraphs } = transcript
            if (paragraphs.length === 0) break
            const index = edit.at % paragraphs.length
            const changed = paragraphs.flatMap((paragraph, p): readonly Paragraph[] => {
              if (p !== index) return [paragraph]
              if (edit.drop) return []
              const target = edit.word % Math.max(1, paragraph.items.length)
              return [
                {
                  ...paragraph,
                  items: paragraph.items.map((item, i) =>
                    i === target && item.kind === 'word' ? { ...item, text: edit.text } : item,
                  ),
                },
              ]
            })
            transcript = { ...transcript, paragraphs: changed }
            expect(live(transcript)).toEqual(segment(transcript, netflix, { reserve: (id) => id.length }))
          }
          const before = live(transcript)
          live({ ...transcript }).forEach((cue, at) => expect(cue).toBe(before[at]))
        },
      ),
      { numRuns: 100 },
    )
  })
})

const data = fileURLToPath(new URL('../../../../shared/data/', import.meta.url))

describe.skipIf(!existsSync(data))('real recordings (only where the shared folder is)', () => {
  it.each(['interview-3-speakers', 'talk-12-min', 'hearing-2-hours'])('%s', (name) => {
    const job = readResponseText(readFileSync(`${data}${name}.json`, 'utf8'))
    if (!job.ok) throw new Error(job.message)
    for (const id of presetIds) {
      const cues = segment(job.value.transcript, presets[id])
      expectWhole(job.value.transcript, cues)
      expectTimes(cues, presets[id])
    }
  })
})
