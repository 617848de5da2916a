import fc from 'fast-check'
import { expect, it, test } from 'vitest'
import { readLink } from './link'

const id = '53676448-eb58-5bff-950f-8434541d1df9'

test.each([
  `caesura://open?job=${id}`,
  `CAESURA://Open/?job=${id.toUpperCase()}`,
  `caesura:open?job=${id}`,
  ` caesura://open?job=${id}\n`,
])('%j opens the job', (link) => expect(readLink(link)).toEqual({ ok: true, value: id }))

test.each([
  'caesura://open',
  'caesura://open?job=',
  'caesura://open?job=../../etc/passwd',
  `caesura://open?job=${id}&job=${id}`,
  `caesura://open?job=${id}&x=1`,
  `caesura://open?job=${id}#x`,
  `caesura://delete?job=${id}`,
  `caesura://user@open?job=${id}`,
  `caesura://open?job=%35${id.slice(1)}`,
  `caesura://open?job=${id}\u202e`,
  `https://open?job=${id}`,
  `caesura://open?job=${id} --inspect`,
])('%j is refused', (link) => expect(readLink(link)).toMatchObject({ ok: false, code: 'invalid' }))

it('whatever a link is, it is one job or one sentence, which shows no sign that is not seen', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string().map((tail) => `caesura://${tail}`),
      ),
      (link) => {
        const read = readLink(link)
        if (read.ok) expect(read.value).toMatch(/^[0-9a-f-]{36}$/u)
        else expect(read.message).not.toMatch(/[\p{Cc}\p{Cf}]/u)
      },
    ),
  )
})
