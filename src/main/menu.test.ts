import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it } from 'vitest'
import { commandIds } from '../ipc/commands'
import { menuTemplate, type MenuState } from './menu'

const flat = (items: readonly MenuItemConstructorOptions[]): readonly MenuItemConstructorOptions[] =>
  items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu) : [])])

const entry = (mac: boolean, id: string, state: MenuState = []) =>
  flat(menuTemplate({ send: () => {}, mac, state })).find((item) => item.id === id)

describe('the application menu', () => {
  it.each([true, false])('has every command it knows of once (macOS: %s)', (mac) => {
    const ids = flat(menuTemplate({ send: () => {}, mac, state: [] })).flatMap(({ id }) =>
      id === undefined ? [] : [id],
    )
    expect(ids.toSorted()).toEqual([...commandIds].toSorted())
  })

  it('says what the window told it', () => {
    const state = [{ id: 'export', keys: 'Alt-x', applies: false }]
    expect(entry(false, 'export', state)).toMatchObject({ enabled: false, accelerator: 'Alt+X' })
  })

  it.each([
    ['Enter', false],
    ['Space', false],
    ['Alt-l', false],
    ['Shift-x', false],
    ['Mod-e', true],
    ['Mod-Alt-g', true],
    ['Ctrl-Space', true],
    ['Shift-F7', true],
    ['F8', true],
  ])('%s in the menu of macOS, which hears it in a text too: %s', (keys, isThere) => {
    const state = [{ id: 'export', keys, applies: true }]
    expect(entry(true, 'export', state)?.accelerator !== undefined).toBe(isThere)
    expect(entry(false, 'export', state)?.accelerator).toBeDefined()
  })
})
