// `npm run cli -- …`: the command line, without Electron. What set-up has to say goes to stderr; stdout is the result's.
import { pathToFileURL } from 'node:url'
import { build } from './build.mjs'
import { inRoot } from './setup/places.mjs'
import { setUpPackages } from './setup/setup.mjs'
import { command } from './setup/trouble.mjs'

let ready = false
await command(async () => {
  await setUpPackages()
  await build('cli')
  ready = true
})
if (ready) {
  // npm runs scripts in the checkout; file names mean the folder the person called from.
  const from = process.env['INIT_CWD']
  if (process.env['npm_lifecycle_event'] === 'cli' && from !== undefined) process.chdir(from)
  const program = inRoot('out/cli/index.js')
  // In this process: no second start of Node, and stdin and the exit code are its own.
  process.argv = [process.execPath, program, ...process.argv.slice(2)]
  await import(pathToFileURL(program).href)
}
