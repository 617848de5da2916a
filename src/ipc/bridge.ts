// What the preload exposes as `window.caesura`: verbs, never channels or paths. Types and names only, so that the
// sandboxed preload stays free of schemas; a test holds the names to the contract.

import type { Result } from '../core/result'
import type { CallName, Calls, EventName, Events, FailureCode, Opened } from './contract'

type Verb<K extends CallName> = Calls[K]['args'] extends undefined
  ? () => Promise<Result<Calls[K]['value'], FailureCode>>
  : (args: Calls[K]['args']) => Promise<Result<Calls[K]['value'], FailureCode>>

export type Bridge = { readonly [K in Exclude<CallName, 'openPaths'>]: Verb<K> } & {
  /** Opens files dropped on the window; their paths never enter the page. */
  readonly openFiles: (files: readonly File[]) => Promise<Result<Opened[], FailureCode>>
  /** Subscribes; the answer unsubscribes. */
  readonly on: <E extends EventName>(event: E, listener: (payload: Events[E]) => void) => () => void
  readonly platform: string
}

/** Every call the preload turns into a verb of the same name. `openPaths` is reached through `openFiles` alone. */
export const verbs = [
  'listJobs', 'addJobs', 'checkJobNow', 'forgetJob', 'renameJob', 'openJob', 'appendEdits', 'chooseFiles', 'openSample',
  'saveExport', 'revealExport', 'keyStatus', 'setKey', 'forgetKey', 'linkMedia', 'mediaAddress', 'about',
] as const satisfies readonly Exclude<CallName, 'openPaths'>[]

export const eventNames = ['jobsChanged', 'jobForgotten', 'filesOpened', 'keyChanged', 'command'] as const satisfies readonly EventName[]

declare global {
  interface Window {
    readonly caesura: Bridge
  }
}
