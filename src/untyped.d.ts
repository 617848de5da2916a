// Packages that bring no types, as far as the tests use them.
declare module 'vtt.js' {
  type Cue = { readonly startTime: number; readonly endTime: number; readonly text: string }
  type Parser = {
    oncue: ((cue: Cue) => void) | null
    onparsingerror: ((error: unknown) => void) | null
    readonly parse: (text: string) => Parser
    readonly flush: () => Parser
  }
  export const WebVTT: {
    readonly Parser: new (
      window: { readonly VTTCue: new (startTime: number, endTime: number, text: string) => Cue },
      decoder: unknown,
    ) => Parser
    readonly StringDecoder: () => unknown
  }
}
