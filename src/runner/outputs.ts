import { appendFileSync } from 'node:fs'

/**
 * Sets outputs, all at once. core.setOutput would do it one by one, each with a delimiter from Node's crypto, which
 * takes longer to load than everything else that a step reports.
 * @param outputs by name
 * @throws Error where the runner's file cannot be written
 */
export function setOutputs(outputs: Readonly<Record<string, string>>): void {
  const file = process.env.GITHUB_OUTPUT
  const text = Object.entries(outputs).map(([name, value]) => heredoc(name, value))
  if (file) appendFileSync(file, text.join(''))
}

/**
 * The runner reads a value up to the line that is its delimiter, so no value may hold its own. Chance only keeps a server
 * from foreseeing it and making the search long.
 */
function heredoc(name: string, value: string): string {
  let delimiter: string
  do delimiter = `END_OF_OUTPUT_${Math.random().toString(36).slice(2)}`
  while (value.includes(delimiter))
  return `${name}<<${delimiter}\n${value}\n${delimiter}\n`
}
