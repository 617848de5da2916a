// What the reader mended, told to the person: one plain sentence per kind of repair, with its count and first place.

/** The place of a repair; read when the sentences are made, so that it is the mended time that is named. */
type Place = { readonly startMs: number }

export type Repair =
  | 'no-length'
  | 'ends-before-start'
  | 'no-time'
  | 'out-of-order'
  | 'overlap'
  | 'squeezed'
  | 'negative'
  | 'after-media'
  | 'inner-space'
  | 'invisible'
  | 'text-in-pause'
  | 'pause-dropped'
  | 'no-speaker'
  | 'mixed-speakers'
  | 'empty-segment'
  | 'not-a-word'
  | 'no-id'
  | 'double-id'
  | 'paragraph-order'
  | 'long-word'

/** For each kind the sentence for one and for many, without its full stop. The order is the order they are told in. */
const sentences: Readonly<Record<Repair, readonly [one: string, many: (n: string) => string]>> = {
  'no-time': [
    '1 word had no usable time; it was placed between its neighbours',
    (n) => `${n} words had no usable time; they were placed between their neighbours`,
  ],
  'no-length': [
    '1 word had no length; it got the time until the next word, 1 s at most',
    (n) => `${n} words had no length; each got the time until the next word, 1 s at most`,
  ],
  'ends-before-start': [
    '1 word ended before it began; it got the time until the next word, 1 s at most',
    (n) => `${n} words ended before they began; each got the time until the next word, 1 s at most`,
  ],
  'out-of-order': [
    '1 word was out of order in time; it kept its place in the text and got a time between its neighbours',
    (n) =>
      `${n} words were out of order in time; they kept their place in the text and got times between their neighbours`,
  ],
  overlap: [
    '1 word or pause ran into the next one and was clipped',
    (n) => `${n} words or pauses ran into the next one and were clipped`,
  ],
  squeezed: [
    '1 word had no room and was moved to where there is some',
    (n) => `${n} words had no room and were moved to where there is some`,
  ],
  negative: [
    '1 time lay before the start and was set to zero',
    (n) => `${n} times lay before the start and were set to zero`,
  ],
  'after-media': [
    '1 time lay after the end of the media and was not believed',
    (n) => `${n} times lay after the end of the media and were not believed`,
  ],
  'inner-space': [
    '1 entry held several words; they share its time by length',
    (n) => `${n} entries held several words each; the words share the entry’s time by length`,
  ],
  invisible: [
    '1 word held control characters, which were taken out',
    (n) => `${n} words held control characters, which were taken out`,
  ],
  'text-in-pause': [
    '1 entry marked as a pause held text and was kept as a word',
    (n) => `${n} entries marked as pauses held text and were kept as words`,
  ],
  'pause-dropped': ['1 pause had no length and was left out', (n) => `${n} pauses had no length and were left out`],
  'no-speaker': [
    '1 segment named no speaker; it is under “Unknown speaker”',
    (n) => `${n} segments named no speaker; they are under “Unknown speaker”`,
  ],
  'mixed-speakers': [
    '1 segment held several speakers and was split into paragraphs',
    (n) => `${n} segments held several speakers and were split into paragraphs`,
  ],
  'empty-segment': ['1 segment held no word and was left out', (n) => `${n} segments held no word and were left out`],
  'not-a-word': [
    '1 entry was neither a word nor a pause and was left out',
    (n) => `${n} entries were neither words nor pauses and were left out`,
  ],
  'no-id': [
    '1 word, pause or segment had no id of its own and got one',
    (n) => `${n} words, pauses or segments had no id of their own and got one`,
  ],
  'double-id': [
    '1 id was used twice; the later one got a new id',
    (n) => `${n} ids were used more than once; the later ones got new ids`,
  ],
  'paragraph-order': [
    '1 paragraph was out of order in time and was put in its place',
    (n) => `${n} paragraphs were out of order in time and were put in their places`,
  ],
  'long-word': [
    '1 word lasts longer than 10 s and stays as it is',
    (n) => `${n} words last longer than 10 s and stay as they are`,
  ],
}

const grouped = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ',')

const two = (n: number): string => String(n).padStart(2, '0')

/** 3723004 → "1:02:03.004" */
const clock = (ms: number): string => {
  const whole = Math.floor(ms / 1000)
  const rest = String(ms % 1000).padStart(3, '0')
  return `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}.${rest}`
}

export type Notes = {
  /** `at` is looked at when the sentences are made; null where there is no place in time. */
  readonly add: (repair: Repair, at: Place | null) => void
  readonly sentences: () => readonly string[]
}

const isRepair = (name: string): name is Repair => Object.hasOwn(sentences, name)

export const createNotes = (): Notes => {
  const found = new Map<Repair, { count: number; first: Place | null }>()
  return {
    add: (repair, at) => {
      const known = found.get(repair)
      if (known === undefined) found.set(repair, { count: 1, first: at })
      else known.count++
    },
    sentences: () =>
      Object.keys(sentences)
        .filter(isRepair)
        .flatMap((repair) => {
          const entry = found.get(repair)
          if (entry === undefined) return []
          const [one, many] = sentences[repair]
          const sentence = entry.count === 1 ? one : many(grouped(entry.count))
          const place =
            entry.first === null || !Number.isInteger(entry.first.startMs)
              ? ''
              : ` (${entry.count === 1 ? 'at' : 'first at'} ${clock(entry.first.startMs)})`
          return [`${sentence}${place}.`]
        }),
  }
}
