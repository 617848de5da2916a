// The ways on from damage (core/job/mend.ts) as buttons. What each does to the files is said beside it, and what came of it in a message.

import { useState } from 'react'
import type { MendWay } from '../../core/job/mend'
import { useCaesura, type Caesura } from '../desk/caesura'
import { Button } from '../ui/Button'
import { Tip } from '../ui/Tip'

type Words = { readonly label: string; readonly busy: string; readonly says: string; readonly failed: string }

const words: Readonly<Record<MendWay, Words>> = {
  'go-on': {
    label: 'Go on from here',
    busy: 'Putting them aside…',
    says: 'Keeps the changes that do not fit in a file beside the job, and lets you edit from here',
    failed: 'The job is as it was.',
  },
  'fetch-again': {
    label: 'Fetch it from Pictory again',
    busy: 'Asking Pictory…',
    says: 'Asks Pictory for this job’s answer once more. The very same one makes the job whole; another one is kept beside it',
    failed: 'The answer could not be fetched.',
  },
  'read-again': {
    label: 'Begin again from the original',
    busy: 'Reading…',
    says: 'Reads the transcript anew. Your edits so far are kept beside the job, and no longer shown',
    failed: 'The transcript could not be read again.',
  },
  'look-again': {
    label: 'Look again',
    busy: 'Looking…',
    says: 'Reads the files as they are now, after a drive is back or a program has let go of them',
    failed: 'The files are as they were.',
  },
}
/** The ones that keep most first. */
const shownOrder: readonly MendWay[] = ['go-on', 'fetch-again', 'look-again', 'read-again']

const carryOut = async ({ bridge, desk, dialogs, messages }: Caesura, jobId: string, how: MendWay): Promise<void> => {
  const order = () => bridge.mendJob({ jobId, how })
  // An answer may take a while, and touches no file that is open: the text stays in view meanwhile.
  const mended = how === 'fetch-again' ? await order() : await desk.whileClosed(jobId, order)
  if (mended === null) return
  if (!mended.ok) {
    const forKey = mended.code === 'no-key' || mended.code === 'key-refused'
    messages.say(words[how].failed, {
      more: mended.message,
      failure: true,
      ...(forKey ? { action: { label: 'Enter the key…', run: () => dialogs.show({ kind: 'key' }) } } : {}),
    })
    return
  }
  messages.say('Done.', { more: mended.value.said })
  if (how === 'fetch-again') await desk.whileClosed(jobId, async () => null)
}

/** @param small in a strip above the text. */
export const MendButtons = ({
  jobId,
  ways,
  small = false,
}: {
  readonly jobId: string
  readonly ways: readonly MendWay[]
  readonly small?: boolean
}) => {
  const app = useCaesura()
  const [busy, setBusy] = useState<MendWay | null>(null)
  return shownOrder
    .filter((way) => ways.includes(way))
    .map((way) => (
      <Tip key={way} says={words[way].says}>
        <Button
          {...(small ? { size: 'small' as const } : {})}
          disabled={busy !== null}
          onClick={() => {
            setBusy(way)
            void carryOut(app, jobId, way).finally(() => setBusy(null))
          }}
        >
          {busy === way ? words[way].busy : words[way].label}
        </Button>
      </Tip>
    ))
}
