// The four places, always the same: library left, transcript in the centre, captions and details right, player below.

import { Tabs } from '@base-ui/react/tabs'
import { Captions as CaptionsIcon, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { AddSheet } from './add/AddSheet'
import { ImportSheet } from './add/ImportSheet'
import { KeyDialog } from './add/KeyDialog'
import { RenameJob } from './add/RenameJob'
import { RecordingSheet } from './add/RecordingSheet'
import { Report } from './add/Report'
import { Captions } from './captions/Captions'
import { CompareSheet } from './captions/CompareSheet'
import { FixSheet } from './captions/FixSheet'
import { GuideSheet } from './captions/GuideSheet'
import { useCaesura, useOpenDocument } from './desk/caesura'
import { type OpenDocument } from './desk/desk'
import type { Dialog } from './desk/dialogs'
import { Details } from './details/Details'
import { Header } from './document/Header'
import { Page } from './document/Page'
import { Opening, Refused, Standing } from './document/Standing'
import { Veil } from './document/Veil'
import { NothingSelected, Welcome } from './document/Welcome'
import { BatchExport } from './export/BatchExport'
import { Export } from './export/Export'
import { Changes } from './history/Changes'
import { History } from './history/History'
import { DeleteJobs } from './library/DeleteJobs'
import { LibraryPane } from './library/LibraryPane'
import { TagJobs } from './library/TagJobs'
import { Palette } from './palette/Palette'
import { Shortcuts } from './palette/Shortcuts'
import { PlayerBar } from './player/PlayerBar'
import { Stage } from './player/Stage'
import { WorkSheet } from './portable/WorkSheet'
import { SettingsDialog } from './settings/SettingsDialog'
import { paneLimits, type RightTab } from './settings/settings'
import { MergeSpeakers, NewSpeaker, RenameSpeaker } from './speakers/SpeakerDialogs'
import { GlossarySheet } from './glossary/GlossarySheet'
import { PauseMenu } from './pauses/PauseMenu'
import { PausesSheet } from './pauses/PausesSheet'
import { SpeakerMenu } from './speakers/SpeakerMenu'
import { Speakers } from './speakers/Speakers'
import { IconButton } from './ui/Button'
import { Separator } from './ui/Separator'
import { Tip } from './ui/Tip'
import { useNarrow, useWindowWidth } from './ui/useNarrow'
import './document/document.css'
import './layout.css'

const tabs: readonly { readonly value: RightTab; readonly label: string }[] = [
  { value: 'captions', label: 'Captions' },
  { value: 'speakers', label: 'Speakers' },
  { value: 'history', label: 'History' },
  { value: 'details', label: 'Details' },
]

const Inspector = () => {
  const { settings } = useCaesura()
  const open = useOpenDocument()
  const tab = useStore(settings.store, (state) => state.rightTab)
  if (!open)
    return (
      <div className="pane-empty" style={{ margin: 'auto' }}>
        <CaptionsIcon size={20} />
        <p>Captions, speakers, history and details of the open transcript appear here.</p>
      </div>
    )
  return (
    <>
      <Stage document={open} place="pane" />
      <Tabs.Root className="tabs" value={tab} onValueChange={(next: RightTab) => settings.set({ rightTab: next })}>
        <Tabs.List className="tab-list" aria-label="About this transcript">
          {tabs.map(({ value, label }) => (
            <Tabs.Tab key={value} value={value} className="tab" data-first-focus={value === tab ? '' : undefined}>
              {label}
            </Tabs.Tab>
          ))}
          <Tabs.Indicator className="tab-line" />
        </Tabs.List>
        <Tabs.Panel value="captions" className="tab-panel" tabIndex={-1}>
          <Captions key={open.jobId} document={open} />
        </Tabs.Panel>
        <Tabs.Panel value="speakers" className="tab-panel" tabIndex={-1}>
          <Speakers key={open.jobId} document={open} />
        </Tabs.Panel>
        <Tabs.Panel value="history" className="tab-panel" tabIndex={-1}>
          <History key={open.jobId} document={open} />
        </Tabs.Panel>
        <Tabs.Panel value="details" className="tab-panel" tabIndex={-1}>
          <Details key={open.jobId} document={open} />
        </Tabs.Panel>
      </Tabs.Root>
    </>
  )
}

/** Its text, or what of its history is looked at. */
const Document = ({ document }: { readonly document: OpenDocument }) => {
  const looking = useStore(document.past.store, (state) => state.looking)
  return (
    <>
      <Stage document={document} place="above" />
      {looking === null ? <Page document={document} /> : <Changes document={document} looking={looking} />}
    </>
  )
}

const Centre = () => {
  const { desk, library } = useCaesura()
  const view = useStore(desk.store, (state) => state.view)
  const loaded = useStore(library.store, (state) => state.loaded)
  const none = useStore(library.store, (state) => state.jobs.length === 0)
  switch (view.kind) {
    case 'nothing':
      if (!loaded) return <div className="centre" />
      return none ? <Welcome /> : <NothingSelected />
    case 'standing':
      return <Standing key={view.jobId} jobId={view.jobId} />
    case 'opening':
      return <Opening />
    case 'refused':
      return <Refused jobId={view.jobId} message={view.message} />
    case 'open':
      return <Document key={view.document.jobId} document={view.document} />
  }
}

const Sheets = ({ dialog }: { readonly dialog: Dialog }) => {
  const open = useOpenDocument()
  switch (dialog.kind) {
    case 'add':
      return <AddSheet dialog={dialog} />
    case 'key':
      return <KeyDialog />
    case 'settings':
      return <SettingsDialog />
    case 'shortcuts':
      return <Shortcuts />
    case 'work':
      return <WorkSheet />
    case 'palette':
      return <Palette />
    case 'report':
      return <Report opened={dialog.opened} next={dialog.next} />
    case 'import':
      return <ImportSheet dialog={dialog} />
    case 'recording':
      return <RecordingSheet recording={dialog.recording} left={dialog.left} />
    case 'rename-job':
      return <RenameJob jobId={dialog.jobId} />
    case 'tags':
      return <TagJobs jobIds={dialog.jobIds} />
    case 'export-jobs':
      return <BatchExport jobIds={dialog.jobIds} />
    case 'delete-jobs':
      return <DeleteJobs jobIds={dialog.jobIds} />
    case 'export':
      return open ? <Export document={open} /> : null
    case 'glossary':
      return <GlossarySheet find={dialog.find} />
    case 'fix-cues':
      return open ? <FixSheet document={open} /> : null
    case 'compare-guides':
      return open ? <CompareSheet document={open} /> : null
    case 'guide':
      return <GuideSheet isNew={dialog.isNew} />
    case 'pauses':
      return open ? <PausesSheet document={open} overMs={dialog.overMs} wish={dialog.wish} /> : null
    case 'rename-speaker':
      return open ? <RenameSpeaker document={open} speakerId={dialog.speakerId} /> : null
    case 'new-speaker':
      return open ? <NewSpeaker paragraphId={dialog.paragraphId} /> : null
    case 'merge-speakers':
      return open ? <MergeSpeakers document={open} speakerId={dialog.speakerId} intoId={dialog.intoId} /> : null
  }
}

const drawerClass = (isDrawer: boolean, shown: boolean) => (isDrawer ? (shown ? ' drawer' : ' drawer away') : '')

/** A drawer covers the button that brought it in, so it has one of its own. */
const DrawerHead = ({ title }: { readonly title: string }) => {
  const { dialogs } = useCaesura()
  return (
    <div className="drawer-head">
      <span>{title}</span>
      <Tip says="Close the drawer" keys="Escape">
        <IconButton label={`Close: ${title}`} size="small" onClick={() => dialogs.drawer(null)}>
          <X size={15} />
        </IconButton>
      </Tip>
    </div>
  )
}

/**
 * Where what had the focus is gone (a sheet was put away, another job opened), the keyboard goes on in the transcript's part of the window
 * instead of nowhere. What somebody else focused meanwhile keeps it.
 */
const useHome = (): void => {
  const { desk, dialogs } = useCaesura()
  useEffect(() => {
    let frame = 0
    const settle = () => {
      cancelAnimationFrame(frame)
      if (dialogs.store.getState().dialog !== null) return
      frame = requestAnimationFrame(() => {
        // A sheet gives the focus back with the frame after it went.
        frame = requestAnimationFrame(() => {
          if (document.activeElement === document.body)
            document.getElementById('transcript')?.focus({ preventScroll: true })
        })
      })
    }
    const stopDialogs = dialogs.store.subscribe(({ dialog }, { dialog: before }) => {
      if (dialog !== before) settle()
    })
    const stopDesk = desk.store.subscribe(({ view }, { view: before }) => {
      if (view !== before) settle()
    })
    return () => {
      cancelAnimationFrame(frame)
      stopDialogs()
      stopDesk()
    }
  }, [desk, dialogs])
}

export const App = () => {
  useHome()
  const { dialogs, settings } = useCaesura()
  const open = useOpenDocument()
  const dialog = useStore(dialogs.store, (state) => state.dialog)
  const drawer = useStore(dialogs.store, (state) => state.drawer)
  const speakerMenu = useStore(dialogs.store, (state) => state.speakerMenu)
  const pauseMenu = useStore(dialogs.store, (state) => state.pauseMenu)
  const { leftWidth, rightWidth, leftOpen, rightOpen } = useStore(settings.store)
  const leftDrawer = useNarrow('left')
  const rightDrawer = useNarrow('right')
  const library = useRef<HTMLElement>(null)
  const inspector = useRef<HTMLElement>(null)

  // A drawer that came in takes the focus; Escape sends it away.
  useEffect(() => {
    const pane = drawer === 'left' ? library.current : drawer === 'right' ? inspector.current : null
    if (!pane) return undefined
    const before = document.activeElement
    const first = pane.querySelector<HTMLElement>('[data-first-focus]') ?? pane
    first.focus()
    // Asked on the way down: by the way back up the sheet or popup that Escape is for has closed itself.
    let covered = false
    const look = () => {
      const { dialog, speakerMenu, pauseMenu } = dialogs.store.getState()
      covered =
        dialog !== null ||
        speakerMenu !== null ||
        pauseMenu !== null ||
        document.querySelector('.pop[data-open]') !== null
    }
    const key = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && !covered) dialogs.drawer(null)
    }
    window.addEventListener('keydown', look, true)
    window.addEventListener('keydown', key)
    return () => {
      window.removeEventListener('keydown', look, true)
      window.removeEventListener('keydown', key)
      if (before instanceof HTMLElement) before.focus()
    }
  }, [drawer, dialogs])
  useEffect(() => {
    if ((drawer === 'left' && !leftDrawer) || (drawer === 'right' && !rightDrawer)) dialogs.drawer(null)
  }, [drawer, leftDrawer, rightDrawer, dialogs])

  const windowWidth = useWindowWidth()
  // In a window that gets narrow the text keeps the most; what the person chose comes back with the room.
  const left = Math.min(
    leftWidth,
    Math.max(paneLimits.left.least, leftDrawer ? leftWidth : Math.round(windowWidth * 0.24)),
  )
  const right = Math.min(
    rightWidth,
    Math.max(paneLimits.right.least, rightDrawer ? rightWidth : Math.round(windowWidth * 0.31)),
  )
  const leftShown = leftDrawer ? drawer === 'left' : leftOpen
  const rightShown = rightDrawer ? drawer === 'right' : rightOpen
  return (
    <div className="window">
      <div className="places">
        {leftShown || leftDrawer ? (
          <nav
            ref={library}
            id="library"
            aria-label="Library"
            tabIndex={-1}
            className={`library${drawerClass(leftDrawer, leftShown)}`}
            style={{ width: left }}
            inert={!leftShown}
          >
            {leftDrawer ? <DrawerHead title="Library" /> : null}
            <LibraryPane />
            {leftDrawer ? null : (
              <Separator
                label="Width of the library"
                side="left"
                width={left}
                {...paneLimits.left}
                onWidth={(width) => settings.set({ leftWidth: width })}
                onFold={() => settings.set({ leftOpen: false })}
              />
            )}
          </nav>
        ) : null}
        <main id="transcript" aria-label="Transcript" tabIndex={-1} className="transcript" inert={drawer !== null}>
          <Header leftShown={leftShown && !leftDrawer} rightShown={rightShown && !rightDrawer} />
          <Centre />
        </main>
        {rightShown || rightDrawer ? (
          <aside
            ref={inspector}
            id="inspector"
            aria-label="Captions, speakers and details"
            tabIndex={-1}
            className={`inspector${drawerClass(rightDrawer, rightShown)}`}
            style={{ width: right }}
            inert={!rightShown}
          >
            {rightDrawer ? <DrawerHead title="Captions and details" /> : null}
            <Inspector />
            {rightDrawer ? null : (
              <Separator
                label="Width of captions and details"
                side="right"
                width={right}
                {...paneLimits.right}
                onWidth={(width) => settings.set({ rightWidth: width })}
                onFold={() => settings.set({ rightOpen: false })}
              />
            )}
          </aside>
        ) : null}
        {drawer === null ? null : (
          <button
            type="button"
            className="drawer-scrim"
            aria-label="Close the drawer"
            onClick={() => dialogs.drawer(null)}
          />
        )}
      </div>
      <section id="player" aria-label="Player" tabIndex={-1} className="player">
        <PlayerBar />
      </section>
      {open ? <Stage key={open.jobId} document={open} place="over" /> : null}
      {dialog === null ? null : <Sheets dialog={dialog} />}
      {open && pauseMenu ? <PauseMenu document={open} at={pauseMenu} /> : null}
      {open && speakerMenu ? <SpeakerMenu document={open} at={speakerMenu} /> : null}
      <Veil />
    </div>
  )
}
