import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyTranscript } from '../transcript/documents.fixture'
import { check, words, type Transcript } from '../transcript/model'
import { readResponse } from './response'
import { toPictory } from './write'

const extras = { txt: 'T', srt: 'S', vtt: 'V' }
const read = (value: unknown): Transcript => {
  const job = readResponse(value)
  if (!job.ok) throw new Error(job.message)
  return job.value.transcript
}

const toldWords = ({ paragraphs }: Transcript) =>
  paragraphs.flatMap((paragraph) => words(paragraph).map(({ id, text, startMs, endMs }) => [id, text, startMs, endMs]))
const toldItems = ({ paragraphs }: Transcript) => paragraphs.map(({ id, items }) => ({ id, items }))

const answer = {
  job_id: 'cbbc5305-0a3e-4d43-9d52-3d6a2b8a3f10',
  success: true,
  data: {
    status: 'completed',
    transcript: [
      {
        uid: 'seg-1',
        speakerId: 1,
        mood: 'calm',
        words: [
          { uid: 'a', word: 'Once', start_time: 0, end_time: 0.48, speakerId: 1, sentence_index: 0, state: 'active' },
          { uid: 'b', word: '', start_time: 0.48, end_time: 0.88, speakerId: 1, is_pause: true, pause_size: 'small' },
          { uid: 'c', word: 'more.', start_time: '0.88', end_time: 1.2, speakerId: 1 },
        ],
      },
      { uid: 'seg-2', speakerId: 2, words: [{ uid: 'd', word: 'Yes.', start_time: 2.0004, end_time: 2.5 }] },
    ],
    txt: 'Once more. Yes.',
    srt: '…',
    mediaInfo: { duration: 3 },
  },
}

describe('back to Pictory', () => {
  it('what was not edited is written as it stood, to the letter', () => {
    expect(toPictory(read(answer), answer, extras)).toEqual({ ...answer, data: { ...answer.data, txt: 'T', srt: 'S' } })
  })

  it('edited words keep their uid and the fields Caesura does not know; cut ones are left out; names are told', () => {
    const before = read(answer)
    const [first, second] = before.paragraphs
    if (first === undefined || second === undefined) throw new Error('two paragraphs')
    const after: Transcript = {
      ...before,
      speakers: before.speakers.map((speaker) => (speaker.pictoryId === 2 ? { ...speaker, name: 'Ben' } : speaker)),
      paragraphs: [
        {
          ...first,
          items: first.items.map((item) =>
            item.kind === 'pause'
              ? { ...item, cut: true }
              : item.text === 'Once'
                ? { ...item, text: 'Twice', endMs: 500 }
                : item,
          ),
        },
        { ...second, speakerId: first.speakerId },
      ],
    }
    expect(toPictory(after, answer, extras)).toMatchObject({
      job_id: answer.job_id,
      data: {
        transcript: [
          {
            uid: 'seg-1',
            mood: 'calm',
            words: [
              {
                uid: 'a',
                word: 'Twice',
                start_time: 0,
                end_time: 0.5,
                sentence_index: 0,
                state: 'active',
                is_pause: false,
              },
              { uid: 'c', start_time: '0.88' },
            ],
          },
          { uid: 'seg-2', speakerId: 1, words: [{ uid: 'd', word: 'Yes.', start_time: 2.0004 }] },
        ],
        speakers: [{ speakerId: 2, name: 'Ben' }],
        mediaInfo: { duration: 3 },
      },
    })
  })

  it('keeps the legacy shape, a bare list, and one inside data', () => {
    const legacy = {
      data: {
        transcript: [
          { uid: '', speakerId: '', word: [{ uid: '', word: 'Hi', start_time: 0, end_time: 1, speakerId: '' }] },
        ],
      },
    }
    expect(toPictory(read(legacy), legacy, extras)).toEqual(legacy)
    const list = answer.data.transcript
    expect(toPictory(read(list), list, extras)).toEqual(list)
    expect(toPictory(read({ data: list }), { data: list }, extras)).toEqual({ data: list })
  })

  it('is read again as the same words, times, pauses and voices, also where there was no answer', () => {
    fc.assert(
      fc.property(anyTranscript, (transcript) => {
        // The reader gives the pauses of a segment without words to the paragraph before it.
        fc.pre(transcript.paragraphs.every((paragraph) => words(paragraph).length > 0))
        const again = read(JSON.parse(JSON.stringify(toPictory(transcript, null, extras))))
        expect(check(again)).toEqual([])
        // The reader orders segments by their times.
        expect(new Set(toldWords(again))).toEqual(new Set(toldWords(transcript)))
        expect(toPictory(again, null, extras)).toEqual(
          toPictory(read(JSON.parse(JSON.stringify(toPictory(again, null, extras)))), null, extras),
        )
      }),
      { numRuns: 300 },
    )
  })
})

const data = join(import.meta.dirname, '../../../../shared/data')
describe.skipIf(!existsSync(data))('the real answers (only where they are at hand)', () => {
  it.each(['interview-3-speakers.json', 'talk-12-min.json', 'hearing-2-hours.json'])('%s', (name) => {
    const original: unknown = JSON.parse(readFileSync(join(data, name), 'utf8'))
    const transcript = read(original)
    const written = toPictory(transcript, original, extras)
    const again = read(written)
    expect(toldItems(again)).toEqual(toldItems(transcript))
  })
})
