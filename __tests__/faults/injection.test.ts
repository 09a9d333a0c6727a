import { afterEach, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { StepResult } from '../../sandbox/runner/step.ts'
import { contracts } from '../../src/inputs/contract.ts'
import { markup, textOf } from '../support/texts.ts'
import { strayMarkdown } from './markdown.ts'
import { at, expectHarmless, openScripted, runFast, secret, steps, stopAll, withApp } from './wire.ts'

afterEach(stopAll)

const nasty = textOf(markup, 8)

/** One of each operation; one of them obtains its token. */
const operations = Object.values({ ...steps, update: withApp(steps.update) })
const issued = 't-g1044ghJRUIJJ5ELPGTXVMCWMVTAN3RMJIT50001'

function expectNothingInjected(result: StepResult): void {
  expectHarmless(result, [issued])
  const secrets = [...Object.values(secret), issued]
  expect(result.masks.filter((mask) => !secrets.some((each) => mask.includes(each)))).toEqual([])
  expect(result.stdout.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u)
  expect(strayMarkdown(result.summary)).toEqual([])
}

const runs = { numRuns: 40 }

describe('whatever a server writes', () => {
  test('in an error', async () => {
    const texts = fc.record({ msg: nasty, a: nasty, b: nasty, c: nasty, log: nasty, url: nasty })
    const property = fc.asyncProperty(texts, fc.constantFrom(...operations), async (text, inputs) => {
      const body = {
        code: 99991672,
        msg: text.msg,
        error: {
          log_id: text.log,
          troubleshooter: `see https://x/${text.url}`,
          permission_violations: [{ subject: text.a, url: `https://${text.url}` }, { scope: text.b }],
          helps: [{ url: `https://open.feishu.cn/${text.url}`, description: text.c }, { url: text.url }],
          field_violations: [{ field: text.c, value: text.a, description: text.b }],
        },
      }
      // The characters that Node lets a server send in a header.
      const headers = { 'x-tt-logid': text.log.replace(/[^\x20-\x7e\xa0-\xff]/g, '').trim() }
      const result = await runFast({ inputs: at(await openScripted({ headers, body }), inputs) })
      expect(result.exitCode).toBe(1)
      expectNothingInjected(result)
      expect(result.outputs.msg).toBe(text.msg.toWellFormed())
    })
    await fc.assert(property, runs)
  })

  test('in place of a response, and before a repeat', async () => {
    const property = fc.asyncProperty(nasty, fc.constantFrom(200, 302, 404, 502), async (body, status) => {
      const url = await openScripted({ status, headers: { 'retry-after': '0' }, body })
      expectNothingInjected(await runFast({ inputs: at(url, { ...steps.update, max_attempts: '2' }) }))
    })
    await fc.assert(property, runs)
  })

  test('in a list', async () => {
    const workflow = fc.record({ workflow_id: nasty, title: nasty, status: nasty })
    const property = fc.asyncProperty(fc.array(workflow, { maxLength: 3 }), nasty, async (workflows, msg) => {
      const url = await openScripted({ body: { code: 0, msg, data: { workflows, items: workflows } } })
      expectNothingInjected(await runFast({ inputs: at(url, steps.list) }))
      const inputs = { ...steps.update, workflow_id: '', workflow_title: 'no such title' }
      expectNothingInjected(await runFast({ inputs: at(url, inputs) }))
    })
    await fc.assert(property, runs)
  })

  test("in a flow's result", async () => {
    const status = fc.oneof(nasty, fc.constant('end'))
    const members = { execution_id: nasty, status, code: nasty, error_msg: nasty, out_params: nasty }
    const property = fc.asyncProperty(fc.record(members, { requiredKeys: [] }), async (data) => {
      const url = await openScripted({ body: { code: 0, msg: 'success', data } })
      expectNothingInjected(await runFast({ inputs: at(url, steps.execute) }))
    })
    await fc.assert(property, runs)
  })
})

test('whatever a user writes', async () => {
  // What the test sets itself, what keeps it short, and secrets, which are masks whatever they are.
  const set = 'app_id app_secret access_token webhook_url webhook_token max_attempts timeout_seconds domain dry_run'
  const declared = Object.values(contracts).flatMap(({ inputs }) => [...inputs])
  const names = declared.filter((name) => !set.split(' ').includes(name))
  const given = fc.dictionary(
    fc.constantFrom(...names),
    nasty.map((text) => text.replaceAll('\0', '')),
    { maxKeys: 3 },
  )
  const url = await openScripted({ body: { code: 0, msg: 'ok', data: { workflows: [], items: [], status: 'end' } } })
  const property = fc.asyncProperty(fc.constantFrom(...operations), given, fc.boolean(), async (inputs, given, dry) => {
    expectNothingInjected(await runFast({ inputs: { ...at(url, inputs), ...given, dry_run: String(dry) } }))
  })
  await fc.assert(property, { numRuns: 120 })
})

test('the check of a summary finds what does not belong there', () => {
  const bad = [
    '<b>x</b>',
    '| <b>x</b> |',
    '| a | b`c` |',
    '- a',
    '1. a',
    '@octocat',
    '[x](https://a)',
    '<https://a>b<c>',
    '<sub>code <b></sub>',
    '<sub>base [x](https://a) b)</sub>',
  ]
  expect(strayMarkdown(bad.join('\n'))).toEqual(bad)
})
