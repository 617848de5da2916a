// Who speaks in subtitle files that do not say it in tags: `ANN: text`, `- text`, `>> text`. Taken for speakers only where that is safe;
// everywhere else the text stays as it is written.

/** A line of a cue: what a viewer reads, and the name of its voice tag ('' for none). */
export type CueLine = { readonly text: string; readonly voice: string }

/** What a line says of its speaker. `text` is the line without it. */
export type Told = {
  readonly text: string
  /** How much was taken off its front, in UTF-16 units. */
  readonly cut: number
  readonly name: string
  /** A dash or `>>`: somebody else speaks now. */
  readonly turns: boolean
}

const dash = /^\s*(?:[-–—‐‒](?![-–—‐‒])(?:\s+(?=\S)|(?=[\p{L}"'“‘«¿¡([♪]))|>{2,3}\s*(?=\S))/u
const prefix = /^\s*(\[?)(\p{Lu}[\p{L}\p{M}\p{N}.'’#& -]{0,39}?)(\]?)\s?:(?:\s+(?=\S)|\s*$)/u

/** Words before a colon that name nobody. */
const noNames = new Set(
  (
    'note notes nb ps warning caution attention example examples tip question answer q a re subject date time source chapter part step section scene act ' +
    'episode translation translator translated subtitles subtitle captions caption music lyrics song title and but so or yes no well look listen remember ' +
    'also first second third finally next then now here there this that these those it what why how when where who http https www summary conclusion result ' +
    'reason problem solution fact point option rule price total address phone email website location update breaking'
  ).split(' '),
)
/** Names of roles, which need no second time to be believed. */
const roles =
  /^(?:speaker|interviewer|interviewee|host|guest|narrator|man|woman|boy|girl|male|female|voice|reporter|moderator|audience|student|teacher|sprecher|sprecherin|intervenant|hablante)(?: ?#?[\dA-Z]{1,3})?$/iu
const small = /^(?:de|del|der|den|di|da|du|la|le|van|von|of|the|and|bin|al|el|y|e|dos|das)$/u

type Candidate = { readonly name: string; readonly strength: 'sure' | 'likely' }

const candidateOf = (line: string): (Candidate & { readonly length: number }) | null => {
  const found = prefix.exec(line)
  if (found === null) return null
  const [whole, open, raw = '', closed] = found
  if ((open === '') !== (closed === '')) return null
  const name = raw.trim().replace(/\s+/gu, ' ')
  const words = name.split(' ')
  if (words.length > 4 || noNames.has(name.toLowerCase()) || noNames.has((words[0] ?? '').toLowerCase())) return null
  if (!words.every((word, at) => /^[\p{Lu}\p{N}#&]/u.test(word) || (at > 0 && small.test(word)))) return null
  const lettersOnly = name.replace(/[^\p{L}]/gu, '')
  if (lettersOnly === '') return null
  const isCapital =
    lettersOnly.length >= 2 && lettersOnly === lettersOnly.toUpperCase() && lettersOnly !== lettersOnly.toLowerCase()
  return { name, strength: isCapital || roles.test(name) ? 'sure' : 'likely', length: whole.length }
}

export type Voices = {
  /** What the line says of its speaker, by what is believed of the whole file. */
  readonly told: (line: string) => Told
  /** Names are given at each change of speaker: a line that names nobody goes on with the one before. */
  readonly carriesOn: boolean
  readonly usesNames: boolean
  readonly usesTurns: boolean
}

/** @param cues the lines of each cue, in order; `tagged`: the file names its voices in tags. */
export const voicesOf = (cues: readonly (readonly string[])[], tagged: boolean): Voices => {
  const counts = new Map<string, number>()
  const sure = new Set<string>()
  let firstCueNames: boolean | null = null
  let both = 0
  let single = 0
  let arrows = 0
  for (const lines of cues) {
    const dashed = lines.filter((line) => dash.test(line)).length
    if (dashed >= 2 || (dashed === 1 && lines.length >= 2 && !dash.test(lines[0] ?? ''))) both++
    else if (dashed === 1) single++
    if (lines.some((line) => /^\s*>{2,3}/u.test(line))) arrows++
    for (const line of lines) {
      const candidate = candidateOf(line.replace(dash, ''))
      firstCueNames ??= candidate !== null
      if (candidate === null) continue
      counts.set(candidate.name, (counts.get(candidate.name) ?? 0) + 1)
      if (candidate.strength === 'sure') sure.add(candidate.name)
    }
  }
  const namesFromTheStart = firstCueNames === true && counts.size >= 2
  const isName = (name: string): boolean => sure.has(name) || namesFromTheStart || (counts.get(name) ?? 0) >= 2
  const usesNames = !tagged && [...counts.keys()].some(isName)
  const usesTurns = both > 0 || arrows > 0 || (single >= 2 && single <= cues.length * 0.6)
  return {
    usesNames,
    usesTurns,
    carriesOn: usesNames && firstCueNames === true,
    told: (line) => {
      const turn = usesTurns ? (dash.exec(line)?.[0] ?? '') : ''
      const rest = line.slice(turn.length)
      const candidate = usesNames ? candidateOf(rest) : null
      const named = candidate !== null && isName(candidate.name) ? candidate : null
      const cut = turn.length + (named?.length ?? 0)
      return { text: line.slice(cut), cut, name: named?.name ?? '', turns: turn !== '' }
    },
  }
}
