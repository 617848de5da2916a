// The application menu. Entries of ours send their id to the window, which says what keys they have and whether they apply; the rest are
// the system's own roles.

import type { MenuItemConstructorOptions } from 'electron'
import { accelerator, commandLabels, type CommandId } from '../ipc/commands'
import type { Calls } from '../ipc/contract'

export type MenuState = Calls['menuState']['args']['entries']

type Wishes = {
  /** Tells the window that a command was chosen. */
  readonly send: (id: CommandId) => void
  /** macOS has an application menu of its own. */
  readonly mac: boolean
  /** [] until the window has said: then everything is offered, without keys. */
  readonly state: MenuState
}

/** macOS hears the keys of its menu itself, in a text too: of those that write or move the caret the menu says nothing. */
const isHeard = (keys: string): boolean => /\b(?:Mod|Ctrl)-/u.test(keys) || /(?:^|-)F\d+$/u.test(keys)

export const menuTemplate = ({ send, mac, state }: Wishes): MenuItemConstructorOptions[] => {
  const told = new Map(state.map((entry) => [entry.id, entry]))
  const ours = (id: CommandId): MenuItemConstructorOptions => {
    const { keys = null, applies = true } = told.get(id) ?? {}
    return {
      id,
      label: commandLabels[id],
      enabled: applies,
      click: () => send(id),
      // The window listens to the keys itself: it knows whether a text field means something else by them.
      ...(keys === null || (mac && !isHeard(keys))
        ? {}
        : { accelerator: accelerator(keys), registerAccelerator: false }),
    }
  }
  const line: MenuItemConstructorOptions = { type: 'separator' }
  const app: MenuItemConstructorOptions = {
    role: 'appMenu',
    submenu: [
      { role: 'about' },
      line,
      ours('settings'),
      ours('key'),
      line,
      { role: 'services' },
      line,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      line,
      { role: 'quit' },
    ],
  }
  return [
    ...(mac ? [app] : []),
    {
      label: 'File',
      submenu: [
        ours('add-jobs'),
        ours('account-jobs'),
        ours('new-transcription'),
        line,
        ours('open-files'),
        ours('open-sample'),
        ours('link-recording'),
        line,
        ours('export'),
        ours('export-jobs'),
        ours('save-copy'),
        ...(mac
          ? [line, { role: 'close' } as const]
          : [line, ours('settings'), ours('key'), line, { role: 'quit' } as const]),
      ],
    },
    {
      label: 'Library',
      submenu: [
        ours('search-library'),
        line,
        ours('rename-job'),
        ours('tag-jobs'),
        ours('duplicate-job'),
        ours('reveal-job'),
        line,
        ours('trash-jobs'),
        ours('restore-jobs'),
        ours('show-trash'),
        ours('empty-trash'),
        line,
        ours('check-all'),
        ours('pause-all'),
        ours('resume-all'),
        line,
        ours('back-up'),
        ours('bring-back'),
        ours('check-library'),
        ours('move-library'),
      ],
    },
    {
      label: 'Edit',
      submenu: [
        ours('undo'),
        ours('redo'),
        line,
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'pasteAndMatchStyle' },
        { role: 'selectAll' },
        line,
        ours('find'),
        ours('replace'),
        ours('find-next'),
        ours('find-previous'),
        ours('glossary'),
        line,
        ours('restore-paragraph'),
        ours('restore-word'),
      ],
    },
    {
      label: 'Transcript',
      submenu: [
        ours('split-paragraph'),
        ours('join-paragraph'),
        ours('speaker-menu'),
        line,
        ours('next-pause'),
        ours('previous-pause'),
        ours('pause-menu'),
        ours('shorten-pauses'),
        line,
        ours('toggle-cut'),
        ours('restore-cuts'),
        line,
        ours('word-bar'),
        line,
        ours('next-marked'),
        ours('previous-marked'),
      ],
    },
    {
      label: 'Playback',
      submenu: [
        ours('play'),
        ours('back'),
        ours('on'),
        ours('word-back'),
        ours('word-on'),
        line,
        ours('play-from-caret'),
        ours('to-playing'),
        ours('loop'),
        line,
        ours('slower'),
        ours('faster'),
        ours('skip-cuts'),
      ],
    },
    {
      label: 'View',
      submenu: [
        ours('palette'),
        line,
        ours('toggle-library'),
        ours('toggle-inspector'),
        ours('history'),
        line,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        line,
        { role: 'togglefullscreen' },
      ],
    },
    ...(mac ? [{ role: 'windowMenu' } as const] : []),
    { role: 'help', submenu: [ours('shortcuts'), ours('show-log')] },
  ]
}
