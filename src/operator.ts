import { jsonObject, type ObjectText } from './document.ts'
import { assertDigits, verbatim, wrong } from './fields.ts'

const wants = 'a JSON object with _id or email of a low-code platform user, or the bare email or id'

/**
 * Input operator as Feishu wants it: the text of a JSON object. A bare id becomes a number, as in Feishu's own sample.
 * @throws InputError where it names nobody; the message quotes nothing of it, but for the line where JSON breaks
 */
export function readOperator(): ObjectText {
  const text = verbatim('operator')
  const bare = text.trim()
  if (bare === '') throw wrong('operator', 'nothing', wants)
  if (/^[{[]/.test(bare)) return checked(jsonObject('operator', text, wants))
  assertDigits('operator', bare)
  if (/^[1-9]\d*$/.test(bare)) return jsonObject('operator', `{"_id": ${bare}}`, wants)
  if (/^[^\s@]+@[^\s@]+$/.test(bare)) return jsonObject('operator', `{"email": ${JSON.stringify(bare)}}`, wants)
  throw wrong('operator', 'text that is neither JSON object, email nor id', wants)
}

function checked(operator: ObjectText): ObjectText {
  const { _id, email } = operator.value
  const given = [_id, email].filter((value) => value !== undefined && value !== null && value !== '')
  if (given.length === 0) throw wrong('operator', 'an object with neither _id nor email', wants)
  if (!given.every((value) => typeof value === 'string' || typeof value === 'number')) {
    throw wrong('operator', 'an _id or email that is neither text nor number', wants)
  }
  assertDigits('operator', String(_id))
  const written = numberOf(operator.text)
  if (written !== undefined) assertDigits('operator', written)
  return operator
}

/** How a number in `_id` is written: 7.3E+18 has lost digits before it came here, which parsing would hide. */
function numberOf(text: string): string | undefined {
  const written = new Map<unknown, string>()
  const root = JSON.parse(text, function (this: unknown, key, value, { source }) {
    if (key === '_id' && source !== undefined) written.set(this, source)
    return value
  })
  return written.get(root)
}
