// What a record that comes in a file may say. Anybody can have written it: no place on this computer is taken from it, for what it names
// would be opened, shown or sent on for whoever wrote it; and what is shown is held to what Caesura itself would have kept.

import { join } from 'node:path'
import { fileFormats } from '../../core/formats/table'
import type { JobState } from '../../core/job/job'
import { distinctTags, isTag, mostTags } from '../../core/job/tags'
import { keptTitle } from '../../core/job/title'
import type { JobRecord } from '../library/record'
import { isPlainName } from './unzip'

/** The last moment a calendar knows, and as much as anything here is counted to. */
const latest = 8.64e15
const most = 1e12
const longestName = 300

const count = (value: number | null): number | null =>
  value !== null && value >= 0 && value <= most ? Math.round(value) : null
const moment = (value: number): number => (value >= 0 && value <= latest ? value : 0)

const stateInRange = (state: JobState): JobState => {
  switch (state.kind) {
    case 'ready':
      return { ...state, completedAt: moment(state.completedAt) }
    case 'stopped':
    case 'failed':
    case 'gone':
      return { ...state, at: moment(state.at) }
    case 'waiting':
      return { ...state, nextCheckAt: state.nextCheckAt === null ? null : moment(state.nextCheckAt) }
    case 'starting':
    case 'damaged':
      return state
  }
}

/** The record with every value that is shown or counted as Caesura would have made it. */
export const inRange = (record: JobRecord): JobRecord => ({
  ...record,
  title: keptTitle(record.title) || record.id,
  addedAt: moment(record.addedAt),
  state: stateInRange(record.state),
  words: count(record.words),
  durationMs: count(record.durationMs),
  speakers: count(record.speakers),
  exported: fileFormats.filter((format) => record.exported.includes(format)),
  tags: distinctTags(record.tags.filter(isTag)).slice(0, mostTags),
  trashedAt: record.trashedAt === null ? null : moment(record.trashedAt),
})

/** Where the recording would lie, to begin looking for it there; null for a name that leads elsewhere. */
export const placeOf = (folder: string, way: string): string | null =>
  isPlainName(way) ? join(folder, ...way.split('/')) : null

const chooseAgain = 'Its recording has to be chosen again: start the transcription anew from the file.'

const mediaOf = (record: JobRecord, folder: string): Pick<JobRecord, 'media' | 'suggestedMedia'> => {
  const { media, suggestedMedia, origin } = record
  if (media?.source === 'sample') return { media: origin === 'sample' ? media : null, suggestedMedia: null }
  const named = media ?? suggestedMedia
  if (named === null) return { media: null, suggestedMedia: null }
  const name = named.name.slice(0, longestName)
  return { media: null, suggestedMedia: { name, kind: named.kind, path: placeOf(folder, name) } }
}

const startOf = (record: JobRecord): Pick<JobRecord, 'start' | 'state'> => {
  const { start, state } = record
  if (start?.source.kind !== 'file') return { start, state }
  // Without a path nothing can be sent; the name still says what it was.
  const without = { ...start, source: { ...start.source, path: '' }, uploaded: null }
  if (start.became !== null) return { start: without, state }
  switch (state.kind) {
    case 'stopped':
      return { start: without, state: { kind: 'failed', message: chooseAgain, at: state.at } }
    case 'failed':
      return {
        start: without,
        state: state.message.endsWith(chooseAgain) ? state : { ...state, message: `${state.message} ${chooseAgain}` },
      }
    case 'starting':
    case 'waiting':
      return { start: without, state: { kind: 'failed', message: chooseAgain, at: record.addedAt } }
    case 'ready':
    case 'gone':
    case 'damaged':
      return { start: without, state }
  }
}

/**
 * The record without any place on a disk: the recording is only suggested by its name, as if it lay beside the file that came.
 * @param folder where that file lies.
 */
export const withoutPlaces = (record: JobRecord, folder: string): JobRecord => ({
  ...record,
  ...mediaOf(record, folder),
  ...startOf(record),
  lastExport: null,
})
