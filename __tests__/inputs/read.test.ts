import { afterEach, describe, expect, test } from '@jest/globals'
import {
  assertReadable,
  getBoolean,
  getChoice,
  getId,
  getKey,
  getLines,
  getList,
  getMaxAttempts,
  getSeconds,
  type Inputs,
  readInputs,
  secretsIn,
} from '../../src/inputs/read.ts'
import { truncate } from '../../src/text.ts'
import { inputsOf, messageOf } from '../support/inputs.ts'

describe('the inputs of a step', () => {
  const { env } = process
  afterEach(() => {
    process.env = env
  })

  test('are as they were written, or their defaults', () => {
    process.env = { INPUT_PARAMS: ' {"a": 1}\n', INPUT_MAX_ATTEMPTS: ' ', INPUT_TIMEOUT_SECONDS: '5' }
    const read = { params: ' {"a": 1}\n', timeout_seconds: '5', max_attempts: '4', operation: '', request: '' }
    expect(readInputs('main')).toMatchObject(read)
  })

  const tooLong = 'is too long for Windows, where a runner passes at most 32,766 characters.'

  test.each([
    ['params', `Input params ${tooLong} Use params_file.`],
    ['operator', `Input operator ${tooLong}`],
  ])('cannot be read where the runner could not pass the value of one: %s', async (input, message) => {
    expect(await messageOf(() => assertReadable('main'))).toBeUndefined()
    const name = `INPUT_${input.toUpperCase()}`
    process.env = new Proxy({ [name]: 'x' }, { get: () => undefined })
    expect(await messageOf(() => assertReadable('main'))).toBe(message)
  })
})

describe('secrets', () => {
  test('are the inputs that carry one, and the path of the webhook URL', () => {
    const given = {
      app_secret: 's',
      access_token: 't-1',
      webhook_url: 'https://x.feishu.cn/base/automation/webhook/event/tok',
    }
    expect(secretsIn(inputsOf(given))).toEqual(
      expect.arrayContaining(['s', 't-1', given.webhook_url, '/base/automation/webhook/event/tok']),
    )
  })

  test.each([
    'POST /open-apis/bot/v2/hook/TOKEN-of-a-hook?x=1',
    'POST https://www.feishu.cn/flow/api/trigger-webhook/TOKEN-of-a-hook',
    'POST https://x.feishu.cn/base/automation/webhook/event/TOKEN-of-a-hook/ x',
  ])('are in the URL of a webhook in the wrong input too: %s', (request) => {
    for (const input of ['request', 'to', 'app_token', 'workflow_id', 'domain'])
      expect(secretsIn(inputsOf({ [input]: request }))).toContain('TOKEN-of-a-hook')
  })
})

/** What each input is read as. */
const readers = {
  flow_id: (inputs: Inputs) => getId(inputs, 'flow_id', { kind: 'flowId' }),
  workflow_id: (inputs: Inputs) => getList(inputs, 'workflow_id'),
  workflow_title: (inputs: Inputs) => getLines(inputs, 'workflow_title'),
  status: (inputs: Inputs) => getChoice(inputs, 'status', ['Enable', 'Disable'], { kind: 'status' }),
  dry_run: (inputs: Inputs) => getBoolean(inputs, 'dry_run'),
  timeout_seconds: (inputs: Inputs) => getSeconds(inputs, 'timeout_seconds'),
  max_attempts: getMaxAttempts,
  idempotent_key: getKey,
}
type Readable = keyof typeof readers

