// Damage of every kind, made from sound input and a seed: the same seed makes the same damage everywhere.

/** Numbers from 0 up to but not including `below`. */
export type Dice = (below: number) => number

/** mulberry32: small, and good enough to spread damage. */
export const diceOf = (seed: number): Dice => {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below)
  }
}

const pick = <T>(dice: Dice, list: readonly T[]): T => {
  const found = list[dice(list.length)]
  if (found === undefined) throw new Error('nothing to pick from')
  return found
}

/** Where a reader may stumble. Latin-1, so that bytes that are no UTF-8 can be told too. */
const hostile: readonly string[] = [
  ...[1, 40, 5000, 60_000].map((n) => '['.repeat(n)),
  '{"a":'.repeat(3000),
  `${'{"segments":'.repeat(60_000)}1${'}'.repeat(60_000)}`,
  '-->'.repeat(500),
  '<v '.repeat(2000),
  '<'.repeat(20_000),
  '{\\'.repeat(5000),
  ...[20_000, 2_100_000].map((n) => '\n'.repeat(n)),
  'word '.repeat(20_000),
  '-->'.repeat(300_000),
  '1\n00:00:01,000 --> 00:00:02,000\n'.repeat(300),
  `1\n00:00:01,000 --> 00:00:02,000\n${'word '.repeat(200_000)}\n\n`,
  `${'{\\an8'.repeat(30_000)}${'<'.repeat(50_000)}${'&'.repeat(30_000)}`,
  '99999999999:99:99,999 --> 0:0:0',
  '1e400',
  '-1e308',
  '9'.repeat(4000),
  '"9999999999999999999999"',
  '0.'.padEnd(3000, '0'),
  'NaN',
  '-Infinity',
  'null',
  'true',
  '{}',
  '[]',
  '""',
  '"\\ud800"',
  '"\\u0000\\u001f\\ufffe"',
  '"__proto__":',
  '"constructor":{"prototype":1},',
  '\u0000',
  '\xef\xbb\xbf',
  '\xff\xfe',
  '\xfe\xff',
  '\xc0\x80',
  '\xed\xa0\x80',
  '\xf4\x90\x80\x80',
  '\xe2\x80\xa8',
  '\xc3',
  ' '.repeat(50_000),
  '\t\r\r\n\x0b\x0c',
  '"',
  '\\',
  ',',
  ':',
  'ANN: '.repeat(2000),
  '&#99999999;&#0;&amp',
  'a'.repeat(100_000),
]

type Change = (bytes: Buffer, dice: Dice, others: readonly Buffer[]) => Buffer

const at = (bytes: Buffer, dice: Dice): number => dice(bytes.length + 1)
const span = (bytes: Buffer, dice: Dice): readonly [number, number] => {
  const from = at(bytes, dice)
  return [from, Math.min(bytes.length, from + dice(dice(4) === 0 ? bytes.length + 1 : 40))]
}
const put = (bytes: Buffer, from: number, to: number, middle: Uint8Array): Buffer =>
  Buffer.concat([bytes.subarray(0, from), middle, bytes.subarray(to)])

