// Knows the small program that Electron runs first when it is given an app by path: what `default_app.asar` holds in
// every official Electron. The fallback runtime comes without one. Source of the behaviour: Electron's default_app/main.ts.

/**
 * The loader must be an ES module that awaits the app's main file at top level: `ready` fires once the loader has been
 * evaluated, and an app that registers a scheme must have done so before.
 */
export const loader = {
  'package.json': JSON.stringify({ name: 'electron', productName: 'Electron', main: 'main.js', type: 'module' }),
  'main.js': `import { app } from 'electron'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const require = createRequire(import.meta.url)
const args = process.argv.slice(1)
const modules = []
let target
for (let i = 0; i < args.length; i++) {
  const arg = args[i]
  if (arg === '-v' || arg === '--version') {
    console.log('v' + process.versions.electron)
    process.exit(0)
  } else if (arg === '-r' || arg === '--require') modules.push(args[++i])
  else if (!arg.startsWith('-')) {
    target = arg
    break
  }
}
if (target === undefined) {
  console.error('No app was named: give its folder or main file.')
  process.exit(1)
}
Object.defineProperty(process, 'defaultApp', { configurable: false, enumerable: true, value: true })
for (const path of modules) require(resolve(path))

const path = resolve(target)
const manifest = join(path, 'package.json')
let appPath
if (existsSync(manifest)) {
  const { version, productName, name } = JSON.parse(readFileSync(manifest, 'utf8'))
  if (version) app.setVersion(version)
  if (productName ?? name) app.name = productName ?? name
  app.setDesktopName(app.name + '.desktop')
  appPath = path
}
let main
try {
  main = require.resolve(path)
} catch (error) {
  console.error('Unable to find an Electron app at ' + path + ': ' + error.message)
  process.exit(1)
}
app.setAppPath(appPath ?? dirname(main))
try {
  await import(pathToFileURL(main).href)
} catch (error) {
  console.error('App threw an error during load')
  console.error(error?.stack ?? error)
  process.exit(1)
}
`,
}
