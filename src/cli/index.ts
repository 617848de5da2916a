// The composition root of the command line: the real world for `main`.

import { readBytes, sameFile, writeStream, writeWhole } from './disk'
import { main } from './main'
import { version } from './version'

// The callback of write tells; without a listener the same error would also end the process.
process.stdout.on('error', () => {})

process.exitCode = await main(process.argv.slice(2), {
  read: (path) => readBytes(path, process.stdin),
  write: writeWhole,
  same: sameFile,
  out: (text) => writeStream(process.stdout, text),
  error: (line) => process.stderr.write(`${line}\n`),
  version,
})
