// The tags of one job or of many: what all of them have, what some have, and a field for another. Nothing changes before it is saved.

import { Plus, X } from 'lucide-react'
import { useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { useStore } from 'zustand'
import type { JobSummary } from '../../core/job/job'
import { distinctTags, hasTag, mostTags, tagKey, tagsIn, withoutTag } from '../../core/job/tags'
import { useCaesura } from '../desk/caesura'
import { Button } from '../ui/Button'
import { Sheet } from '../ui/Sheet'
import { plural } from '../ui/times'
import { named } from './shelf'
import { changeTags, suggestions, tagCounts } from './tags'

const mostSuggested = 8

export const TagJobs = ({ jobIds }: { readonly jobIds: readonly string[] }) => {
  const app = useCaesura()
  const { dialogs, library } = app
  const all = useStore(library.store, (state) => state.jobs)
  // As they were when the sheet came: what changes meanwhile is not the person's doing.
  const [jobs] = useState(() =>
    jobIds.map((id) => library.job(id)).filter((job): job is JobSummary => job !== undefined),
  )
  const before = useMemo(() => tagCounts(jobs), [jobs])
  const [add, setAdd] = useState<readonly string[]>([])
  const [remove, setRemove] = useState<readonly string[]>([])
  const [text, setText] = useState('')
  const [trouble, setTrouble] = useState<string | null>(null)
  const field = useRef<HTMLInputElement>(null)

  const shown = [
    ...before
      .filter(({ tag }) => !hasTag(remove, tag) && !hasTag(add, tag))
      .map(({ tag, count }) => ({ tag, count, isNew: false })),
    ...add.map((tag) => ({ tag, count: jobs.length, isNew: true })),
  ]
  const offered = suggestions(
    tagCounts(all),
    text,
    shown.filter(({ count }) => count === jobs.length).map(({ tag }) => tag),
  ).slice(0, mostSuggested)

  const put = (tags: readonly string[]) => {
    const next = distinctTags([...add, ...tags])
    if (shown.length + tags.length > mostTags) {
      setTrouble(`A job has at most ${mostTags} tags.`)
      return
    }
    // A tag that all have already is no change.
    setAdd(next.filter((tag) => !before.some((one) => tagKey(one.tag) === tagKey(tag) && one.count === jobs.length)))
    setRemove(tags.reduce<readonly string[]>((rest, tag) => withoutTag(rest, tag), remove))
    setText('')
    setTrouble(null)
    field.current?.focus()
  }
  const take = (tag: string) => {
    setAdd(withoutTag(add, tag))
    if (before.some((one) => tagKey(one.tag) === tagKey(tag))) setRemove(distinctTags([...remove, tag]))
    field.current?.focus()
  }
  /** What is still in the field counts; null: it cannot be taken. */
  const typed = (): readonly string[] | null => {
    const read = tagsIn(text)
    if (read.ok) return read.value
    setTrouble(read.message)
    return null
  }
  const key = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === ',' || (event.key === 'Enter' && text.trim() !== '')) {
      event.preventDefault()
      const tags = typed()
      if (tags !== null && tags.length > 0) put(tags)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      save()
    } else if (event.key === 'Backspace' && text === '') {
      const last = shown.at(-1)
      if (last) take(last.tag)
    }
  }
  const save = () => {
    const tags = typed()
    if (tags === null) return
    dialogs.hide()
    void changeTags(app, jobs, { add: distinctTags([...add, ...tags]), remove })
  }
  return (
    <Sheet
      title={jobs.length === 1 ? 'Tags' : `Tags of ${plural(jobs.length, 'job')}`}
      lead={
        jobs.length === 1 ? named(jobs) : 'What you add here all of them get; what you take away, all of them lose.'
      }
      onClose={dialogs.hide}
      firstFocus={field}
      foot={
        <>
          <div className="grow" />
          <Button onClick={dialogs.hide}>Cancel</Button>
          <Button look="primary" onClick={save}>
            Save
          </Button>
        </>
      }
    >
      <div className="field">
        <label htmlFor="tag-field">Tags</label>
        <div className="tag-box" onPointerDown={() => requestAnimationFrame(() => field.current?.focus())}>
          {shown.map(({ tag, count }) => (
            <span key={tagKey(tag)} className={count === jobs.length ? 'tag' : 'tag some'}>
              <span className="one-line">#{tag}</span>
              {count === jobs.length ? null : (
                <button
                  type="button"
                  className="tag-all"
                  aria-label={`${tag}: on ${count} of ${jobs.length}, give it to all`}
                  title="Give it to all"
                  onClick={() => put([tag])}
                >
                  {count} of {jobs.length}
                </button>
              )}
              <button type="button" className="tag-off" aria-label={`Take ${tag} away`} onClick={() => take(tag)}>
                <X size={11} />
              </button>
            </span>
          ))}
          <input
            ref={field}
            id="tag-field"
            value={text}
            autoComplete="off"
            spellCheck={false}
            placeholder={shown.length === 0 ? 'interview, to check, client A' : ''}
            aria-describedby="tag-says"
            aria-invalid={trouble !== null}
            onChange={(event) => {
              setText(event.target.value)
              setTrouble(null)
            }}
            onKeyDown={key}
          />
        </div>
        <span
          id="tag-says"
          className={trouble === null ? 'field-note' : 'field-error'}
          role={trouble === null ? undefined : 'alert'}
        >
          {trouble ?? 'Your own words, at most 40 characters each. Enter or a comma ends one.'}
        </span>
      </div>
      {offered.length === 0 ? null : (
        <div className="field">
          <span className="field-label" id="tag-offers">
            Used before
          </span>
          <div className="tag-offers" role="group" aria-labelledby="tag-offers">
            {offered.map(({ tag, count }) => (
              <button key={tag} type="button" className="tag offer" onClick={() => put([tag])}>
                <Plus size={11} /> <span className="one-line">#{tag}</span>{' '}
                <span className="tag-count number">{count.toLocaleString('en')}</span>
              </button>
            ))}
          </div>
        </div>
      )}
    </Sheet>
  )
}
