// Downloading and installing, by electron-updater. It is told what to fetch by us: the list that it would fetch itself is not asked for,
// for that one has no signature. It compares the file's hash with the signed list; on Windows and macOS it and the system look at the
// signature of the program as well. A module of its own, so that it is loaded only where a feed is configured and a download ordered.

import { constants } from 'node:fs'
import { access, mkdir, statfs, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import {
  AppImageUpdater,
  type AppUpdater,
  CancellationToken,
  MacUpdater,
  NsisUpdater,
  Provider,
  type ResolvedUpdateFileInfo,
  type UpdateInfo,
} from 'electron-updater'
import type { ProviderRuntimeOptions } from 'electron-updater/out/providers/Provider'
import { fail, ok, type Result } from '../../core/result'
import type { SetTimer } from '../pictory/types'
import { downloadFailure, tooLarge } from './failure'
import type { Found } from './feed'
import type { Engine } from './updates'

export type EngineDeps = {
  readonly platform: string
  /** For the updater's own file of settings. */
  readonly userData: string
  /** The AppImage that is running; null elsewhere. */
  readonly appImage: string | null
  readonly publishers: readonly string[]
  readonly isPackaged: boolean
  /** Before the new app starts: it must not find this one still holding the lock. */
  readonly release: () => void
  /** The new app could not be put in place: the old one starts again. */
  readonly comeBack: () => void
  readonly setTimer: SetTimer
  readonly log: (line: string) => void
}

/** macOS unpacks and checks the new app before it ends the old one; one that takes longer is taken for failed. */
const installMs = 180_000

const updaterFor = (platform: string): AppUpdater =>
  platform === 'win32' ? new NsisUpdater() : platform === 'darwin' ? new MacUpdater() : new AppImageUpdater()

const infoOf = ({
  version,
  url,
  sha512,
  bytes,
}: Found): { readonly info: UpdateInfo; readonly file: ResolvedUpdateFileInfo } => {
  const whole = new URL(url)
  const file = { url: whole.pathname.split('/').at(-1) ?? '', sha512, size: bytes }
  return {
    info: { version, files: [file], path: file.url, sha512, releaseDate: '' },
    file: { url: whole, info: file },
  }
}

export const createEngine = async (deps: EngineDeps): Promise<Engine> => {
  const { log } = deps
  const updater = updaterFor(deps.platform)
  updater.logger = { info: log, warn: log, error: log }
  updater.autoDownload = false
  updater.autoInstallOnAppQuit = false
  updater.allowDowngrade = false
  // One whole file whose hash is compared: pieces would need files beside it on the server.
  updater.disableDifferentialDownload = true
  updater.disableWebInstaller = true
  updater.forceDevUpdateConfig = !deps.isPackaged
  const settings = join(deps.userData, 'updater.yml')
  await mkdir(deps.userData, { recursive: true })
  // JSON is YAML.
  await writeFile(
    settings,
    `${JSON.stringify({ updaterCacheDirName: 'caesura-updater', ...(deps.publishers.length > 0 ? { publisherName: deps.publishers } : {}) })}\n`,
  )
  updater.updateConfigPath = settings

  let bytes = 0
  const get = async (found: Found, token: CancellationToken): Promise<Result<null, 'aborted' | 'download'>> => {
    const { info, file } = infoOf(found)
    bytes = found.bytes
    updater.setFeedURL({
      provider: 'custom',
      updateProvider: class extends Provider<UpdateInfo> {
        constructor(_options: unknown, _updater: unknown, runtime: ProviderRuntimeOptions) {
          super(runtime)
        }
        override getLatestVersion() {
          return Promise.resolve(info)
        }
        override resolveFiles() {
          return [file]
        }
      },
    })
    const checked = await updater.checkForUpdates()
    if (checked?.isUpdateAvailable !== true) return fail('download', 'This system is too old for the new version.')
    await updater.downloadUpdate(token)
    return ok(null)
  }

  return {
    download: (found, progress) => {
      const token = new CancellationToken()
      let isTooLarge = false
      // Counted against the signed list, not against what the server says that it sends.
      const onProgress = ({ transferred }: { readonly transferred: number }): void => {
        isTooLarge ||= transferred > found.bytes
        if (isTooLarge) token.cancel()
        else progress(transferred / found.bytes)
      }
      updater.on('download-progress', onProgress)
      const done = get(found, token)
        .catch((error: unknown) => (isTooLarge ? tooLarge : downloadFailure(error, token.cancelled)))
        .finally(() => updater.off('download-progress', onProgress))
      return { done, cancel: () => token.cancel() }
    },
    trouble: async () => {
      if (deps.appImage === null) return null
      // The updater takes the old file away before it moves the new one there: what could then fail is looked at before.
      const folder = dirname(deps.appImage)
      const mayWrite = await access(folder, constants.W_OK).then(
        () => true,
        () => false,
      )
      if (!mayWrite) return `Caesura may not write into the folder that it lies in (${folder}).`
      const { bavail, bsize } = await statfs(folder)
      return bavail * bsize > bytes * 1.1 ? null : `There is not enough room for the new version in ${folder}.`
    },
    install: () => {
      deps.release()
      updater.on('error', deps.comeBack)
      deps.setTimer(installMs, deps.comeBack)
      try {
        updater.quitAndInstall(true, true)
      } catch (error) {
        log(`updates: ${String(error)}`)
        deps.comeBack()
      }
    },
  }
}
