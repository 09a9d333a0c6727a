import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { path, segmentFault } from '../src/feishu/path.ts'

/** Any text, halves of surrogate pairs and control characters among it. */
const anyText = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 12 })
  .map((units) => String.fromCharCode(...units))
const nasty = fc.constantFrom(
  '',
  '.',
  '..',
  '%2e%2e',
  '/',
  '\\',
  '?',
  '#',
  ';',
  '%',
  '%2F',
  ' ',
  '\t',
  '\n',
  '\0',
  '流',
  '\ud800',
)
const id = fc.oneof(
  anyText,
  fc.array(nasty, { maxLength: 4 }).map((parts) => parts.join('')),
)

describe('a path', () => {
  test('takes any id as exactly one segment, or refuses it', () => {
    fc.assert(
      fc.property(id, id, (one, other) => {
        if (segmentFault(one) || segmentFault(other)) {
          expect(() => path`/apps/${one}/workflows/${other}`).toThrow(RangeError)
          return
        }
        const built = path`/apps/${one}/workflows/${other}`
        const url = new URL(`https://open.feishu.cn${built}`)
        expect(url.pathname).toBe(built)
        expect(url.search + url.hash).toBe('')
        expect(url.pathname.split('/').map(decodeURIComponent)).toEqual(['', 'apps', one, 'workflows', other])
      }),
      { numRuns: 1000 },
    )
  })

  test('refuses a place that nothing was given for', () => {
    expect(() => path(Object.assign(['/apps/', ''], { raw: [] }))).toThrow(RangeError)
  })

  test.each([
    ['', 'it is empty'],
    ['.', '"." is a step in a path, not an id'],
    ['..', '".." is a step in a path, not an id'],
    ['a\0b', 'it has a control character'],
    ['a\u0085', 'it has a control character'],
    ['\ud800', 'it has half a surrogate pair'],
  ])('refuses %j', (segment, fault) => {
    expect(segmentFault(segment)).toBe(fault)
  })

  test.each(['...', ' ', '%2e', 'a/b', '7308871234552638996', '流程'])('takes %j', (segment) => {
    expect(segmentFault(segment)).toBeUndefined()
  })
})
