import { Check, WandSparkles } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { type FixedAll, type Rule, unfixable } from '../../core/captions/fix'
import { type Cue, ruleWords } from '../../core/captions/cue'
import { useCaesura } from '../desk/caesura'
import type { OpenDocument } from '../desk/desk'
import { Button } from '../ui/Button'
import { Sheet } from '../ui/Sheet'
import { plural } from '../ui/times'
import { tally } from './cues'
import { fixKind } from './fixes'

type Outcome = { readonly fixed: number; readonly left: number; readonly stopped: boolean }

/** What became of a kind, in words. */
const said = (rule: Rule, { fixed, left, stopped }: Outcome): string => {
  const done = fixed === 0 ? 'None could be fixed.' : `${plural(fixed, 'cue')} fixed.`
  if (left === 0) return done
  if (stopped) return `${plural(fixed, 'cue')} fixed, then stopped.`
  return `${done} ${left === 1 ? '1 stays.' : `${left.toLocaleString('en')} stay.`} ${unfixable[rule]}`
}

const countsOf = (cues: readonly Cue[]): ReadonlyMap<Rule, number> => {
  const byRule = new Map<Rule, number>()
  for (const { rule, count } of tally(cues)) byRule.set(rule, (byRule.get(rule) ?? 0) + count)
  return byRule
}

/** Every kind of broken rule with how many cues break it, to be fixed as far as that can be done. */
export const FixSheet = ({ document }: { readonly document: OpenDocument }) => {
  const app = useCaesura()
  const cues = useStore(document.derived.store, (state) => state.cues)
  const [running, setRunning] = useState<{ readonly rule: Rule; readonly now: FixedAll } | null>(null)
  const [outcomes, setOutcomes] = useState<ReadonlyMap<Rule, Outcome>>(new Map())
  const stopped = useRef(false)
  const isHere = useRef(true)
  const began = useRef(0)
  // Another sheet or job came in its place: nobody could stop it any more.
  useEffect(() => {
    isHere.current = true
    return () => {
      isHere.current = false
      stopped.current = true
    }
  }, [])
  const counts = useMemo(() => countsOf(cues), [cues])
  // A kind that was fixed to the last one stays in the list with what became of it.
  const kinds = [...new Set([...outcomes.keys(), ...counts.keys()])].sort((a, b) =>
    ruleWords[a].localeCompare(ruleWords[b]),
  )
  const fix = async (rule: Rule) => {
    stopped.current = false
    began.current = performance.now()
    setRunning({ rule, now: { steps: [], fixed: 0, left: 0 } })
    const done = await fixKind(
      app,
      rule,
      (now) => setRunning({ rule, now }),
      () => stopped.current,
    )
    setRunning(null)
    if (done === null) return
    if (!isHere.current) {
      app.messages.say(`${plural(done.fixed, 'cue')} fixed, then stopped.`)
      return
    }
    const left = countsOf(document.derived.store.getState().cues).get(rule) ?? 0
    setOutcomes((before) => new Map(before).set(rule, { fixed: done.fixed, left, stopped: stopped.current }))
  }
  // The button stands where the one that began it stood: the second click of a double click is none.
  const stop = () => {
    if (performance.now() - began.current > 500) stopped.current = true
  }
  return (
    <Sheet
      title="Fix cues"
      lead="Words change sides, cues are joined, or stay longer where it is silent. Only what breaks nothing else is done; each kind is one undo."
      onClose={() => app.dialogs.hide()}
      stays={running !== null}
      foot={
        <>
          <div className="grow" />
          <Button look="primary" disabled={running !== null} onClick={() => app.dialogs.hide()}>
            Done
          </Button>
        </>
      }
    >
      {kinds.length === 0 ? (
        <p className="fix-none">
          <Check size={16} /> No cue breaks a rule of this style guide.
        </p>
      ) : (
        <ul className="fix-kinds" aria-label="Rules that are broken">
          {kinds.map((rule) => {
            const count = counts.get(rule) ?? 0
            const outcome = outcomes.get(rule)
            const now = running?.rule === rule ? running.now : null
            return (
              <li key={rule}>
                <div className="grow">
                  <div>
                    <b className="number">{count.toLocaleString('en')}</b> {ruleWords[rule]}
                  </div>
                  <div className="fix-says" role="status">
                    {now !== null
                      ? `${now.fixed.toLocaleString('en')} fixed, ${now.left.toLocaleString('en')} cannot be…`
                      : outcome === undefined || outcome.left !== count
                        ? ''
                        : said(rule, outcome)}
                  </div>
                </div>
                {now === null ? (
                  <Button
                    disabled={running !== null || count === 0}
                    aria-label={`Fix all that are ${ruleWords[rule]}`}
                    onClick={() => void fix(rule)}
                  >
                    <WandSparkles size={14} /> Fix all
                  </Button>
                ) : (
                  <Button onClick={stop}>Stop</Button>
                )}
              </li>
            )
          })}
        </ul>
      )}
    </Sheet>
  )
}
