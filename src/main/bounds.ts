// Where the window may be: a remembered place is only used where a screen still shows it.

export type Bounds = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

/** The smallest window in points. */
export const least = { width: 720, height: 480 }

/**
 * The remembered place, or null where no screen shows enough of it to take hold of: a title bar's height and 100 points of its width.
 * A window larger than its screen is made as large as the screen.
 */
export const usableBounds = (bounds: Bounds | null, areas: readonly Bounds[]): Bounds | null => {
  if (bounds === null) return null
  for (const area of areas) {
    const across = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x)
    const barShows = bounds.y >= area.y && bounds.y <= area.y + area.height - 40
    if (across < 100 || !barShows) continue
    const width = Math.max(least.width, Math.min(bounds.width, area.width))
    const height = Math.max(least.height, Math.min(bounds.height, area.height))
    return { x: bounds.x, y: bounds.y, width, height }
  }
  return null
}
