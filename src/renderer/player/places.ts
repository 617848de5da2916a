// Where the picture can be, in words.

import type { StagePlace } from '../settings/settings'

export const stageWords: Readonly<Record<StagePlace, { readonly short: string; readonly command: string }>> = {
  pane: { short: 'With the captions', command: 'Show the picture with the captions' },
  above: { short: 'Above the text', command: 'Show the picture above the text' },
  over: { short: 'Over the window', command: 'Show the picture over the window, to be moved and sized' },
}
