import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { runWell } from './sample.ts'
import type { Inputs } from './step.ts'

/** What V8 tells of a script's functions (https://v8.dev/blog/javascript-code-coverage). */
interface Coverage {
  result: { url: string; functions: { functionName: string; ranges: { count: number }[] }[] }[]
}

/**
 * The names of the functions of a script that a step calls, sorted.
 * @param entry the script
 * @throws Error where the step fails
 */
export async function calledFunctions(entry: string, inputs: Inputs): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'called-'))
  try {
    await runWell(entry, inputs, { NODE_V8_COVERAGE: folder })
    const [file = ''] = await readdir(folder)
    const { result }: Coverage = JSON.parse(await readFile(join(folder, file), 'utf8'))
    const functions = result.find(({ url }) => url === pathToFileURL(entry).href)?.functions ?? []
    const called = functions.filter(({ ranges: [whole] }) => whole && whole.count > 0)
    return [...new Set(called.map(({ functionName }) => functionName))].filter((name) => name !== '').sort()
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
