// The one door between the window and main. Every call passes: trusted sender → size → schema → handler → schema of the
// answer. What comes back is always a Result; a throw is a bug, is logged without secrets and answered as one.
// This file knows no Electron, so that the door itself is tested with made-up senders.

import { type Fail, fail, type Result } from '../core/result'
import { type CallName, type Calls, calls, type FailureCode } from '../ipc/contract'

/** What the door looks at of an IpcMainInvokeEvent. */
export type Caller = {
  readonly sender: object
  /** Null when the frame is gone. */
  readonly senderFrame: { readonly parent: object | null; readonly origin: string } | null
}

export type Handlers = {
  readonly [K in CallName]: (args: Calls[K]['args']) => Promise<Result<Calls[K]['value'], FailureCode>>
}

export type DoorDeps = {
  readonly handlers: Handlers
  /** Is this the web contents of our own window? */
  readonly isOurs: (sender: object) => boolean
  readonly origin: string
  readonly log: (line: string) => void
}

type Schema<T> = {
  readonly safeParse: (
    value: unknown,
  ) => { readonly success: true; readonly data: T } | { readonly success: false; readonly error: Error }
}
type Contract = {
  readonly [K in CallName]: { readonly args: Schema<Calls[K]['args']>; readonly value: Schema<Calls[K]['value']> }
}
const contract: Contract = calls

/** Most weight of an argument: characters of its strings and 8 for any other value. Generous per call, checked before any schema. */
const weights: Readonly<Partial<Record<CallName, number>>> = {
  saveExport: 64 * 1024 * 1024 + 1024,
  appendEdits: 64 * 1024 * 1024,
  openPaths: 3 * 1024 * 1024,
  addJobs: 1024 * 1024,
  // 5,000 ids.
  steerJobs: 512 * 1024,
  trashJobs: 512 * 1024,
  restoreJobs: 512 * 1024,
  deleteJobs: 512 * 1024,
  jobSizes: 512 * 1024,
  chooseBatchFolder: 512 * 1024,
  // 5,000 ids with 30 tags each, which is far more than anybody has.
  tagJobs: 8 * 1024 * 1024,
  // An address, a page key and wishes are short; a recording comes as a token, never as bytes.
  startTranscription: 8 * 1024,
  accountPage: 16 * 1024,
  changeService: 8 * 1024,
}
const usualWeight = 64 * 1024

/** Stops as soon as the limit is passed, so a hostile argument costs no more than the largest honest one. */
export const isHeavier = (value: unknown, limit: number): boolean => {
  let weight = 0
  const pending: unknown[] = [value]
  while (pending.length > 0) {
    const next = pending.pop()
    weight += typeof next === 'string' ? next.length : 8
    if (weight > limit) return true
    if (ArrayBuffer.isView(next)) weight += next.byteLength
    else if (next instanceof ArrayBuffer) weight += next.byteLength
    else if (next instanceof Map || next instanceof Set)
      for (const entry of next) {
        if (Array.isArray(entry)) for (const part of entry) pending.push(part)
        else pending.push(entry)
        if (weight + pending.length > limit) return true
      }
    else if (typeof next === 'object' && next !== null)
      for (const [key, inner] of Object.entries(next)) {
        weight += key.length
        pending.push(inner)
        if (weight + pending.length > limit) return true
      }
  }
  return weight > limit
}

const isCallName = (name: string): name is CallName => Object.hasOwn(calls, name)

export const createDoor = (deps: DoorDeps) => {
  const { handlers, isOurs, origin, log } = deps

  const refused = (caller: Caller): Fail<'untrusted'> | null => {
    const { sender, senderFrame } = caller
    const ours = isOurs(sender) && senderFrame !== null && senderFrame.parent === null && senderFrame.origin === origin
    return ours ? null : fail('untrusted', 'Only Caesura’s own window may ask for this.')
  }

  const bug = (name: string, what: string): Fail<'failed'> => {
    log(`${name}: ${what}`)
    return fail(
      'failed',
      'Something went wrong inside Caesura. This is a bug in Caesura, not in your file; nothing that was saved is lost.',
    )
  }

  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- K ties the schemas to the handler of the same name
  const answer = async <K extends CallName>(name: K, raw: unknown): Promise<Result<unknown, FailureCode>> => {
    if (isHeavier(raw, weights[name] ?? usualWeight))
      return fail('too-large', 'This is larger than Caesura takes in one piece.')
    const { args: argsSchema, value: valueSchema }: Contract[K] = contract[name]
    const args = argsSchema.safeParse(raw)
    if (!args.success)
      return fail(
        'malformed',
        'Caesura’s window asked for something that main does not understand. This is a bug in Caesura.',
      )
    const handler: Handlers[K] = handlers[name]
    const result = await handler(args.data)
    if (!result.ok) return result
    const value = valueSchema.safeParse(result.value)
    return value.success ? result : bug(name, `answered out of contract: ${value.error.message}`)
  }

  /** Answers one call; never rejects. */
  return async (name: string, caller: Caller, raw: unknown): Promise<Result<unknown, FailureCode>> => {
    const no = refused(caller)
    if (no !== null) {
      log(`${name}: refused an untrusted caller`)
      return no
    }
    if (!isCallName(name)) return fail('malformed', 'There is no such call.')
    try {
      return await answer(name, raw)
    } catch (error) {
      return bug(name, error instanceof Error ? (error.stack ?? error.message) : String(error))
    }
  }
}
