import { afterEach, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { linesOf, parseOutput } from '../../sandbox/runner/commands.ts'
import type { StepResult } from '../../sandbox/runner/step.ts'
import { inputNames } from '../../src/inputs/contract.ts'
import { createSay } from '../../src/messages/index.ts'
import { oneLine } from '../../src/runner/log.ts'
import { type Cell, markdown } from '../../src/runner/summary.ts'
import { strayMarkdown } from './markdown.ts'
import { at, expectHarmless, openPort, openScripted, runFast, secret, steps, stopAll, withApp } from './wire.ts'

afterEach(stopAll)

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

  test("in a call's data", async () => {
    const property = fc.asyncProperty(fc.dictionary(nasty, nasty), nasty, async (data, msg) => {
      const result = await runFast({ inputs: at(await openScripted({ body: { code: 0, msg, data } }), steps.call) })
      expectNothingInjected(result)
      expect(result.exitCode).toBe(0)
    })
    await fc.assert(property, runs)
  })

  test('in a status line of a proxy', async () => {
    const property = fc.asyncProperty(nasty, async (text) => {
      const { port } = await openPort((socket) => {
        socket.once('data', () => socket.end(`HTTP/1.1 403 ${text}\r\n\r\n`))
      })
      const inputs = { ...steps.execute, domain: 'https://127.0.0.1:9' }
      expectNothingInjected(await runFast({ inputs, env: { HTTPS_PROXY: `http://127.0.0.1:${port}` } }))
    })
    await fc.assert(property, runs)
  })
})

test('whatever a user writes', async () => {
  // What the test sets itself, what keeps it short, and secrets, which are masks whatever they are.
  const set = [
    'app_id',
    'app_secret',
    'access_token',
    'webhook_url',
    'webhook_token',
    'max_attempts',
    'timeout_seconds',
  ]
  const names = inputNames.filter((name) => ![...set, 'domain', 'dry_run'].includes(name))
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

test('a line of the log is one line, and no command', () => {
  const property = fc.property(nasty, (text) => {
    const line = oneLine(text)
    expect(linesOf(line).length).toBeLessThanOrEqual(1)
    expect(parseOutput(line).commands).toEqual([])
    expect(oneLine(line)).toBe(line)
  })
  fc.assert(property, { numRuns: 1000 })
})

test('a summary is made of its own forms', async () => {
  const say = await createSay('en', (text) => text)
  const link = nasty.map((text) => `https://x/${text}`)
  const row = fc.record({ label: fc.constant('x'), value: nasty, link }, { requiredKeys: ['label', 'value'] })
  const cells = fc.array(nasty, { minLength: 2, maxLength: 2 })
  const summary = fc.record(
    {
      heading: fc.constant({ message: 'heading' as const, operation: 'list-workflows', outcome: 'failed' as const }),
      rows: fc.array(row, { maxLength: 3 }),
      table: fc.record({ head: fc.constant(['a', 'b']), rows: fc.array(cells, { maxLength: 3 }) }),
      notes: fc.array(
        nasty.map((error_msg) => ({ message: 'flowMessage' as const, error_msg })),
        { maxLength: 3 },
      ),
      links: fc.array(link, { maxLength: 2 }),
    },
    { requiredKeys: ['heading', 'rows', 'notes', 'links'] },
  )
  const text = (cell: Cell) => (typeof cell === 'string' ? cell : say(cell))
  fc.assert(
    fc.property(summary, (summary) => expect(strayMarkdown(markdown(summary, text))).toEqual([])),
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
