import type { CallResult, Client } from '../../feishu/client.ts'
import { sleep } from '../../feishu/clock.ts'
import { type CallFailure, FeishuError, unexpectedResponse } from '../../feishu/error.ts'
import type { Request } from '../../feishu/request.ts'
import { getLines, getText, type Inputs, invalidInput } from '../../inputs/read.ts'
import { isObject } from '../../json.ts'
import { type Message, quote } from '../../messages/index.ts'
import type { Context } from '../operation.ts'
import { type Data, readData } from './data.ts'

/** What a value of `data` is to be: one of these texts. */
interface Condition {
  /** Names with dots between them. */
  path: string
  values: readonly string[]
}

/** What the call is repeated for; without conditions, it is made once. */
export interface Wait {
  until: readonly Condition[]
  failIf: readonly Condition[]
  minutes: number
}

/** What the last response holds, and why that is a failure, if it is one. */
export interface Waited {
  last: CallResult
  data: Data | undefined
  failure?: CallFailure
}

/** Six hours are the longest that a job of GitHub's own runners may take (docs: GitHub Actions limits). */
const longestMinutes = 350

/** @throws StepError for a line that is no condition */
export function readWait(inputs: Inputs): Wait {
  const text = getText(inputs, 'wait_minutes')
  const minutes = /^\d+(\.\d+)?$/.test(text) ? Number(text) : 0
  if (minutes <= 0 || minutes > longestMinutes)
    throw invalidInput('wait_minutes', { kind: 'minutes', most: longestMinutes }, text)
  return { until: readConditions(inputs, 'until'), failIf: readConditions(inputs, 'fail_if'), minutes }
}

function readConditions(inputs: Inputs, input: 'until' | 'fail_if'): Condition[] {
  return getLines(inputs, input).map((line) => {
    // `==`, `!=` and quotes are of other languages: a wait for them would never end.
    const [, path = '', list = ''] = /^([^=]*[^=!<>])=(?!=)(.*)$/.exec(line) ?? []
    const values = list.split(',').map((value) => value.trim())
    if (!/^[^.,]+(\.[^.,]+)*$/.test(path.trim()) || values.some((value) => /^$|^("|').*\1$/.test(value)))
      throw invalidInput(input, { kind: 'condition' }, line)
    return { path: path.trim(), values }
  })
}

/**
 * Makes a call until all conditions hold: at once, then after 2, 4, 8, 16 and every 30 s. A failure that passes by itself
 * does not end it; the deadline does, once the call that is under way has ended.
 * @throws FeishuError where the call fails for good, or the job is cancelled
 */
export async function waitFor(
  request: Request,
  { until, failIf, minutes }: Wait,
  client: Client,
  { clock, cancelled, log }: Context,
): Promise<Waited> {
  const started = clock.now()
  const missing = new Set(until.map(({ path }) => path))
  let logged = started
  let values = ''
  for (let pause = 2; ; pause = Math.min(pause * 2, 30)) {
    const last = await client.call(request).catch((error: unknown) => {
      if (error instanceof FeishuError && until.length > 0) return error
      throw error
    })
    const now = clock.now()
    const left = started + minutes * 60_000 - now
    let asked = 0
    if (last instanceof FeishuError) {
      const { passing, hint, askedSeconds = 0 } = last.failure
      asked = askedSeconds * 1000
      // A token that is rejected although it is new stays rejected.
      if (!passing || hint === 'tokenInvalid' || asked >= left) throw last
    } else {
      const data = readData(last.response)
      const fail = (reason: Message, notes: Message[] = []): Waited => {
        const { failure } = unexpectedResponse(request, last, reason, 'conditionNotMet')
        return { last, data, failure: { ...failure, notes } }
      }
      const wanted = until.map((each) => judge(each, data?.value))
      const unwanted = failIf.map((each) => judge(each, data?.value))
      const list = [...wanted, ...unwanted].find(({ text }) => text === null)
      if (list) return fail({ message: 'notASingleValue', path: list.path })
      const met = unwanted.find(({ holds }) => holds)
      if (met) return fail({ message: 'failIfHolds', value: quote(shown([met])) })
      if (wanted.every(({ holds }) => holds)) return { last, data }
      values = shown(wanted)
      for (const { path, text } of wanted) if (text !== undefined) missing.delete(path)
      if (left <= 0) {
        const notes: Message[] = missing.size > 0 ? [{ message: 'neverThere', paths: [...missing] }] : []
        return fail({ message: 'notReached', minutes, values: quote(values) }, notes)
      }
    }
    if (now - logged >= 60_000) {
      logged = now
      log({ message: 'waiting', seconds: Math.round((now - started) / 1000), values: quote(values) })
    }
    await sleep(clock, Math.min(Math.max(pause * 1000, asked), left), cancelled)
  }
}

/** A condition, with what it is about: undefined where that is absent, null where it is no single value. */
interface Judged {
  path: string
  text: string | null | undefined
  holds: boolean
}

function judge({ path, values }: Condition, data: unknown): Judged {
  const text = textAt(data, path)
  return { path, text, holds: typeof text === 'string' && values.includes(text) }
}

function textAt(data: unknown, path: string): Judged['text'] {
  let value = data
  for (const name of path.split('.')) {
    if (Array.isArray(value)) return null
    value = isObject(value) && !JSON.isRawJSON(value) && Object.hasOwn(value, name) ? value[name] : undefined
  }
  if (value === undefined || value === null || typeof value === 'string') return value ?? undefined
  return typeof value === 'object' && !JSON.isRawJSON(value) ? null : JSON.stringify(value)
}

function shown(conditions: readonly Judged[]): string {
  return conditions.map(({ path, text }) => `${path} = ${text ?? '–'}`).join(', ')
}
