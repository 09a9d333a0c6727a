import { sensitiveValues } from '../../inputs/json-text.ts'
import { readMapping, readParamsMapping } from '../../inputs/params.ts'
import type { Inputs } from '../../inputs/read.ts'
import { isObject, parseSpelled } from '../../json.ts'
import { type Message, StepError } from '../../messages/index.ts'

/** What a message says. Each route puts it where Feishu wants it there. */
export interface Content {
  msg_type: string
  /** A JSON object, numbers as the user wrote them; a card's is the card itself. */
  json: string
  sensitive: readonly string[]
  warnings: readonly Message[]
}

/** Feishu's name for a card (docs: im-v1/message/create_json). */
export const cardType = 'interactive'

/** What a message says is in exactly one of these. */
export const contentInputs = ['text', 'card', 'params', 'params_file'] as const

/**
 * Reads the one input that says what to send.
 * @throws StepError where there is none, more than one, or one that is no message
 */
export async function readContent(inputs: Inputs): Promise<Content> {
  const [given, other] = contentInputs.filter((name) => inputs[name] !== '')
  if (given === undefined) throw new StepError({ message: 'contentMissing' })
  if (other) throw new StepError({ message: 'mutuallyExclusive', inputs: [given, other] })
  if (given === 'text') {
    const { text } = inputs
    return { msg_type: 'text', json: JSON.stringify({ text }), sensitive: [text], warnings: [] }
  }
  if (given === 'card') {
    const { text, value, warnings } = await readMapping('card', inputs.card)
    if (Object.hasOwn(value, 'msg_type')) throw new StepError({ message: 'messageAsCard' })
    return { msg_type: cardType, json: text, sensitive: [text, ...sensitiveValues(value)], warnings }
  }
  return readMessage(inputs, given)
}

/** Any type of message: `msg_type`, and `content` as an object, of which the route makes JSON text where it has to. */
async function readMessage(inputs: Inputs, input: 'params' | 'params_file'): Promise<Content> {
  const { text, value, warnings } = await readParamsMapping(inputs, input)
  const { msg_type, content, ...others } = value
  const [other] = Object.keys(others)
  if (other !== undefined) throw new StepError({ message: 'memberNotOfMessage', input, member: other })
  if (typeof msg_type !== 'string' || !isObject(content)) throw new StepError({ message: 'messageInvalid', input })
  const json = JSON.stringify(Object(parseSpelled(text)).content)
  return { msg_type, json, sensitive: [json, ...sensitiveValues(content)], warnings }
}

/** @param size in bytes, as `limit` */
export function checkSize(size: number, limit: number): void {
  if (size > limit) throw new StepError({ message: 'messageTooLarge', size, limit })
}
