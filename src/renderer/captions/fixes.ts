// Fixing what cues break (core/captions/fix.ts): the cue that is chosen, or all of a kind, each one undo.

import { fixAll, fixFor, type FixedAll, type Rule, unfixable } from '../../core/captions/fix'
import type { Cue } from '../../core/captions/cue'
import { ruleWords } from '../../core/captions/cue'
import type { Caesura } from '../desk/caesura'
import { sayUndoable } from '../desk/undoable'
import { cueHere } from './changes'
import { rulesOf } from './presets'

/** The kinds of broken rules of a cue, the wrong ones first. */
const kindsOf = ({ marks }: Cue): readonly Rule[] => [
  ...new Set(
    [...marks].sort((a, b) => Number(b.severity === 'wrong') - Number(a.severity === 'wrong')).map(({ rule }) => rule),
  ),
]

const editable = ({ desk }: Caesura): boolean => desk.document()?.session.store.getState().readOnly === null

export const canFix = (app: Caesura): boolean => editable(app) && (cueHere(app)?.cue.marks.length ?? 0) > 0

/** Fixes what this cue breaks of this kind, and says what was done, or why nothing was. */
export const fixCue = (app: Caesura, cue: Cue, rule: Rule): boolean => {
  const open = app.desk.document()
  if (!open) return false
  const { transcript } = open.session.store.getState()
  const fix = fixFor(transcript, cue.id, rule, rulesOf(app.settings.store.getState()), open.derived.cuesNow)
  if (fix === null) {
    app.messages.say(`Nothing helps this cue, which is ${ruleWords[rule]}.`, { more: unfixable[rule], failure: true })
    return false
  }
  const done = open.session.apply(fix.label, fix.steps, { origin: 'command' })
  if (!done.ok) {
    app.messages.say('Nothing was changed.', { more: done.message, failure: true })
    return false
  }
  open.derived.refresh()
  sayUndoable(app.messages, open.session, `Done: ${fix.label.charAt(0).toLowerCase()}${fix.label.slice(1)}.`)
  return true
}

/** The first kind that can be fixed of those this cue breaks. */
export const fixHere = (app: Caesura): void => {
  const here = cueHere(app)
  if (here === null) return
  const [first, ...others] = kindsOf(here.cue)
  if (first === undefined) return
  const open = app.desk.document()
  const guide = rulesOf(app.settings.store.getState())
  const rule =
    [first, ...others].find(
      (kind) => fixFor(here.transcript, here.cue.id, kind, guide, open?.derived.cuesNow) !== null,
    ) ?? first
  fixCue(app, here.cue, rule)
}

/** How long the window is not answered at most. */
const sliceMs = 12

/**
 * Fixes all of a kind in slices, telling how it gets on; one undo. Stopped, what was fixed until then is kept. Null where another job was
 * opened or the transcript was changed meanwhile: nothing is done then, and that is said.
 */
export const fixKind = async (
  app: Caesura,
  rule: Rule,
  tell: (now: FixedAll) => void,
  isStopped: () => boolean,
): Promise<FixedAll | null> => {
  const open = app.desk.document()
  if (!open) return null
  const { transcript } = open.session.store.getState()
  // A segmenter of its own: the window's is another one as soon as another style guide is chosen.
  const work = fixAll(transcript, rule, rulesOf(app.settings.store.getState()))
  let last: FixedAll = { steps: [], fixed: 0, left: 0 }
  for (let from = performance.now(); ;) {
    const next = work.next()
    last = next.value
    if (next.done === true || isStopped()) break
    if (performance.now() - from < sliceMs) continue
    tell(last)
    await new Promise((resolve) => setTimeout(resolve, 0))
    from = performance.now()
  }
  if (app.desk.document() !== open || open.session.store.getState().transcript !== transcript) {
    app.messages.say('Nothing was fixed.', {
      more: 'Another job was opened, or this one was changed, while it was being looked through.',
    })
    return null
  }
  if (last.steps.length > 0) {
    const done = open.session.apply(`Fix cues that are ${ruleWords[rule]}`, last.steps, { origin: 'command' })
    if (!done.ok) {
      app.messages.say('Nothing was changed.', { more: done.message, failure: true })
      return null
    }
  }
  open.derived.refresh()
  return last
}
