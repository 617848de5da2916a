// A name beside another that nothing has yet: what nobody agreed to replace is never replaced.

import { basename, dirname, extname, join } from 'node:path'
import { type Disk, errorCode } from '../library/disk'

/** Is there anything of this name? Rejects where the disk does not tell, so that silence is never taken for room. */
export const isTaken = (disk: Pick<Disk, 'stat'>, path: string): Promise<boolean> =>
  disk.stat(path).then(
    () => true,
    (error: unknown) => {
      if (errorCode(error) === 'ENOENT') return false
      throw error
    },
  )

/**
 * "mine.caesura", and where that is taken "mine 2.caesura", "mine 3.caesura" …
 * @param mark goes after the name always: "mine (incomplete).caesura".
 */
export const freeName = async (disk: Pick<Disk, 'stat'>, path: string, mark = ''): Promise<string> => {
  const ending = extname(path)
  const stem = `${basename(path, ending)}${mark}`
  for (let n = 1; ; n++) {
    const name = join(dirname(path), n === 1 ? `${stem}${ending}` : `${stem} ${n}${ending}`)
    if (!(await isTaken(disk, name))) return name
  }
}
