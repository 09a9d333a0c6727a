import { describe, expect, test } from '@jest/globals'
import { locate } from '../../src/inputs/place.ts'

describe('a place', () => {
  test('counts lines and columns from 1', () => {
    expect(locate('a\n  b\r\nc', 4)).toEqual({ line: 2, column: 3, excerpt: 'b' })
    expect(locate('', 0)).toEqual({ line: 1, column: 1, excerpt: '' })
    expect(locate('a\n', 2)).toEqual({ line: 2, column: 1, excerpt: '' })
  })

  test('shows a window of a long line, and no other line', () => {
    const text = `private\n${'x'.repeat(100)}!${'y'.repeat(100)}\nprivate`
    expect(locate(text, 108)).toEqual({ line: 2, column: 101, excerpt: `…${'x'.repeat(40)}!${'y'.repeat(39)}…` })
  })
})
