import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals'
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

describe('a log', () => {
  const { exitCode, env } = process
  let printed = ''
  beforeEach(() => {
    printed = ''
    process.env = { ...env, RUNNER_DEBUG: '' }
    jest.spyOn(process.stdout, 'write').mockImplementation((piece) => {
      printed += piece
      return true
    })
  })
  afterEach(() => {
    jest.restoreAllMocks()
    Object.assign(process, { exitCode, env })
  })

  const message = { message: 'listing' } as const

  test('writes messages as lines and commands, without secrets', () => {
    // In place of words: one text for a list of messages, another for a single one.
    const said = (message: unknown) =>
      Array.isArray(message) ? (message.length > 0 ? 'many\nsecret' : '') : '::error::secret'
    const log = createLog(said, (text) => text.replaceAll('secret', '***'))
    log.info(message)
    log.warning(message)
    log.error({ title: message, happened: [message], lines: [[message], []] })
    log.debug('secret')
    process.env.RUNNER_DEBUG = '1'
    log.debug('::error::secret')
    expect(printed).toBe(
      ': :error::***\n::warning::: :error::***\n::error title=%3A %3Aerror%3A%3A***::many ***%0Amany ***\n::debug::: :error::***\n',
    )
    expect(process.exitCode).toBe(1)
  })

  test('cuts what is too long where the next step is not', () => {
    const said = (message: unknown) =>
      Array.isArray(message) ? (message.length > 1 ? 'x'.repeat(5000) : 'next step') : 'title'
    const log = createLog(said, (text) => text)
    log.error({ title: message, happened: [message, message], lines: [[message], [message]] })
    const [text] = parseOutput(printed).commands.map(({ data }) => data)
    expect(text).toBe(`${'x'.repeat(3980)}…\nnext step\nnext step`)
  })
})
