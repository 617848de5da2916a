// The account's own list: it comes page by page, and can be picked from and added while it comes.

import { Checkbox } from '@base-ui/react/checkbox'
import { Check, CircleAlert, Minus } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { useCaesura } from '../desk/caesura'
import { firstLook } from '../library/for-all'
import { firstToOpen, intakeOf, receive } from '../library/intake'
import { Button } from '../ui/Button'
import { plural } from '../ui/times'
import { createAccountList, isWorthTaking, type AccountState } from './account-list'
import { AccountRows } from './AccountRows'
import { addIds } from './add-ids'
import { AddingBar, useAdding } from './Adding'
import type { KeyDraft } from './KeyForm'
import { NeedKey } from './NeedKey'

/** "Looked at 40 jobs · 22 transcriptions · 18 others left out". */
export const progressWords = ({ phase, jobs, others, pages }: AccountState): string => {
  if (pages === 0) return phase === 'loading' ? 'Asking Pictory for the first page…' : 'Nothing has come yet.'
  const looked = `Looked at ${plural(jobs.length + others, 'job')} · ${plural(jobs.length, 'transcription')}`
  const left = others === 0 ? '' : ` · ${plural(others, 'other')} left out`
  const end = phase === 'done' ? ' · that is all of them' : phase === 'loading' ? '…' : ''
  return `${looked}${left}${end}`
}

