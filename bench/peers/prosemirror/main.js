// A ProseMirror with nothing of ours: paragraphs of plain text, history, the standard keys.

import { baseKeymap } from 'prosemirror-commands'
import { history, redo, undo } from 'prosemirror-history'
import { keymap } from 'prosemirror-keymap'
import { Schema } from 'prosemirror-model'
import { EditorState } from 'prosemirror-state'
import { EditorView } from 'prosemirror-view'

const schema = new Schema({
  nodes: {
    doc: { content: 'paragraph+' },
    paragraph: { content: 'text*', toDOM: () => ['p', 0], parseDOM: [{ tag: 'p' }] },
    text: {},
  },
})

let view = null

window.peer = {
  open: ({ lines }) => {
    const doc = schema.node(
      'doc',
      null,
      lines.map((line) => schema.node('paragraph', null, line === '' ? [] : [schema.text(line)])),
    )
    const plugins = [history(), keymap({ 'Mod-z': undo, 'Mod-y': redo }), keymap(baseKeymap)]
    const host = document.getElementById('host')
    host.style.cssText = 'white-space: pre-wrap; overflow-wrap: break-word'
    view = new EditorView(host, { state: EditorState.create({ doc, plugins }) })
  },
  readable: '.ProseMirror > p',
  size: () => ({ characters: view?.state.doc.textContent.length ?? 0, paragraphs: view?.state.doc.childCount ?? 0 }),
}
