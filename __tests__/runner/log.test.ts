import { expect, jest, test } from '@jest/globals'
import fc from 'fast-check'
import { linesOf, parseOutput } from '../../sandbox/runner/commands.ts'
import { createLog, oneLine } from '../../src/runner/log.ts'
import { markup, textOf } from '../support/texts.ts'

const text = textOf(markup, 8)

test('no text can become a command, or more than a line', () => {
  fc.assert(
    fc.property(text, (given) => {
      const line = oneLine(given)
      expect(parseOutput(`${line}\n`)).toEqual({ commands: [], log: linesOf(`${line}\n`) })
      expect(line).not.toMatch(/\p{Cc}|\p{Zl}|\p{Zp}|\u202e/u)
    }),
    { numRuns: 2000 },
  )
})

test('a long text is cut, an ordinary one left alone', () => {
  expect(oneLine('x'.repeat(4001))).toBe(`${'x'.repeat(4000)}…`)
  for (const line of ['a: b ## [c] 流程', 'a ::b']) expect(oneLine(line)).toBe(line)
})

test('a log writes messages as lines and commands, without secrets', () => {
  let printed = ''
  const write = jest.spyOn(process.stdout, 'write').mockImplementation((piece) => {
    printed += piece
    return true
  })
  const { exitCode, env } = process
  process.env = { ...env, RUNNER_DEBUG: '' }
  try {
    const said = (message: unknown) =>
      Array.isArray(message) ? (message.length > 0 ? 'many\nsecret' : '') : '::error::secret'
    const log = createLog(said, (text) => text.replaceAll('secret', '***'))
    log.info({ message: 'listing' })
    log.warning({ message: 'listing' })
    const lines = [[{ message: 'listing' }], []] as const
    log.error({ title: { message: 'listing' }, happened: [{ message: 'listing' }], lines })
    log.debug('secret')
    process.env.RUNNER_DEBUG = '1'
    log.debug('::error::secret')
    expect(printed).toBe(
      ': :error::***\n::warning::: :error::***\n::error title=%3A %3Aerror%3A%3A***::many ***%0Amany ***\n::debug::: :error::***\n',
    )
    expect(process.exitCode).toBe(1)
  } finally {
    process.exitCode = exitCode
    process.env = env
    write.mockRestore()
  }
})

test('what is too long is cut where the next step is not', () => {
  let printed = ''
  const write = jest.spyOn(process.stdout, 'write').mockImplementation((piece) => {
    printed += piece
    return true
  })
  const exitCode = process.exitCode
  try {
    const log = createLog(
      (said) => JSON.stringify(said).repeat(Array.isArray(said) && said.length === 2 ? 200 : 1),
      (text) => text,
    )
    const [message, next] = [{ message: 'listing' }, { message: 'nothingChanged' }] as const
    log.error({ title: message, happened: [message, message], lines: [[next], [next]] })
    const [text = ''] = parseOutput(printed).commands.map(({ data }) => data)
    expect(text.length).toBeLessThanOrEqual(4096)
    expect(text).toMatch(/…\n\[{"message":"nothingChanged"}\]\n\[{"message":"nothingChanged"}\]$/)
  } finally {
    process.exitCode = exitCode
    write.mockRestore()
  }
})
