// Where the picture can be and what shape it can have, in words.

import type { StagePlace, StageShape } from '../settings/settings'

export const stageWords: Readonly<Record<StagePlace, { readonly short: string; readonly command: string }>> = {
  pane: { short: 'With the captions', command: 'Show the picture with the captions' },
  above: { short: 'Above the text', command: 'Show the picture above the text' },
  over: { short: 'Over the window', command: 'Show the picture over the window, to be moved and sized' },
}

export const shapeWords: Readonly<Record<StageShape, { readonly short: string; readonly command: string }>> = {
  auto: { short: 'As the recording is', command: 'Show the picture as the recording is' },
  wide: { short: 'Wide, 16 : 9', command: 'Show the picture wide, 16 : 9' },
  upright: { short: 'Upright, 9 : 16', command: 'Show the picture upright, 9 : 16' },
}
