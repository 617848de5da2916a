// What the check finds in the captions, as a file: for people, or a row a finding for spreadsheets.

import { type Cue, ruleWords } from '../captions/cue'
import type { CaptionRules } from '../captions/rules'
import { vttTime } from '../time'
import { quoted } from './csv'

const byRule = (cues: readonly Cue[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  for (const { marks } of cues)
    for (const { rule } of marks) counts.set(ruleWords[rule], (counts.get(ruleWords[rule]) ?? 0) + 1)
  return new Map([...counts].sort(([, a], [, b]) => b - a))
}

/** Its head, the counts, then each cue that breaks a rule, with why. `all` are the cues the counts are of. */
export const writeReport = (cues: readonly Cue[], all: readonly Cue[], title: string, rules: CaptionRules): string => {
  const marked = all.filter(({ marks }) => marks.length > 0).length
  const lines = [
    title,
    `${rules.label}: ${rules.notes}`,
    `${all.length} ${all.length === 1 ? 'cue' : 'cues'}, ${marked === 0 ? 'none of which breaks a rule' : `${marked} of which break a rule`}.`,
    ...[...byRule(all)].map(([words, count]) => `  ${count} ${words}`),
  ]
  for (const [at, { startMs, endMs, lines: shown, marks }] of cues.entries()) {
    if (marks.length === 0) continue
    lines.push('', `${at + 1}  ${vttTime(startMs)} – ${vttTime(endMs)}`, ...shown.map((line) => `    ${line}`))
    for (const { message } of marks) lines.push(`  ${message}`)
  }
  return `${lines.join('\n')}\n`
}

/** One row a finding (RFC 4180). `measured` and `limit` are in the unit of the rule. */
export const writeReportRows = (cues: readonly Cue[]): string => {
  const rows = cues.flatMap(({ startMs, endMs, lines, marks }, at) =>
    marks.map(({ rule, severity, measured, limit, message }) =>
      [
        `${at + 1}`,
        vttTime(startMs),
        vttTime(endMs),
        rule,
        severity === 'wrong' ? 'broken' : 'to look at',
        `${measured}`,
        `${limit}`,
        message,
        lines.join('\n'),
      ]
        .map(quoted)
        .join(','),
    ),
  )
  return ['cue,in,out,rule,severity,measured,limit,message,text', ...rows, ''].join('\r\n')
}
