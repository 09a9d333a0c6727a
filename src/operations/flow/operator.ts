import { type ObjectText, parseObject } from '../../inputs/json-text.ts'
import type { Mapping } from '../../inputs/params.ts'
import { assertNotRounded, assertVisible, type Inputs, invalidInput } from '../../inputs/read.ts'
import { StepError } from '../../messages/index.ts'

const expected = { kind: 'operator' } as const

/**
 * Reads input operator as Feishu expects it: the text of a JSON object. An unquoted id becomes a number, as in Feishu's
 * own sample.
 * @throws StepError where it names nobody; the message never quotes it
 */
export function readOperator(inputs: Inputs): Mapping {
  const text = inputs.operator.replace(/^\uFEFF/, '')
  const plain = text.trim()
  if (plain === '') throw invalidInput('operator', expected)
  assertVisible('operator', plain)
  if (/^[{[]/.test(plain)) return checked(parseObject('operator', text, expected))
  assertNotRounded('operator', plain)
  if (/^[1-9]\d*$/.test(plain)) return { ...parseObject('operator', `{"_id": ${plain}}`, expected), warnings: [] }
  if (/^(?!["'<]|mailto:)[^\s@]+@[^\s@]+$/i.test(plain)) {
    return { ...parseObject('operator', `{"email": ${JSON.stringify(plain)}}`, expected), warnings: [] }
  }
  if (isOpenId(plain)) throw new StepError({ message: 'operatorIsOpenId' })
  throw new StepError({ message: 'operatorInvalid' })
}

function checked(operator: ObjectText): Mapping {
  const { _id, email } = operator.value
  const given = [_id, email].filter((value) => value !== undefined && value !== null && value !== '')
  if (given.length === 0) throw new StepError({ message: 'operatorWithoutId' })
  if (!given.every((value) => typeof value === 'string' || typeof value === 'number')) {
    throw new StepError({ message: 'operatorIdWrongType' })
  }
  for (const value of given) assertVisible('operator', String(value))
  assertNotRounded('operator', String(_id))
  const written = writtenId(operator.text)
  if (written !== undefined) assertNotRounded('operator', written)
  return { ...operator, warnings: isOpenId(String(_id)) ? [{ message: 'operatorIsOpenId' }] : [] }
}

/** Feishu's own ids of a person: open_id, union_id. The low-code platform has ids of its own. */
function isOpenId(id: string): boolean {
  return /^o[un]_/.test(id)
}

/** How a number in `_id` is written: 7.3E+18 was rounded before it came here, which parsing would hide. */
function writtenId(text: string): string | undefined {
  const written = new Map<unknown, string>()
  const root = JSON.parse(text, function (this: unknown, key, value, { source }) {
    if (key === '_id' && source !== undefined) written.set(this, source)
    return value
  })
  return written.get(root)
}
