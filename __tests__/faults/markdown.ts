/**
 * Finds what a job summary holds beside its own few forms: a heading, tables of code, preformatted text and links.
 * Anything else could be markup that a server wrote.
 * @returns the lines that are none of them
 */
export function strayMarkdown(summary: string): string[] {
  let preformatted = false
  return summary.split('\n').filter((line) => {
    const text = line.replace(/^<pre>/, '').replace(/<\/pre>$/, '')
    preformatted ||= line.startsWith('<pre>')
    const forms = preformatted ? [escaped] : lines
    if (line.endsWith('</pre>')) preformatted = false
    return !forms.some((form) => form.test(text))
  })
}

const unbroken = String.raw`[^\p{Cc}\p{Zl}\p{Zp}]`
/** Text in which no character is more than itself: in HTML, and in Markdown. */
const escaped = new RegExp(`^(?:(?![<>&])${unbroken}|&#\\d+;)*$`, 'u')
const spelled = `(?:(?![!-/:-@[-\`{-~])${unbroken}|&#\\d+;|<wbr>)*`
const code = `(?:\`(?:(?![\`|\\\\<>&])${unbroken})*\`|<code>${spelled}</code>)`
/** Neither brackets nor bars, which would end it early. */
const address = 'https://(?:(?![()<>|\\\\])[!-~])*'
const cell = `(?:${code}?|\\[${code}?\\]\\((?:${address})?\\))`

const lines = [
  /^$/,
  /^### [\w -]+: (succeeded|failed|dry run)$/,
  /^\|( [\w ]* \|)+$/,
  new RegExp(`^\\|(?: [\\w ]+ \\|)?(?: ${cell} \\|)+$`, 'u'),
  /^\|( --- \|)+$/,
  /^… and \d+ more\.$/,
  new RegExp(`^<(?:${address})?>$`),
]
