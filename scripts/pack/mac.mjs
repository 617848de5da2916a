// Knows how keytar comes to run on both of Apple's processors: built once for each, and joined.
import { copyFileSync } from 'node:fs'
import { run } from '../setup/children.mjs'
import { npmProgram } from '../setup/node.mjs'
import { inRoot, root } from '../setup/places.mjs'
import { Trouble } from '../setup/trouble.mjs'

const limitMs = 5 * 60_000

/** @param {string} program @param {readonly string[]} args @param {Record<string, string>} [env] */
async function must(program, args, env = {}) {
  const { code, out } = await run(program, args, { cwd: root, env: { ...process.env, ...env }, limitMs })
  if (code !== 0) throw new Trouble(`keytar could not be built for both processors: ${out.trim()}`, 'Install Xcode.')
}

export async function joinKeytar() {
  const binary = inRoot('node_modules/keytar/build/Release/keytar.node')
  const halves = ['x64', 'arm64'].map((arch) => ({ arch, file: inRoot(`out/pack/keytar-${arch}.node`) }))
  const [npm, first] = npmProgram()
  for (const { arch, file } of halves) {
    await must(npm, [...first, 'rebuild', 'keytar'], { npm_config_arch: arch })
    copyFileSync(binary, file)
  }
  await must('lipo', ['-create', ...halves.map(({ file }) => file), '-output', binary])
}
