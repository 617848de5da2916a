// A window of the same Electron with nothing in it but the page named last on the command line.
const { app, BrowserWindow } = require('electron')

app.setPath('userData', process.env.CAESURA_BENCH_USER)
app.on('window-all-closed', () => app.quit())
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1440, height: 900, webPreferences: { webSecurity: false } })
  return window.loadFile(process.env.CAESURA_BENCH_PAGE)
})
