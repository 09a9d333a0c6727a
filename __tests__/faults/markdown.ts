/**
 * Finds what a job summary holds beside its own few forms: a heading, paragraphs, tables, links and a small line. Anything
 * else could be markup that a server wrote.
 * @returns the lines that are none of them
 */
export function strayMarkdown(summary: string): string[] {
  return summary.split('\n').filter((line) => !lines.some((form) => form.test(line)))
}

/** Text in which no character is more than itself, in HTML or in Markdown. */
const text = '(?:(?![!-/:-@[-`{-~])[^\\p{Cc}\\p{Zl}\\p{Zp}]|&#\\d+;|<wbr>)*'
/** Neither brackets nor bars, which would end it early. */
const address = 'https://(?:(?![()<>|\\\\])[!-~])*'
const fact = `[\\w ]+ (?:${text}|\\[${text}\\]\\((?:${address})?\\))`

const lines = [
  new RegExp(`^${text}$`, 'u'),
  /^### (✅|❌) [\w() -]+: (succeeded|failed|dry run)$/,
  new RegExp(`^\\|(?: ${text} \\|)+$`, 'u'),
  /^\|( --- \|)+$/,
  /^… and \d+ more\.$/,
  new RegExp(`^<(?:${address})?>$`),
  new RegExp(`^<sub>${fact}(?: · ${fact})*</sub>$`, 'u'),
]
