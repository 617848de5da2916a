// Electron's side of what is told outside the window: notifications, the number on the dock or taskbar, the progress there.

import { app, type BrowserWindow, nativeImage, Notification } from 'electron'
import type { TidingsDeps } from './tidings'

/** A notification that nobody refers to is collected, and its click with it. */
const standing = new Set<Notification>()
const mostStanding = 20

/** A disk of 16 pixels in the app's red: Windows shows no number, only a picture over the taskbar's icon. */
const dot = (): Electron.NativeImage => {
  const size = 16
  const pixels = Buffer.alloc(size * size * 4)
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const isInside = Math.hypot(x - 7.5, y - 7.5) <= 7
      // Blue, green, red, opacity.
      if (isInside) pixels.set([0x3a, 0x45, 0xd6, 0xff], (y * size + x) * 4)
    }
  return nativeImage.createFromBitmap(pixels, { width: size, height: size })
}

/** @param window the one that is open, null while there is none. */
export const createNotices = (
  window: () => BrowserWindow | null,
): Pick<TidingsDeps, 'notification' | 'badge' | 'progress' | 'isFocused'> => ({
  notification: {
    isSupported: () => Notification.isSupported(),
    show: (title, body, onClick) => {
      const notification = new Notification({ title, body })
      const leave = (): void => void standing.delete(notification)
      notification.on('click', () => {
        leave()
        onClick()
      })
      notification.on('close', leave)
      standing.add(notification)
      const [oldest] = standing
      if (standing.size > mostStanding && oldest !== undefined) standing.delete(oldest)
      notification.show()
    },
  },
  badge: (count) => {
    if (process.platform === 'win32')
      window()?.setOverlayIcon(count === 0 ? null : dot(), count === 0 ? '' : `${count} new transcripts`)
    else app.setBadgeCount(count)
  },
  progress: (share) => window()?.setProgressBar(share ?? -1),
  isFocused: () => window()?.isFocused() ?? false,
})
