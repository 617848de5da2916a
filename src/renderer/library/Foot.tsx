// Under the list: adding jobs, and how the key stands.

import { Plus } from 'lucide-react'
import { useStore } from 'zustand'
import { runCommand } from '../commands/table'
import { useCaesura } from '../desk/caesura'
import { Button } from '../ui/Button'
import { Tip } from '../ui/Tip'
import { keyWords } from './key-words'

export const Foot = () => {
  const app = useCaesura()
  const words = keyWords(useStore(app.library.store, (state) => state.key))
  return (
    <footer className="library-foot">
      <Tip says="Add jobs: ids, your account, a new transcription" of="add-jobs" side="top">
        <Button size="small" onClick={() => runCommand(app, 'add-jobs')}>
          <Plus size={14} /> Add jobs
        </Button>
      </Tip>
      <Tip says={words.long} side="top">
        <button type="button" className="key-state" onClick={() => runCommand(app, 'key')}>
          <span className="dot" data-tone={words.tone} />
          <span>{words.short}</span>
        </button>
      </Tip>
    </footer>
  )
}
