// Starting a transcription: what is asked of an order, what it costs, and the message to the webhook when it is done.

import { request } from 'node:http'

/** What the documentation names and what its recogniser is known to take; anything else is refused as Pictory would. */
export const spokenLanguages: ReadonlySet<string> = new Set(
  (
    'en-US en-GB en-AU en-IN en-IE en-NZ en-ZA en-AB en-WL es-ES es-US fr-FR fr-CA de-DE de-CH it-IT pt-BR pt-PT nl-NL sv-SE ' +
    'da-DK no-NO nb-NO fi-FI pl-PL cs-CZ sk-SK hu-HU ro-RO bg-BG el-GR hr-HR ru-RU uk-UA tr-TR ar-SA ar-AE he-IL fa-IR hi-IN ' +
    'ta-IN te-IN id-ID ms-MY fil-PH ja-JP ko-KR zh-CN zh-TW zh-HK th-TH vi-VN af-ZA ca-ES'
  ).split(' '),
)

export type Order = { readonly fileUrl: string; readonly webhook: string | null }

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]'])

const webhookIn = (value: unknown): URL | null => {
  if (typeof value !== 'string') return null
  try {
    const url = new URL(value)
    return url.protocol === 'http:' || url.protocol === 'https:' ? url : null
  } catch {
    return null
  }
}

/** The order, or Pictory's word for what is wrong with it. */
export const readOrder = (
  wanted: Readonly<Record<string, unknown>> | null,
  isThere: (fileUrl: string) => boolean,
): Order | string => {
  if (wanted === null) return 'INVALID_BODY'
  const { fileUrl, mediaType, language, webhook } = wanted
  if (typeof fileUrl !== 'string' || !/^https?:\/\//.test(fileUrl)) return 'INVALID_FILE_URL'
  if (!isThere(fileUrl)) return 'FILE_NOT_FOUND'
  if (mediaType !== 'video' && mediaType !== 'audio') return 'INVALID_MEDIA_TYPE'
  if (typeof language !== 'string' || !/^[a-z]{2,3}-[A-Z]{2}$/.test(language)) return 'INVALID_LANGUAGE'
  if (!spokenLanguages.has(language)) return 'LANGUAGE_NOT_SUPPORTED'
  if (webhook !== undefined && webhook !== null && webhookIn(webhook) === null) return 'INVALID_WEBHOOK'
  return { fileUrl, webhook: typeof webhook === 'string' ? webhook : null }
}

/** A megabyte of sound is about a minute; of a file elsewhere nothing is known. */
export const minutesOf = (file: Buffer | undefined): number =>
  file === undefined ? 5 : Math.max(1, Math.ceil(file.length / 1_000_000))

export type Delivery = {
  readonly jobId: string
  readonly url: string
  /** The receiver's status; null when it could not be reached, or is not on this machine, where nothing is ever sent to. */
  readonly status: number | null
}

/** Pictory posts the completed answer. Only to loopback, whatever the order says. */
export const deliver = (jobId: string, webhook: string, body: string): Promise<Delivery> => {
  const url = webhookIn(webhook)
  const failed: Delivery = { jobId, url: webhook, status: null }
  if (url === null || url.protocol !== 'http:' || !loopback.has(url.hostname)) return Promise.resolve(failed)
  return new Promise((resolve) => {
    const posting = request(
      url,
      { method: 'POST', headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) } },
      (answer) => {
        answer.resume()
        resolve({ jobId, url: webhook, status: answer.statusCode ?? null })
      },
    )
    posting.once('error', () => resolve(failed))
    posting.setTimeout(5_000, () => posting.destroy())
    posting.end(body)
  })
}
