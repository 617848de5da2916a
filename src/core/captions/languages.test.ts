// Where talk is parted in other languages than English, read by somebody who reads them; and what no language may do.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Transcript } from '../transcript/model'
import { tokens } from '../transcript/tokens'
import { checkCues } from './check'
import type { Cue } from './cue'
import { countBy, countWidths } from './graphemes'
import { phrasingOf } from './language'
import { mayNotBegin, mayNotEnd } from './marks'
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
        expect(countBy(rules)(line)).toBeLessThanOrEqual(rules.charsPerLine)
      }
    },
  )
})

/** Each word as a recogniser may give it, with a pause after the words marked `|`. */
const linesWith = (language: string, words: string): readonly string[] => {
  let at = 0
  const items = words.split(' ').map((each, index) => {
    const text = each.replace('|', '')
    const startMs = at
    const endMs = at + 120 + text.length * 60
    at = endMs + (each.endsWith('|') ? 1500 : 20)
    return { kind: 'word', id: `w${index}`, text, startMs, endMs, timing: 'source' } as const
  })
  return linesOf(
    segment({ ...spoken(language, ''), paragraphs: [{ id: 'p', speakerId: 's', items }] }, presets.netflix),
  )
}

describe('marks that may not stand at an end of a line', () => {
  it.each([
    [
      'a stop and a bracket of their own',
      'ja',
      '彼 は 「 明日 は 必ず 来る| 。| 」 と 言っ て 帰っ た 。 それ から 誰 も 彼 を 見 て い ない 。',
    ],
    [
      'the mark of a long vowel',
      'ja',
      '昨日 は 新しい スーパ| ー で とても おいしい コ ー ヒ ー を 買っ て みんな で 飲み まし た',
    ],
    ['small kana', 'ja', 'それ は 確か に そう 言| っ た け ど 私 は 知ら な か| っ た よ と 彼 は 答え た'],
    ['marks of Chinese', 'zh', '他 说 ： 《| 我们 的 城市 》 是 一 本 非常 有 意思 的 书| ， 大家 都 应该 看 一 看 。'],
    ['repetition and abbreviation in Thai', 'th', 'เด็ก| ๆ ไป โรงเรียน ทุก วัน ที่ กรุงเทพ| ฯ และ เพื่อน| ๆ ของ เขา ก็ ไป ด้วย'],
    ['the full stops of Khmer and Burmese', 'km', 'ខ្ញុំ មិន ដឹង| ។ ប៉ុន្តែ មិត្ត របស់ ខ្ញុំ នឹង រង់ចាំ| ៕'],
    [
      'blanks inside of French quotes',
      'fr',
      'Elle a dit : «| Bonjour tout le monde| ! » et puis elle est partie sans rien ajouter| ; voilà .',
    ],
  ])('%s', (_, language, words) => {
    const lines = linesWith(language, words)
    expect(lines.length).toBeGreaterThan(1)
    for (const line of lines) {
      expect(line).not.toMatch(/^[。」、，：》ーっッๆฯ។៕!?;.»]/u)
      expect(line).not.toMatch(/[「《«]$/u)
    }
  })

  it('a sentence ends after its closing marks, not before them', () => {
    expect(linesWith('fr', 'Est-ce que tu viens avec nous demain ? » Non, je reste à la maison avec eux.')).toEqual([
      'Est-ce que tu viens avec nous demain ? »',
      'Non, je reste à la maison avec eux.',
    ])
  })

  it('a straight quote is neither; "«" that closes a German word is no opening one, nor is an ellipsis that opens one a closing one', () => {
    for (const text of ['"', "'", '»Brücke«', '«Pont»', '…und', '’cause', '-', '–', 'Wort']) {
      expect([text, mayNotBegin(text), mayNotEnd(text)]).toEqual([text, false, false])
    }
    for (const text of ['»', '?!', ').', '…', '”', '。」', 'ッた'])
      expect([text, mayNotBegin(text)]).toEqual([text, true])
    for (const text of ['«', '(', '¿', '„', '「', '彼「']) expect([text, mayNotEnd(text)]).toEqual([text, true])
  })
})

