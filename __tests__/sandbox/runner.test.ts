import { describe, expect, test } from '@jest/globals'
import { unexpectedInputs } from '../../sandbox/runner/action.ts'
import { parseOutput } from '../../sandbox/runner/commands.ts'
import { parsePairs } from '../../sandbox/runner/files.ts'
import { findLeaks } from '../support/leaks.ts'

// What judges a step has to see what the runner sees: these are not proven by the steps that it finds nothing in.

describe('workflow commands', () => {
  test.each([
    ['::error title=a%2Cb,line=1::x%0Ay', { name: 'error', properties: { title: 'a,b', line: '1' }, data: 'x\ny' }],
    ['  ::Warning::x', { name: 'warning', properties: {}, data: 'x' }],
    ['\u0085::notice::x', { name: 'notice', properties: {}, data: 'x' }],
    ['before ##[error a=b;c=%5D]x%3By', { name: 'error', properties: { a: 'b', c: ']' }, data: 'x;y' }],
    ['::error:\u200b:x', { name: 'error', properties: {}, data: ':x' }],
  ])('reads %j as the runner does', (line, command) => {
    expect(parseOutput(line)).toEqual({ commands: [command], log: [] })
  })

  test.each(['x ::error::y', '::nothing::y', '::error', '##[error', '##[nothing]', '\ufeff::error::x'])(
    'leaves %j in the log',
    (line) => {
      expect(parseOutput(line)).toEqual({ commands: [], log: [line] })
    },
  )

  test('breaks lines at CR, and stops where it is told to', () => {
    const output = 'a\r::debug::b\n::stop-commands::Token\n::error::c\r\n::token::\n::error::d\n'
    const { commands, log } = parseOutput(output)
    expect(commands.map(({ name }) => name)).toEqual(['debug', 'stop-commands', 'token', 'error'])
    expect(log).toEqual(['a', '::error::c'])
  })
})

test('output files are read as the runner does', () => {
  expect(parsePairs('a=1<<2\nb<<X\n\nl=1\nX\nc<<Y\nY\n\n')).toEqual({ a: '1<<2', b: '\nl=1', c: '' })
  expect(() => parsePairs('a<<X\n1\n')).toThrow()
  expect(() => parsePairs('nothing')).toThrow()
})

test('an input that no action.yml declares is unexpected', () => {
  expect(unexpectedInputs({ Language: 'en', app_token: '', other: '' }, 'pause')).toEqual(['other'])
})

test('a leak is found in every form', () => {
  const secret = 'p"ss wörd+/=1'
  const others = { exitCode: 0, signal: null, ms: 0, state: {}, commands: [], annotations: [], masks: [], log: '' }
  const leaks = findLeaks(
    {
      ...others,
      stdout: `::add-mask::${secret}\n${JSON.stringify({ secret })} ${encodeURIComponent(secret)}`,
      stderr: Buffer.from(`user:${secret}@`).toString('base64'),
      summary: Buffer.from(secret).toString('hex'),
      files: { env: '', path: '', state: '' },
      outputs: { x: secret },
    },
    [secret, 'not there'],
  )
  expect(leaks.map(({ where, form }) => `${where} ${form}`)).toEqual([
    'output x raw',
    'stdout JSON',
    'stdout URL',
    'summary hexadecimal',
    'stderr base64',
  ])
})