test.each<[Readable, text: string, value: unknown]>([
  ['flow_id', ' 1 ', '1'],
  // Not rounded: there is more than a number.
  ['flow_id', 'cli_a12e5', 'cli_a12e5'],
  ['flow_id', '12e5x', '12e5x'],
  ['workflow_id', 'a\r\nb,c', ['a', 'b', 'c']],
  ['workflow_id', ' a ,, a\n', ['a']],
  ['workflow_id', '', []],
  ['workflow_title', ' Hello, world \r\n\nother\nother', ['Hello, world', 'other']],
  ['status', ' enable ', 'Enable'],
  ['dry_run', 'true', true],
  ['dry_run', 'TRUE', true],
  ['dry_run', ' False ', false],
  ['timeout_seconds', '0.5', 0.5],
  ['timeout_seconds', '60', 60],
  ['timeout_seconds', '2147483', 2147483],
  ['max_attempts', '1', 1],
  ['max_attempts', '100', 100],
  ['max_attempts', '4.0', 4],
  ['idempotent_key', ' k ', 'k'],
])('%s can be %j', (input, text, value) => {
  expect(readers[input](inputsOf({ [input]: text }))).toEqual(value)
})

const rounded = /^Input \w+: "[^"]+" is a number rounded by YAML\. Put quotes around the id\.$/
const invisible = /^Input \w+ contains an invisible character, such as a zero-width space\./
const notAStatus = /^Input status: expected Enable or Disable, got "(on|x{100}…)"\.$/
const notABoolean = /^Input dry_run: expected true or false, got "\w+"\.$/
const notSeconds = /^Input timeout_seconds: expected a number of seconds above 0, up to 2147483, got "[^"]+"\.$/
const notAttempts = /^Input max_attempts: expected a whole number from 1 to 100, got "[^"]+"\.$/

test.each<[Readable, text: string, says: RegExp]>([
  ['flow_id', '', /^Input flow_id is required: the flow's API name/],
  ['flow_id', '7.30887123456789E+18', rounded],
  ['flow_id', '-7e18', rounded],
  ['flow_id', 'https://x.feishu.cn/base/a', /got a link or path: "https:\/\/x\.feishu\.cn\/base\/a"\.$/],
  ['flow_id', 'a/b', /expected an id, got a link or path/],
  ['flow_id', 'a b', /^Input flow_id: expected the flow's .*, got "a b"\.$/],
  ['flow_id', 'a b/c', /expected the flow's .*, got "a b\/c"/],
  ['flow_id', 'b/c d', /expected the flow's .*, got "b\/c d"/],
  ['flow_id', '..', /expected the flow's .*, got "\.\."/],
  ['flow_id', '1\u200b2', invisible],
  ['status', '', /^Input status is required: Enable or Disable\.$/],
  ['status', 'on', notAStatus],
  ['status', 'x'.repeat(101), notAStatus],
  ['status', 'on\u200b', invisible],
  ['dry_run', 'yes', notABoolean],
  ['dry_run', 'tRUE', notABoolean],
  ['timeout_seconds', '0', notSeconds],
  ['timeout_seconds', '2147484', notSeconds],
  ['timeout_seconds', '1e3', notSeconds],
  ['timeout_seconds', 's5', notSeconds],
  ['timeout_seconds', '٣', notSeconds],
  ['timeout_seconds', '1,5', notSeconds],
  ['max_attempts', '0', notAttempts],
  ['max_attempts', '101', notAttempts],
  ['max_attempts', '1.5', notAttempts],
  ['max_attempts', '+1', notAttempts],
  ['max_attempts', '4x', notAttempts],
  ['idempotent_key', '1.8E+18', rounded],
  ['idempotent_key', 'k\u200b', invisible],
])('%s cannot be %j', async (input, text, says) => {
  expect(await messageOf(() => readers[input](inputsOf({ [input]: text })))).toMatch(says)
})

test('a key that is not given is a new UUID', () => {
  const [one, other] = [getKey(inputsOf()), getKey(inputsOf())]
  expect(one).toMatch(/^[0-9a-f-]{36}$/)
  expect(other).not.toBe(one)
})

test('a long value is cut', () => {
  expect(truncate('x'.repeat(100))).toBe('x'.repeat(100))
  expect(truncate('x'.repeat(101))).toBe(`${'x'.repeat(100)}…`)
})
