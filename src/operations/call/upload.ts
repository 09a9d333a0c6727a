import { randomUUID } from 'node:crypto'
import { openAsBlob } from 'node:fs'
import { basename } from 'node:path'
import { memberOf } from '../../feishu/body.ts'
import type { Body } from '../../feishu/request.ts'
import { checkFile } from '../../inputs/file.ts'
import { getText, type Inputs } from '../../inputs/read.ts'
import { parseSpelled } from '../../json.ts'

/** The most that one request carries, in MiB. */
const fileLimit = 100

/** The file of input file, and the field that it is sent as. */
export interface Upload {
  field: string
  path: string
  name: string
  /** In bytes. */
  size: number
}

/**
 * Reads input file: `path` or `field=path`.
 * @throws StepError for anything but a regular file that is not too large
 */
export function readUpload(inputs: Inputs): Upload | undefined {
  const text = getText(inputs, 'file')
  if (text === '') return undefined
  const [, field = 'file', path = text] = /^([\w.-]+)=(.+)$/s.exec(text) ?? []
  return { field, path, name: basename(path), size: checkFile('file', path, fileLimit) }
}

/**
 * multipart/form-data (RFC 7578): each member of params as a text part, then the file. A Blob is sent from the disk and
 * with its length; a stream would be sent in chunks, which Feishu is not known to accept.
 * @param params a JSON object: its texts are sent as they are, all else as JSON text
 */
export async function formOf({ field, path, name, size }: Upload, params = '{}'): Promise<Body> {
  const boundary = randomUUID()
  const parts = Object.entries(memberOf({ params: parseSpelled(params) }, 'params')).map(
    ([name, value]): [string, string] => {
      const text = JSON.stringify(value)
      return [name, text.startsWith('"') ? JSON.parse(text) : text]
    },
  )
  const open = (name: string, more: string) =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${escaped(name)}"${more}\r\n\r\n`
  const texts = parts.map(([name, text]) => `${open(name, '')}${text}\r\n`).join('')
  const head = open(field, `; filename="${escaped(name)}"\r\nContent-Type: application/octet-stream`)
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    content: new Blob([texts, head, await openAsBlob(path), `\r\n--${boundary}--\r\n`]),
    fields: () => [...parts.map(([name]) => name), `${field} (${name}, ${size} bytes)`],
  }
}

/** As browsers do (HTML standard, multipart/form-data encoding algorithm). */
function escaped(name: string): string {
  return name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}
