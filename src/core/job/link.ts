// A link that opens a job: caesura://open?job=<uuid>. Whoever made the link is a stranger, so everything else is refused, and a job that is not
// here is never added without asking (the window asks).

import { fail, ok, type Result } from '../result'
import type { JobId } from './job'

export const linkScheme = 'caesura'

const form = /^caesura:(?:\/\/)?open\/?\?job=([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/i
const example = 'caesura://open?job=cbbc5305-0a1b-4c2d-8e3f-1234567890ab'
const mostShown = 60

/** The job that is meant, in lower case; 'invalid' with a sentence for anything else. */
export const readLink = (text: string): Result<JobId, 'invalid'> => {
  const id = form.exec(text.trim())?.[1]
  if (id !== undefined) return ok(id.toLowerCase())
  const shown = text.replace(/[\p{Cc}\p{Cf}]/gu, '')
  return fail(
    'invalid',
    `The link “${shown.length > mostShown ? `${shown.slice(0, mostShown - 1)}…` : shown}” opens nothing here. Caesura knows links such as ${example}.`,
  )
}
