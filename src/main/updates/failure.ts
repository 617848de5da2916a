// Why a download failed, for a person. electron-updater, Node and Chromium each have their own names for it.

import { type Fail, fail } from '../../core/result'

const said = (error: unknown): { readonly code: string; readonly status: number | null; readonly message: string } => {
  if (!(error instanceof Error)) return { code: '', status: null, message: String(error) }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  // electron-updater has it in a field for some requests, and for a download in its sentence alone.
  const inWords = /\bstatus (\d{3})\b/.exec(error.message)?.[1]
  const status =
    'statusCode' in error && typeof error.statusCode === 'number'
      ? error.statusCode
      : inWords === undefined
        ? null
        : Number(inWords)
  return { code, status, message: error.message }
}

const no = (sentence: string): Fail<'download'> => fail('download', sentence)

/** More comes than the signed list says: it is not read to its end. */
export const tooLarge = no('The file that came is larger than the list of updates says. It was thrown away.')

export const downloadFailure = (error: unknown, cancelled: boolean): Fail<'aborted' | 'download'> => {
  if (cancelled) return fail('aborted', 'The download was cancelled.')
  const { code, status, message } = said(error)
  if (code === 'ERR_CHECKSUM_MISMATCH')
    return no('The file that came is not the one that the list of updates names. It was thrown away.')
  if (code === 'ERR_UPDATER_INVALID_SIGNATURE')
    return no('The new version is not signed by Caesura’s makers. It was thrown away.')
  if (code === 'ENOSPC' || code === 'EDQUOT') return no('The disk is full. Make room, then try again.')
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return no('Caesura may not write where downloads are kept on this computer.')
  if (status !== null) return no(`The server answered with ${status} instead of the new version.`)
  if (/net::ERR_|ECONN|ENOTFOUND|ETIMEDOUT|timed out|aborted by the server/i.test(`${code} ${message}`))
    return no('The connection broke off. Is this computer online?')
  return no('The new version could not be fetched.')
}
