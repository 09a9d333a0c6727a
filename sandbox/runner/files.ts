import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The files through which a step talks to the runner, and the variables that name them. */
const VARIABLES = {
  output: 'GITHUB_OUTPUT',
  summary: 'GITHUB_STEP_SUMMARY',
  env: 'GITHUB_ENV',
  path: 'GITHUB_PATH',
  state: 'GITHUB_STATE',
}

export type FileContents = Record<keyof typeof VARIABLES, string>

export interface StepFiles {
  /** A folder of the step's own, for RUNNER_TEMP and the event. */
  directory: string
  variables: Record<string, string>
  read: () => Promise<FileContents>
  remove: () => Promise<void>
}

/** Makes the runner's empty files for one step, and its event file. */
export async function createStepFiles(event: unknown = {}): Promise<StepFiles> {
  const directory = await mkdtemp(join(tmpdir(), 'step-'))
  const variables: Record<string, string> = {
    RUNNER_TEMP: directory,
    GITHUB_EVENT_PATH: join(directory, 'event.json'),
  }
  for (const [kind, variable] of Object.entries(VARIABLES)) {
    variables[variable] = join(directory, kind)
    await writeFile(join(directory, kind), '')
  }
  await writeFile(join(directory, 'event.json'), JSON.stringify(event))
  const text = (kind: keyof FileContents) => readFile(join(directory, kind), 'utf8')
  return {
    directory,
    variables,
    read: async () => ({
      output: await text('output'),
      summary: await text('summary'),
      env: await text('env'),
      path: await text('path'),
      state: await text('state'),
    }),
    remove: () => rm(directory, { recursive: true, force: true, maxRetries: 3 }),
  }
}

/**
 * Reads the runner's file format, `NAME=VALUE` or `NAME<<DELIMITER` (EnvFileKeyValuePairs in FileCommandManager.cs).
 * @throws Error where the runner would fail the step
 */
export function parsePairs(text: string): Record<string, string> {
  const pairs: Record<string, string> = {}
  const lines = text.split('\n')
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i] ?? ''
    if (line === '') continue
    const equals = line.indexOf('=')
    const heredoc = line.indexOf('<<')
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
      pairs[line.slice(0, equals)] = line.slice(equals + 1)
      continue
    }
    const delimiter = heredoc < 0 ? '' : line.slice(heredoc + 2)
    const end = lines.indexOf(delimiter, i + 1)
    if (heredoc <= 0 || !delimiter || end < 0) throw new Error(`the runner cannot read this line: ${line}`)
    pairs[line.slice(0, heredoc)] = lines.slice(i + 1, end).join('\n')
    i = end
  }
  return pairs
}
