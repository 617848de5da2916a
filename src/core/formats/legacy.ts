// Which old encoding the bytes of a text are in that is no UTF-8. Guessed by what the letters would be: real files carry no label. Where nothing
// speaks for another, it is Windows-1252, as the web has it.

import { decodeWindows1252 } from './windows1252'

/** Labels of the encoding standard, as a TextDecoder takes them. */
export type LegacyLabel =
  | 'windows-1252'
  | 'windows-1250'
  | 'windows-1251'
  | 'windows-1253'
  | 'windows-1254'
  | 'windows-1255'
  | 'windows-1256'
  | 'windows-874'
  | 'koi8-r'
  | 'shift_jis'
  | 'euc-jp'
  | 'euc-kr'
  | 'gb18030'
  | 'big5'

/** Strict: null where the bytes are not valid in this encoding, or it is not known here. */
export type Decode = (bytes: Uint8Array, label: LegacyLabel) => string | null

/** So much of a text tells its encoding. */
const sampleBytes = 64 * 1024
/** With fewer letters above ASCII a guess is worth nothing. */
const leastLetters = 6

const share = (text: string, wanted: RegExp): number => {
  const letters = text.match(/[^\p{ASCII}\s\p{P}\p{S}\p{N}]/gu) ?? []
  return letters.length === 0 ? 0 : letters.filter((letter) => wanted.test(letter)).length / letters.length
}

/** Scripts of two bytes a letter. The letters must be those that real texts are made of, for rare ones come out of any bytes. */
const wide: readonly { readonly label: LegacyLabel; readonly fits: (text: string, bytes: Uint8Array) => boolean }[] = [
  {
    label: 'shift_jis',
    fits: (text) => share(text, /[\u3040-\u30ff\u4e00-\u9fff]/u) > 0.95 && share(text, /[\u3040-\u30ff]/u) > 0.25,
  },
  {
    label: 'euc-jp',
    fits: (text) => share(text, /[\u3040-\u30ff\u4e00-\u9fff]/u) > 0.95 && share(text, /[\u3040-\u30ff]/u) > 0.25,
  },
  { label: 'euc-kr', fits: (text) => share(text, /[\uac00-\ud7a3]/u) > 0.85 },
  { label: 'gb18030', fits: (text, bytes) => share(text, /\p{Script=Han}/u) > 0.9 && leads(bytes, 0xb0, 0xd7) > 0.85 },
  { label: 'big5', fits: (text, bytes) => share(text, /\p{Script=Han}/u) > 0.9 && leads(bytes, 0xa4, 0xc6) > 0.85 },
]

/** How many of the first bytes of letters lie where the everyday letters are. */
const leads = (bytes: Uint8Array, from: number, to: number): number => {
  let all = 0
  let common = 0
  for (let at = 0; at < bytes.length; at++) {
    const lead = bytes[at] ?? 0
    if (lead < 0x81) continue
    // Punctuation, which stands before the letters in both.
    if (lead > 0xa3 || lead < 0xa1) {
      all++
      if (lead >= from && lead <= to) common++
    }
    at++
  }
  return all === 0 ? 0 : common / all
}

/** Scripts of one byte a letter that are not Latin, with what only wrong guesses do. */
const narrow: readonly { readonly label: LegacyLabel; readonly letters: RegExp; readonly odd: RegExp }[] = [
  // First, for what reads as Hebrew without a slip reads as Russian too, and not the other way round.
  {
    label: 'windows-1255',
    letters: /[\u0590-\u05ff]/u,
    odd: /[ךםןףץ][\u05d0-\u05ea]|(?<![\u0590-\u05ff])[\u0590-\u05cf]/gu,
  },
  { label: 'windows-1251', letters: /[\u0400-\u045f]/u, odd: /[а-яё][А-ЯЁ]|[ъыьЪЫЬ]{2}|(?<![А-яЁё])[ъыьЪЫЬ]/gu },
  { label: 'koi8-r', letters: /[\u0400-\u045f]/u, odd: /[а-яё][А-ЯЁ]|[ъыьЪЫЬ]{2}|(?<![А-яЁё])[ъыьЪЫЬ]/gu },
  { label: 'windows-1253', letters: /[\u0370-\u03ff]/u, odd: /[α-ωά-ώ][Α-Ω]|ς[α-ωά-ώ]/gu },
  {
    label: 'windows-1256',
    letters: /[\u0600-\u06ff]/u,
    odd: /[\u0600-\u06ff][\u00c0-\u00ff]|ة[\u0621-\u064a]|ى[\u0621-\u064a]/gu,
  },
  { label: 'windows-874', letters: /[\u0e01-\u0e5b]/u, odd: /(?<![\u0e00-\u0e7f])[\u0e30-\u0e3a\u0e45-\u0e4e]/gu },
]