describe('the words that hold together', () => {
  const bad: readonly (readonly [language: string, text: string, never: RegExp])[] = [
    [
      'de',
      'Das gilt z. B. für Lkw und d. h. auch für Nr. 5 der Liste, die Herr Dr. Braun gestern geschickt hat, aber u. a. nicht für Pkw.',
      /\b(?:z|d|u|Nr|Dr)\.$|\b(?:Herr|der|die|für|nicht)$/u,
    ],
    [
      'fr',
      "Je ne sais pas où il est, et nous n'avons pas vu M. Dupont, p. ex. hier à la page n° 5 du livre que personne ne lit jamais.",
      /\b(?:M|p)\.$|n°$|\b(?:le|du|la|ne|que|je)$/iu,
    ],
    [
      'es',
      'No me gusta que los libros, p. ej. el núm. 5 de la lista, no estén en la biblioteca de mi barrio desde hace más de diez años.',
      /\b(?:p|núm)\.$|\b(?:el|la|los|no|de|mi|que)$/iu,
    ],
    [
      'it',
      'Non lo so, ma il prof. Bianchi dice che i libri, p. es. il n. 5, non sono nella biblioteca della nostra città da più di dieci anni.',
      /\b(?:p|prof|n)\.$|\b(?:il|la|i|non|della|che)$/iu,
    ],
    [
      'pt',
      'Não sei se o Dr. Sousa leu os livros, p. ex. o n.º 5 da lista, que não estão na biblioteca da nossa cidade há mais de dez anos.',
      /\b(?:p|Dr)\.$|n\.º$|\b(?:o|os|a|da|se|que)$/iu,
    ],
    [
      'nl',
      'Ik weet niet of mevr. De Wit het boek nr. 5 heeft gelezen, want het is niet meer in de bibliotheek van onze stad te vinden.',
      /\b(?:mevr|nr)\.$|\b(?:de|het|of|van|onze|te)$/iu,
    ],
  ]
  it.each(bad)('%s', (language, text, never) => {
    for (const line of linesOf(segment(spoken(language, text), presets.netflix))) expect(line).not.toMatch(never)
  })

  it('"pas" stays with its verb', () => {
    for (const line of linesOf(
      segment(
        spoken('fr', 'Les gens de mon village ne comprennent vraiment pas ce que le maire leur dit.'),
        presets.netflix,
      ),
    ))
      expect(line).not.toMatch(/^pas\b/u)
  })
})

describe('limits of single languages', () => {
  it.each([
    ['netflix', 'ja-JP', 13, 4],
    ['netflix', 'zh-Hant', 16, 9],
    ['netflix', 'ko', 16, 12],
    ['netflix', 'th', 35, 17],
    ['netflix', 'de', 42, 17],
    ['netflix', 'ar', 42, 20],
    ['netflix', 'hi', 42, 22],
    ['sdh', 'ja', 13, 7],
    ['sdh', 'zh', 16, 11],
    ['sdh', 'ko', 16, 14],
    ['sdh', 'fr', 42, 20],
  ] as const)('%s, %s: %i characters, %i a second', (preset, language, charsPerLine, limit) => {
    expect(rulesIn(presets[preset], language)).toMatchObject({ charsPerLine, reading: { limit } })
  })
})

const languages = [
  'en',
  'de',
  'fr',
  'es',
  'it',
  'pt',
  'nl',
  'ja',
  'zh',
  'th',
  'lo',
  'km',
  'my',
  'ko',
  'sv',
  '',
] as const
const vocabulary = (language: string): readonly string[] => {
  const { clingsToNext, clingsToPrevious, opensPhrase, abbreviations } = phrasingOf(language)
  const some = [...clingsToNext.keys(), ...opensPhrase.keys(), ...(clingsToPrevious?.keys() ?? [])].filter(
    (_, at) => at % 5 === 0,
  )
  return [
    ...some,
    ...[...abbreviations].slice(0, 4).map((each) => `${each}.`),
    'Brücke',
    '映画',
    'です。',
    'สวัสดี',
    'ー',
    '「',
    '。',
    '»',
    '?',
    'talk,',
    'end.',
    '12',
  ]
}

describe('half-width characters', () => {
  it.each([
    ['日本', 2],
    ['ABC 123', 3.5],
    ['ｶﾀｶﾅ', 2],
    ['カタカナー', 5],
    ['ＡＢＣ', 3],
    ['「はい」…', 5],
    ['한국 KBS', 4],
    ['😀', 1],
    ['❤️', 1],
    ['ｶﾞｷﾞ', 2],
    ['㈱㎏♪→', 4],
    ['', 0],
  ])('%s counts %d', (text, count) => expect(countWidths(text)).toBe(count))

  it('twice as many Latin letters find room in a line of Japanese or Korean, in the cues as in the check', () => {
    const words = 'Tokyo Skytree Station'
    const line = (language: string) => linesOf(segment(spoken(language, words), presets.netflix))
    expect(line('ja')).toEqual([words])
    expect(line('ko')).toEqual([words])
    expect(line('zh').length).toBe(2)
    const cue = { startMs: 0, endMs: 5000, lines: ['Tokyo Skytree Station, 1'] }
    const limit = (language: string) =>
      checkCues([cue], rulesIn(presets.sdh, language))[0]?.find(({ rule }) => rule === 'line-length')?.measured
    expect([limit('ja'), limit('ko'), limit('zh')]).toEqual([undefined, undefined, 24])
  })
})

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
            const wide = lines.some((line) => countBy(rules)(line) > rules.charsPerLine)
            expect(marks.some(({ rule }) => rule === 'line-length')).toBe(wide)
          }
          expect(segment(transcript, presets.netflix)).toEqual(cues)
        },
      ),
      { numRuns: 300 },
    )
  })
})
