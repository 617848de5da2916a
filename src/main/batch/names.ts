// What the files of a batch are called: by the person's pattern (core/formats/name.ts), each name once. A disk may take two names that differ only in case, or
// in how an accent is written, for one: so they are one here too.

export const existingChoices = ['replace', 'keep-both', 'skip'] as const
/** What becomes of a file whose name is taken on the disk. */
export type ExistingChoice = (typeof existingChoices)[number]

export type Named<J> = { readonly job: J; readonly name: string }

const key = (name: string): string => name.normalize('NFC').toLowerCase()

/** "Talk.srt", then "Talk (2).srt": the first that is not in `taken`. `from` remembers for each stem where to go on, so that thousands of one name take no time. */
const freeName = (stem: string, extension: string, taken: ReadonlySet<string>, from: Map<string, number>): string => {
  for (let n = from.get(key(stem)) ?? 1; ; n++) {
    const name = n === 1 ? `${stem}.${extension}` : `${stem} (${n}).${extension}`
    if (taken.has(key(name))) continue
    from.set(key(stem), n + 1)
    return name
  }
}

/** A name for each job, in their order; no two are the same. */
export const namesOf = <J>(jobs: readonly J[], stemOf: (job: J) => string, extension: string): readonly Named<J>[] => {
  const taken = new Set<string>()
  const from = new Map<string, number>()
  return jobs.map((job) => {
    const name = freeName(stemOf(job), extension, taken, from)
    taken.add(key(name))
    return { job, name }
  })
}

/** Which of these names are on the disk. */
export const clashes = <J>(named: readonly Named<J>[], there: readonly string[]): ReadonlySet<string> => {
  const taken = new Set(there.map(key))
  return new Set(named.filter(({ name }) => taken.has(key(name))).map(({ name }) => name))
}

/** null: the file is left as it is, and the job is not written. */
export const settled = <J>(
  named: readonly Named<J>[],
  stemOf: (job: J) => string,
  extension: string,
  there: readonly string[],
  choice: ExistingChoice,
): readonly (Named<J> & { readonly replaces: boolean; readonly skipped: boolean })[] => {
  const clashing = clashes(named, there)
  const from = new Map<string, number>()
  const taken = new Set([...there, ...named.map(({ name }) => name)].map(key))
  return named.map(({ job, name }) => {
    if (!clashing.has(name)) return { job, name, replaces: false, skipped: false }
    if (choice === 'replace') return { job, name, replaces: true, skipped: false }
    if (choice === 'skip') return { job, name, replaces: false, skipped: true }
    const free = freeName(stemOf(job), extension, taken, from)
    taken.add(key(free))
    return { job, name: free, replaces: false, skipped: false }
  })
}
