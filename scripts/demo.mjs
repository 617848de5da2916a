// `npm run demo`: the app against the simulator of Pictory's service, with a library of its own, so that nothing of the
// demonstration mixes with real jobs or a real key.
import { createInterface } from 'node:readline'
import { join } from 'node:path'
import { build } from './build.mjs'
import { openApp } from './open.mjs'
import { start, stop } from './setup/children.mjs'
import { cacheFolder, inRoot, root } from './setup/places.mjs'
import { setUp } from './setup/setup.mjs'
import { command, say, Trouble } from './setup/trouble.mjs'

await command(async () => {
  const { electron } = await setUp()
  await build('app')
  await build('simulator')
  const simulator = start(process.execPath, [inRoot('out/simulator/index.js')], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    const url = await firstLine(simulator)
    say(`the simulator of Pictory serves at ${url}; this is a demonstration with its own library.`)
    const userData = process.env['CAESURA_USER_DATA'] ?? join(cacheFolder(), 'demo')
    return await openApp(electron, {
      args: process.argv.slice(2),
      env: { CAESURA_PICTORY_URL: url, CAESURA_USER_DATA: userData },
    })
  } finally {
    stop(simulator)
  }
})

/**
 * The simulator's first line is its address; what follows (a key, job ids) is for the person.
 * @param {import('node:child_process').ChildProcess} simulator
 * @returns {Promise<string>}
 */
function firstLine(simulator) {
  return new Promise((resolve, reject) => {
    /** @param {string} why */
    const fail = (why) =>
      reject(new Trouble(`The simulator did not start: ${why}.`, 'Run `node out/simulator/index.js` to see why.'))
    const late = setTimeout(() => fail('no address within 15 s'), 15_000)
    simulator.once('exit', (code) => fail(`it ended with ${code}`))
    simulator.once('error', (error) => fail(error.message))
    if (simulator.stdout === null) return fail('it has no output')
    let found = false
    createInterface({ input: simulator.stdout }).on('line', (line) => {
      if (found) return void process.stderr.write(`  ${line}\n`)
      const url = /https?:\/\/\S+/.exec(line)?.[0]
      if (url === undefined) return fail(`its first line is no address (${line.slice(0, 80)})`)
      found = true
      clearTimeout(late)
      resolve(url)
    })
  })
}
