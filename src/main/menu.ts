// The application menu. Entries of ours send their id to the window; the rest are the system's own roles.

import type { MenuItemConstructorOptions } from 'electron'
import { commandEntries, type CommandId } from '../ipc/commands'

/** @param send tells the window that a command was chosen. @param mac macOS has an application menu of its own. */
export const menuTemplate = (send: (id: CommandId) => void, mac: boolean): MenuItemConstructorOptions[] => {
  const ours = (id: CommandId): MenuItemConstructorOptions => {
    const { label, keys } = commandEntries[id]
    // The window listens to the keys itself: it knows whether a text field means something else by them.
    return {
      id,
      label,
      click: () => send(id),
      ...(keys === null ? {} : { accelerator: keys, registerAccelerator: false }),
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
        line,
        ours('rename-job'),
        ours('tag-jobs'),
        ours('duplicate-job'),
        ours('link-recording'),
        line,
        ours('export'),
        ours('export-jobs'),
        ours('save-copy'),
        line,
        ours('reveal-job'),
        ours('trash-jobs'),
        ours('restore-jobs'),
        ours('show-trash'),
        line,
        ours('check-all'),
        ours('pause-all'),
        ours('resume-all'),
        line,
        ours('back-up'),
        ours('bring-back'),
        ours('check-library'),
        ...(mac
          ? [line, { role: 'close' } as const]
          : [line, ours('settings'), ours('key'), line, { role: 'quit' } as const]),
      ],
    },
    {
      label: 'Edit',
      submenu: [
        ours('undo'),
        ours('redo'),
        line,
        ours('restore-paragraph'),
        ours('restore-word'),
        line,
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'pasteAndMatchStyle' },
        { role: 'selectAll' },
        line,
        ours('find'),
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
    { label: 'Playback', submenu: [ours('play')] },
    ...(mac ? [{ role: 'windowMenu' } as const] : []),
    { role: 'help', submenu: [ours('shortcuts')] },
  ]
}
