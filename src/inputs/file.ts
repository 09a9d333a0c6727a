import { accessSync, constants, statSync } from 'node:fs'
import { isObject } from '../json.ts'
import { StepError } from '../messages/index.ts'
import { truncate } from '../text.ts'
import type { InputName } from './read.ts'

/**
 * Checks a file before it is read: a FIFO or a device would never end.
 * @param limit in MiB
 * @returns its size in bytes
 * @throws StepError unless it is a regular file that can be read
 */
export function checkFile(input: InputName, path: string, limit: number): number {
  const shown = { input, path: truncate(path) }
  try {
    const stats = statSync(path)
    accessSync(path, constants.R_OK)
    if (!stats.isFile()) throw new StepError({ message: 'fileNotRegular', ...shown })
    if (stats.size > limit * 1024 * 1024)
      throw new StepError({ message: 'fileTooLarge', ...shown, size: stats.size, limit })
    return stats.size
  } catch (error) {
    if (error instanceof StepError) throw error
    throw new StepError({ message: 'fileUnreadable', ...shown, code: String(isObject(error) && error.code) })
  }
}
