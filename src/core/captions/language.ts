// Where a language may be parted and where not: which table a language has.

import { german } from './languages/de'
import { chinese, japanese } from './languages/cjk'
import { english } from './languages/en'
import { spanish } from './languages/es'
import { french } from './languages/fr'
import { italian } from './languages/it'
import { dutch } from './languages/nl'
import type { Phrasing } from './languages/phrasing'
import { portuguese } from './languages/pt'
import { burmese, khmer, lao, thai } from './languages/southeast'

const nothingKnown: Phrasing = {
  clingsToNext: new Map(),
  describes: null,
  determiners: new Set(),
  opensPhrase: new Map(),
  abbreviations: new Set(),
}

const phrasings: Readonly<Record<string, Phrasing>> = {
  en: english,
  de: german,
  fr: french,
  es: spanish,
  it: italian,
  pt: portuguese,
  nl: dutch,
  ja: japanese,
  zh: chinese,
  th: thai,
  lo: lao,
  km: khmer,
  my: burmese,
}

/**
 * By BCP 47 tag. An unknown language ('') is taken for English; one without a table is parted by punctuation and pauses.
 */
export const phrasingOf = (language: string): Phrasing => {
  const primary = language === '' ? 'en' : (language.toLowerCase().split('-')[0] ?? '')
  return Object.hasOwn(phrasings, primary) ? (phrasings[primary] ?? nothingKnown) : nothingKnown
}
