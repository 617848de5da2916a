// Which scene comes next: some are held until further notice, some come once each, and without either nothing is played.

export type Director<S> = {
  readonly hold: (scene: S | null) => void
  readonly script: (...scenes: readonly S[]) => void
  readonly next: () => S | null
}

export const createDirector = <S>(): Director<S> => {
  const scripted: S[] = []
  let held: S | null = null
  return {
    hold: (scene) => {
      held = scene
    },
    script: (...scenes) => {
      scripted.push(...scenes)
    },
    next: () => held ?? scripted.shift() ?? null,
  }
}
