import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { entryPoints } from '../src/operations/index.ts'
import type { Operation } from '../src/operations/operation.ts'
import { type Action, actions, contractProblems, pathOf, read, type Translations } from '../tools/docs/contract.ts'

/** What runs when an action is used. */
const operationsOf = (name: string): Operation[] =>
  Object.values(entryPoints).flatMap(({ action, operations }): readonly Operation[] =>
    action === name ? operations : [],
  )

describe.each(Object.entries(actions))('the action %s', (name, { description, inputs, outputs }) => {
  const { author, runs } = parse(read(pathOf(name)))

  test('is what the Marketplace accepts', () => {
    expect(description.length).toBeLessThan(125)
    expect(author).not.toBe('')
    expect(runs.using).toBe('node24')
  })

  test('describes every input and output in sentences', () => {
    for (const declared of [...Object.values(inputs), ...Object.values(outputs)]) {
      expect(declared.description.trim()).toMatch(/^[^a-z].*\.$/s)
    }
  })

  test('has defaults of text, since that is what the runner passes', () => {
    for (const input of Object.values(inputs)) expect(typeof (input.default ?? '')).toBe('string')
  })
})

const common = ['timeout_seconds', 'max_attempts', 'language', 'dry_run', 'summary']
test.each([
  ['main', ['operation', 'app_id', 'app_secret', 'access_token', 'domain', ...common]],
  ['message', common],
])('each operation of %s uses what none of them lists', (name, used) => {
  const listed = new Set<string>(operationsOf(name).flatMap(({ inputs = [] }) => inputs))
  expect(Object.keys(actions[name]?.inputs ?? {}).filter((input) => !listed.has(input))).toEqual(used)
})

test('the main action names its operations, and has a colour of the Marketplace', () => {
  for (const { name } of operationsOf('main')) {
    expect(actions.main?.inputs.operation?.description).toContain(`\`${name}\``)
  }
  const colour = /^(white|black|yellow|blue|green|orange|red|purple|gray-dark)$/
  expect(parse(read('action.yml')).branding.color).toMatch(colour)
})

test('pause always runs its post step', () => {
  expect(parse(read('pause/action.yml')).runs).toMatchObject({ post: '../dist/restore.js', 'post-if': 'always()' })
})

describe('the check of the contracts', () => {
  const action = (wait: string, value = '1'): Action => ({
    description: 'An action.',
    inputs: { wait: { description: wait, default: value } },
    outputs: {},
  })
  const chinese: Translations = {
    common: { inputs: { wait: '等待。' }, outputs: {} },
    actions: {
      main: { description: '操作。', inputs: {}, outputs: {} },
      pause: { description: '暂停。', inputs: { wait: '最多五秒。' }, outputs: {} },
    },
  }
  const main = action('The wait.')
  const pause = action('The wait. Five at most.')
  const none = { ...main, inputs: {} }
  const other = { ...pause, inputs: { ...pause.inputs, other: { description: 'Another.' } } }

  const differs = 'inputs.wait of pause has other words or another default than elsewhere'
  test.each<[what: string, Readonly<Record<string, Action>>, problems: string[]]>([
    ['no fault in sentences that an action adds in both languages', { main, pause }, []],
    ['other words', { main: action('A wait.'), pause }, [differs]],
    ['a sentence that only Chinese has', { main, pause: main }, [differs]],
    ['another default', { main: action('The wait.', '2'), pause }, [differs]],
    ['what Chinese lacks', { main, pause: other }, ['inputs.other of pause has no Chinese description']],
    [
      'what only Chinese has, and what only one action has',
      { main, pause: none },
      [
        'inputs.wait of pause is described in Chinese, but not declared',
        'inputs.wait is described as common, but is not',
      ],
    ],
    [
      'an action without Chinese, and Chinese without an action',
      { main, other },
      ['other has no Chinese description', 'pause has no action.yml'],
    ],
  ])('finds %s', (_, given, problems) => {
    expect(contractProblems(given, chinese)).toEqual(problems)
  })
})

test('the tests run on the Node of the action', () => {
  expect(process.version).toMatch(/^v24\./)
})
