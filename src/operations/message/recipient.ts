import { checkedId, getText, type Inputs } from '../../inputs/read.ts'
import { StepError } from '../../messages/index.ts'

/** Who gets a message of an app's. */
export type Recipient =
  | { route: 'to'; id: string; receive_id_type: string }
  /** `id` is a message_id. */
  | { route: 'reply_to' | 'update'; id: string }

export const recipientInputs = ['to', 'reply_to', 'update'] as const

/** Each kind of id begins in its own way (docs: im-v1/message/create, receive_id_type). */
const types: readonly [RegExp, string][] = [
  [/@/, 'email'],
  [/^oc_/, 'chat_id'],
  [/^ou_/, 'open_id'],
  [/^on_/, 'union_id'],
]

/** @throws StepError where none or more than one is given, or what is given is no id */
export function readRecipient(inputs: Inputs): Recipient {
  const [route, other] = recipientInputs.filter((name) => getText(inputs, name) !== '')
  if (route === undefined) throw new StepError({ message: 'recipientMissing' })
  if (other) throw new StepError({ message: 'mutuallyExclusive', inputs: [route, other] })
  const text = getText(inputs, route)
  // The message must not quote it: it may be a webhook URL, which is a secret.
  if (text.includes('://')) throw new StepError({ message: 'linkAsRecipient', input: route })
  if (route !== 'to') return { route, id: checkedId(route, text, { kind: 'messageId' }) }
  const id = checkedId(route, text, { kind: 'recipient' })
  return { route, id, receive_id_type: types.find(([start]) => start.test(id))?.[1] ?? 'user_id' }
}
