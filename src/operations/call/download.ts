import { randomUUID } from 'node:crypto'
import { accessSync, constants, existsSync, promises as fs, realpathSync, statSync } from 'node:fs'
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path'
import type { FileContent } from '../../feishu/content.ts'
import { getText, type Inputs } from '../../inputs/read.ts'
import { isObject } from '../../json.ts'
import { StepError } from '../../messages/index.ts'
import { truncate } from '../../text.ts'

/** The most that is saved, in MiB. */
const limit = 100

/**
 * Reads input output_file; writes nothing, but finds out what it can: once the call is made, it may be too late.
 * @returns an absolute path
 * @throws StepError for a path that leaves the workspace although it is relative, and for one that cannot be written
 */
export function readOutputFile(inputs: Inputs): string | undefined {
  const text = getText(inputs, 'output_file')
  if (text === '') return undefined
  const path = resolve(text)
  let folder = dirname(path)
  while (!existsSync(folder)) folder = dirname(folder)
  // A link in the workspace may lead out of it.
  const place = resolve(realpathSync(folder), relative(folder, path))
  const roots = [process.cwd(), process.env.RUNNER_TEMP].flatMap((root) =>
    root && existsSync(root) ? [realpathSync(root)] : [],
  )
  if (!isAbsolute(text) && !roots.some((root) => place.startsWith(root + sep)))
    throw new StepError({ message: 'outputFileOutside', path: truncate(text) })
  try {
    // Of a file, this is ENOTDIR.
    accessSync(`${folder}${sep}.`, constants.W_OK)
  } catch (error) {
    throw notWritten(path, error)
  }
  if (/[/\\]$/.test(text) || (existsSync(path) && statSync(path).isDirectory()))
    throw new StepError({ message: 'outputFileNotAFile', path: truncate(text) })
  return path
}

/**
 * Writes a file, or nothing: a file beside it, which then takes its place.
 * @param content may be a stream; what that fails with is passed on
 * @throws StepError where the file cannot be written, or would be too large
 */
export async function writeFile(path: string, content: FileContent | Iterable<string>): Promise<void> {
  const local = <T>(work: Promise<T>) =>
    work.catch((error): never => {
      throw notWritten(path, error)
    })
  // The file's own name may be as long as a name can be.
  const beside = resolve(dirname(path), randomUUID())
  await local(fs.mkdir(dirname(path), { recursive: true }))
  try {
    const file = await local(fs.open(beside, 'wx'))
    try {
      let size = 0
      for await (const piece of content) {
        size += Buffer.byteLength(piece)
        if (size > limit * 1024 * 1024)
          throw new StepError({ message: 'downloadTooLarge', path: truncate(path), limit })
        await local(file.writeFile(piece))
      }
    } finally {
      await local(file.close())
    }
    await local(fs.rename(beside, path))
  } finally {
    await fs.rm(beside, { force: true })
  }
}

function notWritten(path: string, error: unknown): StepError {
  const code = String(isObject(error) && error.code)
  return new StepError({ message: 'outputFileNotWritten', path: truncate(path), code })
}
