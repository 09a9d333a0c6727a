/** A workflow command as the runner reads it from a line of output. */
export interface Command {
  name: string
  properties: Record<string, string>
  data: string
}

/** The commands the runner acts on (ActionCommandManager.cs and the extensions it registers). */
const REGISTERED = new Set([
  'add-mask',
  'add-matcher',
  'add-path',
  'debug',
  'echo',
  'endgroup',
  'error',
  'group',
  'notice',
  'remove-matcher',
  'save-state',
  'set-env',
  'set-output',
  'stop-commands',
  'warning',
])

/** What .NET's TrimStart takes away: unlike JavaScript's, U+0085 too and no byte order mark. */
const LEADING_SPACE = /^\p{White_Space}+/u

/** The second `::`. .NET searches for it by culture, which skips characters without weight between the colons. */
const SEPARATOR = /:[\p{Cf}\p{Cc}]*:/gu

/** The lines of an output as .NET's StreamReader splits it: at CRLF, LF and a lone CR. */
export function linesOf(output: string): string[] {
  const lines = output.split(/\r\n|\n|\r/)
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines
}

/**
 * Separates an output's commands from the rest, as ActionCommandManager.TryProcessCommand does: between
 * `::stop-commands::token` and `::token::` nothing is a command.
 */
export function parseOutput(output: string): { commands: Command[]; log: string[] } {
  const commands: Command[] = []
  const log: string[] = []
  let token: string | undefined
  for (const line of linesOf(output)) {
    const command = parseV2(line, token) ?? parseLegacy(line, token)
    if (!command || (token !== undefined && command.name !== token)) {
      log.push(line)
      continue
    }
    if (token !== undefined) token = undefined
    else if (command.name === 'stop-commands') token = command.data.toLowerCase()
    commands.push(command)
  }
  return { commands, log }
}

/** `::name key=value,key=value::data` at the start of a line, after leading space (ActionCommand.TryParseV2). */
function parseV2(line: string, token: string | undefined): Command | undefined {
  const message = line.replace(LEADING_SPACE, '')
  if (!message.startsWith('::')) return undefined
  SEPARATOR.lastIndex = 2
  const end = SEPARATOR.exec(message)?.index
  if (end === undefined) return undefined
  const data = decodeWith(DATA)(message.slice(end + 2))
  return build(message.slice(2, end), ',', decodeWith(PROPERTY), data, token)
}

/** `##[name key=value;key=value]data` anywhere in a line (ActionCommand.TryParse). */
function parseLegacy(line: string, token: string | undefined): Command | undefined {
  const start = line.indexOf('##[')
  const end = start < 0 ? -1 : line.indexOf(']', start)
  if (end < 0) return undefined
  const decode = decodeWith(LEGACY)
  return build(line.slice(start + 3, end), ';', decode, decode(line.slice(end + 1)), token)
}

function build(
  info: string,
  separator: string,
  decode: (text: string) => string,
  data: string,
  token: string | undefined,
): Command | undefined {
  const space = info.indexOf(' ')
  const name = (space < 0 ? info : info.slice(0, space)).toLowerCase()
  if (!REGISTERED.has(name) && name !== token) return undefined
  const properties: Record<string, string> = {}
  const list = space < 0 ? '' : info.slice(space + 1).trim()
  for (const pair of list.split(separator)) {
    const equals = pair.indexOf('=')
    if (equals > 0 && equals < pair.length - 1) properties[pair.slice(0, equals)] = decode(pair.slice(equals + 1))
  }
  return { name, properties, data }
}

const DATA = { '%0D': '\r', '%0A': '\n', '%25': '%' }
const PROPERTY = { '%0D': '\r', '%0A': '\n', '%3A': ':', '%2C': ',', '%25': '%' }
const LEGACY = { '%3B': ';', '%0D': '\r', '%0A': '\n', '%5D': ']', '%25': '%' }

function decodeWith(mapping: Record<string, string>): (text: string) => string {
  return (text) => Object.entries(mapping).reduce((result, [from, to]) => result.replaceAll(from, to), text)
}
