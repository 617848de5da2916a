// @bbc/react-transcript-editor as its own README uses it, with a recording that is not there: the bench measures the text.

import React from 'react'
import { render } from 'react-dom'
import editor from '@bbc/react-transcript-editor'

// A CommonJS module, whose default is one of its exports here.
const TranscriptEditor = editor.default ?? editor

const shown = () => document.querySelector('.public-DraftEditor-content')

window.peer = {
  open: ({ words, paragraphs }) =>
    render(
      React.createElement(TranscriptEditor, {
        transcriptData: { words, paragraphs },
        sttJsonType: 'digitalpaperedit',
        mediaUrl: 'none.mp4',
        fileName: 'none.mp4',
        isEditable: true,
        spellCheck: false,
        title: 'bench',
      }),
      document.getElementById('host'),
    ),
  readable: '.public-DraftEditor-content [data-block="true"]',
  size: () => ({
    characters: shown()?.textContent.length ?? 0,
    paragraphs: document.querySelectorAll('.public-DraftEditor-content [data-block="true"]').length,
  }),
}
