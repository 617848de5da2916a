// Under the text, on demand: the word at the caret with its times, and which words do not have the recogniser's.

import { ChevronLeft, ChevronRight, MapPin, Play, RotateCcw, X } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import type { Original } from '../../core/history/original'
import { findWord, type Edge } from '../../core/transcript/manual'
import type { Timing } from '../../core/transcript/model'
import { createCounter, isCorrected, kinds, type Kind } from '../../core/transcript/provenance'
import { runCommand } from '../commands/table'
import { useCaesura } from '../desk/caesura'
import type { OpenDocument } from '../desk/desk'
import { IconButton } from '../ui/Button'
import { Choose } from '../ui/Choose'
import { CommandButton } from '../ui/CommandButton'
import { exact, plural } from '../ui/times'
import { Tip } from '../ui/Tip'
import { nudgeSteps } from '../settings/settings'
import { frameRateOf, goToKind, textIn } from './changes'
import './words.css'

const timingWords: Readonly<Record<Timing, string>> = {
  source: 'as recognised',
  split: 'split from one word',
  joined: 'joined of several',
  estimated: 'estimated',
  manual: 'set by hand',
}

const kindWords: Readonly<Record<Kind, string>> = {
  estimated: 'Estimated',
  split: 'Split',
  joined: 'Joined',
  manual: 'By hand',
  corrected: 'Corrected',
}

/** The original, once it has been read; what was corrected is known from then on. */
const useOriginal = ({ past }: OpenDocument): Original | null => {
  const [original, setOriginal] = useState<Original | null>(past.originalNow())
  useEffect(() => {
    let here = true
    void past.original().then((read) => {
      if (here && read.ok) setOriginal(read.value)
    })
    return () => {
      here = false
    }
  }, [past])
  return original
}

const Time = ({ edge, name, ms }: { readonly edge: Edge; readonly name: string; readonly ms: number }) => {
  const ids = {
    in: ['in-earlier', 'in-later'],
    out: ['out-earlier', 'out-later'],
    both: ['word-earlier', 'word-later'],
  }
  const [earlier = '', later = ''] = ids[edge]
  return (
    <div className="word-time" role="group" aria-label={`${name} ${exact(ms)}`}>
      <span className="field-label">{name}</span>
      <CommandButton id={earlier} side="top">
        <ChevronLeft size={14} />
      </CommandButton>
      <span className="number">{exact(ms)}</span>
      <CommandButton id={later} side="top">
        <ChevronRight size={14} />
      </CommandButton>
      {edge === 'both' ? null : (
        <CommandButton id={edge === 'in' ? 'in-here' : 'out-here'} side="top">
          <MapPin size={14} />
        </CommandButton>
      )}
      <span className="visually-hidden" role="status">
        {exact(ms)}
      </span>
    </div>
  )
}

export const WordBar = ({ document }: { readonly document: OpenDocument }) => {
  const app = useCaesura()
  const { desk, settings } = app
  const transcript = useStore(document.session.store, (state) => state.transcript)
  const derived = useStore(document.derived.store)
  const wordId = useStore(desk.store, (state) => state.caret?.wordId ?? null)
  const { nudgeStep, wordKind } = useStore(settings.store)
  const original = useOriginal(document)
  const count = useMemo(() => createCounter(textIn(original)), [original])
  const counts = useMemo(
    () => count(document.session.store.getState().transcript),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- counted when the keyboard rests, as all that is derived
    [count, document, derived],
  )
  const surface = useStore(desk.store, (state) => state.surface)
  useEffect(() => {
    surface?.setProvenance(textIn(original))
    return () => surface?.setProvenance(null)
  }, [surface, original])
  const word = wordId === null ? undefined : findWord(transcript, wordId)?.word
  const was = word === undefined ? undefined : textIn(original)(word.id)
  return (
    <section className="word-bar" aria-label="Times of words">
      {word === undefined ? (
        <p className="word-none">Put the caret into a word to see and move its times.</p>
      ) : (
        <div className="word-row">
          <b className="word-text one-line" dir="auto">
            {word.text}
          </b>
          <span className="word-from one-line">
            {timingWords[word.timing]}
            {isCorrected(word, textIn(original)) ? ` · was “${was ?? ''}”` : ''}
          </span>
          <Time edge="in" name="In" ms={word.startMs} />
          <Time edge="out" name="Out" ms={word.endMs} />
          <span className="number word-length">{((word.endMs - word.startMs) / 1000).toFixed(3)} s</span>
          <CommandButton id="play-word" side="top">
            <Play size={14} />
          </CommandButton>
          <CommandButton id="restore-word" side="top">
            <RotateCcw size={14} />
          </CommandButton>
        </div>
      )}
      <div className="word-row kinds">
        <div className="word-kinds" role="group" aria-label="Show in the text">
          {kinds.map((kind) => (
            <button
              key={kind}
              type="button"
              className={`word-kind ${kind}`}
              aria-pressed={wordKind === kind}
              disabled={counts[kind] === 0}
              aria-label={`${kindWords[kind]}: ${plural(counts[kind], 'word')}`}
              onClick={() => {
                settings.set({ wordKind: kind })
                goToKind(app, kind, 1)
              }}
            >
              <span>{kindWords[kind]}</span> <span className="number">{counts[kind].toLocaleString('en')}</span>
            </button>
          ))}
        </div>
        <CommandButton id="kind-before" side="top">
          <ChevronLeft size={15} />
        </CommandButton>
        <CommandButton id="kind-after" side="top">
          <ChevronRight size={15} />
        </CommandButton>
        <div className="grow" />
        <Choose
          label="A nudge moves by"
          value={nudgeStep}
          choices={nudgeSteps.map((value) => ({
            value,
            label: value === 'frame' ? `1 frame (${frameRateOf(app)}/s)` : `${value} ms`,
          }))}
          onChange={(next) => settings.set({ nudgeStep: next })}
        />
        <Tip says="Close" side="top">
          <IconButton label="Close the times of words" size="small" onClick={() => runCommand(app, 'word-bar')}>
            <X size={14} />
          </IconButton>
        </Tip>
      </div>
    </section>
  )
}
