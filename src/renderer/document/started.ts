// What was handed to Pictory for a job that was started here, as facts.

import type { JobSummary } from '../../core/job/job'
import { languages } from '../../core/pictory/languages'

export const languageName = (code: string): string => {
  const name = languages.find((language) => language.code === code)?.name
  return name === undefined ? code : `${name} (${code})`
}

/** Empty for a job that was not started here. */
export const startedFacts = ({ start }: Pick<JobSummary, 'start'>): readonly (readonly [string, string])[] =>
  start === null
    ? []
    : [
        [start.from === 'file' ? 'File' : 'Source', start.name],
        ['Language', languageName(start.language)],
      ]
