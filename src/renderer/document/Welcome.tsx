import { AudioLines, ClipboardPaste, FileDown, MousePointerClick } from 'lucide-react'
import { useStore } from 'zustand'
import { chooseFiles, openSample } from '../commands/jobs'
import { runCommand } from '../commands/table'
import { useCaesura } from '../desk/caesura'
import { Button } from '../ui/Button'
import { KeysOf } from '../ui/Tip'
import { useNarrow } from '../ui/useNarrow'

// Two voices and the pause between them, as the speech strip draws them: the caesura of the name.
const first = [
  [0, 34],
  [40, 22],
  [68, 52],
  [126, 40],
  [172, 14],
] as const
const second = [
  [244, 30],
  [280, 58],
  [344, 18],
  [368, 46],
  [420, 40],
] as const

const Art = () => (
  <svg className="welcome-art" viewBox="0 0 460 64" aria-hidden>
    {first.map(([x, width]) => (
      <rect key={x} x={x} y={16} width={width} height={10} rx={3} fill="var(--s1)" />
    ))}
    {second.map(([x, width]) => (
      <rect key={x} x={x} y={36} width={width} height={10} rx={3} fill="var(--s2)" />
    ))}
    <rect x={190} y={8} width={50} height={46} rx={8} fill="var(--warn-soft)" />
    <path d="M211 18v26M219 18v26" stroke="var(--warn)" strokeWidth={3} strokeLinecap="round" />
  </svg>
)

export const Welcome = () => {
  const app = useCaesura()
  return (
    <div className="centre">
      <div className="welcome">
        <Art />
        <h1>From a finished transcription to subtitles you would sign</h1>
        <p>
          Caesura fetches your Pictory jobs, keeps them on this computer, and lets you correct words, speakers and
          pauses until the captions are right.
        </p>
        <div className="ways">
          <button type="button" className="way" data-first-focus onClick={() => void openSample(app)}>
            <AudioLines size={20} />
            <b>Open the sample</b>
            <span className="says">A short talk between two voices, with its sound. Needs no key.</span>
            <span className="foot">Start here</span>
          </button>
          <button type="button" className="way" onClick={() => runCommand(app, 'add-jobs')}>
            <ClipboardPaste size={20} />
            <b>Add your jobs</b>
            <span className="says">
              By their ids, from your account’s list, or as a new transcription. Caesura asks until they are done.
            </span>
            <KeysOf id="add-jobs" />
          </button>
          <button type="button" className="way" onClick={() => void chooseFiles(app)}>
            <FileDown size={20} />
            <b>Drop a file</b>
            <span className="says">
              A Pictory response, subtitles, another recogniser’s result, ids or a recording: drop it anywhere, or
              choose it.
            </span>
            <KeysOf id="open-files" />
          </button>
        </div>
        <div className="welcome-fine">
          Everything you open stays on this computer. Only what you have transcribed goes to Pictory.
        </div>
      </div>
    </div>
  )
}

export const NothingSelected = () => {
  const app = useCaesura()
  const { leftOpen, rightOpen } = useStore(app.settings.store)
  const listThere = !useNarrow('left') && leftOpen
  const captionsThere = !useNarrow('right') && rightOpen
  return (
    <div className="centre">
      <div className="standing">
        <div className="sign">
          <MousePointerClick size={20} />
        </div>
        <h1>{listThere ? 'Choose a job on the left' : 'Choose a job'}</h1>
        <p>
          {captionsThere
            ? 'Its transcript opens here; captions, speakers and details appear on the right.'
            : 'Its transcript opens here, with its captions, speakers and details.'}
        </p>
        <div className="buttons">
          {listThere ? null : (
            <Button onClick={() => runCommand(app, 'toggle-library')}>
              Show the library <KeysOf id="toggle-library" />
            </Button>
          )}
          <Button onClick={() => runCommand(app, 'palette')}>
            Go to a job <KeysOf id="palette" />
          </Button>
          <Button onClick={() => runCommand(app, 'add-jobs')}>
            Add jobs <KeysOf id="add-jobs" />
          </Button>
        </div>
      </div>
    </div>
  )
}
