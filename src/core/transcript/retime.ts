// What happens to times when text changes: a pure function of the old paragraphs and their new text.
// The rules it keeps, for every edit:
// 1. A word the edit did not touch stays the identical value.
// 2. A corrected word keeps its id, start and end.
// 3. A split shares the word's time by letters, without gaps, summing exactly; a join spans from first start to last end.
// 4. Inserted words share the free time between their neighbours by letters. Where there is none they borrow from the
//    nearer neighbour, at most half of it, and nothing further away moves.
// 5. Every item ends after it starts, none starts before the one before it ends, none leaves the media.
// 6. Deleting moves nothing. Pauses stay where they are, also in a paragraph that lost all its words; only a pause inside
//    two words written as one is gone (undo brings it back).
// Where these cannot all hold (a word of 1 ms split in two, a page pasted into 100 ms, two paragraphs spoken across each
// other joined into one), 5 wins: the fewest items around the place share their time anew (`settle`). Only where the
// whole media has fewer milliseconds than the paragraph has items is the edit refused.

import { fail, ok, type Result } from '../result'
import { align, type Link } from './align'
import { difference } from './difference'
import type { Item, Paragraph, Timing, Transcript, Word } from './model'
import { bare, lettersOf, tokens } from './tokens'
import type { Step } from './step'

/** Inserted words take all the free time there is, but nobody speaks a word for ten seconds. */
const longestMs = (letters: number): number => Math.max(1_000, 250 * letters)
/** Before the first and after the last word nothing bounds the new ones: they get the pace of speech. */
const paceMs = (letters: number): number => Math.max(120, 75 * letters)

export type Retime = {
  /** The touched paragraphs, neighbours in the document, at least one. */
  readonly before: readonly Paragraph[]
  /** Their new text, one line per paragraph there shall be, at least one. */
  readonly lines: readonly string[]
  /** The words of each line, where blanks do not tell them (tokens.ts, `rewritten`). */
  readonly words?: readonly (readonly string[])[]
  /** How many words at the start and at the end the change did not touch (tokens.ts counts them). */
  readonly untouched?: { readonly first: number; readonly last: number }
  /** The neighbour that new words were typed against, where the change says so; the one before them when not given. */
  readonly near?: 'before' | 'after'
  /** Where the paragraphs around the touched ones end and start; 0 and null where there are none. */
  readonly previousEndMs: number
  readonly nextStartMs: number | null
  readonly durationMs: number | null
  /** Called once per new word and new paragraph, in the order of the text. */
  readonly newId: () => string
}

/** An item on its way to a place. `item` holds the time it came with; an inserted word came with none (0–0). */
type Slot = { readonly item: Item; startMs: number; endMs: number; line: number; readonly paragraph: number }

const slotOf = (item: Item, line: number, paragraph: number): Slot => ({
  item,
  startMs: item.startMs,
  endMs: item.endMs,
  line,
  paragraph,
})

const weightOf = (slot: Slot): number => (slot.item.kind === 'word' ? lettersOf(slot.item.text) : 1)

/** Shares [startMs, endMs) by weight, without gaps, at least 1 ms each; there must be 1 ms for each. Answers the ends. */
const share = (startMs: number, endMs: number, weights: readonly number[]): readonly number[] => {
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  let sum = 0
  let at = startMs
  return weights.map((weight, index) => {
    sum += weight
    const fair = startMs + Math.round(((endMs - startMs) * sum) / whole)
    at = Math.min(Math.max(fair, at + 1), endMs - (weights.length - 1 - index))
    return at
  })
}

const spread = (slots: readonly Slot[], startMs: number, endMs: number): void => {
  const ends = share(startMs, endMs, slots.map(weightOf))
  let at = startMs
  for (const [index, slot] of slots.entries()) {
    slot.startMs = at
    at = ends[index] ?? endMs
    slot.endMs = at
  }
}

const settled = (slot: Slot): Item => {
  const { item, startMs, endMs } = slot
  if (item.startMs === startMs && item.endMs === endMs) return item
  return item.kind === 'word' ? { ...item, startMs, endMs, timing: 'estimated' } : { ...item, startMs, endMs }
}

