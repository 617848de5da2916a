// The look must be readable: text colours against every surface they are used on, by WCAG 2.2 AA (4.5 : 1).

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8')
const block = (selector: string): ReadonlyMap<string, string> => {
  const from = css.indexOf(`${selector} {`)
  const body = css.slice(from, css.indexOf('\n}', from))
  return new Map(
    [...body.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})\b/gu)].map(([, name = '', value = '']) => [name, value]),
  )
}
const light = block(':root')
const themes = { light, dark: new Map([...light, ...block(":root[data-theme='dark']")]) }

const channel = (hex: string) => {
  const value = Number.parseInt(hex, 16) / 255
  return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
}
const luminance = (hex: string) =>
  0.2126 * channel(hex.slice(1, 3)) + 0.7152 * channel(hex.slice(3, 5)) + 0.0722 * channel(hex.slice(5, 7))
const contrast = (a: string, b: string) => {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (high + 0.05) / (low + 0.05)
}

const surfaces = ['panel', 'paper', 'raised', 'accent-soft']
const pairs: readonly (readonly [string, readonly string[]])[] = [
  ['text', [...surfaces, 'bg', 'hl', 'pause', 'segment']],
  ['soft', [...surfaces, 'pause']],
  ['faint', ['panel', 'paper', 'raised', 'accent-soft']],
  ['accent', ['panel', 'paper', 'raised', 'accent-soft']],
  ['ok', ['panel', 'paper']],
  ['warn', ['panel', 'paper', 'warn-soft', 'accent-soft']],
  ['bad', ['panel', 'paper', 'bad-soft', 'raised', 'accent-soft']],
  ['on-accent', ['accent', 'accent-strong']],
  ['toast-text', ['toast']],
  ['toast-soft', ['toast']],
  ['toast-accent', ['toast']],
  ['stage-text', ['stage-top', 'stage-bottom']],
  ['stage-soft', ['stage-top', 'stage-bottom']],
  ...Array.from({ length: 8 }, (_, at) => [`s${at + 1}`, ['paper', 'panel']] as const),
]

describe.each(Object.entries(themes))('contrast, %s', (_, tokens) => {
  it.each(pairs.flatMap(([text, on]) => on.map((surface) => [text, surface] as const)))('%s on %s', (text, surface) => {
    const [front, back] = [tokens.get(text), tokens.get(surface)]
    expect(front, text).toBeDefined()
    expect(back, surface).toBeDefined()
    expect(contrast(front ?? '', back ?? '')).toBeGreaterThanOrEqual(4.5)
  })
})

it('both themes name the same colours', () => {
  const dark = block(":root[data-theme='dark']")
  const shared = new Set(['stage-text', 'stage-soft'])
  expect([...light.keys()].filter((name) => !dark.has(name) && !shared.has(name))).toEqual([])
})
