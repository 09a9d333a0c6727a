'use strict'
// Preloaded into a measured process: writes its peak memory in KiB to the file in PEAK_FILE when it exits.
const { readFileSync, writeFileSync } = require('node:fs')

process.on('exit', () => {
  // Linux carries ru_maxrss over from the process that forked, so a small child of a large parent would look large.
  const own = process.platform === 'linux' && /^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]
  writeFileSync(process.env.PEAK_FILE, String(own || process.resourceUsage().maxRSS))
})
