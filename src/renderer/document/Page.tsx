import { CornerDownRight, Lock, TriangleAlert, X } from 'lucide-react'
import { useCallback, useState } from 'react'
import { useStore } from 'zustand'
import type { MendWay } from '../../core/job/mend'
import { keysOf } from '../commands/shortcuts'
import { command, runCommand } from '../commands/table'
import { useCaesura } from '../desk/caesura'
import type { OpenDocument } from '../desk/desk'
import { Transcript } from '../editor/Transcript'
import { FindBar } from '../find/FindBar'
import { MendButtons } from './Mend'
import { Button, IconButton } from '../ui/Button'
import { KeysOf, Tip } from '../ui/Tip'
import { WordBar } from '../words/WordBar'

const noWays: readonly MendWay[] = []
const misfitWays: readonly MendWay[] = ['go-on', 'read-again']

/** The text of the open document, with what may have to be said above it. */
export const Page = ({ document }: { readonly document: OpenDocument }) => {
  const app = useCaesura()
  const { desk, dialogs, find, library, messages, player, settings } = app
  const readOnly = useStore(document.session.store, (state) => state.readOnly)
  const unsaved = useStore(document.session.store, ({ save }) => (save.kind === 'unsaved' ? save.message : null))
  const shortcuts = useStore(settings.store, (state) => state.shortcuts)
  const keysOfText = useCallback((id: string) => keysOf(shortcuts, command(id)), [shortcuts])
  const isFinding = useStore(find.store, (state) => state.isOpen)
  const wordBar = useStore(settings.store, (state) => state.wordBar)
  const thresholdMs = useStore(settings.store, (state) => state.thresholdMs)
  const followLost = useStore(desk.store, (state) => state.followLost)
  const playing = useStore(player.store, (state) => state.playing)
  const ways = useStore(library.store, ({ jobs }) => {
    const state = jobs.find(({ id }) => id === document.jobId)?.state
    return state?.kind === 'damaged' ? state.ways : noWays
  })
  const [damageSeen, setDamageSeen] = useState(false)
  return (
    <>
      {readOnly === null ? null : (
        <div className="strip-note" role="status">
          <Lock size={14} />
          <span className="grow">{readOnly}</span>
          {document.session.misfit ? <MendButtons jobId={document.jobId} ways={misfitWays} small /> : null}
        </div>
      )}
      {document.damage === null || damageSeen ? null : (
        <div className="strip-note" role="status" data-testid="damage">
          <TriangleAlert size={14} />
          <span className="grow">{document.damage}</span>
          <MendButtons jobId={document.jobId} ways={ways.filter((way) => way === 'fetch-again')} small />
          <Tip says="Hide this until the job is opened again">
            <IconButton label="Hide this note" size="small" onClick={() => setDamageSeen(true)}>
              <X size={14} />
            </IconButton>
          </Tip>
        </div>
      )}
      {unsaved === null ? null : (
        <div className="strip-note bad" data-testid="unsaved">
          <TriangleAlert size={14} />
          <span className="grow">{unsaved}</span>
          <Button size="small" onClick={() => void document.session.flush()}>
            Try again
          </Button>
        </div>
      )}
      {isFinding ? <FindBar document={document} /> : null}
      <div className="page">
        <Transcript
          session={document.session}
          player={player}
          title={desk.titleOf(document.jobId)}
          threshold={thresholdMs}
          keysOf={keysOfText}
          onPauseMenu={(at) => dialogs.pauseMenu(at)}
          onSpeakerMenu={(at) => (readOnly === null ? dialogs.speakerMenu(at) : undefined)}
          onCaret={(paragraphId, wordId, timeMs) => desk.setCaret({ paragraphId, wordId, timeMs })}
          onShown={(shown) => desk.shown.setState(shown)}
          onFollowLost={() => desk.setFollowLost(true)}
          onFollowFound={() => desk.setFollowLost(false)}
          onRefused={(message) => messages.say(message)}
          onReady={desk.setSurface}
        />
        {followLost && playing ? (
          <Button
            className="back-to-playing"
            onClick={() => {
              desk.setFollowLost(false)
              runCommand(app, 'to-playing')
            }}
          >
            <CornerDownRight size={14} /> Back to the playing word <KeysOf id="to-playing" />
          </Button>
        ) : null}
      </div>
      {wordBar ? <WordBar document={document} /> : null}
    </>
  )
}
