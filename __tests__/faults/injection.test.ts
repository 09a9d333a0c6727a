import { afterEach, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { ScriptedResponse } from '../../sandbox/feishu.ts'
import { contracts } from '../../src/inputs/contract.ts'
import { markup, textOf } from '../support/texts.ts'
import { strayMarkdown } from './markdown.ts'
import { at, issued, openEcho, runFast, secret, steps, stopAll, withApp } from './wire.ts'

afterEach(stopAll)

const nasty = textOf(markup, 8)

/** One of each operation; one of them obtains its token. */
const operations = Object.values({
  ...{ ...steps, update: withApp(steps.update) },
  byTitle: { ...steps.update, workflow_id: '', workflow_title: 'no such title' },
})

/** Runs a step, and expects that neither its log nor its summary holds what only somebody else can have put there. */
async function runUnharmed(inputs: Record<string, string>) {
  const result = await runFast(inputs)
  const secrets = [...Object.values(secret), issued]
  expect(result.masks.filter((mask) => !secrets.some((each) => mask.includes(each)))).toEqual([])
  expect(result.stdout.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u)
  expect(strayMarkdown(result.summary)).toEqual([])
}

/** Whatever a server writes, by the kind of its response. */
const responses: Record<string, fc.Arbitrary<ScriptedResponse>> = {
  'in an error': fc.record({ msg: nasty, a: nasty, b: nasty, c: nasty, log: nasty, url: nasty }).map((text) => ({
    // The characters that Node lets a server send in a header.
    headers: { 'x-tt-logid': text.log.replace(/[^\x20-\x7e\xa0-\xff]/g, '').trim() },
    body: {
      code: 99991672,
      msg: text.msg,
      error: {
        log_id: text.log,
        troubleshooter: `see https://x/${text.url}`,
        permission_violations: [{ subject: text.a, url: `https://${text.url}` }, { scope: text.b }],
        helps: [{ url: `https://open.feishu.cn/${text.url}`, description: text.c }, { url: text.url }],
        field_violations: [{ field: text.c, value: text.a, description: text.b }],
      },
    },
  })),
  'in place of a response, and before a repeat': fc.record({
    ...{ status: fc.constantFrom(200, 302, 404, 502), body: nasty },
    headers: fc.constant({ 'retry-after': '0' }),
  }),
  'in a list': fc
    .tuple(fc.array(fc.record({ workflow_id: nasty, title: nasty, status: nasty }), { maxLength: 3 }), nasty)
    .map(([workflows, msg]) => ({ body: { code: 0, msg, data: { workflows, items: workflows } } })),
  "in a flow's result": fc
    .record(
      {
        ...{ execution_id: nasty, status: fc.oneof(nasty, fc.constant('end')), code: nasty },
        ...{ error_msg: nasty, out_params: nasty },
      },
      { requiredKeys: [] },
    )
    .map((data) => ({ body: { code: 0, msg: 'success', data } })),
}

describe('nobody is misled by whatever a server writes', () => {
  test.each(Object.entries(responses))('%s', async (_, response) => {
    const property = fc.asyncProperty(response, fc.constantFrom(...operations), async (response, inputs) => {
      const url = await openEcho(() => response)
      await runUnharmed(at(url, { ...inputs, max_attempts: '2' }))
    })
    await fc.assert(property, { numRuns: 60 })
  })
})

test('nobody is misled by whatever a user writes', async () => {
  // What the test sets itself, what keeps it short, and secrets, which are masks whatever they are.
  const set = 'app_id app_secret access_token webhook_url webhook_token max_attempts timeout_seconds domain dry_run'
  const declared = Object.values(contracts).flatMap(({ inputs }) => [...inputs])
  const names = declared.filter((name) => !set.split(' ').includes(name))
  const given = fc.dictionary(
    fc.constantFrom(...names),
    nasty.map((text) => text.replaceAll('\0', '')),
    { maxKeys: 3 },
  )
  const body = { code: 0, msg: 'ok', data: { workflows: [], items: [], status: 'end' } }
  const url = await openEcho(() => ({ body }))
  const property = fc.asyncProperty(fc.constantFrom(...operations), given, fc.boolean(), async (inputs, given, dry) => {
    await runUnharmed({ ...at(url, inputs), ...given, dry_run: String(dry) })
  })
  await fc.assert(property, { numRuns: 120 })
})

test('the check of a summary finds what does not belong there', () => {
  const bad = ['<b>x</b>', '| a | b`c` |', '- a', '@octocat', '<https://a>b<c>', '<sub>base [x](https://a) b)</sub>']
  expect(strayMarkdown(bad.join('\n'))).toEqual(bad)
})
