import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { HttpResponse } from '../../src/feishu/transport.ts'
import { contracts } from '../../src/inputs/contract.ts'
import { respond } from '../support/scripted.ts'
import { markup, textOf } from '../support/texts.ts'
import { strayMarkdown } from './markdown.ts'
import { runAgainst, steps, withApp } from './steps.ts'

const nasty = textOf(markup, 8)

/** One of each operation; one of them obtains its token. */
const operations = Object.values({
  ...steps,
  update: withApp(steps.update),
  byTitle: { ...steps.update, workflow_id: '', workflow_title: 'no such title' },
})

/** Runs a step, and expects that neither its log nor its summary holds what only somebody else can have put there. */
async function runUnharmed(response: HttpResponse, inputs: Record<string, string>) {
  const result = await runAgainst(() => response, inputs)
  expect(result.stdout.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u)
  expect(strayMarkdown(result.summary)).toEqual([])
}

/** Whatever a server writes, by the kind of its response. */
const responses: Record<string, fc.Arbitrary<HttpResponse>> = {
  'in an error': fc.record({ msg: nasty, a: nasty, b: nasty, c: nasty, log: nasty, url: nasty }).map((text) => {
    const error = {
      log_id: text.log,
      troubleshooter: `see https://x/${text.url}`,
      permission_violations: [{ subject: text.a, url: `https://${text.url}` }, { scope: text.b }],
      helps: [{ url: `https://open.feishu.cn/${text.url}`, description: text.c }, { url: text.url }],
      field_violations: [{ field: text.c, value: text.a, description: text.b }],
    }
    return respond({ code: 99991672, msg: text.msg, error }, 200, { 'x-tt-logid': text.log })
  }),
  'in place of a response, and before a repeat': fc
    .tuple(nasty, fc.constantFrom(200, 302, 404, 502))
    .map(([body, status]) => respond(body, status, { location: `https://${body}`, 'retry-after': '0' })),
  'in a list': fc
    .tuple(fc.array(fc.record({ workflow_id: nasty, title: nasty, status: nasty }), { maxLength: 3 }), nasty)
    .map(([workflows, msg]) => respond({ code: 0, msg, data: { workflows, items: workflows } })),
  "in a flow's result": fc
    .record({
      execution_id: nasty,
      status: fc.oneof(nasty, fc.constant('end')),
      error_msg: nasty,
      code: fc.oneof(nasty, fc.constant(undefined)),
      out_params: nasty,
    })
    .map((data) => respond({ code: 0, msg: 'success', data })),
}

describe('nobody is misled by whatever a server writes', () => {
  test.each(Object.entries(responses))('%s', async (_, response) => {
    const property = fc.asyncProperty(response, fc.constantFrom(...operations), (response, inputs) =>
      runUnharmed(response, { ...inputs, max_attempts: '2' }),
    )
    await fc.assert(property, { numRuns: 40 })
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
  const response = respond({ code: 0, msg: 'ok', data: { workflows: [], items: [], status: 'end' } })
  const property = fc.asyncProperty(fc.constantFrom(...operations), given, fc.boolean(), (inputs, given, dry) => {
    // Below a file, so that nothing can be written: a run would leave it behind.
    const file = given.output_file && { output_file: `${import.meta.filename}/${given.output_file}` }
    return runUnharmed(response, { ...inputs, ...given, ...file, dry_run: String(dry) })
  })
  await fc.assert(property, { numRuns: 120 })
})

test('the check of a summary finds what does not belong there', () => {
  const bad = ['<b>x</b>', '| a | b`c` |', '- a', '@octocat', '<https://a>b<c>', '<sub>base [x](https://a) b)</sub>']
  expect(strayMarkdown(bad.join('\n'))).toEqual(bad)
})
