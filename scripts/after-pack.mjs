// Knows what must not stay in a packed app: Electron's loader for apps named on the command line.
import { rmSync } from 'node:fs'
import { join } from 'node:path'

/** @param {{ appOutDir: string, electronPlatformName: string, packager: { appInfo: { productFilename: string } } }} context */
export default function afterPack({ appOutDir, electronPlatformName, packager }) {
  const mac = electronPlatformName === 'darwin'
  const resources = mac
    ? join(appOutDir, `${packager.appInfo.productFilename}.app`, 'Contents', 'Resources')
    : join(appOutDir, 'resources')
  for (const name of ['default_app.asar', join('..', 'caesura-runtime.json')])
    rmSync(join(resources, name), { force: true })
}
