// `npm start`: sets up what is missing, builds what has changed, opens the app. Arguments are passed to the app.
import { build } from './build.mjs'
import { openApp } from './open.mjs'
import { setUp } from './setup/setup.mjs'
import { command } from './setup/trouble.mjs'

await command(async () => {
  const { electron } = await setUp()
  await build('app')
  return openApp(electron, { args: process.argv.slice(2) })
})
