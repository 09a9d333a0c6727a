import { setOutput } from '@actions/core'

/** GitHub drops all outputs of a job over 1 MB. */
const longest = 1_000_000

/**
 * Sets the outputs that are known.
 * @param redact removes credentials
 * @returns the names of those that are too long
 * @throws Error where the runner's file cannot be written
 */
export function setOutputs(
  outputs: Readonly<Record<string, string | undefined>>,
  redact: (text: string) => string,
): string[] {
  const tooLong = []
  for (const [name, value] of Object.entries(outputs)) {
    if (value === undefined) continue
    if (value.length > longest) tooLong.push(name)
    else setOutput(name, redact(value))
  }
  return tooLong
}
