// What the preload exposes as `window.caesura`: verbs, never channels or paths. Types and names only, so that the
// sandboxed preload stays free of schemas; a test holds the names to the contract.

import type { Result } from '../core/result'
import type { CallName, Calls, EventName, Events, FailureCode, Opened } from './contract'

/** What is handed in may be deeply readonly: it is only read. */
type Given<T> = T extends object ? { readonly [K in keyof T]: Given<T[K]> } : T

type Verb<K extends CallName> = Calls[K]['args'] extends undefined
  ? () => Promise<Result<Calls[K]['value'], FailureCode>>
  : (args: Given<Calls[K]['args']>) => Promise<Result<Calls[K]['value'], FailureCode>>

/** Calls that are no verbs of the bridge: the preload alone makes them. */
type PreloadCall = 'openPaths' | 'readyToClose'

/** What the page may listen to; `closing` is answered through `beforeClose`. */
export type News = Exclude<EventName, 'closing'>

export type Bridge = { readonly [K in Exclude<CallName, PreloadCall>]: Verb<K> } & {
  /** Opens files dropped on the window; their paths never enter the page. */
  readonly openFiles: (files: readonly File[]) => Promise<Result<Opened[], FailureCode>>
  /** Subscribes; the answer unsubscribes. */
  readonly on: <E extends News>(event: E, listener: (payload: Events[E]) => void) => () => void
  /**
   * Before the window closes or the app quits, `save` is called: it saves what is pending and answers null, or the sentence that says why
   * it could not (the person is then asked before anything is lost). Main waits for it for a bounded time. The answer unsubscribes.
   */
  readonly beforeClose: (save: () => Promise<string | null>) => () => void
  readonly platform: string
}

/** Every call the preload turns into a verb of the same name. `openPaths` is reached through `openFiles`, `readyToClose` through `beforeClose`. */
export const verbs = [
  'listJobs',
  'addJobs',
  'steerJobs',
  'accountPage',
  'stopAccountPage',
  'quota',
  'chooseRecording',
  'startTranscription',
  'service',
  'changeService',
  'renewReceiver',
  'trashJobs',
  'restoreJobs',
  'deleteJobs',
  'tagJobs',
  'duplicateJob',
  'revealJob',
  'jobSizes',
  'chooseBatchFolder',
  'exportJobs',
  'showLog',
  'stopExport',
  'revealBatch',
  'renameJob',
  'openJob',
  'mendJob',
  'appendEdits',
  'jobHistory',
  'jobBase',
  'menuState',
  'chooseFiles',
  'addImports',
  'openSample',
  'originalText',
  'saveExport',
  'revealExport',
  'saveCopy',
  'prepareDrag',
  'dragJob',
  'searchLibrary',
  'searchHits',
  'keyStatus',
  'setKey',
  'retryKey',
  'forgetKey',
  'linkMedia',
  'mediaAddress',
  'peaks',
  'keepPeaks',
  'startWork',
  'cancelWork',
  'work',
  'saveReport',
  'saveGuide',
  'libraryPlace',
  'useLibrary',
  'oldLibrary',
  'updates',
  'about',
] as const satisfies readonly Exclude<CallName, PreloadCall>[]

export const eventNames = [
  'jobsChanged',
  'jobForgotten',
  'jobBecame',
  'serviceChanged',
  'batchProgress',
  'showJob',
  'filesOpened',
  'keyChanged',
  'searchChanged',
  'workChanged',
  'trouble',
  'updatesChanged',
  'command',
] as const satisfies readonly News[]

declare global {
  interface Window {
    readonly caesura: Bridge
  }
}
