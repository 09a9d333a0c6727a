// Put before the bundle by tools/build.mjs: these parts of Node are loaded when the code first touches them, not when
// it names them. node-fetch names all of TLS and zlib even where a call needs neither, crypto is used by few steps, and
// all that a step's log asks of os is how a line ends.
{
  const load = require
  const lazy = new Set(['crypto', 'https', 'node:crypto', 'node:https', 'node:tls', 'node:zlib', 'os'])
  const known = { EOL: process.platform === 'win32' ? '\r\n' : '\n', __esModule: undefined }
  // biome-ignore lint/suspicious/noGlobalAssign: a CommonJS module's own require is a parameter of the module
  require = (id) =>
    lazy.has(id)
      ? new Proxy({}, { get: (_, name) => (Object.hasOwn(known, name) ? known[name] : load(id)[name]) })
      : load(id)
}
