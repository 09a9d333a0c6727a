import { setOutput } from '@actions/core'

/**
 * In UTF-16 units, two bytes each. GitHub allows 1 MB for all outputs of a job, and counts it in UTF-16 (docs: GitHub
 * Actions, workflow syntax, jobs.<job_id>.outputs).
 */
const longest = 500_000

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