/**
 * Makes one paragraph's items sound, moving as few as it can: where an item has no time of its own or starts before its
 * neighbour ends, the stretch around it grows by one on either side until it holds 1 ms for each, and shares its time anew.
 */
const settle = (slots: readonly Slot[], durationMs: number): boolean => {
  let done = 0
  while (done < slots.length) {
    const slot = slots[done]
    const endBefore = slots[done - 1]?.endMs ?? 0
    if (slot === undefined) break
    if (slot.startMs >= endBefore && slot.endMs > slot.startMs && slot.endMs <= durationMs) {
      done++
      continue
    }
    let from = done
    let to = done + 1
    const low = () => slots[from - 1]?.endMs ?? 0
    const high = () => Math.min(slots[to]?.startMs ?? durationMs, durationMs)
    let left = true
    while (high() - low() < to - from) {
      if (from === 0 && to === slots.length) return false
      if ((left && from > 0) || to === slots.length) from--
      else to++
      left = !left
    }
    const stretch = slots.slice(from, to)
    const startMs = Math.max(low(), Math.min(...stretch.map((each) => each.startMs), high() - stretch.length))
    const endMs = Math.min(high(), Math.max(...stretch.map((each) => each.endMs), startMs + stretch.length))
    spread(stretch, startMs, endMs)
    done = to
  }
  return true
}

/** A run of inserted words; `from` and `to` are the places in the row it may stand at, both included. */
type Run = { readonly slots: Slot[]; readonly from: number; to: number }

const flags = (word: Word, last: boolean): Pick<Word, 'cut' | 'breakAfter' | 'joinAfter'> => ({
  ...(word.cut === undefined ? {} : { cut: word.cut }),
  ...(last && word.breakAfter !== undefined ? { breakAfter: word.breakAfter } : {}),
  ...(word.joinAfter !== undefined ? { joinAfter: word.joinAfter } : {}),
})

/** The words a link makes of the old ones: the same value where the text is the same. */
const linked = (
  olds: readonly Word[],
  news: readonly string[],
  pauseAfterMs: number,
  newId: () => string,
): readonly Word[] => {
  const [first] = olds
  const last = olds.at(-1)
  const [text] = news
  if (first === undefined || last === undefined || text === undefined) return []
  if (news.length > 1) {
    const letters = news.map(lettersOf)
    const roomy = first.endMs - first.startMs >= news.length
    const ends = roomy ? share(first.startMs, first.endMs, letters) : []
    return news.map((part, index) => ({
      kind: 'word',
      id: index === 0 ? first.id : newId(),
      text: part,
      startMs: ends[index - 1] ?? first.startMs,
      endMs: ends[index] ?? first.startMs,
      timing: 'split',
      ...flags(first, index === news.length - 1),
    }))
  }
  if (olds.length === 1) return [first.text === text ? first : { ...first, text }]
  // The same letters with the blanks taken out are the same speech: all of its time. Other words of several speak no longer
  // than a word can, and not across a pause.
  const whole = bare(olds.map((word) => word.text).join('')) === bare(text)
  const endMs = whole
    ? last.endMs
    : Math.max(first.endMs, Math.min(last.endMs, pauseAfterMs, first.startMs + longestMs(lettersOf(text))))
  const timing: Timing = endMs === first.endMs ? first.timing : 'joined'
  const cut = olds.every((word) => word.cut === true)
  const { cut: _cut, breakAfter: _break, joinAfter: _join, ...plain } = first
  return [
    {
      ...plain,
      text,
      endMs,
      timing,
      ...(cut ? { cut: true } : {}),
      ...(last.breakAfter === undefined ? {} : { breakAfter: true }),
      ...(last.joinAfter === undefined ? {} : { joinAfter: true }),
    },
  ]
}

