// The simulator by itself (`npm run demo`): the first line of its output is the base address, the rest is for the person.

import { demoJobs, demoKey, demoScripts } from './demo'
import { createSimulator } from './simulator'

const wanted = process.argv[2] ?? '0'
const port = Number(wanted)
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  console.error(`“${wanted}” is no port; give a number from 0 to 65535, or nothing.`)
  process.exit(2)
}

const simulator = createSimulator({ jobs: demoJobs })
for (const [jobId, scene] of demoScripts) simulator.script(jobId, scene)

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
const lines = [
  url,
  '',
  'To paste into the window of the demo. API key:',
  `  ${demoKey}`,
  'Job ids:',
  ...demoJobs.map(({ id, about }) => `  ${id}  ${about}`),
]
console.log(lines.join('\n'))
