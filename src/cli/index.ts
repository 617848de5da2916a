// The composition root of the command line: the real world for `main`.

import { isFolder, readBytes, sameFile, writeStream, writeWhole } from './disk'
import { main } from './main'
import { version } from './version'

// The callback of write tells; without a listener the same error would also end the process.
process.stdout.on('error', () => {})

process.exitCode = await main(process.argv.slice(2), {
  read: (path) => readBytes(path, process.stdin),
  write: writeWhole,
  same: sameFile,
  isFolder,
  out: (content) => writeStream(process.stdout, content),
  progress: (done, total, next) => {
    if (total < 2 || !process.stderr.isTTY) return
    process.stderr.write(done === total ? '\r\u001b[K' : `\r\u001b[K${done + 1} of ${total}: ${next}`)
  },
  error: (line) => process.stderr.write(`${line}\n`),
  version,
  // In Sweden days are written as yyyy-mm-dd.
  today: new Intl.DateTimeFormat('sv-SE').format(),
})