/** The touched paragraphs as they are after the change. Fails with 'no-time' where the media is too short for the words. */
export const retimed = (input: Retime): Result<readonly Paragraph[], 'no-time'> => {
  const { before, lines, newId } = input
  const durationMs = input.durationMs ?? Infinity
  const texts: string[] = []
  const lineOf: number[] = []
  for (const [line, text] of lines.entries()) {
    for (const token of input.words?.[line] ?? tokens(text)) {
      texts.push(token)
      lineOf.push(line)
    }
  }
  const olds: Word[] = []
  const homes: number[] = []
  /** The pauses before each old word, and after the last. */
  const pauses = new Map<number, Slot[]>()
  for (const [paragraph, { items }] of before.entries()) {
    for (const item of items) {
      if (item.kind === 'word') {
        olds.push(item)
        homes.push(paragraph)
      } else {
        const here = pauses.get(olds.length)
        if (here === undefined) pauses.set(olds.length, [slotOf(item, -1, paragraph)])
        else here.push(slotOf(item, -1, paragraph))
      }
    }
  }

  // The row: every item that stays, in the old order, over all the lines; the runs of inserted words wait beside it.
  const row: Slot[] = []
  const runs: Run[] = []
  let open: Run | null = null
  let afterWord = 0
  let pausesOut = 0
  const putPauses = (upTo: number) => {
    for (; pausesOut <= upTo; pausesOut++) row.push(...(pauses.get(pausesOut) ?? []))
  }
  const links = align(
    olds.map((word) => word.text),
    texts,
    input.untouched,
  )
  for (const link of links) {
    if (link.newFrom === link.newTo) {
      putPauses(link.oldTo - 1)
      continue
    }
    if (link.oldFrom === link.oldTo) {
      open ??= { slots: [], from: afterWord, to: afterWord }
      for (let at = link.newFrom; at < link.newTo; at++) {
        const item: Word = {
          kind: 'word',
          id: newId(),
          text: texts[at] ?? '',
          startMs: 0,
          endMs: 0,
          timing: 'estimated',
        }
        open.slots.push(slotOf(item, lineOf[at] ?? 0, -1))
      }
      continue
    }
    putPauses(link.oldFrom)
    if (open !== null) {
      open.to = row.length
      runs.push(open)
      open = null
    }
    const inner = innerPauses(pauses, link)
    const made = linked(
      olds.slice(link.oldFrom, link.oldTo),
      texts.slice(link.newFrom, link.newTo),
      inner[0]?.startMs ?? Infinity,
      newId,
    )
    let endMs = 0
    for (const [index, word] of made.entries()) {
      row.push(slotOf(word, lineOf[link.newFrom + index] ?? 0, homes[link.oldFrom] ?? 0))
      endMs = word.endMs
    }
    row.push(...inner.filter((pause) => pause.startMs >= endMs))
    pausesOut = link.oldTo
    afterWord = row.length
  }
  putPauses(olds.length)
  if (open !== null) runs.push({ ...open, to: row.length })

  assignLines(row, before.length, lines.length)
  const placed = placeRuns(row, runs, input)

  // Paragraphs: a line is the paragraph its first old word came from; a line without one is the paragraph that stood there.
  const owners: (Paragraph | undefined)[] = lines.map(() => undefined)
  const claimed = new Set<string>()
  const claim = (line: number, paragraph: Paragraph | undefined) => {
    if (paragraph === undefined || owners[line] !== undefined || claimed.has(paragraph.id)) return
    owners[line] = paragraph
    claimed.add(paragraph.id)
  }
  for (const slot of row) if (slot.item.kind === 'word') claim(slot.line, before[slot.paragraph])
  for (const [paragraph, value] of before.entries()) claim(homeLine(paragraph, before.length, lines.length), value)

  const byLine: Slot[][] = lines.map(() => [])
  for (const slot of placed) byLine[slot.line]?.push(slot)
  const result: Paragraph[] = []
  for (const [line, slots] of byLine.entries()) {
    if (!settle(slots, durationMs)) return fail('no-time', 'There are more words here than the media has time for.')
    const items = slots.map(settled)
    const owner = owners[line]
    if (owner !== undefined) result.push({ ...owner, items })
    else {
      const speaker = result.at(-1) ?? owners.find((each) => each !== undefined) ?? before[0]
      if (speaker === undefined) throw new Error('retime was given no paragraphs')
      result.push({ id: newId(), speakerId: speaker.speakerId, items })
    }
  }
  return ok(result)
}

