import { Fragment, useEffect } from 'react'
import { useStore } from 'zustand'
import { formatWords } from '../../core/imports/format'
import type { JobSummary } from '../../core/job/job'
import { linkRecording } from '../commands/jobs'
import { useCaesura } from '../desk/caesura'
import type { OpenDocument } from '../desk/desk'
import { MendButtons } from '../document/Mend'
import { startedFacts } from '../document/started'
import { canOrder, orderLabel, steer } from '../library/orders'
import { reveal } from '../library/shelf'
import { exportedWords, goneButSafe, jobWords } from '../library/words'
import { useNow } from '../ui/ticker'
import { ago, bytes, plural, short } from '../ui/times'

const origins = {
  pictory: () => 'Pictory',
  file: ({ format }: JobSummary) => formatWords(format),
  sample: () => 'The sample',
  copy: () => 'A copy made here',
} as const

const stateWords = (job: JobSummary, now: number): string =>
  job.state.kind !== 'ready' ? jobWords(job, now).first : job.state.gone ? goneButSafe : 'Ready · kept on this computer'

export const Details = ({ document }: { readonly document: OpenDocument }) => {
  const app = useCaesura()
  const { dialogs, library, ticker } = app
  const now = useNow(ticker)
  const job = useStore(library.store, ({ jobs }) => jobs.find((one) => one.id === document.jobId))
  const words = useStore(document.derived.store, (state) => state.words)
  const endMs = useStore(document.derived.store, (state) => state.endMs)
  const size = useStore(library.store, ({ sizes }) => sizes.get(document.jobId))
  const edited = job?.editedAt
  // Looked at on the disk while somebody looks here.
  useEffect(() => {
    if (edited !== undefined) void library.measure([document.jobId])
  }, [library, document.jobId, edited])
  const { notes, lacks, mends } = document
  if (!job) return null
  return (
    <div className="details">
      <section>
        <h2>This job</h2>
        <dl className="facts">
          <dt>State</dt>
          <dd>
            {job.asking ? 'Asking Pictory now…' : stateWords(job, now)}{' '}
            {canOrder('check', job) && !job.asking ? (
              <button type="button" className="link" onClick={() => void steer(app, job.id, 'check')}>
                {orderLabel('check', job)}
              </button>
            ) : null}
          </dd>
          <dt>From</dt>
          <dd>{origins[job.origin](job)}</dd>
          {startedFacts(job).map(([name, value]) => (
            <Fragment key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </Fragment>
          ))}
          <dt>Added</dt>
          <dd>{ago(job.addedAt, now)}</dd>
          <dt>Edited</dt>
          <dd>{job.editedAt === null ? 'Not yet' : ago(job.editedAt, now)}</dd>
          <dt>Exported</dt>
          <dd>{job.exported.length === 0 ? 'Not yet' : exportedWords(job)}</dd>
          <dt>Length</dt>
          <dd>
            {short(endMs)} · {plural(words, 'word')}
          </dd>
          <dt>Tags</dt>
          <dd className="facts-tags">
            {job.tags.map((tag) => (
              <span key={tag} className="tag one-line">
                #{tag}
              </span>
            ))}
            <button type="button" className="link" onClick={() => dialogs.show({ kind: 'tags', jobIds: [job.id] })}>
              {job.tags.length === 0 ? 'Add…' : 'Change…'}
            </button>
          </dd>
          <dt>On disk</dt>
          <dd>
            {size === undefined ? '…' : bytes(size)}{' '}
            <button type="button" className="link" onClick={() => void reveal(app, job.id)}>
              Show in folder
            </button>
          </dd>
          <dt>Recording</dt>
          <dd>
            {job.media ? `${job.media.name} ` : 'None linked '}
            <button type="button" className="link" onClick={() => void linkRecording(app)}>
              {job.media ? 'Change…' : 'Link…'}
            </button>
          </dd>
          <dt>Job id</dt>
          <dd className="mono selectable">{job.id}</dd>
        </dl>
      </section>
      {lacks.length === 0 ? null : (
        <section>
          <h2>What the file lacks</h2>
          <ul className="reader-notes selectable">
            {lacks.map((lack) => (
              <li key={lack}>{lack}</li>
            ))}
          </ul>
        </section>
      )}
      {job.state.kind === 'damaged' ? (
        <section>
          <h2>Damage</h2>
          <p className="speaker-line">{job.state.message}</p>
          <div className="mend-buttons">
            <MendButtons jobId={job.id} ways={job.state.ways} small />
          </div>
        </section>
      ) : null}
      {mends.length === 0 ? null : (
        <section>
          <h2>What was mended</h2>
          <ul className="reader-notes selectable">
            {mends.map(({ at, message }) => (
              <li key={`${at} ${message}`}>
                {message} <span className="mended-at">{ago(at, now)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h2>
          {notes.length === 0
            ? 'Notes from the reader'
            : plural(notes.length, 'note from the reader', 'notes from the reader')}
        </h2>
        {notes.length === 0 ? (
          <p className="speaker-line">
            {job.format === 'pictory' ? 'Pictory’s response was read as it came' : 'The file was read as it is'}:
            nothing had to be repaired.
          </p>
        ) : (
          <ul className="reader-notes selectable">
            {notes.map((note, index) => (
              // oxlint-disable-next-line react/no-array-index-key -- notes are a fixed list and may repeat
              <li key={index}>{note}</li>
            ))}
          </ul>
        )}
      </section>
    </div>
  )
}
