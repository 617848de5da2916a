import { describe, expect, it } from 'vitest'
import { guessLegacy, type Decode, type LegacyLabel } from './legacy'
import { decodeWindows1252 } from './windows1252'

const decode: Decode = (bytes, label) => {
  if (label === 'windows-1252') return decodeWindows1252(bytes)
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** The bytes of a text in an encoding of one byte a letter: its own table, turned round. */
const narrowBytes = (text: string, label: LegacyLabel): Uint8Array => {
  const table = new Map<string, number>()
  for (let byte = 0; byte < 256; byte++) {
    const letter = decode(Uint8Array.of(byte), label)
    if (letter !== null && !table.has(letter)) table.set(letter, byte)
  }
  return Uint8Array.from(text, (letter) => table.get(letter) ?? 0x3f)
}
/** The same of two bytes a letter. */
const wideBytes = (text: string, label: LegacyLabel): Uint8Array => {
  const table = new Map<string, readonly number[]>()
  for (let byte = 0; byte < 128; byte++) table.set(String.fromCharCode(byte), [byte])
  for (let lead = 0x81; lead < 0xff; lead++)
    for (let trail = 0x40; trail < 0xff; trail++) {
      const letter = decode(Uint8Array.of(lead, trail), label)
      if (letter !== null && letter.length === 1 && !table.has(letter)) table.set(letter, [lead, trail])
    }
  return Uint8Array.from(Array.from(text).flatMap((letter) => table.get(letter) ?? [0x3f]))
}
const cue = (text: string): string => `1\r\n00:00:01,000 --> 00:00:03,000\r\n${text}\r\n`

describe('the encoding of a text without a label', () => {
  it.each<[LegacyLabel, string]>([
    ['windows-1252', 'Où est le garçon? Là-bas, près de la fenêtre.'],
    ['windows-1252', 'Größe und Äpfel für Jürgen – “jetzt”!'],
    ['windows-1252', 'Þetta er íslenska, góðan daginn og velkomin.'],
    ['windows-1252', '¿Dónde está el niño? ¡Mañana!'],
    ['windows-1250', 'Zażółć gęślą jaźń, łódź płynie.'],
    ['windows-1250', 'Příliš žluťoučký kůň úpěl ďábelské ódy.'],
    ['windows-1250', 'Árvíztűrő tükörfúrógép, őszinte űrhajós.'],
    ['windows-1250', 'Čovječe, kuća je već žuta, ćevapi također.'],
    ['windows-1254', 'Şimdi gidiyoruz, çünkü güneş doğdu. Işık!'],
    ['windows-1251', 'Где мы сейчас? Мы идём домой, уже темно.'],
    ['koi8-r', 'Где мы сейчас? Мы идём домой, уже темно.'],
    ['windows-1253', 'Πού πάμε τώρα; Στο σπίτι, είναι αργά.'],
    ['windows-1255', 'לאן אנחנו הולכים עכשיו? הביתה, מאוחר.'],
    ['windows-1256', 'إلى أين نذهب الآن؟ إلى البيت، الوقت متأخر.'],
    ['windows-874', 'เราจะไปไหนกันตอนนี้ กลับบ้าน มันดึกแล้ว'],
  ])('%s: %s', (label, text) => {
    const bytes = narrowBytes(cue(text), label)
    expect(decode(bytes, guessLegacy(bytes, decode))).toBe(cue(text))
  })

  it.each<[LegacyLabel, string]>([
    ['shift_jis', '今どこへ行くのですか。家に帰ります。もう遅いから。'],
    ['euc-jp', '今どこへ行くのですか。家に帰ります。もう遅いから。'],
    ['euc-kr', '지금 어디로 가요? 집에 가요. 너무 늦었어요.'],
    ['gb18030', '我们现在去哪里？回家吧，已经很晚了。'],
    ['big5', '我們現在去哪裡？回家吧，已經很晚了。'],
  ])('%s: %s', (label, text) => {
    const bytes = wideBytes(cue(text), label)
    expect(decode(bytes, guessLegacy(bytes, decode))).toBe(cue(text))
  })

  it('too little to tell is Windows-1252', () => {
    expect(guessLegacy(Uint8Array.of(0x44, 0xf6, 0x6e), decode)).toBe('windows-1252')
  })
})
