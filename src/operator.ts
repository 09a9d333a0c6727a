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
  // A number in the text itself, such as 7.3E+18, is a digit lost before it came here; JSON.parse would hide it.
  const written = /"_id"\s*:\s*(-?\d+(?:\.\d+)?[eE]\+?\d+)/.exec(operator.text)?.[1]
  if (written !== undefined) assertDigits('operator', written)
  return operator
}
