import { afterEach, describe, expect, jest, test } from '@jest/globals'
import type { Inputs } from '../src/inputs/read.ts'
import { en } from '../src/messages/en.ts'
import { type Entry, entryPoints } from '../src/operations/index.ts'
import { readStep } from '../src/step.ts'
import { inputsOf, messageOf, say } from './support/inputs.ts'
import { actionOf } from './support/source.ts'

const token = { access_token: 't-1' }
const list = { operation: 'list-workflows', app_token: 'appX' }
const update = { operation: 'update-workflow', app_token: 'appX', status: 'Enable', workflow_id: '1' }
const flow = { operation: 'execute-flow', namespace: 'n__c', flow_id: 'f', operator: '1' }
const trigger = {
  webhook_url: 'https://acme.feishu.cn/base/automation/webhook/event/Wb7kQ2mN5rT8vX1zA4cE6gJ9hLp',
}
const step = async (given: Partial<Inputs>, entry: Entry = actionOf(given).action ?? 'main') => {
  const inputs = inputsOf(given)
  return readStep(entryPoints[entry], entryPoints[entry].operationOf(inputs), inputs)
}
const errorOf = (given: Partial<Inputs>, entry?: Entry) => messageOf(() => step(given, entry))

afterEach(() => {
  delete process.env.STATE_paused
})

const invisible = (input: string) => new RegExp(`^Input ${input} contains an invisible character, such as a zero-width`)
const twoCredentials = /^Input access_token cannot be combined with app_id and app_secret\.$/
const notAToken =
  /^Input access_token contains a space or a special character: expected only the token, without "Bearer"\.$/

