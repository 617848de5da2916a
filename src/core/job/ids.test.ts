import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hintedIds, idsInFile, pickJobIds } from './ids'
import { jobIdSchema } from './job'

const a = 'cbbc5305-7d1e-4b6a-9c35-8e2f6b4d1a90'
const b = '3f0c8a52-0000-4b6a-9c35-8e2f6b4d1a91'

describe('picks ids out of', () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['one id', a, [a]],
    ['capitals', a.toUpperCase(), [a]],
    ['blanks around', `\n\t ${a}  `, [a]],
    ['lines', `${a}\r\n${b}\n`, [a, b]],
    ['a URL', `https://api.pictory.ai/pictoryapis/v1/jobs/${a}?x=1#y`, [a]],
    ['an encoded URL', `https://x/?to=%2Fjobs%2F${a}%3Fq`, [a]],
    ['CSV', `title,job\n"Talk, one",${a};\n'Two',"${b}"`, [a, b]],
    ['JSON', JSON.stringify({ data: { jobId: a } }), [a]],
    ['a list of JSON', JSON.stringify([a, b]), [a, b]],
    ['JSON in a string', JSON.stringify(JSON.stringify(`x\n${a}`)), [a]],
    [
      'a job’s answer: not its words',
      JSON.stringify({ job_id: a, data: { transcript: [{ uid: b, words: [{ uid: b }] }] } }),
      [a],
    ],
    ['prose', `Please take job ${a}, and (${b}).`, [a, b]],
    ['typographic dashes', a.replaceAll('-', '–'), [a]],
    ['invisible characters', `${a.slice(0, 10)}\u200b${a.slice(10)}\ufeff`, [a]],
    ['a file name', `job_${a}.json`, [a]],
    ['braces', `{${a}}`, [a]],
    ['nothing', '', []],
    ['blanks', ' \n ', []],
  ]
  test.each(cases)('%s', (_, text, ids) => {
    const picked = pickJobIds(text)
    expect(picked.ids).toEqual(ids)
    expect(picked.junk).toEqual([])
    expect(picked.duplicates).toEqual([])
  })

  test('names what stands there twice, once', () => {
    expect(pickJobIds(`${a} ${b} ${a.toUpperCase()} ${a}`)).toEqual({ ids: [a, b], duplicates: [a], junk: [] })
  })
})

describe('says what looks like an id and is none', () => {
  const such = 'a job id is a UUID'
  const cases: readonly (readonly [string, string, string])[] = [
    ['too short', a.slice(0, -1), 'has 35 characters'],
    ['too long', `${a}0`, 'has 37 characters'],
    ['a group too many', `${a}-0000`, 'has 41 characters'],
    ['no hyphens', a.replaceAll('-', ''), 'has no hyphens'],
    ['a letter', a.replace('c', 'o'), 'holds “o”'],
    ['moved hyphens', 'cbbc53057-d1e-4b6a-9c35-8e2f6b4d1a90', 'hyphens in the wrong places'],
  ]
  test.each(cases)('%s', (_, text, words) => {
    const { ids, junk } = pickJobIds(`${text}, ${b}`)
    expect(ids).toEqual([b])
    expect(junk).toHaveLength(1)
    expect(junk[0]?.text).toBe(text)
    expect(junk[0]?.message).toContain(words)
    if (words !== 'holds “o”') expect(junk[0]?.message).toContain(such)
  })

  test('a key is named, never repeated', () => {
    const picked = pickJobIds('pictai_secret0123456789abcdef')
    expect(picked.junk[0]?.message).toMatch(/API key/)
    expect(JSON.stringify(picked)).not.toContain('secret')
  })

  test('a text without anything like it gets one sentence', () => {
    expect(pickJobIds('hello world').junk).toEqual([
      { text: 'hello world', message: expect.stringContaining('no job id') },
    ])
  })

  test('ordinary words and numbers beside ids are no junk', () => {
    expect(
      pickJobIds(`${a} 2026-11-23T20:52:35 antidisestablishmentarianism 12345678901234567890123 face-to-face`).junk.map(
        ({ text }) => text,
      ),
    ).toEqual(['12345678901234567890123'])
  })

  test('what stands alone on a line where an id should is named, whatever it is; a date is not', () => {
    const { ids, junk } = pickJobIds(`${a}\nnot-an-id-1234-5678\n2026-11-23\nAnn Smith\n`)
    expect(ids).toEqual([a])
    expect(junk).toEqual([{ text: 'not-an-id-1234-5678', message: expect.stringContaining('is no job id') }])
  })
})