/** A letter of another script inside a Latin word: the guess is wrong. */
const mixed = /[a-z][\u0370-\u0e7f]|[\u0370-\u0e7f][a-z]/giu

/** Signs where Western Europe has letters: what Polish, Slovak and Romanian look like when they are taken for it. */
const signsInWords = /(?<=\p{L})[¹³¿¾º¼½](?=\p{L}|\s|$)|(?<!\p{L})[¹³¿¾º¼½](?=\p{Ll})/mu
/** Letters that no language of Western Europe has together, but Czech, Croatian, Hungarian and Romanian seem to have then. */
const strangers: readonly (readonly [RegExp, RegExp])[] = [
  [/[øØ]/u, /[ìèùòýï]/u],
  [/[ìÌ]/u, /[ýÝ]/u],
  [/[æÆ]/u, /[èÈ]/u],
  [/[õû]/u, /[öü]/u],
  [/[ãÃ]/u, /[þÞ]/u],
]

const isHigh = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x80

/** How much of what is above ASCII stands beside more of it: nearly all of a Greek text, little of a French one. */
const adjacent = (bytes: Uint8Array): number => {
  let high = 0
  let beside = 0
  for (let at = 0; at < bytes.length; at++) {
    if (!isHigh(bytes[at])) continue
    high++
    if (isHigh(bytes[at - 1]) || isHigh(bytes[at + 1])) beside++
  }
  return high === 0 ? 0 : beside / high
}

const highCount = (bytes: Uint8Array): number => {
  let count = 0
  for (const byte of bytes) if (byte >= 0x80) count++
  return count
}

/** A sample that ends between two letters: what is cut in the middle of one would be refused. */
const sampleOf = (bytes: Uint8Array): Uint8Array => {
  if (bytes.length <= sampleBytes) return bytes
  let end = sampleBytes
  while (end > sampleBytes - 1000 && bytes[end - 1] !== 0x0a) end--
  return bytes.subarray(0, end)
}

/** The encoding of a text that is no UTF-8. */
export const guessLegacy = (bytes: Uint8Array, decode: Decode): LegacyLabel => {
  const sample = sampleOf(bytes)
  if (highCount(sample) < leastLetters) return 'windows-1252'
  if (adjacent(sample) > 0.6) {
    for (const { label, fits } of wide) {
      const text = decode(sample, label)
      if (text !== null && fits(text, sample)) return label
    }
    let best: { label: LegacyLabel; score: number } | null = null
    for (const { label, letters, odd } of narrow) {
      const text = decode(sample, label)
      if (text === null) continue
      const score =
        share(text, letters) -
        (5 * ((text.match(odd) ?? []).length + (text.match(mixed) ?? []).length)) / highCount(sample)
      if (score > 0.8 && (best === null || score > best.score)) best = { label, score }
    }
    if (best !== null) return best.label
  }
  const western = decodeWindows1252(sample)
  const isCentral =
    signsInWords.test(western) || strangers.some(([one, other]) => one.test(western) && other.test(western))
  if (isCentral && decode(sample, 'windows-1250') !== null) return 'windows-1250'
  // Turkish writes ğ, ı and ş where Icelandic writes ð, ý and þ, and has none of Icelandic’s other letters.
  if (/[ðýþÐÝÞ]/u.test(western) && !/[áíúóæÁÍÚÓÆ]/u.test(western)) return 'windows-1254'
  return 'windows-1252'
}
