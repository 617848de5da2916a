// Where talk is parted in other languages than English, read by somebody who reads them; and what no language may do.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Transcript } from '../transcript/model'
import { tokens } from '../transcript/tokens'
import type { Cue } from './cue'
import { countGraphemes } from './graphemes'
import { phrasingOf } from './language'
import { presets, rulesIn } from './rules'
import { segment } from './segment'

const spoken = (language: string, text: string): Transcript => {
  let at = 0
  return {
    speakers: [{ id: 's', name: '', pictoryId: null }],
    paragraphs: [
      {
        id: 'p',
        speakerId: 's',
        items: tokens(text).map((word, index) => {
          const startMs = at
          const endMs = startMs + (/[\u3040-\u9fff]/u.test(word) ? word.length * 140 : 60 + word.length * 55)
          at = endMs + (/[.。,，、]$/u.test(word) ? 300 : 30)
          return { kind: 'word', id: `w${index}`, text: word, startMs, endMs, timing: 'source' }
        }),
      },
    ],
    language,
    durationMs: null,
  }
}
const linesOf = (cues: readonly Cue[]): readonly string[] => cues.flatMap(({ lines }) => [...lines])
const parted = (language: string, text: string): string =>
  segment(spoken(language, text), presets.netflix)
    .map(({ lines }) => lines.join(' | '))
    .join(' || ')

describe('talk in other languages', () => {
  it.each([
    [
      'de',
      'Wir haben heute einen ganz besonderen Gast im Studio, der uns erzählen wird, warum die neue Brücke über den Fluss noch immer nicht fertig ist. Herr Dr. Müller ist seit zwölf Jahren der leitende Ingenieur des Projekts, und er hat uns einige Bilder von der Baustelle mitgebracht.',
      'Wir haben heute einen ganz besonderen | Gast im Studio, der uns erzählen wird, || warum die neue Brücke über den Fluss | noch immer nicht fertig ist. || Herr Dr. Müller ist seit zwölf Jahren | der leitende Ingenieur des Projekts, || und er hat uns einige Bilder | von der Baustelle mitgebracht.',
    ],
    [
      'fr-FR',
      "M. Dupont va nous raconter comment le vieux port est devenu le quartier le plus visité de la région, et pourquoi les habitants n'en sont pas toujours contents.",
      "M. Dupont va nous raconter | comment le vieux port est devenu || le quartier le plus visité de la région, || et pourquoi les habitants | n'en sont pas toujours contents.",
    ],
    [
      'es-MX',
      'El Sr. García dice que los cuadros están en camino, pero que el barco no ha podido salir del puerto todavía.',
      'El Sr. García dice | que los cuadros están en camino, || pero que el barco no ha podido | salir del puerto todavía.',
    ],
    [
      'it',
      'Il sig. Rossi ci spiega perché i treni non si fermano tutti e dove si possono comprare i biglietti per la montagna.',
      'Il sig. Rossi ci spiega | perché i treni non si fermano || tutti e dove si possono comprare | i biglietti per la montagna.',
    ],
    [
      'pt-BR',
      'O Sr. Silva conta que o mercado fechou, mas que as pessoas ainda se encontram à noite para tomar um café.',
      'O Sr. Silva conta que o mercado fechou, || mas que as pessoas ainda se encontram | à noite para tomar um café.',
    ],
    [
      'nl',
      'Dhr. de Vries vertelt dat de nieuwe haven eindelijk klaar is, maar dat er nog geen schepen zijn gekomen omdat het water te laag staat.',
      'Dhr. de Vries vertelt | dat de nieuwe haven eindelijk klaar is, || maar dat er nog geen schepen zijn gekomen | omdat het water te laag staat.',
    ],
  ])('%s', (language, text, expected) => {
    expect(parted(language, text)).toBe(expected)
  })

  it.each([
    [
      'ja',
      '昨日は友達と映画を見に行きました。とても長い映画でしたが、最後まで楽しく見ることができました。その後で駅の近くの店で晩ご飯を食べて、また来週会おうと約束して別れました。',
      /^[はがをにでともへ、。」』）ーっゃゅょ]/u,
    ],
    [
      'zh',
      '昨天我们和朋友一起去看了一部电影。这部电影很长，但是大家都觉得非常有意思。看完以后我们在车站附近的一家小店吃了晚饭，然后约好下个星期再见面。',
      /^[的了吗呢吧们，。！？、」』）]/u,
    ],
  ])(
    '%s: no line begins with what belongs to the word before, none is too wide or holds a blank',
    (language, text, never) => {
      const rules = rulesIn(presets.netflix, language)
      const lines = linesOf(segment(spoken(language, text), presets.netflix))
      expect(lines.join('')).toBe(text)
      for (const line of lines) {
        expect(line).not.toMatch(never)
        expect(line).not.toMatch(/\s/u)
        expect(countGraphemes(line)).toBeLessThanOrEqual(rules.charsPerLine)
      }
    },
  )
})

const languages = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'ja', 'zh', 'th', 'ko', ''] as const
const vocabulary = (language: string): readonly string[] => {
  const { clingsToNext, opensPhrase, abbreviations } = phrasingOf(language)
  const some = [...clingsToNext.keys(), ...opensPhrase.keys()].filter((_, at) => at % 5 === 0)
  return [
    ...some,
    ...[...abbreviations].slice(0, 4).map((each) => `${each}.`),
    'Brücke',
    '映画',
    'です。',
    'สวัสดี',
    'talk,',
    'end.',
    '12',
  ]
}

describe('in every language', () => {
  it('no word is lost, doubled or out of order; nothing overlaps; a line that is too wide says so; the same input gives the same cues', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...languages).chain((language) =>
          fc.tuple(
            fc.constant(language),
            fc.array(
              fc.tuple(
                fc.constantFrom(...vocabulary(language)),
                fc.integer({ min: 40, max: 900 }),
                fc.integer({ min: 0, max: 1500 }),
              ),
              {
                minLength: 1,
                maxLength: 60,
              },
            ),
          ),
        ),
        ([language, said]) => {
          let at = 0
          const items = said.map(([text, long, gap], index) => {
            const startMs = at + gap
            at = startMs + long
            return { kind: 'word', id: `w${index}`, text, startMs, endMs: at, timing: 'source' } as const
          })
          const transcript: Transcript = { ...spoken(language, ''), paragraphs: [{ id: 'p', speakerId: 's', items }] }
          const rules = rulesIn(presets.netflix, language)
          const cues = segment(transcript, presets.netflix)
          expect(linesOf(cues).join('').replaceAll(' ', '')).toBe(items.map(({ text }) => text).join(''))
          let endMs = 0
          for (const { startMs, endMs: end, lines, marks } of cues) {
            expect(startMs).toBeGreaterThanOrEqual(endMs)
            expect(end).toBeGreaterThan(startMs)
            endMs = end
            const wide = lines.some((line) => countGraphemes(line) > rules.charsPerLine)
            expect(marks.some(({ rule }) => rule === 'line-length')).toBe(wide)
          }
          expect(segment(transcript, presets.netflix)).toEqual(cues)
        },
      ),
      { numRuns: 300 },
    )
  })
})
