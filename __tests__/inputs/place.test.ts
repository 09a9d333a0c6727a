import { expect, test } from '@jest/globals'
import { locate } from '../../src/inputs/place.ts'

test('a place counts lines and columns from 1', () => {
  expect(locate('a\n  b\r\nc', 4)).toEqual({ line: 2, column: 3 })
  expect(locate('', 0)).toEqual({ line: 1, column: 1 })
  expect(locate('a\n', 2)).toEqual({ line: 2, column: 1 })
})