test('any text: sound ids, each once, also among anything', () => {
  const uuid = fc.uuid()
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string({ unit: 'binary' }), uuid)), (parts) => {
      const text = parts.map(([around, id]) => `${around}\n${id}\n`).join('')
      const { ids, duplicates } = pickJobIds(text)
      for (const id of ids) expect(jobIdSchema.safeParse(id).success).toBe(true)
      expect(new Set(ids).size).toBe(ids.length)
      for (const id of duplicates) expect(ids).toContain(id)
      for (const [, id] of parts) expect(ids).toContain(id)
    }),
  )
})

describe('a file that is no response', () => {
  const page = {
    items: [{ data: { jobId: a } }, { data: { job_id: b.toUpperCase(), uid: '3f0c8a52-0000-4b6a-9c35-aaaaaaaaaaaa' } }],
  }
  const cases: readonly (readonly [string, string, string | null])[] = [
    ['a table, as it is', `title;job\nTalk;${a}\n`, `title;job\nTalk;${a}\n`],
    ['a saved page of the account: the jobs it names', JSON.stringify(page, null, 2), `${a}\n${b.toUpperCase()}`],
    ['a JSON list of ids', JSON.stringify([a, 'no', b]), `${a}\n${b}`],
    ['ids in brackets', `[${a}]`, `[${a}]`],
    ['JSON with ids of other things', JSON.stringify({ uid: a }), null],
    ['one job’s own answer', JSON.stringify({ job_id: a, data: { job_id: a, status: 'in-progress' } }), null],
    ['a page with one job', JSON.stringify({ items: [{ data: { jobId: a } }] }), a],
    ['answers side by side', JSON.stringify({ first: { job_id: a }, second: { job_id: b } }), `${a}\n${b}`],
    ['JSON that breaks off', `{"job_id":"${a}","data":{"tran`, null],
    ['a web page', `<html><a href="${a}">`, null],
    ['captions under another name', `1\n00:00:01,000 --> 00:00:02,000\n${a}\n`, null],
    ['WebVTT', `WEBVTT\n\n${a}`, null],
    ['a note without any', 'Buy milk 12345678-1234', null],
    ['nothing', '', null],
  ]
  test.each(cases)('%s', (_, text, expected) => {
    expect(idsInFile(text)).toBe(expected)
  })
})

describe('a hint', () => {
  test.each([
    [`{"job_id":"${a.toUpperCase()}","data":{"transcript":[{"uid":"${b}"}]}}`, [a]],
    [`{"data":{"jobId":"${a}"}}{"job_id":"${b}","job_id":"${a}"}`, [a, b]],
    [`{"id":"${a}","other":"${b}"}`, [a, b]],
    [`{"job_id":"${a.slice(0, -1)}`, []],
    ['', []],
  ])('%s', (text, ids) => {
    expect(hintedIds(text)).toEqual(ids)
  })
  test('a body full of ids names twenty of them', () => {
    const many = Array.from({ length: 1500 }, (_, at) => `cbbc5305-7d1e-4b6a-9c35-${String(at).padStart(12, '0')}`)
    expect(hintedIds(JSON.stringify(many))).toHaveLength(20)
    expect(hintedIds(JSON.stringify(many.map((id) => ({ job_id: id }))))).toHaveLength(20)
  })
})
