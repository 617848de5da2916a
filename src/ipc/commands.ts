// The ids of the window's commands that the application menu offers, with the entry's words and the keys shown beside it. The
// window listens to the keys itself (its table is src/renderer/commands.ts); an entry that is chosen sends the id.

export const commandIds = [
  'open-files',
  'open-sample',
  'add-jobs',
  'account-jobs',
  'new-transcription',
  'check-all',
  'pause-all',
  'resume-all',
  'rename-job',
  'link-recording',
  'export',
  'save-copy',
  'key',
  'undo',
  'redo',
  'restore-paragraph',
  'restore-word',
  'find',
  'play',
  'palette',
  'toggle-library',
  'toggle-inspector',
  'history',
  'settings',
  'shortcuts',
] as const
export type CommandId = (typeof commandIds)[number]

/** In Electron's notation; null for none. */
export type CommandEntry = { readonly label: string; readonly keys: string | null }

export const commandEntries = {
  'open-files': { label: 'Open Files…', keys: 'CmdOrCtrl+O' },
  'open-sample': { label: 'Open the Sample', keys: null },
  'add-jobs': { label: 'Add Jobs…', keys: 'CmdOrCtrl+N' },
  'account-jobs': { label: 'Add Jobs from Your Account…', keys: null },
  'new-transcription': { label: 'New Transcription…', keys: 'CmdOrCtrl+Shift+N' },
  'check-all': { label: 'Check All Jobs Now', keys: null },
  'pause-all': { label: 'Pause All Jobs', keys: null },
  'resume-all': { label: 'Resume All Jobs', keys: null },
  'rename-job': { label: 'Rename This Job…', keys: 'F2' },
  'link-recording': { label: 'Link the Recording…', keys: 'CmdOrCtrl+Shift+L' },
  export: { label: 'Export…', keys: 'CmdOrCtrl+E' },
  'save-copy': { label: 'Save a Copy…', keys: 'CmdOrCtrl+Shift+S' },
  key: { label: 'Pictory Key…', keys: null },
  undo: { label: 'Undo', keys: 'CmdOrCtrl+Z' },
  redo: { label: 'Redo', keys: 'CmdOrCtrl+Shift+Z' },
  'restore-paragraph': { label: 'Restore the Paragraph to the Original', keys: null },
  'restore-word': { label: 'Restore the Word to the Original', keys: null },
  find: { label: 'Find in the Transcript', keys: 'CmdOrCtrl+F' },
  play: { label: 'Play or Pause', keys: 'Ctrl+Space' },
  palette: { label: 'Commands and Jobs…', keys: 'CmdOrCtrl+K' },
  'toggle-library': { label: 'Show or Hide the Library', keys: 'CmdOrCtrl+B' },
  'toggle-inspector': { label: 'Show or Hide Captions and Details', keys: 'CmdOrCtrl+Alt+B' },
  history: { label: 'History', keys: 'CmdOrCtrl+Shift+H' },
  settings: { label: 'Settings…', keys: 'CmdOrCtrl+,' },
  shortcuts: { label: 'Keyboard Shortcuts', keys: 'F1' },
} as const satisfies Record<CommandId, CommandEntry>
