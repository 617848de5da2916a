// slate-transcript-editor as its own README uses it, without media: the bench measures the text.

import React from 'react'
import { render } from 'react-dom'
import SlateTranscriptEditor from 'slate-transcript-editor'

const shown = () => document.querySelector('[data-slate-editor]')

window.peer = {
  open: ({ words, paragraphs }) =>
    render(
      React.createElement(SlateTranscriptEditor, {
        transcriptData: { words, paragraphs },
        mediaUrl: '',
        isEditable: true,
        showSpeakers: true,
        showTimecodes: true,
        title: 'bench',
      }),
      document.getElementById('host'),
    ),
  readable: '[data-slate-string]',
  size: () => ({
    characters: shown()?.textContent.length ?? 0,
    paragraphs: document.querySelectorAll('[data-slate-editor] > [data-slate-node="element"]').length,
  }),
}
