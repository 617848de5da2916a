// At the foot of the list: why every job waits, until when, and what can be done; nothing while one of them gets on.

import { useMemo } from 'react'
import { useStore } from 'zustand'
import { needsKey } from '../../core/job/job'
import { runCommand } from '../commands/table'
import { useCaesura } from '../desk/caesura'
import { Button } from '../ui/Button'
import { useNow } from '../ui/ticker'
import { inWords, plural } from '../ui/times'
import { heldFor, type Held } from './held'
import { troubleWords } from './words'

/** `now` is wall-clock ms. */
export const heldWords = ({ reason, untilMs, jobs }: Held, now: number): { first: string; second: string } => {
  // How the key stands is said right below; here it is what that means.
  if (needsKey(reason))
    return {
      first: `${plural(jobs, 'job')} wait for ${reason === 'no-key' ? 'your' : 'another'} key`,
      second: 'They go on by themselves once it is there.',
    }
  const when =
    untilMs === null
      ? ' until it is back'
      : untilMs <= now
        ? ' · the next try is due'
        : ` · next try in ${inWords(untilMs - now)}`
  return { first: troubleWords[reason].title, second: `${plural(jobs, 'job')} wait${when}` }
}

const Note = ({ held }: { readonly held: Held }) => {
  const app = useCaesura()
  const words = heldWords(held, useNow(app.ticker))
  const forKey = needsKey(held.reason)
  return (
    <div className={forKey ? 'held for-key' : 'held'} data-tone={troubleWords[held.reason].tone} data-testid="held">
      <div className="grow">
        <div className="held-first">{words.first}</div>
        {forKey ? null : <div className="held-second">{held.message}</div>}
        <div className="held-second number">{words.second}</div>
      </div>
      {forKey ? (
        <Button size="small" onClick={() => runCommand(app, 'key')}>
          {held.reason === 'no-key' ? 'Enter the key…' : 'Replace the key…'}
        </Button>
      ) : null}
    </div>
  )
}

export const HeldNote = () => {
  const { library } = useCaesura()
  const jobs = useStore(library.store, (state) => state.jobs)
  const held = useMemo(() => heldFor(jobs), [jobs])
  return (
    <>
      {held === null ? null : <Note held={held} />}
      {/* Spoken once when it begins and when the reason changes, not with each second. */}
      <span className="visually-hidden" role="status">
        {held === null ? '' : `All jobs wait. ${held.message}`}
      </span>
    </>
  )
}
