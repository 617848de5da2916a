// Knows which Node and npm the project needs, and says so in one sentence. Kept free of newer syntax so that an old Node can run it.
import { run } from './children.mjs'
import { Trouble } from './trouble.mjs'

const needed = { node: '20.20', npm: '11' }

/**
 * @param {string} have for example `v20.20.2`
 * @param {string} need for example `20.20`
 * @returns {boolean} whether `have` is at least `need`
 */
export function atLeast(have, need) {
  const [mine, least] = [have, need].map((version) => version.replace(/^v/, '').split('.').map(Number))
  if (mine === undefined || least === undefined) return false
  for (const [i, part] of least.entries()) {
    if ((mine[i] ?? 0) !== part) return (mine[i] ?? 0) > part
  }
  return true
}

/** @param {string} [version] */
export function checkNode(version = process.version) {
  if (atLeast(version, needed.node)) return
  throw new Trouble(
    `Caesura needs Node ${needed.node} or newer and this is Node ${version.replace(/^v/, '')}.`,
    'Install a current Node and run the command again.',
  )
}

/** @param {string} version what npm calls itself, or nothing when it is not there */
export function checkNpm(version) {
  if (version === '')
    throw new Trouble('npm was not found.', 'Install npm 11 or newer (it comes with Node) and run the command again.')
  if (atLeast(version, needed.npm)) return
  throw new Trouble(
    `Caesura needs npm ${needed.npm} or newer and this is npm ${version}.`,
    'Run `npm install --global npm@11` and then the command again.',
  )
}

/**
 * How to call npm: the very npm that started us, else the one on the PATH.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {[string, string[]]} program and first arguments
 */
export function npmProgram(env = process.env) {
  const path = env['npm_execpath']
  if (path !== undefined && path.endsWith('npm-cli.js')) return [process.execPath, [path]]
  return process.platform === 'win32' ? ['cmd.exe', ['/d', '/s', '/c', 'npm']] : ['npm', []]
}

/**
 * npm says its version in the environment of what it starts; asking it costs a quarter of a second.
 * @param {NodeJS.ProcessEnv} [env]
 */
export async function npmVersion(env = process.env) {
  const told = /^npm\/(\S+)/.exec(env['npm_config_user_agent'] ?? '')?.[1]
  if (told !== undefined) return told
  const [program, first] = npmProgram(env)
  const { code, stdout } = await run(program, [...first, '--version'], { limitMs: 20_000 })
  return code === 0 ? stdout.trim() : ''
}
