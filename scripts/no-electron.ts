// Stands in for `electron` in unit tests (vitest.config.ts): what reaches Electron is tested in real Electron, in e2e/.
throw new Error('A unit test imported electron. Pass what you need as an argument, or test it in e2e/.')