const innerPauses = (pauses: ReadonlyMap<number, readonly Slot[]>, link: Link): readonly Slot[] => {
  const inner: Slot[] = []
  for (let at = link.oldFrom + 1; at < link.oldTo; at++) inner.push(...(pauses.get(at) ?? []))
  return inner
}

/** The line that stands where a paragraph stood: the first and the last keep their places. */
const homeLine = (paragraph: number, paragraphs: number, lines: number): number =>
  paragraph > 0 && paragraph === paragraphs - 1 ? lines - 1 : Math.min(paragraph, lines - 1)

/**
 * A pause goes with the word after it in its paragraph, else with the one before it, else stays where its paragraph was.
 * Two passes, however many pauses stand without a word: looking ahead from each took 700 of the 780 ms in which 100,000
 * words were deleted, and came back with every key after that; now it is 75 ms for the whole and 25 ms a key.
 */
const assignLines = (row: readonly Slot[], paragraphs: number, lines: number): void => {
  /** The line of the first word after each place. */
  const lineAhead: number[] = []
  let next: Slot | null = null
  for (let at = row.length - 1; at >= 0; at--) {
    const slot = row[at]
    if (slot === undefined) continue
    lineAhead[at] = next?.line ?? Infinity
    if (slot.item.kind === 'word') next = slot
    else if (next !== null && next.paragraph === slot.paragraph) slot.line = next.line
  }
  let previous: Slot | null = null
  for (const [at, slot] of row.entries()) {
    if (slot.item.kind === 'word') previous = slot
    else if (slot.line < 0 && previous !== null && previous.paragraph === slot.paragraph) slot.line = previous.line
    else if (slot.line < 0) slot.line = Math.min(homeLine(slot.paragraph, paragraphs, lines), lineAhead[at] ?? Infinity)
    slot.line = Math.max(slot.line, row[at - 1]?.line ?? 0)
  }
}

/** Puts the runs into the row and gives them their times. */
const placeRuns = (row: readonly Slot[], runs: readonly Run[], input: Retime): readonly Slot[] => {
  const placed: Slot[] = []
  let copied = 0
  for (const run of runs) {
    const firstLine = run.slots[0]?.line ?? 0
    const lastLine = run.slots.at(-1)?.line ?? 0
    const at = place(row, run, input)
    // A paste of several lines beside a pause: the pause goes with the side it stands on.
    for (const pause of row.slice(run.from, at)) pause.line = Math.min(pause.line, firstLine)
    for (const pause of row.slice(at, run.to)) pause.line = Math.max(pause.line, lastLine)
    placed.push(...row.slice(copied, at), ...run.slots)
    copied = at
  }
  return [...placed, ...row.slice(copied)]
}

