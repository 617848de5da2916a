// Parsers nobody here wrote: what they read back from an exported file is the judge of our writers.

import { execFile, execFileSync } from 'node:child_process'
import type { ElectronApplication } from '@playwright/test'

export type ReadCue = { readonly startMs: number; readonly endMs: number; readonly text: string }

export const hasFfmpeg = (() => {
  try {
    execFileSync('ffmpeg', ['-version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

const timingLine = /^(\d+):(\d\d):(\d\d),(\d\d\d) --> (\d+):(\d\d):(\d\d),(\d\d\d)/u
const ms = (parts: readonly string[]) => {
  const [hours = 0, minutes = 0, seconds = 0, millis = 0] = parts.map(Number)
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 + millis
}

/** What ffmpeg's decoder understood of a subtitle file: its own SRT of it, one cue per block, tags it added removed. */
export const readWithFfmpeg = async (file: string): Promise<ReadCue[]> => {
  const srt = await new Promise<string>((resolve, reject) => {
    execFile('ffmpeg', ['-v', 'error', '-i', file, '-f', 'srt', '-'], { maxBuffer: 1 << 28 }, (error, stdout) =>
      error === null ? resolve(stdout) : reject(error),
    )
  })
  return srt
    .replaceAll('\r\n', '\n')
    .split(/\n\n+/u)
    .map((block) => block.split('\n'))
    .filter((lines) => timingLine.test(lines[1] ?? ''))
    .map(([, timing = '', ...text]) => {
      const parts = timingLine.exec(timing) ?? []
      return { startMs: ms(parts.slice(1, 5)), endMs: ms(parts.slice(5, 9)), text: text.join('\n') }
    })
}

/** What Chromium's own <track> in the app's engine understood; in a window of its own, so that the app's policy stays as shipped. */
export const readWithTrack = (app: ElectronApplication, vtt: string): Promise<ReadCue[]> =>
  app.evaluate(async ({ BrowserWindow }, text) => {
    const window = new BrowserWindow({ show: false, webPreferences: { sandbox: true, webSecurity: false } })
    try {
      await window.loadURL('data:text/html,<video></video>')
      const json: unknown = await window.webContents.executeJavaScript(`new Promise((resolve, reject) => {
        const track = document.createElement('track')
        track.onerror = () => reject(new Error('the track did not load'))
        track.onload = () => resolve(JSON.stringify([...track.track.cues].map((cue) => ({
          startMs: Math.round(cue.startTime * 1000), endMs: Math.round(cue.endTime * 1000), text: cue.getCueAsHTML().textContent }))))
        track.src = 'data:text/vtt;charset=utf-8,' + encodeURIComponent(${JSON.stringify(text)})
        document.querySelector('video').append(track)
        track.track.mode = 'hidden'
      })`)
      return JSON.parse(String(json)) as ReadCue[]
    } finally {
      window.destroy()
    }
  }, vtt)
