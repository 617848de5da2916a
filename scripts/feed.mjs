// Knows how the list of updates is made and signed (docs/release.md). Plain Node; the app's side is src/main/updates/.
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto'
import { createReadStream, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { fileURLToPath } from 'node:url'
import { command, say, Trouble } from './setup/trouble.mjs'

/** What is signed begins with this; src/main/updates/signed.ts reads the same. */
const purpose = 'caesura updates\n'
const extensions = { linux: '.AppImage', win32: '.exe', darwin: '.zip' }

const usage = `node scripts/feed.mjs keys PRIVATE.pem
node scripts/feed.mjs sign --key PRIVATE.pem --version 1.2.3 --notes NOTES.txt [--base https://…/] --out updates.json SYSTEM=FILE…
node scripts/feed.mjs check PUBLIC updates.json
SYSTEM is linux-x64, linux-arm64, win32-x64 or darwin-universal.`

/** @param {import('node:crypto').KeyObject} key */
const publicText = (key) => createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64')

/** @param {string} file */
async function hashOf(file) {
  const hash = createHash('sha512')
  for await (const piece of createReadStream(file)) hash.update(piece)
  return hash.digest('base64')
}

/**
 * The signed list as it is published.
 * @param {{ key: string, version: string, notes: string, base: string, files: readonly { for: string, path: string }[] }} of `key` is the private one, PEM
 */
export async function signedFeed({ key, version, notes, base, files }) {
  const listed = []
  for (const { for: system, path } of files) {
    const name = basename(path)
    listed.push({ for: system, url: `${base}${name}`, sha512: await hashOf(path), bytes: statSync(path).size })
  }
  const signed = JSON.stringify({ format: 'caesura-updates-1', version, notes, files: listed })
  const signature = sign(null, Buffer.from(purpose + signed), createPrivateKey(key)).toString('base64')
  return `${JSON.stringify({ signed, signature }, null, 1)}\n`
}

/** @param {string} key public, base64 @param {string} text @returns {string} what is signed */
export function checkedFeed(key, text) {
  const { signed, signature } = JSON.parse(text)
  const from = createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' })
  if (!verify(null, Buffer.from(purpose + signed), from, Buffer.from(signature, 'base64')))
    throw new Trouble('The signature is not of this key.', 'Sign the list again, or look which key the app carries.')
  return signed
}

/** @param {string} text such as linux-x64=dist/Caesura.AppImage */
function fileOf(text) {
  const [, system = '', path = ''] = /^((?:linux|win32|darwin)-[a-z0-9]+)=(.+)$/.exec(text) ?? []
  const platform = /** @type {keyof typeof extensions} */ (system.split('-')[0])
  if (system === '') throw new Trouble(`“${text}” names no system and file.`, usage)
  if (!existsSync(path)) throw new Trouble(`${path} is not there.`, 'Pack first (npm run dist).')
  if (!path.endsWith(extensions[platform]) || !/^[\w.-]+$/.test(basename(path)))
    throw new Trouble(
      `${basename(path)} is no file that the app of ${system} fetches.`,
      `Its name must be plain (letters, digits, dots, hyphens) and end with ${extensions[platform]}.`,
    )
  return { for: system, path }
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      key: { type: 'string' },
      version: { type: 'string' },
      notes: { type: 'string' },
      base: { type: 'string', default: '' },
      out: { type: 'string' },
    },
  })
  const [order, first, second] = positionals
  if (order === 'keys' && first !== undefined) {
    const { privateKey } = generateKeyPairSync('ed25519')
    // Never over one that is there: with it goes every installed app's way to an update.
    writeFileSync(first, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' })
    process.stdout.write(`${publicText(privateKey)}\n`)
  } else if (order === 'check' && first !== undefined && second !== undefined) {
    process.stdout.write(`${checkedFeed(first, readFileSync(second, 'utf8'))}\n`)
  } else if (order === 'sign' && values.key && values.version && values.notes && values.out && first !== undefined) {
    if (!/^\d+\.\d+\.\d+$/.test(values.version)) throw new Trouble('The version is not like 1.2.3.', usage)
    const base = values.base
    if (base !== '' && !/^https:\/\/.+\/$/.test(base))
      throw new Trouble('The base is https and ends with a slash.', usage)
    const key = readFileSync(values.key, 'utf8')
    const files = positionals.slice(1).map(fileOf)
    writeFileSync(
      values.out,
      await signedFeed({ key, version: values.version, notes: readFileSync(values.notes, 'utf8'), base, files }),
    )
    say(`${values.out} is signed; its public key is ${publicText(createPrivateKey(key))}`)
  } else throw new Trouble('That is no order for the list of updates.', usage)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await command(main)
