import { describe, expect, it } from 'vitest'
import type { Cue } from '../captions/cue'
import { presets } from '../captions/rules'
import { writeReport, writeReportRows } from './report'

const cue = (at: number, text: string, marks: Cue['marks'] = []): Cue => ({
  id: `cue-${at}`,
  startMs: at * 2000,
  endMs: at * 2000 + 1500,
  lines: text.split('\n'),
  speakerId: 's',
  paragraphId: 'p',
  firstItem: at,
  lastItem: at,
  byHand: false,
  marks,
})
const fast = {
  rule: 'cps',
  severity: 'wrong',
  measured: 25,
  limit: 20,
  message: 'Speaker says 25 characters a second here. Limit 20.',
} as const
const wide = { rule: 'line-length', severity: 'look', measured: 45, limit: 42, message: 'A long word, or two' } as const
const cues = [cue(0, 'Fine.'), cue(1, 'Far too "fast",\nall of it', [fast, wide]), cue(2, 'Fast again', [fast])]
const rules = presets['netflix-en']

describe('the report of the check', () => {
  it('counts by rule, then says of each cue what and why', () => {
    expect(writeReport(cues, cues, 'Harbour', rules)).toBe(
      `Harbour
Netflix English: ${rules.notes}
3 cues, 2 of which break a rule.
  2 too fast
  1 too wide

2  00:00:02.000 – 00:00:03.500
    Far too "fast",
    all of it
  Speaker says 25 characters a second here. Limit 20.
  A long word, or two

3  00:00:04.000 – 00:00:05.500
    Fast again
  Speaker says 25 characters a second here. Limit 20.
`,
    )
    expect(writeReport([], cues.slice(0, 1), 'Harbour', rules)).toContain('1 cue, none of which breaks a rule.')
  })

  it('is a row a finding, with what was measured', () => {
    expect(writeReportRows(cues).split('\r\n')).toEqual([
      'cue,in,out,rule,severity,measured,limit,message,text',
      `2,00:00:02.000,00:00:03.500,cps,broken,25,20,${fast.message},"Far too ""fast"",\nall of it"`,
      '2,00:00:02.000,00:00:03.500,line-length,to look at,45,42,"A long word, or two","Far too ""fast"",\nall of it"',
      `3,00:00:04.000,00:00:05.500,cps,broken,25,20,${fast.message},Fast again`,
      '',
    ])
  })
})
