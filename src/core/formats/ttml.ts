// TTML in the IMSC 1.1 text profile (W3C): what broadcasters and streaming services take. One region at the bottom, times on the
// media's own clock with milliseconds, speakers as agents in the head.

import { vttTime } from '../time'
import { byInTime, payloadOf, speakerPrefix, type SpeakerOptions, type WritableCue } from './speaker'
import { escapeXml } from './xml'

export type TtmlOptions = SpeakerOptions & {
  /** BCP 47, '' when unknown: TTML wants the attribute and allows it to be empty. */
  readonly language: string
  readonly title: string
}

const plain = (payload: string): string => payload

export const writeTtml = (cues: readonly WritableCue[], options: TtmlOptions): string => {
  const agents = new Map<string, string>()
  const agentOf = (speakerId: string): string | null => {
    if (options.speakers !== 'voice' || options.speakerName(speakerId).trim() === '') return null
    const known = agents.get(speakerId) ?? `speaker${agents.size + 1}`
    agents.set(speakerId, known)
    return known
  }
  const body: string[] = []
  let speaker: string | null = null
  for (const cue of byInTime(cues)) {
    const { startMs, endMs, speakerId } = cue
    const isNamed = options.speakers !== 'voice' && speakerId !== speaker
    const payload = payloadOf(cue, isNamed ? speakerPrefix(options, speakerId) : '', plain)
    if (payload === '') continue
    speaker = speakerId
    const agent = agentOf(speakerId)
    const text = payload.split('\n').map(escapeXml).join('<br/>')
    const attributes = [
      `xml:id="cue${body.length + 1}"`,
      `begin="${vttTime(startMs)}"`,
      `end="${vttTime(Math.max(endMs, startMs + 1))}"`,
      ...(agent === null ? [] : [`ttm:agent="${agent}"`]),
    ]
    body.push(`      <p ${attributes.join(' ')}>${text}</p>`)
  }
  const people = [...agents].map(
    ([id, agent]) =>
      `      <ttm:agent type="person" xml:id="${agent}"><ttm:name type="full">${escapeXml(options.speakerName(id))}</ttm:name></ttm:agent>`,
  )
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" xmlns:tts="http://www.w3.org/ns/ttml#styling" xmlns:ttm="http://www.w3.org/ns/ttml#metadata" xml:lang="${escapeXml(options.language)}" xml:space="preserve" ttp:contentProfiles="http://www.w3.org/ns/ttml/profile/imsc1.1/text" ttp:timeBase="media" ttp:cellResolution="40 24">`,
    '  <head>',
    '    <metadata>',
    `      <ttm:title>${escapeXml(options.title)}</ttm:title>`,
    ...people,
    '    </metadata>',
    '    <styling>',
    '      <style xml:id="caption" tts:fontFamily="proportionalSansSerif" tts:fontSize="1c" tts:lineHeight="120%" tts:color="white" tts:backgroundColor="rgba(0,0,0,204)" tts:textAlign="center"/>',
    '    </styling>',
    '    <layout>',
    '      <region xml:id="bottom" tts:origin="10% 10%" tts:extent="80% 80%" tts:displayAlign="after"/>',
    '    </layout>',
    '  </head>',
    '  <body region="bottom">',
    '    <div style="caption">',
    ...body,
    '    </div>',
    '  </body>',
    '</tt>',
  ].join('\n')}\n`
}
