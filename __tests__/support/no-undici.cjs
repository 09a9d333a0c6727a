// In place of undici, which the toolkit imports for requests that no step makes: it would take longer to load than all
// the rest of a test file.
class Unused {}

module.exports = { fetch: Unused, ProxyAgent: Unused }
