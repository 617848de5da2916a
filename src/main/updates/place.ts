// Where updates are looked for, and whether this installation can put one in place by itself. Both are facts of the package, not wishes.

import { dirname } from 'node:path'
import { z } from 'zod'
import { publicKey } from './signed'

const placeSchema = z.object({
  /** Of the signed list. */
  feed: z.url(),
  /** The public key, base64 of DER (SPKI), as `scripts/feed.mjs keys` tells it. */
  key: z.string(),
  /** Where a person finds the packages. */
  page: z.url().nullable().default(null),
  /** Who signs the Windows installer, as in its certificate; electron-updater refuses one of somebody else. */
  publishers: z.array(z.string()).default([]),
})
export type FeedPlace = z.infer<typeof placeSchema>

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]'])

/**
 * The feed, or null where none is configured: then nobody is ever asked.
 * @param manifest text of the app's own package.json, whose field `updates` says it.
 * @param env only an app that is not packaged listens to it (CAESURA_UPDATE_FEED, CAESURA_UPDATE_KEY): for tests, loopback without TLS too.
 */
export const feedPlace = (
  manifest: string,
  env: Readonly<Record<string, string | undefined>>,
  isPackaged: boolean,
): FeedPlace | null => {
  const told = isPackaged ? undefined : env['CAESURA_UPDATE_FEED']
  const raw: unknown =
    told === undefined
      ? z.object({ updates: z.unknown().optional() }).parse(JSON.parse(manifest)).updates
      : { feed: told, key: env['CAESURA_UPDATE_KEY'] ?? '', page: env['CAESURA_UPDATE_PAGE'] ?? null }
  if (raw === undefined || raw === null) return null
  const place = placeSchema.parse(raw)
  const { protocol, hostname, username } = new URL(place.feed)
  if (
    username !== '' ||
    (protocol !== 'https:' && !(protocol === 'http:' && told !== undefined && loopback.has(hostname)))
  )
    throw new Error('Updates are looked for over https only.')
  if (publicKey(place.key) === null) throw new Error('The feed of updates has no public key (Ed25519).')
  return place
}

export type Installation = {
  readonly target: string
  readonly extension: string
  /** Why a new version must be put in place by hand, as a sentence; null where Caesura does it. */
  readonly byHand: string | null
}

export const installationOf = ({
  platform,
  arch,
  env,
  execPath,
}: {
  readonly platform: string
  readonly arch: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly execPath: string
}): Installation => {
  if (platform === 'darwin') return { target: 'darwin-universal', extension: '.zip', byHand: null }
  if (platform === 'win32')
    return {
      target: `win32-${arch}`,
      extension: '.exe',
      byHand:
        env['PORTABLE_EXECUTABLE_FILE'] === undefined
          ? null
          : 'This is the portable Caesura: put the new file in the place of the old one.',
    }
  // A program started from within another AppImage inherits its variables; ours lies in the folder that they name.
  const { APPIMAGE, APPDIR } = env
  const isAppImage =
    APPIMAGE !== undefined && APPDIR !== undefined && APPDIR !== '' && `${dirname(execPath)}/`.startsWith(`${APPDIR}/`)
  return {
    target: `linux-${arch}`,
    extension: '.AppImage',
    byHand: isAppImage
      ? null
      : 'This Caesura was installed as a package of your system: its package manager puts the new one in place.',
  }
}