export const FromAccount = ({ active, draft }: { readonly active: boolean; readonly draft: KeyDraft }) => {
  const app = useCaesura()
  const { bridge, desk, dialogs, library, messages } = app
  const needsKey = useStore(library.store, (state) => state.key?.kind === 'none')
  const libraryJobs = useStore(library.store, (state) => state.jobs)
  const libraryTrash = useStore(library.store, (state) => state.trash)
  // What lies in the trash is here too: it is had back from there.
  const here = useMemo(
    () => new Set([...libraryJobs, ...libraryTrash].map(({ id }) => id)),
    [libraryJobs, libraryTrash],
  )
  const [list] = useState(() =>
    createAccountList(bridge, () => new Set(library.store.getState().jobs.map(({ id }) => id))),
  )
  const state = useStore(list.store)
  const { phase, jobs, picked, takesAll, trouble } = state
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  /** How many were added while the list was coming. */
  const [addedSoFar, setAddedSoFar] = useState(0)
  const adding = useAdding()

  useEffect(() => {
    if (active && !needsKey && list.store.getState().phase === 'before') void list.go()
  }, [active, needsKey, list])
  // Whoever puts the sheet away wants no more pages.
  useEffect(() => () => list.stop(), [list])

  /** Not here yet: worth taking, and failed at Pictory. */
  const [freshCount, failedCount] = useMemo(() => {
    const fresh = jobs.filter(({ id }) => !here.has(id))
    const worth = fresh.filter(isWorthTaking).length
    return [worth, fresh.length - worth]
  }, [jobs, here])
  const wanted = useMemo(() => jobs.filter(({ id }) => picked.has(id) && !here.has(id)), [jobs, picked, here])
  const loading = phase === 'loading'
  const freshWanted = wanted.filter(isWorthTaking).length
  // Taken one by one they are all taken too, once no more can come.
  const hasAll = takesAll || (!loading && freshCount > 0 && freshWanted === freshCount)

  const add = async () => {
    const ids = wanted.map(({ id }) => id)
    const hide = dialogs.hideLater()
    setBusy(true)
    setFailure(null)
    const done = await addIds(bridge, ids, adding.watch(ids.length))
    setBusy(false)
    adding.over()
    if (!done.ok) {
      setFailure(done.message)
      return
    }
    const { opened, left } = done.value
    const taken = ids.slice(0, ids.length - left)
    list.added(taken)
    // What was not added is still chosen.
    if (left > 0) {
      setAddedSoFar((before) => before + taken.length)
      return
    }
    const added = { ok: true, value: [...opened] } as const
    // While pages still come the sheet stays, so that the rest can be added too.
    if (loading && list.store.getState().phase === 'loading') {
      setAddedSoFar((before) => before + ids.length)
      return
    }
    hide()
    if (added.value.some(({ outcome }) => outcome.kind === 'refused')) {
      receive(added, intakeOf(app))
      return
    }
    const first = firstToOpen(added.value)
    if (first !== null) void desk.select(first)
    const count = ids.length + addedSoFar
    if (count <= 1) return
    const more = firstLook(app, count)
    messages.say(`${plural(count, 'job')} added.`, more === null ? {} : { more })
  }

  if (needsKey || trouble?.code === 'no-key')
    return (
      <>
        <div className="dialog-body">
          {active ? (
            <NeedKey
              why="Your account’s list is asked of Pictory, and that needs the key."
              draft={draft}
              onKept={() => void list.go()}
            />
          ) : null}
        </div>
        <div className="dialog-foot">
          <div className="grow" />
          <Button onClick={dialogs.hide}>Cancel</Button>
        </div>
      </>
    )
  return (
    <>
      <div className="dialog-body account">
        <div className="account-line">
          <span className="grow number">{progressWords(state)}</span>
          {loading ? (
            <Button
              size="small"
              onClick={() => {
                list.stop()
              }}
            >
              Stop looking
            </Button>
          ) : phase === 'stopped' ? (
            <Button size="small" onClick={() => void list.go()}>
              Go on
            </Button>
          ) : null}
        </div>
        <span className="visually-hidden" role="status">
          {phase === 'done'
            ? `The whole list has come: ${plural(jobs.length, 'transcription')}.`
            : phase === 'stopped'
              ? 'Stopped looking.'
              : ''}
        </span>
        {trouble === null ? null : (
          <div className="note warn" role="alert">
            <CircleAlert size={14} />
            <span className="grow">{trouble.message}</span>
            <Button size="small" onClick={() => void list.go()}>
              {trouble.code === 'circle' ? 'Begin again' : 'Try again'}
            </Button>
          </div>
        )}
        {trouble?.code === 'key-refused' && active ? (
          <NeedKey why="With another key the list goes on." draft={draft} onKept={() => void list.go()} />
        ) : null}
        {jobs.length === 0 ? (
          <div className="account-empty">
            {phase === 'done' ? <p>There is no transcription in your account’s list.</p> : null}
          </div>
        ) : (
          <>
            <label className="check-line">
              <Checkbox.Root
                className="check"
                checked={hasAll}
                indeterminate={!hasAll && freshWanted > 0}
                disabled={freshCount === 0 && !loading}
                onCheckedChange={(on) => list.takeAll(on)}
              >
                <Checkbox.Indicator className="check-mark">
                  {hasAll ? <Check size={12} strokeWidth={3} /> : <Minus size={12} strokeWidth={3} />}
                </Checkbox.Indicator>
              </Checkbox.Root>
              <span>
                {freshCount === 0
                  ? loading
                    ? 'All new ones, also those still to come'
                    : 'All of them are here already'
                  : loading
                    ? `All new ones, ${freshCount.toLocaleString('en')} so far`
                    : `All ${freshCount.toLocaleString('en')} new ones`}
                {failedCount === 0 ? null : (
                  <span className="field-note">
                    {' '}
                    · without {failedCount.toLocaleString('en')} that failed at Pictory
                  </span>
                )}
              </span>
            </label>
            <AccountRows list={list} here={here} />
          </>
        )}
      </div>
      <div className="dialog-foot">
        <div className="grow" role="status">
          {failure !== null ? (
            <span className="field-error">{failure}</span>
          ) : addedSoFar > 0 ? (
            <span className="field-note number">{plural(addedSoFar, 'job')} added.</span>
          ) : null}
        </div>
        {adding.shown === null ? (
          <Button onClick={dialogs.hide}>{addedSoFar > 0 ? 'Done' : 'Cancel'}</Button>
        ) : (
          <AddingBar adding={adding} />
        )}
        <Button look="primary" data-goes-on disabled={busy || wanted.length === 0} onClick={() => void add()}>
          {wanted.length === 0
            ? 'Add'
            : loading
              ? `Add these ${wanted.length.toLocaleString('en')} now`
              : `Add ${plural(wanted.length, 'job')}`}
        </Button>
      </div>
    </>
  )
}
