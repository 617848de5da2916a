import { AudioLines, Film } from 'lucide-react'
import { useRef, useState } from 'react'
import { linkRecording } from '../commands/jobs'
import { useCaesura, useOpenDocument } from '../desk/caesura'
import { addDialog } from '../desk/dialogs'
import type { Recording } from '../../ipc/contract'
import { Button } from '../ui/Button'
import { Sheet } from '../ui/Sheet'
import { bytes } from '../ui/times'

/** A recording came while a transcript lies open: it belongs to that one, or is to become one. */
export const RecordingSheet = ({
  recording,
  left,
}: {
  readonly recording: Recording
  readonly left: readonly string[]
}) => {
  const app = useCaesura()
  const { desk, dialogs } = app
  const open = useOpenDocument()
  const [busy, setBusy] = useState(false)
  const link = useRef<HTMLButtonElement>(null)
  const transcribe = () => dialogs.show(addDialog('start', { recording }))
  return (
    <Sheet
      title={recording.name}
      lead={`A recording of ${bytes(recording.bytes)}. Link it, or have it transcribed?`}
      onClose={dialogs.hide}
      firstFocus={link}
      foot={
        <>
          <div className="grow" />
          <Button onClick={dialogs.hide}>Cancel</Button>
        </>
      }
    >
      <div className="two-ways">
        <button
          ref={link}
          type="button"
          className="way"
          disabled={open === null || busy}
          onClick={() => {
            const hide = dialogs.hideLater()
            setBusy(true)
            void linkRecording(app, recording.token).then((linked) => {
              setBusy(false)
              if (linked) hide()
            })
          }}
        >
          <Film size={18} />
          <b>{open === null ? 'Link it to the job that opens' : `Link it to “${desk.titleOf(open.jobId)}”`}</b>
          <span className="says">It plays with the transcript that lies open. The file stays where it is.</span>
        </button>
        <button type="button" className="way" onClick={transcribe}>
          <AudioLines size={18} />
          <b>Transcribe it at Pictory…</b>
          <span className="says">It becomes a job of its own; its language and your minutes come first.</span>
        </button>
      </div>
      {left.length === 0 ? null : (
        <p className="field-note">
          One recording is taken at a time: {recording.name}. Not taken: {left.join(', ')}.
        </p>
      )}
    </Sheet>
  )
}