/** Finds the run's time; answers its place in the row. Pauses between the two neighbours give a run several places to stand. */
const place = (row: readonly Slot[], run: Run, input: Retime): number => {
  const mediaEndMs = input.durationMs ?? Infinity
  const count = run.slots.length
  const letters = run.slots.map(weightOf)
  const firstLine = run.slots[0]?.line ?? 0
  const lastLine = run.slots.at(-1)?.line ?? 0
  const startOf = (at: number) => row[at - 1]?.endMs ?? input.previousEndMs
  const endOf = (at: number) => Math.min(row[at]?.startMs ?? input.nextStartMs ?? mediaEndMs, mediaEndMs)
  const freeMs = (at: number) => Math.max(0, endOf(at) - startOf(at))
  const near = run.from === 0 ? 'after' : run.to === row.length ? 'before' : (input.near ?? 'before')

  const nearest = near === 'before' ? run.from : run.to
  const places: number[] = []
  for (let at = run.from; at <= run.to; at++) {
    if ((row[at - 1]?.line ?? 0) <= firstLine && (row[at]?.line ?? Infinity) >= lastLine) places.push(at)
  }
  if (places.length === 0) places.push(nearest)
  const nearby = places.includes(nearest) ? nearest : (places[0] ?? nearest)

  let at = nearby
  if (freeMs(at) < count) for (const other of places) if (freeMs(other) > freeMs(at)) at = other
  if (freeMs(at) >= count) {
    const first = at === 0
    const last = at === row.length
    const mostMs = letters.reduce((sum, each) => sum + (first || last ? paceMs(each) : longestMs(each)), 0)
    const lengthMs = Math.min(freeMs(at), Math.max(mostMs, count))
    const late = !last && (first || near === 'after')
    const startMs = late ? endOf(at) - lengthMs : startOf(at)
    spread(run.slots, startMs, startMs + lengthMs)
    return at
  }

  const sides = near === 'before' ? (['before', 'after'] as const) : (['after', 'before'] as const)
  for (const side of sides) {
    const place = side === 'before' ? run.from : run.to
    if (places.includes(place) && borrow(row, place, side, run, freeMs(place))) return place
  }

  // Nobody can lend. Where there are neighbours `settle` finds the time; a run alone in its paragraph speaks across the next one.
  const startMs = Math.min(startOf(nearby), mediaEndMs)
  const alone = row.every((slot) => slot.line < firstLine || slot.line > lastLine)
  const lengthMs = alone
    ? Math.min(
        letters.reduce((sum, each) => sum + paceMs(each), 0),
        mediaEndMs - startMs,
      )
    : 0
  if (lengthMs >= count) spread(run.slots, startMs, startMs + lengthMs)
  else for (const slot of run.slots) slot.startMs = slot.endMs = startMs
  return nearby
}

/**
 * The word next to place `at` lends from its end ('before') or its start ('after'): its fair share by letters, at most half
 * of the time it came with. Answers whether that was enough; where not, nothing has changed.
 */
const borrow = (row: readonly Slot[], at: number, from: 'before' | 'after', run: Run, freeMs: number): boolean => {
  const lender = from === 'before' ? row[at - 1] : row[at]
  const next = from === 'before' ? run.slots[0] : run.slots.at(-1)
  if (lender === undefined || next === undefined || lender.item.kind !== 'word' || lender.line !== next.line)
    return false
  const whole = lender.item.endMs - lender.item.startMs
  const lent = whole - (lender.endMs - lender.startMs)
  const letters = run.slots.reduce((sum, slot) => sum + weightOf(slot), 0)
  const fair = Math.floor((whole * letters) / (letters + weightOf(lender)))
  const loanMs = Math.min(Math.floor(whole / 2) - lent, Math.max(fair, run.slots.length - freeMs))
  if (loanMs < 1 || loanMs + freeMs < run.slots.length) return false
  if (from === 'before') {
    lender.endMs -= loanMs
    spread(run.slots, lender.endMs, lender.endMs + loanMs + freeMs)
  } else {
    lender.startMs += loanMs
    spread(run.slots, lender.startMs - loanMs - freeMs, lender.startMs)
  }
  return true
}

/** The steps that bring the touched paragraphs (the first at index `at` of the document) to their new text. See `retimed`. */
export const retime = (input: Retime & { readonly at: number }): Result<readonly Step[], 'no-time'> => {
  const after = retimed(input)
  return after.ok ? ok(difference(input.at, input.before, after.value)) : after
}

/** What `retime` needs to know of the paragraphs around the touched ones `from` … `to` (half open). */
export const surroundings = (
  transcript: Transcript,
  from: number,
  to: number,
): Pick<Retime, 'previousEndMs' | 'nextStartMs' | 'durationMs'> => {
  const { paragraphs, durationMs } = transcript
  let previousEndMs = 0
  for (let index = from - 1; index >= 0; index--) {
    const last = paragraphs[index]?.items.at(-1)
    if (last === undefined) continue
    previousEndMs = last.endMs
    break
  }
  let nextStartMs: number | null = null
  for (let index = to; index < paragraphs.length; index++) {
    const first = paragraphs[index]?.items[0]
    if (first === undefined) continue
    nextStartMs = first.startMs
    break
  }
  return { previousEndMs, nextStartMs, durationMs }
}
