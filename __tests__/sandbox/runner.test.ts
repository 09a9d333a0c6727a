import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { ROOT } from '../../sandbox/runner/action.ts'
import { parseOutput } from '../../sandbox/runner/commands.ts'
import { parsePairs } from '../../sandbox/runner/files.ts'
import { runMainAndPost, runStep, type StepResult } from '../../sandbox/runner/step.ts'
import { findLeaks } from '../support/leaks.ts'

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

test('reads output files as the runner does', () => {
  expect(parsePairs('a=1<<2\nb<<X\n\nl=1\nX\nc<<Y\nY\n\n')).toEqual({ a: '1<<2', b: '\nl=1', c: '' })
  expect(() => parsePairs('a<<X\n1\n')).toThrow()
  expect(() => parsePairs('nothing')).toThrow()
})

describe('a step', () => {
  const directory = mkdtempSync(join(tmpdir(), 'entry-'))
  afterAll(() => rmSync(directory, { recursive: true, force: true }))

  function script(text: string): string {
    const entry = join(directory, `${text.length}.mjs`)
    writeFileSync(entry, `import { appendFileSync } from 'node:fs'\n${text}`)
    return entry
  }

  test('is ended by a signal or by its bound', async () => {
    const entry = script('setTimeout(() => {}, 60_000)')
    const [stopped, late] = await Promise.all([
      runStep({ entry, signal: 'SIGTERM', signalAfter: Promise.resolve() }),
      runStep({ entry, timeout: 50 }),
    ])
    expect(stopped).toMatchObject({ signal: 'SIGTERM' })
    expect(late).toMatchObject({ signal: 'SIGKILL' })
  })

  test('is searched for leaks in every form', async () => {
    const secret = 'p"ss wörd+/=1'
    const entry = script(`
      const secret = ${JSON.stringify(secret)}
      console.log('::add-mask::' + secret)
      console.log(JSON.stringify({ secret }), encodeURIComponent(secret))
      console.error(Buffer.from('user:' + secret + '@').toString('base64'))
      appendFileSync(process.env.GITHUB_OUTPUT, 'x=' + secret + '\\n')
    `)
    const leaks = findLeaks(await runStep({ entry }), [secret, 'not there'])
    expect(leaks.map(({ where, form }) => `${where} ${form}`).sort()).toEqual([
      'output x raw',
      'stderr base64',
      'stdout JSON',
      'stdout URL',
    ])
  })
})

describe('an action in a folder of its own', () => {
  const folder = mkdtempSync(join(tmpdir(), 'action-'))
  const action = join(folder, 'sub')
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  beforeAll(() => {
    mkdirSync(action)
    writeFileSync(
      join(action, 'action.yml'),
      'inputs:\n  name:\n    default: nobody\nruns:\n  using: node24\n  main: ../step.mjs\n  post: ../step.mjs\n',
    )
    writeFileSync(
      join(folder, 'step.mjs'),
      `import { appendFileSync } from 'node:fs'
      const { env } = process
      console.log(env.INPUT_NAME, env.STATE_paused ?? 'main', process.version)
      if (!env.STATE_paused) {
        appendFileSync(env.GITHUB_STATE, 'paused<<X\\na\\nb\\nX\\n')
        if (env.INPUT_NAME === 'killed') process.kill(process.pid, 'SIGKILL')
      }`,
    )
  })

  test('runs main, and post with what main saved', async () => {
    const seen: string[] = []
    const between = ({ state }: StepResult) => seen.push(JSON.stringify(state))
    const { main, post } = await runMainAndPost({ action, inputs: { other: '' } }, between)
    expect(main).toMatchObject({ exitCode: 0, log: `nobody main ${process.version}`, state: { paused: 'a\nb' } })
    expect(main.annotations).toMatchObject([{ message: "Unexpected input(s) 'other'" }])
    expect(post).toMatchObject({ exitCode: 0, log: `nobody a\nb ${process.version}`, state: {} })
    expect(seen).toEqual(['{"paused":"a\\nb"}'])
  })

  test('runs post after a main that was killed', async () => {
    const { main, post } = await runMainAndPost({ action, inputs: { name: 'killed' } })
    expect(main).toMatchObject({ exitCode: null, signal: 'SIGKILL', state: { paused: 'a\nb' } })
    expect(post.log).toContain('killed a\nb')
  })

  test('runs with another Node, and has no phase that it does not declare', async () => {
    const node = join(ROOT, 'no-such-node')
    await expect(runStep({ action, node })).rejects.toThrow(`spawn ${node} ENOENT`)
    await expect(runStep({ phase: 'post' })).rejects.toThrow('has no post')
  })
})
