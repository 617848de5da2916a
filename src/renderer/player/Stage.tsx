import { AudioLines, Film, TriangleAlert } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { linkRecording } from '../commands/jobs'
import { useCaesura } from '../desk/caesura'
import type { OpenDocument } from '../desk/desk'
import './player.css'

const Caption = ({ document }: { readonly document: OpenDocument }) => {
  const at = useStore(document.follower.store, (state) => state.at)
  const cue = useStore(document.derived.store, (state) => state.cues[at])
  if (!cue) return null
  return (
    <div className="stage-caption" dir="auto">
      {cue.lines.map((line, number) => (
        // oxlint-disable-next-line react/no-array-index-key -- a line's place is its only identity
        <span key={number}>{line}</span>
      ))}
    </div>
  )
}

/** The picture with the caption that is due, or a plain stage where there is only sound, or nothing linked. */
export const Stage = ({ document }: { readonly document: OpenDocument }) => {
  const app = useCaesura()
  const { player } = app
  const media = useStore(player.store, (state) => state.media)
  const trouble = useStore(player.store, (state) => state.trouble)
  const host = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const place = host.current
    if (!place) return undefined
    return player.show(place)
  }, [player])
  const picture = media?.kind === 'video' && trouble === null
  return (
    <section className="stage" aria-label="Preview">
      <div className="stage-box" data-picture={picture} onClick={() => player.toggle()}>
        <div ref={host} className="stage-host" hidden={!picture} />
        {media === null && trouble === null ? (
          <div className="stage-note">
            <p>No recording linked. The captions run in time without it.</p>
            <button
              type="button"
              className="stage-button"
              onClick={(event) => {
                event.stopPropagation()
                void linkRecording(app)
              }}
            >
              <Film size={14} /> Link the recording
            </button>
          </div>
        ) : null}
        {media && trouble === null && media.kind === 'audio' ? (
          <div className="stage-name">
            <AudioLines size={14} /> <span className="one-line">{media.name}</span>
          </div>
        ) : null}
        {trouble === null ? null : (
          <div className="stage-note" role="status">
            <p>
              <TriangleAlert size={14} /> {trouble}
            </p>
            <button
              type="button"
              className="stage-button"
              onClick={(event) => {
                event.stopPropagation()
                void linkRecording(app)
              }}
            >
              <Film size={14} /> Link it again
            </button>
          </div>
        )}
        <Caption document={document} />
      </div>
    </section>
  )
}
