import { expect, test } from '@jest/globals'
import { overruns, takeStock } from '../bench/budget.ts'
import { scripts } from '../bench/step.ts'

test('the budget notices what a step does not need', async () => {
  const over = overruns(await takeStock(scripts.sdk)).map((line) => line.split(':')[0])
  expect(over).toEqual(
    expect.arrayContaining([
      'files loaded by one call',
      'parts of Node loaded by one call',
      'needless parts of Node among them',
    ]),
  )
}, 60_000)

test('an overrun says what, how much and how much is allowed', () => {
  const items = [
    { what: 'connections', found: 2, most: 1 },
    { what: 'files', found: 3, most: 2, names: ['a', 'b', 'c'] },
    { what: 'bytes', found: 5, most: 5 },
  ]
  expect(overruns(items)).toEqual(['connections: 2, at most 1', 'files: 3, at most 2 (a, b, c)'])
})
