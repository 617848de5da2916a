// React's handle on the text surface: mounts it once per session, and passes on what changes. Nothing typed renders here.

import { useEffect, useLayoutEffect, useRef } from 'react'
import type { Player } from '../player/types'
import type { Session } from '../session/types'
import { createEditor, type Editor, type EditorParts, type KeysOf } from './editor'

export type TranscriptProps = Pick<
  EditorParts,
  | 'title'
  | 'threshold'
  | 'onSpeakerMenu'
  | 'onPauseMenu'
  | 'onCaret'
  | 'onShown'
  | 'onFollowLost'
  | 'onFollowFound'
  | 'onRefused'
> & {
  readonly session: Session
  readonly player: Player
  readonly keysOf?: KeysOf
  /** The surface once it stands, null when it goes. */
  readonly onReady?: (editor: Editor | null) => void
}

export const Transcript = (props: TranscriptProps) => {
  const { session, player, title, threshold, keysOf } = props
  const host = useRef<HTMLDivElement>(null)
  const editor = useRef<Editor | null>(null)
  const latest = useRef(props)
  useLayoutEffect(() => {
    latest.current = props
  })

  useEffect(() => {
    if (host.current === null) return undefined
    const { title, threshold } = latest.current
    const made = createEditor({
      host: host.current,
      session,
      player,
      title,
      threshold,
      onSpeakerMenu: (at) => latest.current.onSpeakerMenu(at),
      onPauseMenu: (at) => latest.current.onPauseMenu(at),
      onCaret: (paragraphId, wordId, timeMs) => latest.current.onCaret(paragraphId, wordId, timeMs),
      onShown: (shown) => latest.current.onShown?.(shown),
      onFollowLost: () => latest.current.onFollowLost(),
      onFollowFound: () => latest.current.onFollowFound?.(),
      onRefused: (message) => latest.current.onRefused?.(message),
    })
    if (latest.current.keysOf !== undefined) made.setKeys(latest.current.keysOf)
    editor.current = made
    latest.current.onReady?.(made)
    return () => {
      latest.current.onReady?.(null)
      editor.current = null
      made.destroy()
    }
  }, [session, player])

  useEffect(() => editor.current?.setThreshold(threshold), [threshold])
  useEffect(() => editor.current?.setTitle(title), [title])
  useEffect(() => {
    if (keysOf !== undefined) editor.current?.setKeys(keysOf)
  }, [keysOf])

  return <div ref={host} className="transcript-surface" style={{ height: '100%', minHeight: 0 }} />
}
