import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { linesOf, parseOutput } from '../../sandbox/runner/commands.ts'
import type { StepResult } from '../../sandbox/runner/step.ts'
import { inputNames } from '../../src/contract.ts'
import type { Exchange, HttpRequest, Transport } from '../../src/feishu/transport.ts'
import { oneLine } from '../../src/runner/log.ts'
import { markdown } from '../../src/runner/summary.ts'
import { runSource } from '../support/source.ts'
import { strayMarkdown } from './markdown.ts'
import { answer } from './scripted.ts'
import { expectHarmless, minting, secret, steps } from './site.ts'

/** What a runner, a terminal, a Markdown reader or a parser of files takes for its own. */
const pieces = [
  ...[
    '::error::owned',
    '::set-env name=X::y',
    '::add-path::/x',
    '::stop-commands::t',
    '::add-mask::a',
    '::set-output name=code::0',
  ],
  ...[
    '##[error]owned',
    '##[set-env name=X;]y',
    '##[add-mask]a',
    '#',
    '##',
    '##[',
    '::',
    ':',
    '%0A::error::x',
    '%0D',
    '%25',
  ],
  ...[
    '\n',
    '\r',
    '\r\n',
    '\u0085',
    '\u2028',
    '\u2029',
    '\u000b',
    '\f',
    '\0',
    '\u001b[31m',
    '\u202e',
    '\u200b',
    '\ufeff',
    '\u00a0',
    ' ',
  ],
  ...[
    '<script>alert(1)</script>',
    '<img src=x>',
    '</pre>',
    '</code>',
    '<!--',
    '-->',
    '&lt;',
    '&#60;',
    '<https://evil.example>',
  ],
  ...[
    '`',
    '``',
    '```\n',
    '|',
    '\\|',
    '\\',
    '| a | b |',
    '| --- |',
    '[x](https://evil.example)',
    '![x](https://evil.example/y)',
    '***',
    '~~',
    '# x',
    '- [ ] x',
    '$x$',
  ],
  ...[
    'https://evil.example',
    'www.evil.example',
    'a@evil.example',
    'mailto:a@evil.example',
    '@octocat',
    '#1',
    ':smile:',
  ],
  ...['GITHUB_ENV<<EOF', 'EOF', 'ghadelimiter_', 'code=0', 'name<<x', '\ud800', '\udc00', '…', '成功', '🎉', 'a', 'b'],
]
const nasty = fc
  .array(
    fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom(...pieces) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
    ),
    {
      maxLength: 8,
    },
  )
  .map((parts) => parts.join(''))

/** Answers every request alike, with these texts in its headers too. */
function always(exchange: Exchange): () => Transport {
  return () => ({ exchange: async () => exchange, close: () => {} })
}

/** A transport that mints a token and answers the rest. */
function minted(exchange: Exchange): () => Transport {
  const token = answer({ code: 0, tenant_access_token: 't-minted-here' })
  return () => ({
    exchange: async ({ url }: HttpRequest) => (url.includes('/auth/') ? token : exchange),
    close: () => {},
  })
}

function expectNothingInjected(result: StepResult): void {
  expectHarmless(result, ['t-minted-here'])
  const masks = [secret.access_token, secret.app_secret, 't-minted-here']
  expect(result.masks.filter((mask) => !masks.includes(mask))).toEqual([])
  expect(result.stdout.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u)
  expect(strayMarkdown(result.summary)).toEqual([])
}

const settings = { numRuns: 40 }
const fast = { timeout_seconds: '5', max_attempts: '1' }

