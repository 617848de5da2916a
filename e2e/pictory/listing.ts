// How the account's list can be answered besides the plain way.

import { seeded, uuid } from './generate'
import type { CallScene } from './scenes'
import type { Page } from './account'

export type ListScene =
  | CallScene
  /** Page after page with the same key: a client that follows it never ends. */
  | { readonly kind: 'repeating-key' }
  /** Another key each time, and the first page again and again. */
  | { readonly kind: 'endless' }
  /** What no one would expect among the items, and the page's own after it. */
  | { readonly kind: 'strangers' }
  /** Items, but no word of a next page. */
  | { readonly kind: 'no-key-named' }

/** Odd, but each of them JSON: none is a transcription with an id, but for the last two, which are one in two spellings. */
export const oddItems = (id: string): readonly unknown[] => [
  null,
  7,
  'a job',
  [],
  {},
  { success: true },
  { success: true, data: null },
  { success: true, data: [] },
  { success: true, data: { status: 'completed' } },
  { success: true, data: { jobId: 42, status: 'in-progress' } },
  { success: true, data: { jobId: 'not-a-uuid', status: 'completed', transcript: [] } },
  { success: true, data: { jobId: '../../v1/quota', status: 'in-progress' } },
  { success: true, data: { jobId: id.toUpperCase(), status: 'in-progress' } },
  { success: true, data: { jobId: id, status: 'in-progress' } },
]

const random = seeded(4711)

/** The body of a scene that is the list's own; any call can meet the others. */
export const listBody = (scene: Exclude<ListScene, CallScene>, page: Page, first: Page): unknown => {
  switch (scene.kind) {
    case 'repeating-key':
      return { items: page.items, nextPageKey: first.nextPageKey ?? 'the-same-again' }
    case 'endless':
      return { items: first.items, nextPageKey: `more-${uuid(random)}` }
    case 'strangers':
      return { ...page, items: [...oddItems(uuid(seeded(12))), ...page.items] }
    case 'no-key-named':
      return { items: page.items }
  }
}
