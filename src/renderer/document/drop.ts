// Files dropped anywhere on the window. Text dragged inside the page is left to where it is dropped.

import type { Caesura } from '../desk/caesura'
import { intakeOf, receive } from '../library/intake'

const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false

export const listenToDrops = (app: Caesura, target: Window): (() => void) => {
  // Leaving one element for its child also fires 'dragleave': only as many leaves as enters mean that the files left.
  let depth = 0
  const end = () => {
    depth = 0
    app.dialogs.dropping(false)
  }
  const on = {
    dragenter: (event: DragEvent) => {
      if (!carriesFiles(event)) return
      event.preventDefault()
      depth++
      app.dialogs.dropping(true)
    },
    dragover: (event: DragEvent) => {
      if (!carriesFiles(event)) return
      event.preventDefault()
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy'
    },
    dragleave: (event: DragEvent) => {
      if (!carriesFiles(event)) return
      depth = Math.max(0, depth - 1)
      if (depth === 0) end()
    },
    drop: (event: DragEvent) => {
      if (!carriesFiles(event)) return
      event.preventDefault()
      event.stopPropagation()
      end()
      const files = [...(event.dataTransfer?.files ?? [])]
      if (files.length === 0) return
      void app.bridge.openFiles(files).then((opened) => receive(opened, intakeOf(app)))
    },
  }
  // Capturing: the text surface must not take a dropped file for text.
  const names = ['dragenter', 'dragover', 'dragleave', 'drop'] as const
  for (const name of names) target.addEventListener(name, on[name], true)
  return () => {
    for (const name of names) target.removeEventListener(name, on[name], true)
  }
}
