// The look of the text. Style sheets of the page do not reach into the shadow root; its custom properties do
// (ui/tokens.css), and media and container queries work.

import { EditorView } from '@codemirror/view'

const speakers = Object.fromEntries(
  [1, 2, 3, 4, 5, 6, 7, 8].map((number) => [`.cm-s${number} button`, { color: `var(--s${number})` }]),
)

export const theme = EditorView.theme({
  '&': { height: '100%', color: 'var(--text)', background: 'var(--paper)', containerType: 'inline-size' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': {
    fontFamily: 'var(--font-text, system-ui, sans-serif)',
    fontSize: 'var(--size-text, 15.5px)',
    lineHeight: 'var(--leading-text, 1.72)',
    overflow: 'auto',
    scrollbarGutter: 'stable',
  },
  // As in ui/base.css, whose rules stop at the shadow root.
  '.cm-scroller::-webkit-scrollbar': { width: '11px' },
  '.cm-scroller::-webkit-scrollbar-thumb': {
    border: '3px solid transparent',
    borderRadius: '6px',
    background: 'color-mix(in srgb, var(--text) 20%, transparent) padding-box',
  },
  // 140 px: the label's column (112), its gap to the text (18) and the line's own edge (10).
  '.cm-content': {
    caretColor: 'var(--accent)',
    boxSizing: 'border-box',
    padding: '20px 18px 40vh',
    maxWidth: 'calc(var(--measure, 66ch) + 206px)',
    margin: '0 auto',
  },
  '.cm-line': { position: 'relative', padding: '7px 20px 9px 140px', borderRadius: 'var(--radius-l, 10px)' },
  '.cm-line::selection, .cm-line ::selection': {
    background: 'color-mix(in srgb, var(--accent) 24%, transparent) !important',
  },
  '.cm-here': { background: 'color-mix(in srgb, var(--accent-soft) 55%, transparent)' },

  '.cm-who': {
    position: 'absolute',
    insetBlockStart: '0',
    left: '10px',
    width: '112px',
    paddingTop: '9px',
    textAlign: 'right',
    lineHeight: '1.3',
    userSelect: 'none',
  },
  '.cm-who button': {
    font: 'inherit',
    fontSize: '12px',
    fontWeight: '620',
    lineHeight: '1.3',
    display: 'block',
    marginLeft: 'auto',
    maxWidth: '100%',
    padding: '1px 4px',
    marginRight: '-4px',
    border: '0',
    borderRadius: 'var(--radius-s, 5px)',
    background: 'none',
    textAlign: 'inherit',
    overflow: 'hidden',
    cursor: 'pointer',
  },
  // At most two lines of a long name; the whole name is in the tip.
  '.cm-name': {
    display: '-webkit-box',
    WebkitBoxOrient: 'vertical',
    WebkitLineClamp: '2',
    overflow: 'hidden',
    overflowWrap: 'anywhere',
  },
  '.cm-tall': { minHeight: '58px' },
  '.cm-who button:hover': { background: 'var(--hover, color-mix(in srgb, currentColor 8%, transparent))' },
  '.cm-who button:focus-visible': { outline: '2px solid var(--accent)', outlineOffset: '1px' },
  '.cm-who time': { display: 'block', fontSize: '11px', color: 'var(--faint)', fontVariantNumeric: 'tabular-nums' },
  ...speakers,

  '.cm-pause': {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '3px',
    boxSizing: 'border-box',
    height: '16px',
    margin: '0 5px 0 1px',
    padding: '0 5px',
    border: '1px solid transparent',
    borderRadius: 'var(--radius-s, 5px)',
    background: 'var(--pause)',
    color: 'var(--soft)',
    fontSize: '10.5px',
    lineHeight: '14px',
    verticalAlign: '2px',
    whiteSpace: 'nowrap',
    fontVariantNumeric: 'tabular-nums',
    cursor: 'pointer',
    userSelect: 'none',
  },
  '.cm-pause:hover': { borderColor: 'color-mix(in srgb, currentColor 45%, transparent)' },
  '.cm-pause i': {
    width: '5px',
    height: '7px',
    boxSizing: 'border-box',
    border: 'solid currentColor',
    borderWidth: '0 1.5px',
    opacity: '0.7',
  },
  '.cm-pause-long': { color: 'var(--warn)', background: 'var(--warn-soft)' },
  '.cm-pause-gap': {
    background: 'none',
    borderColor: 'color-mix(in srgb, currentColor 45%, transparent)',
    borderStyle: 'dashed',
  },
  '.cm-pause-cut': { background: 'none', borderColor: 'var(--line)' },

  '.cm-playing': {
    background: 'var(--hl)',
    borderRadius: '4px',
    boxShadow: '0 0 0 2px var(--hl)',
  },
  '.cm-estimated': { borderBottom: '1.5px dotted var(--accent)' },
  '.cm-split': { borderBottom: '1.5px dashed var(--accent)' },
  '.cm-joined': { borderBottom: '3px double var(--accent)' },
  '.cm-manual': { borderBottom: '2px solid var(--accent)' },
  '.cm-corrected': { textDecoration: 'underline wavy var(--accent) 1px', textUnderlineOffset: '3px' },
  '.cm-cut': { textDecoration: 'line-through', color: 'var(--faint)' },

  '.cm-found': { background: 'color-mix(in srgb, var(--hl) 65%, transparent)', borderRadius: '3px' },
  '.cm-found-here': { background: 'var(--hl)', outline: '1.5px solid var(--accent)' },

  // A narrow pane: the label goes above the text.
  '@container (max-width: 560px)': {
    '.cm-content': { padding: '12px 6px 40vh', maxWidth: 'none' },
    '.cm-line': { padding: '26px 10px 9px 10px' },
    '.cm-who': {
      left: '10px',
      right: '10px',
      width: 'auto',
      paddingTop: '6px',
      textAlign: 'left',
      display: 'flex',
      gap: '8px',
      alignItems: 'baseline',
    },
    '.cm-who button': { margin: '0 0 0 -4px' },
    '.cm-name': { WebkitLineClamp: '1' },
    '.cm-tall': { minHeight: '0' },
  },
  '@media (forced-colors: active)': {
    '.cm-playing, .cm-found': { outline: '2px solid Highlight' },
  },
})
