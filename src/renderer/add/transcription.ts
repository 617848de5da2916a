// What the form for a new transcription knows of files and addresses: a guess that the person can change.

import { languages } from '../../core/pictory/languages'

export type MediaKind = 'audio' | 'video'

const audio = /\.(?:aac|aif|aiff|flac|m4a|m4b|mp3|oga|ogg|opus|wav|wma)$/i

/** By the ending of the name alone; what has none is taken for video, as most recordings on the web are. */
export const guessKind = (name: string): MediaKind => (audio.test(name) ? 'audio' : 'video')

/** Null for a URL that can be handed to Pictory; main looks once more. */
export const urlTrouble = (text: string): string | null => {
  if (!URL.canParse(text)) return 'This is no URL. It begins with https:// and names the file itself.'
  const { protocol, hostname, username, password } = new URL(text)
  const loopback = hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]'
  if (protocol !== 'https:' && !(protocol === 'http:' && loopback))
    return 'Pictory fetches the file itself, over https only: the URL begins with https://.'
  if (username !== '' || password !== '') return 'Leave out the name and the password: Pictory asks without them.'
  return null
}

export const pathOf = (url: string): string => (URL.canParse(url) ? new URL(url).pathname : '')

/** As Pictory writes them: en-US, zh-CN. */
const codeForm = /^([a-z]{2,3})((?:-[a-z0-9]{2,8})*)$/i
/** "EN_us " → "en-US"; null for what is no code. */
export const languageCode = (text: string): string | null => {
  const found = codeForm.exec(text.trim().replaceAll('_', '-'))
  if (found === null) return null
  const [, language = '', rest = ''] = found
  const parts = rest
    .split('-')
    .filter(Boolean)
    .map((part) =>
      part.length === 2
        ? part.toUpperCase()
        : part.length === 4
          ? `${part.charAt(0).toUpperCase()}${part.slice(1).toLowerCase()}`
          : part,
    )
  return [language.toLowerCase(), ...parts].join('-')
}

export const isListed = (code: string): boolean => languages.some((language) => language.code === code)
