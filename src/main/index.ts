// Main's composition root: builds everything once, hands clock, random, network and disk to it, and wires it together.

import { randomBytes, randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { readFile, realpath, statfs } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import {
  app,
  type BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  net,
  powerMonitor,
  protocol,
  session,
  shell,
  utilityProcess,
} from 'electron'
import { z } from 'zod'
import { readLink } from '../core/job/link'
import { pace } from '../core/job/schedule'
import { ok } from '../core/result'
import { parseStepGroups } from '../core/transcript/step'
import { calls, type Opened } from '../ipc/contract'
import { createBatch } from './batch/batch'
import { createCaptioner } from './batch/captioning'
import { type Closing, createClosing } from './closing'
import { commandNamed, filesNamed, linksNamed } from './commandLine'
import { createCrashes } from './crashes'
import { createDoor, type Handlers } from './door'
import { revealExport, saveExport, saveGuide } from './export'
import { revealJob } from './reveal'
import { guardContents, guardNetwork, guardSession } from './guard'
import { createKeychain } from './keychain'
import { nodeDisk } from './library/disk'
import { openLibrary } from './library/jobs'
import { closableDisk } from './library/closable'
import { firstRenewMs, lockLibrary, renewMs } from './library/lock'
import { patientDisk } from './library/patient'
import { readOriginal } from './library/read'
import { createImports } from './imports'
import { keepLog, log, logError } from './log'
import { openLogFile } from './logFile'
import { createMany } from './many'
import { createMediaLinks } from './media'
import { menuTemplate, type MenuState } from './menu'
import { createNetwork } from './network'
import { createNews } from './news'
import { createNotices } from './notice'
import { openPaths } from './opening'
import { createPeaks } from './peaks'
import { createCopies } from './portable/copies'
import { dragIcon } from './portable/dragIcon'
import { createGate } from './portable/gate'
import { readPlace, signPlace } from './portable/place'
import { createWorks } from './portable/works'
import { checkBaseUrl, isLoopback, pictoryAddress } from './pictory/address'
import type { SetTimer } from './pictory/types'
import { createUpload } from './pictory/upload'
import { openPreferences } from './preferences'
import { createRecordings } from './recordings'
import { openSample, sampleFiles } from './sample'
import { createSearch, type Search } from './search'
import { createScheme, origin, privileges, scheme } from './scheme'
import { createService, type PictoryService } from './service'
import { askForUpdate } from './updates/ask'
import { feedPlace, installationOf } from './updates/place'
import { createUpdates } from './updates/updates'
import { openWindow } from './window'

/** Told in the window, once there is one. Before that nothing works: a start that ends at once and says why is mended by the next one. */
let tellFailure: (() => void) | null = null
const failed = (error: unknown): void => {
  logError(error instanceof Error ? (error.stack ?? error.message) : String(error))
  tellFailure?.()
}
process.on('uncaughtException', (error) => {
  failed(error)
  if (tellFailure === null) app.exit(1)
})
process.on('unhandledRejection', failed)

// Windows shows notifications only of programs it knows by this name; the installer registers the same.
if (process.platform === 'win32') app.setAppUserModelId('app.caesura.desktop')

protocol.registerSchemesAsPrivileged([{ scheme, privileges }])
guardNetwork(app)

// Before the lock: it belongs to the folder.
const userData = process.env['CAESURA_USER_DATA'] ?? app.commandLine.getSwitchValue('user-data-dir')
if (userData !== '') app.setPath('userData', resolve(userData))

const entry = process.defaultApp ? import.meta.filename : null
const logPath = join(app.getPath('userData'), 'logs/caesura.log')
const named = filesNamed(process.argv, process.cwd(), entry)
const followed = linksNamed(process.argv)
const handedOver = z.object({ files: z.array(z.string()), links: z.array(z.string()) })

const setTimer: SetTimer = (afterMs, run) => {
  const timer = setTimeout(run, afterMs)
  return () => clearTimeout(timer)
}
const now = (): number => Date.now()
/** More at once are no person's doing. */
const mostLinks = 3
const newId = (): string => randomUUID()
/** In Sweden days are written as yyyy-mm-dd. */
const today = (): string => new Intl.DateTimeFormat('sv-SE').format(now())

/** The simulator on this machine need not be spared: most tests against it tell their own spacing. Pictory's is never another. */
const spacingFor = (baseUrl: string): number => {
  const told = Number(process.env['CAESURA_SPACING_MS'])
  return isLoopback(baseUrl) && told > 0 ? told : pace.spacingMs
}

const start = async (): Promise<void> => {
  keepLog(openLogFile(logPath, now))
  const address = checkBaseUrl(process.env['CAESURA_PICTORY_URL'] ?? pictoryAddress)
  if (!address.ok) throw new Error(`CAESURA_PICTORY_URL cannot be used. ${address.message}`)
  const baseUrl = address.value

  const folder = app.getPath('userData')
  const resources = join(import.meta.dirname, '../../resources')
  const disk = patientDisk(
    nodeDisk,
    process.platform === 'win32',
    (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  )
  /** Shut to writing when another machine takes the library. */
  const ofLibrary = closableDisk(disk)
  const read = readOriginal
  const gate = createGate(ofLibrary.disk)
  const place = await readPlace(disk, folder)
  const { dir } = place

  const news = createNews()
  /** Built after the library, whose events it hears; while the library is opened nothing changes. */
  let pictory: PictoryService | null = null
  let search: Search | null = null
  // A library that is not there gets no lock: making its folder would make it look empty.
  const lock =
    place.trouble === null
      ? await lockLibrary({
          disk,
          dir,
          machine: hostname(),
          now,
          newId,
          lost: (why) => {
            ofLibrary.close(why)
            log(why)
            // Edits say it as well when they are made; who only reads should know before.
            void dialog.showMessageBox({
              type: 'warning',
              title: 'Caesura',
              message: 'Caesura only reads from now on',
              detail: why,
            })
          },
        })
      : { readOnly: place.trouble, renew: async () => {}, release: async () => {} }
  const [library, preferences] = await Promise.all([
    openLibrary({
      dir,
      disk: gate.disk,
      now,
      newId,
      read,
      readOnly: lock.readOnly,
      changed: (jobs) => {
        pictory?.changed(jobs)
        search?.jobsChanged(jobs)
      },
      forgotten: (jobId) => {
        pictory?.forgotten(jobId)
        search?.jobGone(jobId)
      },
      became: (from, to) => {
        pictory?.became(from, to)
        search?.jobGone(from)
      },
      log,
    }),
    openPreferences(disk, folder, newId),
  ])
  const signed =
    library.readOnly === null
      ? await signPlace(disk, folder, place, newId).catch((error: unknown) => {
          log(`The library got no sign of its own: ${String(error)}`)
          return place
        })
      : place
  await app.whenReady()
  setTimer(firstRenewMs, () => void lock.renew())
  const renewing = setInterval(() => void lock.renew(), renewMs)

  const keychain =
    process.env['CAESURA_KEYCHAIN'] === 'off'
      ? null
      : createKeychain(() => {
          const path = join(import.meta.dirname, 'keys.js')
          const child = utilityProcess.fork(path, [], { serviceName: 'Caesura keychain', stdio: 'ignore' })
          return {
            // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port between processes, not a window
            ask: (question) => child.postMessage(question),
            onAnswer: (listener) => void child.once('message', listener),
            onExit: (listener) => void child.once('exit', listener),
            kill: () => void child.kill(),
          }
        })
  const recordings = createRecordings({ dialog, disk, newToken: newId })
  const samplePath = sampleFiles(resources).sound
  const links = createMediaLinks({ dialog, disk, library, recordings, samplePath, newToken: newId })
  const kept = createPeaks({ disk, dir, writable: library.readOnly === null, pathFor: links.pathFor, newId })
  const exporting = {
    dialog,
    shell,
    disk,
    library,
    preferences,
    documents: app.getPath('documents'),
    newId,
    today,
    log,
  }
  const copies = createCopies({
    dialog,
    disk,
    library,
    preferences,
    read,
    newId,
    documents: app.getPath('documents'),
    dragFolder: join(folder, 'dragged'),
    startDrag: (file) => window?.webContents.startDrag({ file, icon: dragIcon() }),
  })
  await copies.tidy()
  const imports = createImports({ disk, library, read, newToken: newId })
  const opening = { openCaesura: copies.open, disk, library, recordings, imports, read }
  const works = createWorks({
    dialog,
    disk,
    gate,
    library,
    preferences,
    read,
    userData: folder,
    place: signed,
    documents: app.getPath('documents'),
    now,
    newId,
    free: async (path) => {
      const { bavail, bsize } = await statfs(path)
      return bavail * bsize
    },
    real: (path) => realpath(path),
    trash: (path) => shell.trashItem(path),
    tell: (work) => news.tell('workChanged', work),
    poke: () => pictory?.poke(),
    restart: () => {
      app.relaunch()
      app.quit()
    },
  })

  const batch = createBatch({
    ...exporting,
    captioner: () =>
      createCaptioner(() => {
        const path = join(import.meta.dirname, 'captioner.js')
        const child = utilityProcess.fork(path, [], { serviceName: 'Caesura captions', stdio: 'ignore' })
        return {
          // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port between processes, not a window
          ask: (order) => child.postMessage(order),
          onAnswer: (listener) => void child.on('message', listener),
          onExit: (listener) => void child.once('exit', listener),
          kill: () => void child.kill(),
        }
      }),
    tell: (progress) => news.tell('batchProgress', progress),
  })

  let window: BrowserWindow | null = null
  let closing: Closing | null = null

  const userAgent = `Caesura/${app.getVersion()}`
  const network = createNetwork((partition, options) => session.fromPartition(partition, options))
  const service = createService({
    library,
    preferences,
    keychain,
    recordings,
    disk,
    fetch: network.fetch,
    fetchOnce: network.fetchOnce,
    upload: createUpload({
      resolveProxy: network.resolveProxy,
      now,
      setTimer,
      userAgent,
    }),
    baseUrl,
    userAgent,
    now,
    random: () => Math.random(),
    spacingMs: spacingFor(baseUrl),
    setTimer,
    newToken: () => randomBytes(24).toString('base64url'),
    // A machine with nothing but loopback counts as offline; the simulator is reached all the same.
    online: () => isLoopback(baseUrl) || net.isOnline(),
    news,
    tidings: {
      ...createNotices(() => window),
      showJob: (jobId) => {
        show()
        news.tell('showJob', { jobId })
      },
    },
    log,
  })
  pictory = service

  const searching = createSearch({
    fork: () => {
      const path = join(import.meta.dirname, 'searching.js')
      const child = utilityProcess.fork(path, [], { serviceName: 'Caesura search', stdio: 'ignore' })
      return {
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port between processes, not a window
        tell: (order) => child.postMessage(order),
        onReport: (listener) => void child.on('message', listener),
        onExit: (listener) => void child.once('exit', listener),
        kill: () => void child.kill(),
      }
    },
    dir,
    writable: library.readOnly === null,
    list: library.list,
    setTimer,
    changed: (progress) => news.tell('searchChanged', progress),
    log,
  })
  search = searching

  const feed = feedPlace(
    await readFile(join(import.meta.dirname, '../../package.json'), 'utf8'),
    process.env,
    app.isPackaged,
  )
  const installation = installationOf({
    platform: process.platform,
    arch: process.arch,
    env: process.env,
    execPath: process.execPath,
  })
  const updates = createUpdates({
    feed:
      feed === null
        ? null
        : {
            name: new URL(feed.feed).host,
            page: feed.page,
            ask: () =>
              askForUpdate({ fetch: network.fetchFeed, setTimer, userAgent, withinMs: 20_000 }, feed, {
                ...installation,
                version: app.getVersion(),
              }),
          },
    version: app.getVersion(),
    byHand: installation.byHand,
    engine: async () => {
      const { createEngine } = await import('./updates/engine')
      return createEngine({
        platform: process.platform,
        userData: folder,
        appImage: process.platform === 'linux' ? (process.env['APPIMAGE'] ?? null) : null,
        publishers: feed?.publishers ?? [],
        isPackaged: app.isPackaged,
        setTimer,
        release: () => app.releaseSingleInstanceLock(),
        comeBack: () => {
          app.relaunch()
          app.exit(1)
        },
        log,
      })
    },
    preferences,
    saved: async () => {
      // What would have to begin again is waited for, as what is unsaved is.
      const work = works.current()
      if (work.kind === 'running') return `${work.doing}.`
      if (batch.isRunning()) return 'Files are still being exported.'
      const isSending = library.list().some(({ state }) => state.kind === 'starting' && state.phase === 'uploading')
      if (isSending) return 'A recording is still being sent to Pictory.'
      if (closing !== null) return closing.saved()
      await library.settle()
      return null
    },
    leave: () => {
      if (closing === null) app.quit()
      else closing.leave()
    },
    now,
    setTimer,
    tell: (told) => news.tell('updatesChanged', told),
    log,
  })

  const openFiles = async (paths: readonly string[]): Promise<Opened[]> => {
    const opened = await openPaths(opening, paths)
    service.poke()
    return opened
  }
  /** Files that no call asked for: the page is told what became of them. */
  const openUnasked = async (paths: readonly string[]): Promise<void> => {
    if (paths.length > 0) news.tell('filesOpened', await openFiles(paths))
  }

  /** What a link leads to; the page shows a job that is here, and asks about one that is not. */
  const ledTo = (link: string): Opened['outcome'] => {
    const read = readLink(link)
    if (!read.ok) return { kind: 'refused', message: read.message }
    const here = library.list().find(({ id }) => id === read.value)
    if (here === undefined) return { kind: 'ids', text: read.value }
    return { kind: here.trashedAt === null ? 'known' : 'trashed', jobId: here.id }
  }
  const follow = (links: readonly string[]): void => {
    const outcomes = links.slice(0, mostLinks).map(ledTo)
    if (outcomes.length > 0)
      news.tell(
        'filesOpened',
        outcomes.map((outcome) => ({ name: 'The link', outcome })),
      )
  }

  let keysInMenu = ''
  const setMenu = (state: MenuState): void => {
    const keys = JSON.stringify(state.map((entry) => [entry.id, entry.keys]))
    const shown = Menu.getApplicationMenu()
    if (shown !== null && keys === keysInMenu) {
      // A new menu would close the one that somebody has open.
      for (const { id, applies } of state) {
        const item = shown.getMenuItemById(id)
        if (item !== null) item.enabled = applies
      }
      return
    }
    keysInMenu = keys
    Menu.setApplicationMenu(
      Menu.buildFromTemplate(
        menuTemplate({ send: (id) => news.tell('command', { id }), mac: process.platform === 'darwin', state }),
      ),
    )
  }
  const handlers: Handlers = {
    ...service.handlers,
    ...createMany({ library, poke: service.poke }),
    duplicateJob: ({ jobId }) => library.duplicate(jobId),
    revealJob: ({ jobId }) => revealJob({ disk, library, shell }, jobId),
    jobSizes: async ({ jobIds }) => ok([...(await library.sizes(jobIds))]),
    ...searching.handlers,
    chooseBatchFolder: batch.choose,
    exportJobs: batch.run,
    showLog: async () => {
      shell.showItemInFolder(logPath)
      return ok(null)
    },
    stopExport: async () => {
      batch.stop()
      return ok(null)
    },
    revealBatch: batch.reveal,
    renameJob: ({ jobId, title }) => library.rename(jobId, title),
    openJob: ({ jobId }) => library.open(jobId),
    appendEdits: async ({ jobId, groups }) => {
      const read = parseStepGroups(groups)
      return read.ok ? library.append(jobId, read.value) : read
    },
    jobHistory: ({ jobId, from }) => library.history(jobId, from),
    menuState: async ({ entries }) => {
      setMenu(entries)
      return ok(null)
    },
    jobBase: ({ jobId, which }) => library.base(jobId, which),
    originalText: ({ jobId }) => library.original(jobId),
    chooseFiles: async () => {
      const { openFolder } = preferences.get()
      const chosen = await dialog.showOpenDialog({
        title: 'Open files',
        properties: ['openFile', 'multiSelections'],
        filters: [
          {
            name: 'Transcripts, subtitles, Caesura jobs and lists of job ids',
            extensions: ['json', 'srt', 'vtt', 'caesura', 'txt', 'csv', 'tsv'],
          },
          { name: 'All files', extensions: ['*'] },
        ],
        ...(openFolder === null ? {} : { defaultPath: openFolder }),
      })
      const [first] = chosen.filePaths
      if (chosen.canceled || first === undefined) return ok([])
      preferences.set({ openFolder: dirname(first) })
      return ok(await openFiles(chosen.filePaths))
    },
    openPaths: async ({ paths }) => ok(await openFiles(paths)),
    addImports: async ({ tokens }) => ok(await imports.add(tokens)),
    openSample: () => openSample({ disk, library, read, resources }),
    saveExport: (args) => saveExport(exporting, args),
    revealExport: ({ jobId }) => revealExport(exporting, jobId),
    saveGuide: ({ guide }) => saveGuide(exporting, guide),
    saveCopy: ({ jobId }) => copies.save(jobId),
    prepareDrag: ({ jobId }) => copies.prepareDrag(jobId),
    dragJob: ({ jobId }) => copies.drag(jobId),
    chooseRecording: () => recordings.choose(),
    linkMedia: ({ jobId, token }) => links.link(jobId, token),
    mediaAddress: ({ jobId }) => links.address(jobId),
    peaks: ({ jobId }) => kept.peaks(jobId),
    keepPeaks: ({ jobId, stamp, peaks }) => kept.keep(jobId, stamp, peaks),
    readyToClose: async ({ unsaved }) => {
      closing?.ready(unsaved)
      return ok(null)
    },
    startWork: ({ work }) => works.start(work),
    cancelWork: works.cancel,
    work: async () => ok(works.current()),
    saveReport: works.saveReport,
    updates: updates.handler,
    libraryPlace: works.place,
    useLibrary: works.use,
    oldLibrary: ({ what }) => works.old(what),
    about: async () =>
      ok({
        version: app.getVersion(),
        electron: process.versions.electron,
        platform: `${process.platform} ${process.arch}`,
        libraryPath: dir,
        pictory: baseUrl,
      }),
  }

  const door = createDoor({
    handlers,
    isOurs: (sender) => window !== null && sender === window.webContents,
    origin,
    log,
  })
  for (const name of Object.keys(calls)) ipcMain.handle(name, (event, raw: unknown) => door(name, event, raw))

  protocol.handle(scheme, createScheme(join(import.meta.dirname, '../renderer'), links.pathOf))
  guardSession(session.defaultSession, log)
  guardContents(app, { shell, log })
  setMenu([])

  const crashes = createCrashes({
    dialog,
    gone: news.shut,
    tell: (trouble) => news.tell('trouble', trouble),
    now,
    quit: () => app.quit(),
    log,
  })
  tellFailure = crashes.failed
  const show = (): void => {
    if (window !== null) {
      if (window.isMinimized()) window.restore()
      window.focus()
      return
    }
    const opened = openWindow({
      preload: join(import.meta.dirname, '../preload/index.cjs'),
      preferences,
      log,
      crashes,
    })
    window = opened
    const { webContents } = opened
    webContents.on('dom-ready', () => news.open((event, payload) => webContents.send(event, payload)))
    webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) news.shut()
    })
    const leaving = createClosing({
      window: opened,
      tell: () => {
        if (!news.isOpen()) return false
        news.tell('closing', null)
        return true
      },
      settle: async () => {
        await works.end()
        await library.settle()
      },
      dialog,
      setTimer,
      quit: () => app.quit(),
      log,
    })
    closing = leaving
    opened.on('close', leaving.onClose)
    opened.on('closed', () => {
      news.shut()
      window = null
      closing = null
    })
  }

  app.on('second-instance', (_event, _argv, _cwd, data) => {
    show()
    const handed = handedOver.safeParse(data)
    if (!handed.success) return
    void openUnasked(handed.data.files)
    follow(handed.data.links)
  })
  app.on('activate', show)
  app.on('before-quit', () => closing?.onQuit())
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })

  const finish = async (): Promise<void> => {
    clearInterval(renewing)
    await works.end()
    batch.stop()
    await Promise.all([service.stop(), searching.stop()])
    await library.settle()
    await preferences.settle()
    await copies.tidy()
    await lock.release()
  }
  let finished = false
  app.on('will-quit', (event) => {
    if (finished) return
    event.preventDefault()
    const go = () => {
      if (finished) return
      finished = true
      if (!updates.atEnd()) app.quit()
    }
    const late = setTimer(5000, go)
    finish()
      .catch((error: unknown) => logError(String(error)))
      .finally(() => {
        late()
        go()
      })
  })

  powerMonitor.on('suspend', service.suspend)
  powerMonitor.on('resume', service.resume)
  powerMonitor.on('resume', () => void lock.renew())
  app.on('browser-window-focus', service.seen)

  show()
  searching.start()
  updates.start()
  openFromSystem = (path) => {
    show()
    void openUnasked([path])
  }
  followFromSystem = (one) => {
    show()
    follow([one])
  }
  void openUnasked([...named, ...early.splice(0)])
  follow([...followed, ...earlyLinks.splice(0)])
  await service.start()
  const swept = await library.sweep()
  if (swept > 0) log(`${swept} jobs had been in the trash for their time and were deleted.`)
}

// macOS hands over files by an event that may come before anything is built.
const early: string[] = []
let openFromSystem: ((path: string) => void) | null = null
app.on('open-file', (event, path) => {
  event.preventDefault()
  if (openFromSystem === null) early.push(path)
  else openFromSystem(path)
})

const earlyLinks: string[] = []
let followFromSystem: ((link: string) => void) | null = null
app.on('open-url', (event, link) => {
  event.preventDefault()
  if (followFromSystem === null) earlyLinks.push(link)
  else followFromSystem(link)
})

// The installed app is the command line as well, for there is no other Node on most machines: no window, no display, no lock, no library.
const command = entry === null ? commandNamed(process.argv) : null
if (command !== null) {
  const program = join(import.meta.dirname, '../cli/index.js')
  process.argv = [process.execPath, program, ...command]
  await import(pathToFileURL(program).href)
  app.exit(Number(process.exitCode ?? 0))
} else if (app.requestSingleInstanceLock({ files: [...named], links: [...followed] })) {
  start().catch((error: unknown) => {
    logError(error instanceof Error ? (error.stack ?? error.message) : String(error))
    app.exit(1)
  })
} else app.exit(0)