describe('whatever a server writes', () => {
  test('in a refusal', async () => {
    const texts = fc.record({ msg: nasty, a: nasty, b: nasty, c: nasty, log: nasty, url: nasty })
    const property = fc.asyncProperty(texts, fc.constantFrom(...Object.values(stepsOf())), async (text, inputs) => {
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
      const world = { openTransport: minted(answer(body, 200, { 'x-tt-logid': text.log.slice(0, 40) })) }
      const result = await runSource({ inputs: { ...inputs, ...fast }, world })
      expect(result.exitCode).toBe(1)
      expectNothingInjected(result)
      expect(result.outputs.msg).toBe(text.msg.toWellFormed())
    })
    await fc.assert(property, settings)
  })

  test('in place of an answer, and before a repeat', async () => {
    const property = fc.asyncProperty(nasty, fc.constantFrom(200, 302, 404, 502), async (text, status) => {
      const world = { openTransport: always(answer(text, status, { 'retry-after': '0' })) }
      const result = await runSource({ inputs: { ...steps.update, ...fast, max_attempts: '2' }, world })
      expectNothingInjected(result)
    })
    await fc.assert(property, settings)
  })

  test('in a list', async () => {
    const workflow = fc.record({ workflow_id: nasty, title: nasty, status: nasty })
    const property = fc.asyncProperty(fc.array(workflow, { maxLength: 3 }), nasty, async (workflows, msg) => {
      const world = { openTransport: always(answer({ code: 0, msg, data: { workflows } })) }
      expectNothingInjected(await runSource({ inputs: { ...steps.list, ...fast }, world }))
      const inputs = { ...steps.update, ...fast, workflow_id: '', workflow_title: 'no such title' }
      expectNothingInjected(await runSource({ inputs, world }))
    })
    await fc.assert(property, settings)
  })

  test("in a flow's result", async () => {
    const data = fc.record(
      {
        execution_id: nasty,
        status: fc.oneof(nasty, fc.constant('end')),
        code: nasty,
        error_msg: nasty,
        out_params: nasty,
      },
      { requiredKeys: [] },
    )
    const property = fc.asyncProperty(data, async (data) => {
      const world = { openTransport: always(answer({ code: 0, msg: 'success', data })) }
      expectNothingInjected(await runSource({ inputs: { ...steps.execute, ...fast }, world }))
    })
    await fc.assert(property, settings)
  })

  test('in a network fault', async () => {
    const property = fc.asyncProperty(nasty, async (cause) => {
      const world = { openTransport: always({ kind: 'unanswered', cause, sent: true }) }
      expectNothingInjected(await runSource({ inputs: { ...steps.execute, ...fast }, world }))
    })
    await fc.assert(property, settings)
  })
})

test('whatever a user writes', async () => {
  // What the scenario sets itself, or what keeps it short, is left alone.
  const set = ['app_id', 'app_secret', 'access_token', 'max_attempts', 'dry_run']
  const names = inputNames.filter((name) => !set.includes(name))
  const given = fc.dictionary(
    fc.constantFrom(...names),
    nasty.map((text) => text.replaceAll('\0', '')),
    { maxKeys: 3 },
  )
  const inputs = fc.constantFrom(...Object.values(stepsOf()))
  const property = fc.asyncProperty(inputs, given, fc.boolean(), async (inputs, given, dry) => {
    const world = { openTransport: always(answer({ code: 0, msg: 'ok', data: { workflows: [], status: 'end' } })) }
    const result = await runSource({ inputs: { ...inputs, ...fast, ...given, dry_run: String(dry) }, world })
    expectNothingInjected(result)
  })
  await fc.assert(property, { numRuns: 120 })
})

test('a line of the log is one line, and no command', () => {
  const property = fc.property(nasty, (text) => {
    const line = oneLine(text)
    expect(linesOf(line).length).toBeLessThanOrEqual(1)
    expect(parseOutput(line).commands).toEqual([])
    expect(oneLine(line)).toBe(line)
  })
  fc.assert(property, { numRuns: 1000 })
})

test('a summary is made of its own forms', () => {
  const row = fc.record({
    label: fc.constant('x'),
    value: nasty,
    link: fc.option(
      nasty.map((text) => `https://x/${text}`),
      { nil: undefined },
    ),
  })
  const summary = fc.record({
    heading: fc.constant('list-workflows: failed'),
    rows: fc.array(row, { maxLength: 3 }),
    table: fc.option(
      fc.record({
        head: fc.constant(['a', 'b']),
        rows: fc.array(fc.array(nasty, { minLength: 2, maxLength: 2 }), { maxLength: 3 }),
      }),
      { nil: undefined },
    ),
    notes: fc.array(nasty, { maxLength: 3 }),
    links: fc.array(
      nasty.map((text) => `https://x${text}`),
      { maxLength: 2 },
    ),
  })
  fc.assert(
    fc.property(summary, (summary) => expect(strayMarkdown(markdown(summary))).toEqual([])),
    { numRuns: 400 },
  )
})

test('the check of a summary finds what does not belong there', () => {
  const bad = [
    '<b>x</b>',
    '| <b>x</b> |',
    '| `a` | `b`c` |',
    '| [`x`](https://a) b) |',
    '<https://a>b<c>',
    '| `a | b` |',
    '<pre>a</pre><b>',
  ]
  expect(strayMarkdown(bad.join('\n'))).toEqual(bad)
})

/** One of each operation; one of them mints its token. */
function stepsOf(): Record<string, Record<string, string>> {
  return { update: minting(steps.update), list: steps.list, execute: steps.execute }
}
