import { afterEach, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  assertReadable,
  checkedId,
  getBoolean,
  getChoice,
  getId,
  getKey,
  getLines,
  getList,
  getMaxAttempts,
  getSeconds,
  readInputs,
  secretsIn,
} from '../../src/inputs/read.ts'
import { truncate } from '../../src/text.ts'
import { inputsOf, messageOf } from '../support/inputs.ts'

const appToken = { kind: 'appToken' } as const

describe('readInputs', () => {
  const before = { ...process.env }
  afterEach(() => {
    for (const name of Object.keys(process.env)) if (name.startsWith('INPUT_')) delete process.env[name]
    Object.assign(process.env, before)
  })

  test('has every input as it was written, or its default', () => {
    process.env.INPUT_PARAMS = ' {"a": 1}\n'
    process.env.INPUT_MAX_ATTEMPTS = ' '
    process.env.INPUT_TIMEOUT_SECONDS = '5'
    const read = { params: ' {"a": 1}\n', timeout_seconds: '5', max_attempts: '4', operation: '', request: '' }
    expect(readInputs('main')).toMatchObject(read)
  })

  test.each([
    [
      'params',
      'Input params is too long for Windows, where a runner passes at most 32,766 characters. Use params_file.',
    ],
    ['operator', 'Input operator is too long for Windows, where a runner passes at most 32,766 characters.'],
  ])('cannot read an input that has a name alone: %s', async (input, message) => {
    const environment = process.env
    const name = `INPUT_${input.toUpperCase()}`
    process.env = new Proxy(
      { ...environment, [name]: 'x' },
      { get: (all, key) => (key === name ? undefined : Reflect.get(all, key)) },
    )
    expect(await messageOf(() => assertReadable('main'))).toBe(message)
    process.env = environment
    expect(await messageOf(() => assertReadable('main'))).toBeUndefined()
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
    for (const input of ['request', 'to'])
      expect(secretsIn(inputsOf({ [input]: request }))).toContain('TOKEN-of-a-hook')
  })
})

describe('a list', () => {
  test.each([
    ['a\r\nb,c', ['a', 'b', 'c']],
    [' a ,, a\n', ['a']],
    ['', []],
  ])('%j has one value per line or comma', (workflow_id, values) => {
    expect(getList(inputsOf({ workflow_id }), 'workflow_id')).toEqual(values)
  })

  test('of lines may have commas', () => {
    expect(getLines(inputsOf({ workflow_title: ' Hello, world \r\n\nother\nother' }), 'workflow_title')).toEqual([
      'Hello, world',
      'other',
    ])
  })
})

describe('an id', () => {
  test.each([
    ['', /^Input workflow_id is required: ids of automations/],
    ['7.30887123456789E+18', /is a number rounded by YAML\. Put quotes around the id\.$/],
    ['-7E18', /rounded by YAML/],
    ['https://x.feishu.cn/base/a', /expected an id, got a link or path/],
    ['a/b', /expected an id, got a link or path/],
    ['a b', /^Input workflow_id: expected .*, got "a b"\.$/],
    ['a b/c', /expected .*, got "a b\/c"/],
    ['b/c d', /expected .*, got "b\/c d"/],
    ['1\u200b2', /^Input workflow_id contains an invisible character/],
    ['..', /expected .*, got "\.\."/],
  ])('is not %j', async (workflow_id, message) => {
    const read = () => getId(inputsOf({ workflow_id }), 'workflow_id', { kind: 'workflows' })
    expect(await messageOf(read)).toMatch(message)
  })

  test('is what Feishu wrote', () => {
    expect(getId(inputsOf({ flow_id: ' f ' }), 'flow_id', { kind: 'flowId' })).toBe('f')
    // Not rounded: there is more than a number.
    for (const id of ['bascnX', 'cli_a12e5', '12e5x']) expect(checkedId('app_token', id, appToken)).toBe(id)
  })
})

describe('a word', () => {
  const read = (status: string) => () =>
    getChoice(inputsOf({ status }), 'status', ['Enable', 'Disable'], { kind: 'status' })

  test('is found in any case', () => {
    expect(read(' enable ')()).toBe('Enable')
  })

  test.each([
    ['', 'Input status is required: Enable or Disable.'],
    ['on', 'Input status: expected Enable or Disable, got "on".'],
    ['on\u200b', /^Input status contains an invisible character/],
  ])('is not %j', async (status, message) => {
    expect(await messageOf(read(status))).toEqual(
      typeof message === 'string' ? message : expect.stringMatching(message),
    )
  })
})

describe('true and false', () => {
  test.each([
    ['true', true],
    ['TRUE', true],
    [' False ', false],
  ])('%j', (dry_run, value) => {
    expect(getBoolean(inputsOf({ dry_run }), 'dry_run')).toBe(value)
  })

  test.each(['yes', '1', 'tRUE'])('are not %j', async (dry_run) => {
    const message = `Input dry_run: expected true or false, got "${dry_run}".`
    expect(await messageOf(() => getBoolean(inputsOf({ dry_run }), 'dry_run'))).toBe(message)
  })
})

describe('a number', () => {
  test.each(['0.5', '60', '2147483'])('of seconds can be %s', (timeout_seconds) => {
    expect(getSeconds(inputsOf({ timeout_seconds }), 'timeout_seconds')).toBe(Number(timeout_seconds))
  })

  test.each(['0', '-1', '2147484', '1e3', 's5', '5s', 'NaN', '٣', '1,5', '0x10'])(
    'of seconds is not %s',
    async (timeout_seconds) => {
      const read = () => getSeconds(inputsOf({ timeout_seconds }), 'timeout_seconds')
      expect(await messageOf(read)).toMatch(
        /^Input timeout_seconds: expected a number of seconds above 0, up to 2147483, /,
      )
    },
  )

  test.each(['1', '100', '4.0'])('of attempts can be %s', (max_attempts) => {
    expect(getMaxAttempts(inputsOf({ max_attempts }))).toBe(Number(max_attempts))
  })

  test.each(['0', '101', '1.5', '+1', '1e2', '4x'])('of attempts is not %s', async (max_attempts) => {
    const read = () => getMaxAttempts(inputsOf({ max_attempts }))
    expect(await messageOf(read)).toMatch(/^Input max_attempts: expected a whole number from 1 to 100, got /)
  })
})

describe('a key', () => {
  test('is a new UUID where none is given', () => {
    const [one, other] = [getKey(inputsOf()), getKey(inputsOf())]
    expect(one).toMatch(/^[0-9a-f-]{36}$/)
    expect(other).not.toBe(one)
    expect(getKey(inputsOf({ idempotent_key: ' k ' }))).toBe('k')
  })

  test('that YAML rounded is refused', async () => {
    expect(await messageOf(() => getKey(inputsOf({ idempotent_key: '1.8E+18' })))).toMatch(/rounded by YAML/)
  })
})

test('a long value is cut', () => {
  fc.assert(fc.property(fc.string(), (text) => truncate(text).length <= 101))
  expect(truncate('x'.repeat(101))).toBe(`${'x'.repeat(100)}…`)
})
