// The simulator by itself (`npm run demo`): the first line of its output is the base address, the rest is for the person.

import { demoAccount, type DemoJob, demoJobs, demoKey, demoScripts, livelyJobs } from './demo'
import { createSimulator } from './simulator'

const wanted = process.argv[2] ?? '0'
const port = Number(wanted)
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  console.error(`“${wanted}” is no port; give a number from 0 to 65535, or nothing.`)
  process.exit(2)
}

const simulator = createSimulator({ jobs: demoAccount, transcribesInMs: 20_000 })
for (const [jobId, scenes] of demoScripts) simulator.script(jobId, ...scenes)
// About 4 MB a second, as over a good line: on loopback there would be no progress to see.
simulator.holdCall('put', { kind: 'slow-reading', bytes: 256 * 1024, everyMs: 60 })

const stop = (): void => {
  void simulator.close().then(() => process.exit(0))
}
process.once('SIGINT', stop)
process.once('SIGTERM', stop)

const { url } = await simulator.listen(port).catch((error: unknown) => {
  console.error(
    `The simulator cannot listen on port ${port}: ${error instanceof Error ? error.message : 'unknown trouble'}.`,
  )
  process.exit(1)
})
const shown = ({ id, about }: DemoJob): string => `    ${id}  ${about}`
const lines = [
  url,
  '',
  'To paste into the window of the demo. API key:',
  `  ${demoKey}`,
  '',
  'What can be tried:',
  `  Add jobs, from your account: ${demoAccount.filter((job) => job.unlisted !== true).length} jobs in pages of ten, renders and templates among them.`,
  '  New transcription: any small audio or video file, or any https address; it is done about 20 s after its start.',
  '    The file goes no further than this simulator; nothing is fetched from an address.',
  '  Webhooks: switch the receiver on in Settings and give its own address, up to the port, as the public one.',
  '    New transcriptions then tell it when they are done.',
  '  Paste ids, any of these. They move by themselves in the first minutes:',
  ...livelyJobs.map(shown),
  '  One for each state and failure:',
  ...demoJobs.filter(({ holdsAll }) => holdsAll !== true).map(shown),
  '  These hold all other jobs for a while as well, as Pictory’s own limits do:',
  ...demoJobs.filter(({ holdsAll }) => holdsAll === true).map(shown),
]
console.log(lines.join('\n'))
