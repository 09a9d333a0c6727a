import { nextPage } from '../../feishu/page.ts'
import { isObject } from '../../json.ts'
import type { Message, StepError } from '../../messages/index.ts'
import { knownOutputs, type Outputs, type Result, responseOutputs } from '../operation.ts'
import { writeFile } from './download.ts'
import type { Waited } from './wait.ts'

/**
 * What a call led to. With an output file, `data` is written there, unless the response was a file, which it is already.
 * @param done what the log says of a success
 */
export async function resultOf(
  { last, data, failure }: Waited,
  output_file: string | undefined,
  done: Message,
): Promise<Result<'call'>> {
  const { response, ...known } = failure ? knownOutputs(failure) : responseOutputs(last)
  const members = isObject(data?.value) ? data.value : {}
  const unread = nextPage(members).kind === 'more'
  const outputs: Outputs<'call'> = {
    ...known,
    ...((members.has_more ?? undefined) !== undefined && { complete: String(!unread) }),
    ...(output_file === undefined && {
      ...(data && { values: data.text }),
      ...(response !== undefined && { response }),
    }),
  }
  if (failure) return { outputs, error: { kind: 'call', failure } }
  const unreadable: Message[] = data === undefined && last.response.text !== '' ? [{ message: 'dataUnreadable' }] : []
  if (output_file !== undefined) {
    const messages =
      unreadable.length > 0 ? unreadable : data && (await writeFile(output_file, [data.text]).catch(reasonOf))
    if (messages) return { outputs, error: { kind: 'message', messages } }
  }
  return {
    outputs,
    log: [done, ...(output_file === undefined ? [] : [{ message: 'saved', path: output_file } as const])],
    warnings: [...unreadable, ...(unread && members.has_more ? [{ message: 'hasMore' } as const] : [])],
  }
}

function reasonOf(error: StepError): Message[] {
  return [error.reason]
}
