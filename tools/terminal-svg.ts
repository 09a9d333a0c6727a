/** The colours of the terminal, by the SGR code that turns them on. */
const styles: Record<string, string> = {
  '1': 'font-weight="bold"',
  '2': 'fill="#8b949e"',
  '31': 'fill="#ff7b72"',
  '32': 'fill="#7ee787"',
  '33': 'fill="#e3b341"',
  '36': 'fill="#79c0ff"',
}
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is how a terminal's colours begin
const sgr = /\u001b\[(\d+)m/
const lineHeight = 19
const columnWidth = 8.4

/** Draws what a program printed to a terminal, with its colours. */
export function terminalSvg(title: string, printed: string): string {
  const lines = printed.replace(/\n+$/, '').split('\n')
  const width =
    Math.ceil(Math.max(...lines.map((line) => line.replaceAll(new RegExp(sgr, 'g'), '').length)) * columnWidth) + 40
  const height = lines.length * lineHeight + 72
  const rows = lines.map((line, i) => `<text x="20" y="${i * lineHeight + 60}">${spans(line)}</text>`)
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<title>${escaped(title)}</title>
<rect width="${width}" height="${height}" rx="8" fill="#161b22"/>
<g><circle cx="24" cy="20" r="6" fill="#ff5f57"/><circle cx="44" cy="20" r="6" fill="#febc2e"/><circle cx="64" cy="20" r="6" fill="#28c840"/></g>
<g fill="#e6edf3" font-size="14" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace">
${rows.join('\n')}
</g>
</svg>
`
}

/** A line's pieces: the demo puts one style on a piece at a time. */
function spans(line: string): string {
  const [first = '', ...rest] = line.split(sgr)
  const pieces = rest.flatMap((code, i) => (i % 2 === 0 ? [{ style: styles[code], text: rest[i + 1] ?? '' }] : []))
  const spanned = pieces.map(({ style, text }) => (style ? `<tspan ${style}>${escaped(text)}</tspan>` : escaped(text)))
  return escaped(first) + spanned.join('')
}

/** Browsers differ in how they keep spaces; they all keep those that do not break. */
function escaped(text: string): string {
  return text.replace(/[&<>]/g, (mark) => `&#${mark.charCodeAt(0)};`).replaceAll(' ', '\u00a0')
}
