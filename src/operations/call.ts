import { type Endpoint, type Idempotency, json, type Method, type Request } from '../feishu/request.ts'
import { readBaseUrl } from '../inputs/domain.ts'
import { readParams } from '../inputs/params.ts'
import { getBoolean, getLines, getList, getText, type InputName, type Inputs } from '../inputs/read.ts'
import { type Message, StepError } from '../messages/index.ts'
import { readOutputFile, writeFile } from './call/download.ts'
import { asJsonText, jsonTextWarnings } from './call/json-text.ts'
import { readPages } from './call/pages.ts'
import { fillPlaceholders } from './call/placeholders.ts'
import { pathOnly, readRequest } from './call/request.ts'
import { resultOf } from './call/result.ts'
import { formOf, readUpload } from './call/upload.ts'
import { readWait, waitFor } from './call/wait.ts'
import type { Operation } from './operation.ts'

/** Which scopes a call needs and how often it may be made, only its own page says. */
const anyCall = {
  name: 'call',
  method: 'POST',
  path: '/open-apis/…',
  tokens: 'tenant or user',
  scopes: [],
} as const satisfies Endpoint

/** Makes any other call of the Open Platform. */
export const call: Operation<'call'> = {
  name: 'call',
  subject: 'call',
  endpoints: [anyCall],
  async prepare(inputs) {
    const { method, ...target } = readRequest(inputs)
    const allPages = getBoolean(inputs, 'all_pages')
    const wait = readWait(inputs)
    const waits = wait.until.length > 0
    for (const [first, second] of exclusive) {
      if (given(inputs, first) && given(inputs, second))
        throw new StepError({ message: 'mutuallyExclusive', inputs: [first, second] })
    }
    const params = await readParams(inputs)
    if (params && method === 'GET') throw new StepError({ message: 'getWithBody' })
    const upload = readUpload(inputs)
    if (upload && method === 'GET') throw new StepError({ message: 'getWithFile' })
    const filled = fillPlaceholders(inputs, { path: target.path, params: params?.text }, upload)
    const { path, idempotent_key } = filled
    const text = asJsonText(filled.params, getList(inputs, 'json_text'))
    const content = text ?? (method === 'GET' || method === 'DELETE' ? undefined : '{}')
    const body = upload ? await formOf(upload, text) : content && json(content)
    const idempotency = idempotencyOf(inputs, method, idempotent_key)
    if (waits && idempotency.kind === 'none') throw new StepError({ message: 'untilNotRepeatable' })
    const output_file = readOutputFile(inputs)
    const request: Request = {
      name: anyCall.name,
      method,
      path,
      ...(body && { body }),
      idempotency,
      // Nothing is written before the wait is over.
      ...(output_file && !waits && { save: (content) => writeFile(output_file, content) }),
    }
    return {
      description: { message: 'calling', method, path: pathOnly(path) },
      baseUrl: readBaseUrl(inputs, undefined),
      requests: () => [{ request: { ...request, path: shownPath(path) }, ...aboutOf(inputs, allPages) }],
      target: [{ label: 'request', value: `${method} ${pathOnly(path)}` }],
      ...(idempotent_key && { outputs: { idempotent_key } }),
      warnings: [...(params?.warnings ?? []), ...(upload ? [] : jsonTextWarnings(path, text))],
      sensitive: [...(params?.sensitive ?? []), ...(text ? [text] : [])],
      async perform(client, context) {
        const waited = allPages ? await readPages(request, client) : await waitFor(request, wait, client, context)
        return resultOf(waited, output_file, { message: 'called', method, path: pathOnly(path) })
      },
    }
  },
}

/** What cannot be done at once. */
const exclusive: readonly [InputName<'call'>, InputName<'call'>][] = [
  ['file', 'all_pages'],
  ['file', 'until'],
  ['all_pages', 'until'],
  ['all_pages', 'fail_if'],
]

function given(inputs: Inputs, name: InputName): boolean {
  return name === 'all_pages' ? getBoolean(inputs, name) : getText(inputs, name) !== ''
}

/** The names in the query, without their values: it may hold what the user sends. */
function shownPath(path: string): string {
  return path.replace(/\?.*$/s, (query) => query.replace(/=[^&]*/g, '=…'))
}

/** What a dry run says of how often the request is sent. */
function aboutOf(inputs: Inputs, allPages: boolean): { about?: Message } {
  if (allPages) return { about: { message: 'everyPage' } }
  const [until, fail_if] = [getLines(inputs, 'until'), getLines(inputs, 'fail_if')]
  return until.length + fail_if.length > 0 ? { about: { message: 'conditions', until, fail_if } } : {}
}

function idempotencyOf(inputs: Inputs, method: Method, idempotent_key: string | undefined): Idempotency {
  const given = getText(inputs, 'repeatable')
  const repeatable = given === '' ? method === 'GET' || idempotent_key !== undefined : getBoolean(inputs, 'repeatable')
  if (!repeatable) return { kind: 'none' }
  return method === 'GET' ? { kind: 'read' } : { kind: 'idempotent', ...(idempotent_key && { idempotent_key }) }
}
