import { afterEach, describe, expect, test } from '@jest/globals'
import type { Inputs } from '../src/inputs/read.ts'
import { en } from '../src/messages/en.ts'
import { type Entry, entryPoints } from '../src/operations/index.ts'
import { readStep } from '../src/step.ts'
import { inputsOf, messageOf } from './support/inputs.ts'
import { say } from './support/scripted.ts'
import { actionOf } from './support/source.ts'

const token = { access_token: 't-1' }
const list = { operation: 'list-workflows', app_token: 'appX' }
const flow = { operation: 'execute-flow', namespace: 'n__c', flow_id: 'f', operator: '1' }
const trigger = {
  webhook_url: 'https://acme.feishu.cn/base/automation/webhook/event/Wb7kQ2mN5rT8vX1zA4cE6gJ9hLp',
}
const step = async (given: Partial<Inputs>, entry: Entry = actionOf(given).action ?? 'main') => {
  const inputs = inputsOf(given)
  const { action, operationOf } = entryPoints[entry]
  return readStep(action, operationOf(inputs), inputs)
}
const errorOf = (given: Partial<Inputs>, entry?: Entry) => messageOf(() => step(given, entry))

afterEach(() => {
  delete process.env.STATE_paused
})

describe('a step', () => {
  test.each([
    ['', /^Input operation is required: one of update-workflow, execute-flow, [a-z, -]*\.$/],
    ['pause', /^Input operation: expected one of .*, got "pause"\.$/],
    ['Call', /^Input operation: call is an action of its own\. Write .*\/call@v1", without operation\.$/],
  ])('has no operation %j', async (operation, message) => {
    expect(await errorOf({ operation })).toMatch(message)
  })

  test.each<[Partial<Inputs>, RegExp]>([
    [{ language: 'fr' }, /^Input language: expected en or zh-CN, got "fr"\.$/],
    [{ summary: 'yes' }, /^Input summary: expected true or false, got "yes"\.$/],
    [{ dry_run: '1' }, /^Input dry_run: /],
    [{ timeout_seconds: '0' }, /^Input timeout_seconds: /],
    [{ max_attempts: '101' }, /^Input max_attempts: /],
    [{ domain: 'http://open.feishu.cn' }, /^Input domain: /],
  ])('checks %j', async (given, message) => {
    expect(await errorOf({ ...list, ...token, ...given })).toMatch(message)
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
})

describe('credentials', () => {
  test.each<[Partial<Inputs>, string]>([
    [{}, en.sentences.noCredentials],
    [{ app_id: 'a', ...token }, 'Input access_token cannot be combined with app_id and app_secret.'],
    [{ app_secret: 'a', ...token }, 'Input access_token cannot be combined with app_id and app_secret.'],
    [{ app_id: 'a' }, en.sentences.credentialMissing({ input: 'app_secret', given: 'app_id' })],
    [{ app_secret: 'a' }, en.sentences.credentialMissing({ input: 'app_id', given: 'app_secret' })],
    [
      { access_token: "'t-1'" },
      'Input access_token contains a space or a special character: expected only the token, without "Bearer".',
    ],
    [
      { access_token: 'Bearer t-1' },
      'Input access_token contains a space or a special character: expected only the token, without "Bearer".',
    ],
  ])('cannot be %j', async (given, message) => {
    expect(await errorOf({ ...list, ...given })).toBe(message)
  })

  test('are those of an app, or a token', async () => {
    const app = { app_id: 'cli_a', app_secret: 's' }
    expect((await step({ ...list, ...app })).credentials).toEqual({ kind: 'app', ...app })
    expect((await step({ ...list, access_token: 'u-1' })).credentials).toMatchObject({ kind: 'token' })
  })

  test('of a flow are no user token that can be told by its form', async () => {
    expect(await errorOf({ ...flow, access_token: 'u-1' })).toMatch(
      /execute-flow accepts a tenant_access_token \(t-…\) only/,
    )
    for (const access_token of ['t-1', 'eyJ.a.b']) expect(await errorOf({ ...flow, access_token })).toBeUndefined()
  })

  test('are needed for none of it in a dry run', async () => {
    expect((await step({ ...list, dry_run: 'true' })).credentials).toBeUndefined()
    expect((await step({ ...list, ...token, dry_run: 'true' })).credentials).toBeUndefined()
    expect((await step({ ...list, app_id: 'a', dry_run: 'true' })).credentials).toBeUndefined()
  })

  test('are not those of a webhook', async () => {
    const { credentials, plan, warnings } = await step(trigger, 'trigger')
    expect([credentials, plan.baseUrl, warnings]).toEqual([{ kind: 'none' }, 'https://acme.feishu.cn', []])
  })
})

describe('an input that is not used', () => {
  test('is named in one warning with the others, unless it has its default', async () => {
    const { warnings } = await step({ ...list, ...token, is_async: 'true', params: 'a: 1', status: ' ' })
    expect(warnings.map((warning) => say(warning))).toEqual(['Inputs not used by list-workflows: params, is_async.'])
  })
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

  test('of another kind draws a warning', async () => {
    const { warnings } = await step({ ...trigger, webhook_url: 'https://acme.feishu.cn/x?y=z' })
    expect(warnings).toEqual([{ message: 'notAWebhookUrl' }])
  })

  test.each<[Partial<Inputs>, RegExp]>([
    [{ webhook_token: 'a b' }, /^Input webhook_token contains a space/],
    [{ webhook_token: 'a\u200bb' }, /^Input webhook_token contains an invisible/],
    [{ idempotent_key: 'a b' }, /^Input idempotent_key contains a space/],
    [
      { params: `{"a":"${'x'.repeat(4 * 1024 * 1024)}"}` },
      /^The body is 4194312 bytes; Feishu accepts 4194304 at most/,
    ],
  ])('goes with nothing that a request cannot hold (%#)', async (given, message) => {
    expect(await errorOf({ ...trigger, ...given })).toMatch(message)
  })

  test('goes with a body of exactly 4 MB', async () => {
    const params = `{"a":"${'x'.repeat(4 * 1024 * 1024 - 8)}"}`
    expect(params).toHaveLength(4 * 1024 * 1024)
    expect(await errorOf({ ...trigger, params })).toBeUndefined()
  })

  test('makes the request', async () => {
    const { plan } = await step({ ...trigger, webhook_token: 'tok', idempotent_key: 'k', params: 'a: 1' })
    expect(plan.requests()).toMatchObject([
      {
        shownAs: 'webhook_url',
        request: {
          path: '/base/automation/webhook/event/Wb7kQ2mN5rT8vX1zA4cE6gJ9hLp',
          headers: { 'Client-Token': 'k', Authorization: 'Bearer tok' },
          body: { content: '{"a":1}' },
        },
      },
    ])
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

  test('are restored at the host that main has saved', async () => {
    expect((await post(token)).plan.baseUrl).toBe('https://open.larksuite.com')
  })

  test.each<Partial<Inputs>>([
    { language: 'fr' },
    { summary: 'yes' },
    { timeout_seconds: '0' },
    { max_attempts: 'many' },
    { domain: 'http://x.y' },
    { app_token: '' },
  ])('are restored whatever is invalid by then: %j', async (given) => {
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
