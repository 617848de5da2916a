// What the window does with style guides of one's own.

import { readGuide } from '../../core/captions/guide'
import type { CaptionRules } from '../../core/captions/rules'
import type { Caesura } from '../desk/caesura'
import { mostGuides } from '../settings/settings'
import { ownGuide } from './presets'

const newId = (): string => `own-${crypto.randomUUID()}`

/** Keeps the guide and chooses it. */
export const keepGuide = ({ settings }: Caesura, guide: CaptionRules): void => {
  const { guides } = settings.store.getState()
  const others = guides.filter(({ id }) => id !== guide.id)
  const at = guides.findIndex(({ id }) => id === guide.id)
  const kept = at < 0 ? [...others, guide] : guides.map((each) => (each.id === guide.id ? guide : each))
  settings.set({ guides: kept.slice(-mostGuides), preset: guide.id })
}

/** A guide like this one, to be changed. */
export const copyOf = (rules: CaptionRules): CaptionRules => {
  const { languages: _languages, ...plain } = rules
  return { ...plain, id: newId(), label: `${rules.label}, changed`.slice(0, 60), notes: '' }
}

export const removeGuide = ({ settings, messages }: Caesura): void => {
  const { preset, guides } = settings.store.getState()
  const gone = guides.find(({ id }) => id === preset)
  if (gone === undefined) return
  settings.set({ guides: guides.filter(({ id }) => id !== preset), preset: 'netflix-en' })
  messages.say(`“${gone.label}” is removed.`, {
    action: { label: 'Undo', run: () => settings.set({ guides, preset }) },
  })
}

export const saveGuide = async ({ bridge, settings, messages }: Caesura): Promise<void> => {
  const guide = ownGuide(settings.store.getState())
  if (guide === null) return
  const { languages: _languages, ...plain } = guide
  const saved = await bridge.saveGuide({ guide: plain })
  if (!saved.ok) messages.say('The style guide was not saved.', { more: saved.message, failure: true })
  else if (saved.value !== null) messages.say(`${saved.value.name} is saved.`)
}

/** Nobody's guide is larger. */
const mostBytes = 100_000

/** Asks for a file and reads the guide in it. The file is read by the page itself: its path is nothing to know. */
export const openGuide = (app: Caesura): void => {
  const field = document.createElement('input')
  field.type = 'file'
  field.accept = '.json,application/json'
  field.addEventListener('change', () => {
    const [file] = field.files ?? []
    if (file !== undefined) void takeGuide(app, file)
  })
  field.click()
}

export const takeGuide = async (app: Caesura, file: File): Promise<void> => {
  const text = file.size > mostBytes ? '' : await file.text().catch(() => '')
  const read = readGuide(text, newId())
  if (!read.ok) {
    app.messages.say(`“${file.name}” was not read.`, { more: read.message, failure: true })
    return
  }
  keepGuide(app, read.value)
  app.messages.say(`The captions follow “${read.value.label}” now.`)
}
