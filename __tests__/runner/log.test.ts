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
  const exitCode = process.exitCode
  try {
    const said = (message: unknown) => (Array.isArray(message) ? 'many\nsecret' : '::error::secret')
    const log = createLog(said, (text) => text.replaceAll('secret', '***'))
    log.info({ message: 'listing' })
    log.warning({ message: 'listing' })
    log.error([{ message: 'listing' }])
    expect(printed).toBe(': :error::***\n::warning::: :error::***\n::error::many ***\n')
    expect(process.exitCode).toBe(1)
  } finally {
    process.exitCode = exitCode
    write.mockRestore()
  }
})