const bytewise: readonly Change[] = [
  (bytes, dice) => {
    const copy = Buffer.from(bytes)
    for (let left = 1 + dice(8); left > 0 && copy.length > 0; left--) {
      const where = dice(copy.length)
      copy[where] = (copy[where] ?? 0) ^ (1 << dice(8))
    }
    return copy
  },
  (bytes, dice) => {
    const copy = Buffer.from(bytes)
    if (copy.length > 0) copy[dice(copy.length)] = dice(256)
    return copy
  },
  (bytes, dice) => bytes.subarray(0, at(bytes, dice)),
  (bytes, dice) => bytes.subarray(at(bytes, dice)),
  (bytes, dice) => put(bytes, ...span(bytes, dice), Buffer.alloc(0)),
  (bytes, dice) => {
    const [from, to] = span(bytes, dice)
    return put(bytes, to, to, bytes.subarray(from, to))
  },
  (bytes, dice) => {
    const [from, to] = span(bytes, dice)
    const where = at(bytes, dice)
    return put(bytes, where, where, bytes.subarray(from, to))
  },
  (bytes, dice, others) => {
    const other = pick(dice, others)
    return put(bytes, ...span(bytes, dice), other.subarray(...span(other, dice)))
  },
  (bytes, dice) => put(bytes, ...span(bytes, dice), Buffer.from(pick(dice, hostile), 'latin1')),
  (bytes, dice) => {
    const where = at(bytes, dice)
    return put(bytes, where, where, Buffer.from(pick(dice, hostile), 'latin1'))
  },
  // A number becomes another one.
  (bytes, dice) => {
    const text = bytes.toString('latin1')
    const numbers = [...text.slice(0, 200_000).matchAll(/-?\d+(?:\.\d+)?/gu)]
    if (numbers.length === 0) return bytes
    const { 0: found, index } = pick(dice, numbers)
    const next = pick(dice, ['-1', '0', '1e300', '-0.0001', '99999999999', '1e-9', 'NaN', '""', '0.1.2', '360000.001'])
    return put(bytes, index, index + found.length, Buffer.from(next))
  },
  (bytes) => Buffer.from(`\ufeff${bytes.toString('utf8')}`, 'utf16le'),
  (bytes) => Buffer.from(`\ufeff${bytes.toString('utf8')}`, 'utf16le').swap16(),
  (bytes) => Buffer.from(bytes.toString('utf8'), 'utf16le'),
  (bytes) => Buffer.from(bytes.toString('utf8'), 'latin1'),
  (bytes) => Buffer.concat([Buffer.from('\ufeff'), bytes]),
  (bytes) => Buffer.from(bytes.toString('latin1').replaceAll('\n', '\r'), 'latin1'),
  (bytes, dice) => Buffer.concat(Array.from({ length: 2 + dice(20) }, () => bytes.subarray(0, 10_000))),
]

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const odd = (dice: Dice): unknown =>
  pick<unknown>(dice, [
    null,
    true,
    '',
    ' ',
    '\ud800',
    'x\u0000y',
    'two words',
    'a'.repeat(5000),
    '12.5s',
    'NaN',
    -1,
    0,
    1e300,
    -1e-9,
    Number.MAX_SAFE_INTEGER,
    [],
    {},
    [[]],
    [null, 1, 'a', {}],
    { seconds: '1', nanos: -5 },
  ])

/** Another value at one place of a JSON document; the shape stays, so that the damage reaches deep into a reader. */
const changed = (value: unknown, dice: Dice): unknown => {
  if (Array.isArray(value) && value.length > 0 && dice(12) > 0) {
    const list: unknown[] = [...value]
    const where = dice(list.length)
    switch (dice(8)) {
      case 0:
        return list.toSpliced(where, 1)
      case 1:
        return list.toSpliced(where, 0, list[dice(list.length)])
      case 2:
        return list.toReversed()
      default:
        list[where] = changed(list[where], dice)
        return list
    }
  }
  if (isObject(value) && Object.keys(value).length > 0 && dice(12) > 0) {
    const key = pick(dice, Object.keys(value))
    const rest = Object.fromEntries(Object.entries(value).filter(([name]) => name !== key))
    switch (dice(8)) {
      case 0:
        return rest
      case 1:
        return { ...value, [pick(dice, Object.keys(value))]: value[key] }
      default:
        return { ...value, [key]: changed(value[key], dice) }
    }
  }
  return odd(dice)
}

const inJson: Change = (bytes, dice) => {
  let value: unknown
  try {
    value = JSON.parse(bytes.toString('utf8'))
  } catch {
    return bytes
  }
  for (let left = 1 + dice(6); left > 0; left--) value = changed(value, dice)
  return Buffer.from(JSON.stringify(value))
}

/** Larger input says nothing more and takes the time of many. */
const mostBytes = 400_000

/** One to four kinds of damage, one after the other. */
export const mutated = (seed: Buffer, others: readonly Buffer[], dice: Dice): Buffer => {
  let bytes = seed
  // Damage inside sound JSON goes deeper than damage to the JSON itself, which a parser refuses at its door.
  if (dice(2) === 0) {
    const deep = inJson(bytes, dice, others)
    if (deep !== bytes) return deep.subarray(0, mostBytes)
  }
  for (let left = 1 + dice(4); left > 0; left--) {
    const change = dice(3) === 0 ? inJson : pick(dice, bytewise)
    bytes = change(bytes, dice, others)
    if (bytes.length > mostBytes) bytes = bytes.subarray(0, mostBytes)
  }
  return Buffer.from(bytes)
}
