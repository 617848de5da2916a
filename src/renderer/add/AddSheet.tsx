// Three places jobs come from: ids that are pasted or dropped, the account's own list, and a new transcription.

import { Tabs } from '@base-ui/react/tabs'
import { useRef, useState, type KeyboardEvent } from 'react'
import { useCaesura } from '../desk/caesura'
import type { AddDialog, AddPlace } from '../desk/dialogs'
import { Sheet } from '../ui/Sheet'
import { FromAccount } from './FromAccount'
import { useKeyDraft } from './KeyForm'
import { NewTranscription } from './NewTranscription'
import { PasteIds } from './PasteIds'
import './add.css'

const places: readonly { readonly value: AddPlace; readonly label: string }[] = [
  { value: 'paste', label: 'Paste ids' },
  { value: 'account', label: 'From your account' },
  { value: 'start', label: 'New transcription' },
]

/** What was typed before stays when a list is dropped into it. */
const joined = (text: string, more: string): string => (text.trim() === '' ? more : `${text.trimEnd()}\n${more}`)

/** Ctrl-Enter (on a Mac Cmd-Enter) anywhere on the sheet presses the button with which the place shown goes on. */
const goOn = (event: KeyboardEvent<HTMLElement>) => {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return
  event.preventDefault()
  event.currentTarget.querySelector<HTMLButtonElement>('.add-place:not([hidden]) [data-goes-on]')?.click()
}

export const AddSheet = ({ dialog }: { readonly dialog: AddDialog }) => {
  const { dialogs } = useCaesura()
  const [place, setPlace] = useState(dialog.place)
  const [text, setText] = useState(dialog.text)
  const [names, setNames] = useState(dialog.names)
  const [given, setGiven] = useState(dialog)
  const [recording, setRecording] = useState(dialog.recording)
  const draft = useKeyDraft()
  const field = useRef<HTMLTextAreaElement>(null)
  const tab = useRef<HTMLButtonElement>(null)
  // Dropped while the sheet is open: it goes where it belongs, and what was done before stays.
  if (dialog !== given) {
    setGiven(dialog)
    setPlace(dialog.place)
    if (dialog.text !== '') {
      setText(joined(text, dialog.text))
      setNames([...names, ...dialog.names])
    }
    if (dialog.recording !== null) setRecording(dialog.recording)
  }
  return (
    <Sheet title="Add jobs" bare large onClose={dialogs.hide} firstFocus={dialog.place === 'paste' ? field : tab}>
      <Tabs.Root
        className="add-places"
        value={place}
        onValueChange={(next: AddPlace) => setPlace(next)}
        onKeyDown={goOn}
      >
        <Tabs.List className="tab-list in-sheet" aria-label="Where the jobs come from">
          {places.map(({ value, label }) => (
            <Tabs.Tab key={value} ref={value === place ? tab : undefined} value={value} className="tab">
              {label}
            </Tabs.Tab>
          ))}
          <Tabs.Indicator className="tab-line" />
        </Tabs.List>
        <Tabs.Panel value="paste" keepMounted className="add-place" tabIndex={-1}>
          <PasteIds active={place === 'paste'} text={text} onText={setText} names={names} field={field} draft={draft} />
        </Tabs.Panel>
        <Tabs.Panel value="account" keepMounted className="add-place" tabIndex={-1}>
          <FromAccount active={place === 'account'} draft={draft} />
        </Tabs.Panel>
        <Tabs.Panel value="start" keepMounted className="add-place" tabIndex={-1}>
          <NewTranscription
            active={place === 'start'}
            recording={recording}
            onRecording={setRecording}
            left={dialog.left}
            draft={draft}
          />
        </Tabs.Panel>
      </Tabs.Root>
    </Sheet>
  )
}
