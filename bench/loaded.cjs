'use strict'
// Preloaded into a step: tells in the file in LOADED_FILE, as JSON, which parts of Node and which files it had loaded
// when it exited.
const { writeFileSync } = require('node:fs')

process.on('exit', () => {
  const builtins = process.moduleLoadList
    .filter((entry) => entry.startsWith('NativeModule '))
    .map((entry) => entry.slice('NativeModule '.length))
  const files = Object.keys(require.cache).filter((file) => file !== __filename)
  writeFileSync(process.env.LOADED_FILE, JSON.stringify({ builtins, files }))
})
