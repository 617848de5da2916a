// A job as the window sees it, for tests that care about a few of its fields.

import type { JobSummary } from './job'
import { added } from './schedule'

export const jobOf = (more: Partial<JobSummary> = {}): JobSummary => ({
  id: '00000000-0000-4000-8000-000000000000',
  title: 'A talk',
  origin: 'pictory',
  format: 'pictory',
  addedAt: 1,
  editedAt: null,
  state: added,
  words: null,
  durationMs: null,
  speakers: null,
  notes: 0,
  exported: [],
  media: null,
  start: null,
  hasPictoryId: true,
  asking: false,
  tags: [],
  trashedAt: null,
  ...more,
})
