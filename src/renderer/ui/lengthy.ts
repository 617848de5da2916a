// Work on many things, piece by piece: how far it has come, and the person's word to stop. What is done when it stops stays done.

export type Lengthy = {
  /** Called after each piece. */
  readonly onProgress: (done: number, total: number) => void
  readonly isStopped: () => boolean
}

/** For work that is short, or whose end nobody watches. */
export const unwatched: Lengthy = { onProgress: () => {}, isStopped: () => false }

/** A piece takes some tenths of a second on a slow disk: the bar moves, and a stop is heard soon. */
export const pieceOfJobs = 200

/** Hands over piece after piece until all are done, it is stopped, or `work` answers false. Answers how many were handed over. */
export const inPieces = async <T>(
  all: readonly T[],
  size: number,
  { onProgress, isStopped }: Lengthy,
  work: (piece: readonly T[]) => Promise<boolean>,
): Promise<number> => {
  let done = 0
  while (done < all.length && !isStopped()) {
    const piece = all.slice(done, done + size)
    if (!(await work(piece))) return done
    done += piece.length
    onProgress(done, all.length)
  }
  return done
}