describe('a step', () => {
  test.each<[Partial<Inputs>, says: RegExp | string]>([
    [{ operation: '' }, /^Input operation is required: one of update-workflow, execute-flow, [a-z, -]*\.$/],
    [{ operation: 'pause' }, /^Input operation: expected one of .*, got "pause"\.$/],
    [
      { operation: 'Call' },
      /^Input operation: call is an action of its own\. Write .*\/call@v1", without operation\.$/,
    ],
    [{ language: 'fr' }, /^Input language: expected en or zh-CN, got "fr"\.$/],
    [{ summary: 'yes' }, /^Input summary: expected true or false, got "yes"\.$/],
    [{ dry_run: '1' }, /^Input dry_run: /],
    [{ timeout_seconds: '0' }, /^Input timeout_seconds: /],
    [{ max_attempts: '101' }, /^Input max_attempts: /],
    [{ domain: 'http://open.feishu.cn' }, /^Input domain: /],
    [{ access_token: '' }, en.sentences.noCredentials],
    [{ access_token: '', app_id: 'a' }, en.sentences.credentialMissing({ input: 'app_secret', given: 'app_id' })],
    [{ access_token: '', app_secret: 'a' }, en.sentences.credentialMissing({ input: 'app_id', given: 'app_secret' })],
    [{ app_id: 'a' }, twoCredentials],
    [{ app_secret: 'a' }, twoCredentials],
    [{ access_token: "'t-1'" }, notAToken],
    [{ access_token: 'Bearer t-1' }, notAToken],
    [{ access_token: 't-\u200bx' }, invisible('access_token')],
    [{ app_id: 'a\u200b' }, invisible('app_id')],
    [{ app_secret: 'a\u200b' }, invisible('app_secret')],
    [{ app_id: 'a b' }, /^Input app_id contains a space or a special character\.$/],
    [{ ...flow, access_token: 'u-1' }, /execute-flow accepts a tenant_access_token \(t-…\) only/],
    [{ ...flow, namespace: '..' }, /^Input namespace: expected the namespace of a low-code app, .*, got "\.\."\.$/],
    [{ ...flow, flow_id: '' }, /^Input flow_id is required: the flow's API name/],
    [{ ...flow, operator: 'a@b.example\u200b' }, invisible('operator')],
    [{ ...flow, operator: '{"_id": "1\\u200b2"}' }, invisible('operator')],
    [{ ...update, workflow_id: ' ,\n, ' }, /^Input workflow_id is required: ids of automations or workflows/],
    [{ ...update, status: '' }, /^Input status is required: Enable or Disable\.$/],
  ])('refuses %j', async (given, message) => {
    const text = await errorOf({ ...list, ...token, ...given })
    expect(text).toEqual(typeof message === 'string' ? message : expect.stringMatching(message))
  })

  test('is read in full', async () => {
    expect(await step({ ...list, ...token, operation: 'LIST-workflows', timeout_seconds: '1.5' })).toMatchObject({
      operation: { name: 'list-workflows' },
      plan: { baseUrl: 'https://open.feishu.cn' },
      credentials: { kind: 'token', access_token: 't-1' },
      timeoutSeconds: 1.5,
      maxAttempts: 4,
      warnings: [],
    })
  })

  test('names what it does not use in one warning, unless it has its default', async () => {
    const { warnings } = await step({ ...list, ...token, is_async: 'true', params: 'a: 1', status: ' ' })
    expect(warnings.map((warning) => say(warning))).toEqual(['Inputs not used by list-workflows: params, is_async.'])
  })
})

describe('credentials', () => {
  const app = { app_id: 'cli_a', app_secret: 's' }

  test.each<[Partial<Inputs>, credentials: unknown]>([
    [
      { ...list, ...app },
      { kind: 'app', ...app },
    ],
    [
      { ...list, access_token: 'u-1' },
      { kind: 'token', access_token: 'u-1' },
    ],
    [
      { ...flow, access_token: 'eyJ.a.b' },
      { kind: 'token', access_token: 'eyJ.a.b' },
    ],
    [{ ...trigger, ...token }, { kind: 'none' }],
    [{ ...list, dry_run: 'true' }, undefined],
    [{ ...list, ...token, dry_run: 'true' }, undefined],
    [{ ...list, app_id: 'a', dry_run: 'true' }, undefined],
  ])('of %j are %j', async (given, credentials) => {
    expect((await step(given)).credentials).toEqual(credentials)
  })
})

test('a step does not begin without an input that the runner could not pass', async () => {
  jest.replaceProperty(process, 'env', new Proxy({ INPUT_PARAMS: 'x' }, { get: () => undefined }))
  expect(await errorOf(list)).toMatch(/^Input params is too long for Windows/)
  jest.restoreAllMocks()
})

describe('webhook_url', () => {
  test.each([
    ['', /^Input webhook_url is required: the webhook URL of the automation\.$/],
    ['acme', /^Input webhook_url: expected an https URL/],
    ['https://acme.feishu.cn/base/automation/webhook/event/secret\u200b', /^Input webhook_url contains an invisible/],
    ['http://acme.feishu.cn/base/automation/webhook/event/secret', /expected an https URL/],
    ['https://u:p@acme.feishu.cn/secret', /expected an https URL/],
    ['https://acme.feishu.cn/secret#x', /expected an https URL/],
    ['https://acme.feishu.cn/a secret', /expected an https URL/],
  ])('cannot be %j, which is not repeated', async (webhook_url, message) => {
    const text = await errorOf({ ...trigger, webhook_url }, 'trigger')
    expect(text).toMatch(message)
    expect(text).not.toContain('secret')
  })

  const bodyOf = (length: number) => `{"a":"${'x'.repeat(length - 8)}"}`
  const limit = 4 * 1024 * 1024

  test.each([
    ['webhook_token', 'a b', /^Input webhook_token contains a space/],
    ['idempotent_key', 'a b', /^Input idempotent_key contains a space/],
    ['params', bodyOf(limit + 1), /^The body is 4194305 bytes; Feishu accepts 4194304 at most/],
  ])('cannot go with what no request can hold: %s', async (input, text, message) => {
    expect(await errorOf({ ...trigger, params: bodyOf(limit), [input]: text })).toMatch(message)
  })

  test('can go with a body of exactly 4 MB', async () => {
    expect(await errorOf({ ...trigger, params: bodyOf(limit) })).toBeUndefined()
  })
})

describe('pause and its post step', () => {
  test('read inputs of their own', async () => {
    const { operation, plan } = await step({ ...token, app_token: 'https://acme.larksuite.com/base/appX' }, 'pause')
    expect([operation.name, plan.requests().length]).toEqual(['pause', 4])
    const ids = await step({ ...token, app_token: 'appX', workflow_id: 'tblX' }, 'pause')
    expect(ids.warnings).toMatchObject([{ message: 'otherIdAsWorkflow' }])
  })

  const saved = { base_url: 'https://open.larksuite.com', app_token: 'appX', link: '', workflows: '1' }
  const post = (given: Partial<Inputs>) => {
    process.env.STATE_paused = JSON.stringify(saved)
    return step({ app_token: 'appX', ...given }, 'restore')
  }

  test('call the host that main has saved', async () => {
    expect((await post(token)).plan.baseUrl).toBe('https://open.larksuite.com')
  })

  test.each<Partial<Inputs>>([
    { language: 'fr' },
    { summary: 'yes' },
    { timeout_seconds: '0' },
    { max_attempts: 'many' },
    { domain: 'http://x.y' },
    { app_token: '' },
  ])('go on whatever is invalid by then: %j', async (given) => {
    const { warnings, ...rest } = await post({ ...token, ...given })
    expect(rest).toMatchObject({ timeoutSeconds: 60, maxAttempts: 4, summary: true })
    expect(say(warnings)).toMatch(/^Ignored at the end of the job: Input \w+/)
  })

  test('need credentials', async () => {
    expect(await messageOf(() => post({}))).toMatch(/GitHub loses the inputs of a composite action inside a composite/)
    expect(await messageOf(() => post({ app_id: 'cli_a' }))).toMatch(/^Input app_secret is required with app_id/)
  })

  test('do not hide an error of our own', async () => {
    await expect(post({ ...token, ...JSON.parse('{"max_attempts": 4}') })).rejects.toThrow(TypeError)
  })
})
