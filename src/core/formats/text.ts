// Plain text and Markdown.

import { blocksOf, type ProseOptions } from './prose'
import type { Transcript } from '../transcript/model'

/** Plain text, UTF-8, a blank line between paragraphs: "[1:02] Ann: text". */
export const writeText = (transcript: Transcript, options: ProseOptions): string =>
  blocksOf(transcript, options)
    .map(({ name, time, text }) => `${time === '' ? '' : `[${time}] `}${name === '' ? '' : `${name}: `}${text}\n`)
    .join('\n')

/** Signs that CommonMark takes for markup inside a line; those that mean something at its start only are looked at there. */
const inline = /[\\`*_[\]<>&#|~]/gu
const atStart = /^(?:(\d{1,9})([.)])|([-+=]))(?=\s|$|[-+=])/u

/** The text as CommonMark shows it letter by letter. */
export const escapeMarkdown = (text: string): string =>
  text
    .replace(inline, '\\$&')
    .replace(atStart, (_, digits: string | undefined, dot: string | undefined, sign: string) =>
      digits === undefined ? `\\${sign}` : `${digits}\\${dot ?? ''}`,
    )

/** Markdown: "**Ann** · 1:02" above the paragraph it begins. */
export const writeMarkdown = (transcript: Transcript, options: ProseOptions): string =>
  blocksOf(transcript, options)
    .map(({ name, time, text }) => {
      const head = [name === '' ? '' : `**${escapeMarkdown(name)}**`, time].filter((part) => part !== '').join(' · ')
      return `${head === '' ? '' : `${head}\n\n`}${escapeMarkdown(text)}\n`
    })
    .join('\n')
