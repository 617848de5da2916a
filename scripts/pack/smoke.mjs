// Knows how a packed app is tried out: started, given a file, used, quit, and its fuses tested by what they forbid; then, as root, the deb:
// installed, used by an ordinary user inside the sandbox, and removed without a trace. Fuses keep Playwright's usual way in shut, so the
// window is reached over the debugging port that this test asks for on the command line.
import { once } from 'node:events'
import { createServer } from 'node:net'
import {
  chownSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { run, start, stop } from '../setup/children.mjs'
import { openDisplay } from '../setup/display.mjs'
import { isRoot } from '../setup/libraries.mjs'
import { inRoot } from '../setup/places.mjs'
import { say, Trouble } from '../setup/trouble.mjs'
import { filesBelow } from './contents.mjs'
import { rpmVersion } from './rpm.mjs'

const limits = { startMs: 60_000, quitMs: 20_000, commandMs: 60_000, dpkgMs: 5 * 60_000 }
/** Debian's user and group for whoever must own nothing. */
const ordinary = 65_534
const sample = inRoot('resources/sample/response.json')
const spoken = 'Welcome back'

/** @param {boolean} holds @param {string} what @param {string} [more] */
function must(holds, what, more = '') {
  if (!holds) throw new Trouble(`The smoke test failed: ${what}.`, more.trim().slice(-2000))
  say(`  ok: ${what}`)
}

/**
 * How a program of the package is called.
 * @typedef {object} Caller
 * @property {string} program
 * @property {readonly string[]} first arguments before all others
 * @property {number | null} user whom it runs as, where that is another one
 * @property {string} home an empty folder
 * @property {NodeJS.ProcessEnv} env of the display
 * @property {string} proxy the network it sees
 */

/** @param {Caller} caller @param {readonly string[]} args @returns {[string, string[]]} */
function called({ program, first, user }, args) {
  const own = [program, ...first, ...args]
  if (user === null) return [program, own.slice(1)]
  return ['setpriv', ['--reuid', `${user}`, '--regid', `${user}`, '--clear-groups', '--', ...own]]
}

/** @param {Caller} caller @param {NodeJS.ProcessEnv} [more] */
const envFor = ({ env, home }, more = {}) => ({
  ...env,
  HOME: home,
  XDG_CONFIG_HOME: join(home, '.config'),
  XDG_CACHE_HOME: join(home, '.cache'),
  // No session bus: a key that is tried stays in memory, whatever keychain this computer has.
  DBUS_SESSION_BUS_ADDRESS: 'disabled:',
  ...more,
})

/** @param {Caller} caller @param {readonly string[]} args @param {NodeJS.ProcessEnv} [env] */
const runAs = (caller, args, env) =>
  run(...called(caller, args), { cwd: caller.home, env: envFor(caller, env), limitMs: limits.commandMs })

/**
 * Starts the app, lets somebody `look` at its page, and ends it as the end of a session does.
 * @param {Caller} caller
 * @param {readonly string[]} args
 * @param {(page: import('@playwright/test').Page, app: { pid: number, said: () => string }) => Promise<void>} look
 */
async function withApp(caller, args, look) {
  const child = start(...called(caller, ['--remote-debugging-port=0', `--proxy-server=${caller.proxy}`, ...args]), {
    cwd: caller.home,
    env: envFor(caller),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  child.stdout?.on('data', (chunk) => (said += chunk))
  child.stderr?.on('data', (chunk) => (said += chunk))
  const ended = once(child, 'exit')
  try {
    const address = await within(limits.startMs, async () => /DevTools listening on (ws:\S+)/.exec(said)?.[1])
    must(address !== undefined && child.exitCode === null, `it starts${args.length > 0 ? ' with a file' : ''}`, said)
    // Playwright joins after the page is there: it waits for ever for one that is made while it joins.
    await within(limits.startMs, () => pageListed(address ?? ''))
    const browser = await chromium.connectOverCDP(address ?? '', { timeout: limits.startMs })
    const page = await within(limits.startMs, async () =>
      browser
        .contexts()
        .flatMap((context) => context.pages())
        .find((one) => one.url().startsWith('app://')),
    )
    if (page === undefined) throw new Trouble('The smoke test failed: no window came.', said)
    page.setDefaultTimeout(limits.startMs)
    await look(page, { pid: child.pid ?? 0, said: () => said })
    child.kill('SIGTERM')
    const code = await Promise.race([
      ended.then(([exit]) => exit),
      new Promise((late) => setTimeout(late, limits.quitMs)),
    ])
    must(code === 0, 'it quits clean', said)
    await browser.close()
  } finally {
    stop(child, 'SIGKILL')
  }
}

/** @param {string} address of the debugging port @returns {Promise<true | undefined>} */
async function pageListed(address) {
  const targets = await (await fetch(`http://${new URL(address).host}/json/list`)).json()
  return JSON.stringify(targets).includes('"app://') ? true : undefined
}

/**
 * A proxy that leads nowhere and notes who was wanted: all of the network that the app sees.
 * @returns {Promise<{ address: string, asked: Set<string>, close: () => void }>}
 */
async function openTrap() {
  /** @type {Set<string>} */
  const asked = new Set()
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', (chunk) => {
      asked.add(/^\S+ (\S+)/.exec(String(chunk))?.[1] ?? '?')
      socket.end('HTTP/1.1 503 Nowhere\r\nContent-Length: 0\r\n\r\n')
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { address: `http://127.0.0.1:${address.port}`, asked, close: () => server.close() }
}

/**
 * @template T
 * @param {number} ms
 * @param {() => Promise<T | undefined>} ask
 * @returns {Promise<T | undefined>} its first answer, or nothing within that time
 */
async function within(ms, ask) {
  const until = Date.now() + ms
  for (;;) {
    const answer = await ask()
    if (answer !== undefined || Date.now() > until) return answer
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** What `tryOut` takes out of the app. @param {string} home */
const copyIn = (home) => join(home, 'interview.caesura')

/** The whole use of an app. @param {Caller} caller @param {import('./names.mjs').Names} names @param {{ sandboxed: boolean }} expect */
async function tryOut(caller, names, { sandboxed }) {
  const { home } = caller
  const copy = copyIn(home)
  await withApp(caller, [], async (page, { pid, said }) => {
    const about = await page.evaluate(() => window.caesura.about())
    must(about.ok && about.value.version === names.version, `it says that it is version ${names.version}`)
    await page.evaluate(async () => {
      const opened = await window.caesura.openSample()
      if (opened.ok) await window.caesura.prepareDrag({ jobId: opened.value.jobId })
    })
    const folder = join(home, '.config', names.name)
    const dragged = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((one) => one.endsWith('.caesura'))
    must(dragged !== undefined, 'a job leaves it as a .caesura file')
    copyFileSync(join(folder, dragged ?? ''), copy)
    // Both live in processes of their own, which the fuses must leave alone.
    const kept = await page.evaluate(() => window.caesura.setKey({ key: 'pictai_smoke_test' }))
    const inMemory = kept.ok && kept.value.kind === 'kept' && kept.value.where === 'session'
    must(inMemory, 'without a keychain it keeps a key for the session', JSON.stringify(kept))
    must(/keychain.*(bus|transport|libsecret)/i.test(said()), 'its keychain process has keytar, which looked', said())
    const found = await within(limits.startMs, () =>
      page.evaluate(async () => {
        const answer = await window.caesura.searchLibrary({ query: 'caption', limit: 10, trashed: false })
        return answer.ok && answer.value.jobs.length > 0 ? true : undefined
      }),
    )
    must(found === true, 'its search process finds a word of the job')
    if (sandboxed) must(seccompBelow(pid), "Chromium's sandbox holds the page")
  })
  if (caller.user !== null) chownSync(copy, caller.user, caller.user)
  rmSync(join(home, '.config'), { recursive: true, force: true })
  await withApp(caller, [copy], async (page) => {
    await page.getByText(spoken).first().waitFor()
    must(true, 'a .caesura file named on the command line opens')
    const kept = readdirSync(join(home, '.config', names.name, 'library/jobs'))
    must(kept.length === 1, 'the job is in the library')
  })

  const out = join(home, 'captions.srt')
  const exported = await runAs(caller, ['export', sampleIn(home), '--format', 'srt', '--out', out])
  const expected = await run(process.execPath, [inRoot('out/cli/index.js'), 'export', sample, '--format', 'srt'])
  must(exported.code === 0 && existsSync(out), 'its command line exports', exported.out)
  must(readFileSync(out, 'utf8') === expected.stdout, 'what it exported is what Node exports')
  const wrong = await runAs(caller, ['export', 'nothing.json', '--format', 'srt'])
  must(wrong.code === 1 && /does not exist/.test(wrong.out), 'its command line says what is wrong, with its exit code')
}

/** A copy that whoever runs the app may read. @param {string} home */
function sampleIn(home) {
  const file = join(home, 'response.json')
  copyFileSync(sample, file)
  return file
}

/** Whether a process below this one lives under a seccomp filter, as a sandboxed page does. @param {number} pid */
function seccompBelow(pid) {
  /** @type {Map<number, number[]>} */
  const children = new Map()
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const parent = Number(statusOf(Number(entry), 'PPid'))
    children.set(parent, [...(children.get(parent) ?? []), Number(entry)])
  }
  /** @param {number} of @returns {number[]} */
  const below = (of) => (children.get(of) ?? []).flatMap((child) => [child, ...below(child)])
  return below(pid).some(
    (child) => statusOf(child, 'Seccomp') === '2' && argumentsOf(child).includes('--type=renderer'),
  )
}

/** @param {number} pid @param {string} field */
function statusOf(pid, field) {
  try {
    return new RegExp(`^${field}:\\s*(\\d+)`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  } catch {
    return undefined
  }
}
/** @param {number} pid */
function argumentsOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

/** The fuses by what they forbid. @param {Caller} caller @param {string} unpacked */
async function tryFuses(caller, unpacked) {
  const mark = join(caller.home, 'mark')
  const script = join(caller.home, 'mark.cjs')
  writeFileSync(script, `require('node:fs').writeFileSync(${JSON.stringify(mark)}, '')\n`)
  // Each ends at once, for it asks for the version.
  const node = await runAs(caller, ['--version', script], { ELECTRON_RUN_AS_NODE: '1' })
  must(!/^v\d/m.test(node.stdout), 'ELECTRON_RUN_AS_NODE does not make Node of it')
  await runAs(caller, ['--version'], { NODE_OPTIONS: `--require=${script}` })
  must(!existsSync(mark), 'NODE_OPTIONS loads nothing into it')
  const inspected = await runAs(caller, ['--inspect=0', '--version'])
  must(!/Debugger listening/.test(inspected.out), '--inspect opens nothing')
  const app = join(unpacked, 'resources/app')
  mkdirSync(app)
  try {
    copyFileSync(script, join(app, 'main.cjs'))
    writeFileSync(join(app, 'package.json'), JSON.stringify({ name: 'other', main: 'main.cjs' }))
    await runAs(caller, ['--version'])
    must(!existsSync(mark), 'a folder beside app.asar is not run in its place')
  } finally {
    rmSync(app, { recursive: true })
  }
}

/**
 * @param {{ unpacked: string, deb: string | null, rpm: string | null, names: import('./names.mjs').Names }} made
 */
export async function smokeTest({ unpacked, deb, rpm, names }) {
  const display = await openDisplay()
  const trap = await openTrap()
  const homes = mkdtempSync(join(tmpdir(), 'caesura-smoke-'))
  /** @param {string} name @param {number | null} owner */
  const home = (name, owner) => {
    const path = join(homes, name)
    mkdirSync(path)
    if (owner !== null) {
      chownSync(homes, owner, owner)
      chownSync(path, owner, owner)
    }
    return path
  }
  try {
    const root = isRoot()
    say('the packed folder:')
    const fromFolder = {
      program: join(unpacked, names.id),
      first: root ? ['--no-sandbox'] : [],
      user: null,
      home: home('folder', null),
      env: display.env,
      proxy: trap.address,
    }
    await tryFuses(fromFolder, unpacked)
    await tryOut(fromFolder, names, { sandboxed: !root })
    if (rpm !== null) await lookIntoRpm(rpm, unpacked, names)
    if (deb === null || !root) {
      seeNetwork(trap)
      say(`through, but no deb was installed: ${deb === null ? 'there is none' : 'that takes root'}.`)
      return
    }
    say('the installed deb:')
    await installed(deb, names, copyIn(fromFolder.home), async () => {
      const person = {
        program: `/usr/bin/${names.id}`,
        first: [],
        user: ordinary,
        home: home('person', ordinary),
        env: display.env,
        proxy: trap.address,
      }
      await tryOut(person, names, { sandboxed: true })
      const { code, stdout } = await runAs({ ...person, user: null, home: home('root', null) }, ['--version'])
      must(code === 0 && stdout.trim() !== '', 'its command line runs for root as well, as on a server')
    })
    seeNetwork(trap)
    say('the smoke test is through.')
  } finally {
    trap.close()
    display.close()
    rmSync(homes, { recursive: true, force: true })
  }
}

/**
 * It is not installed: a system of debs has no place for it. What it would install is asked of it.
 * @param {string} rpm @param {string} unpacked @param {import('./names.mjs').Names} names
 */
async function lookIntoRpm(rpm, unpacked, { id, version }) {
  say('the rpm:')
  /** @param {string[]} args */
  const ask = async (...args) => (await run('rpm', ['--query', '--package', ...args, rpm], { limitMs: 60_000 })).stdout
  must((await ask('--queryformat', '%{NAME} %{VERSION}')) === `${id} ${rpmVersion(version)}`, 'it says what it is')
  const files = (await ask('--queryformat', '[%{FILEMODES:perms} %{FILEUSERNAME} %{FILENAMES}\n]')).split('\n')
  must(
    files.includes(`-rwsr-xr-x root /opt/${id}/chrome-sandbox`),
    'the helper of the sandbox is root’s, with its bit',
    files.join('\n'),
  )
  const listed = new Set(files.map((line) => line.split(' ').slice(2).join(' ')))
  const missing = filesBelow(unpacked).filter((file) => !listed.has(`/opt/${id}/${file}`))
  must(missing.length === 0, `it brings all ${filesBelow(unpacked).length} files of the app`, missing.join(', '))
  for (const path of [`/usr/bin/${id}`, `/usr/share/applications/${id}.desktop`, `/usr/share/mime/packages/${id}.xml`])
    must(listed.has(path), `it brings ${path}`)
}

/** Pictory was asked about the key, which shows that the trap holds; and nobody else about anything. @param {{ asked: Set<string> }} trap */
function seeNetwork({ asked }) {
  const hosts = [...asked].join(', ')
  must(hosts === 'api.pictory.ai:443', 'in all of this it asked for Pictory, and for nobody else', hosts)
}

/**
 * Installs the deb, looks at what the system makes of it, lets it be used, and removes it whatever happened.
 * @param {string} deb @param {import('./names.mjs').Names} names @param {string} copy a .caesura file
 * @param {() => Promise<void>} work
 */
async function installed(deb, { id }, copy, work) {
  const env = { ...process.env, LC_ALL: 'C', XDG_CURRENT_DESKTOP: 'GNOME' }
  /** @param {string} program @param {string[]} args */
  const ask = (program, args) => run(program, args, { env, limitMs: limits.dpkgMs })
  const into = await ask('dpkg', ['--install', deb])
  try {
    must(into.code === 0, 'dpkg installs it', into.out)
    const list = (await ask('dpkg', ['--listfiles', id])).stdout.trim().split('\n')
    const files = list.filter((path) => existsSync(path) && !statSync(path).isDirectory())
    const helper = statSync(`/opt/${id}/chrome-sandbox`)
    must(helper.uid === 0 && (helper.mode & 0o7777) === 0o4755, 'the helper of the sandbox is root’s, with its bit')
    await askDesktop(id, copy, ask)
    await work()
    const gone = await ask('dpkg', ['--purge', id])
    must(gone.code === 0, 'dpkg removes it', gone.out)
    const left = [...files.filter((path) => existsSync(path)), ...(existsSync(`/opt/${id}`) ? [`/opt/${id}`] : [])]
    must(left.length === 0, `nothing of its ${files.length} files is left`, left.join(' '))
  } finally {
    await ask('dpkg', ['--purge', id])
  }
}

/** @param {string} id @param {string} copy a .caesura file @param {(program: string, args: string[]) => Promise<import('../setup/children.mjs').Ended>} ask */
async function askDesktop(id, copy, ask) {
  const entry = `/usr/share/applications/${id}.desktop`
  const valid = await ask('desktop-file-validate', [entry])
  if (valid.code === 127) say('  not asked: desktop-file-validate is not here (package desktop-file-utils).')
  else must(valid.code === 0 && valid.out === '', 'its desktop entry is valid', valid.out)
  if ((await ask('gio', ['version'])).code === 127) return say('  not asked: gio is not here (package libglib2.0-bin).')
  // Without a desktop around it, xdg-mime asks a program that does not know the system's own table; in GNOME it asks one that does.
  const nameless = join(copy, '../nameless')
  copyFileSync(copy, nameless)
  const types = await Promise.all([copy, nameless].map((file) => ask('xdg-mime', ['query', 'filetype', file])))
  if (types.some(({ code }) => code === 127)) return say('  not asked: xdg-mime is not here (package xdg-utils).')
  const told = types.map(({ stdout }) => stdout.trim())
  must(
    told.every((type) => type === 'application/x-caesura'),
    'the system knows a .caesura file, with its name and without',
    told.join(', '),
  )
  const opener = await ask('xdg-mime', ['query', 'default', 'application/x-caesura'])
  must(opener.stdout.trim() === `${id}.desktop`, 'and opens it with this app', opener.out)
  const follower = await ask('xdg-mime', ['query', 'default', `x-scheme-handler/${id}`])
  must(follower.stdout.trim() === `${id}.desktop`, 'and follows its links with it', follower.out)
}
