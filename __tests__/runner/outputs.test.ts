import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { parsePairs } from '../../sandbox/runner/files.ts'
import { setOutputs } from '../../src/runner/outputs.ts'

let folder: string
const before = process.env.GITHUB_OUTPUT
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'outputs-'))
  process.env.GITHUB_OUTPUT = join(folder, 'output')
  writeFileSync(process.env.GITHUB_OUTPUT, '')
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
  delete process.env.GITHUB_OUTPUT
  if (before !== undefined) process.env.GITHUB_OUTPUT = before
})
const written = () => parsePairs(readFileSync(join(folder, 'output'), 'utf8'))
const redact = (text: string) => text.replaceAll('secret', '***')

describe('outputs', () => {
  test('are what is known, with secrets redacted', () => {
    expect(setOutputs({ code: '0', msg: '', log_id: undefined, response: '{"a":"secret"}\n=b' }, redact)).toEqual([])
    expect(written()).toEqual({ code: '0', msg: '', response: '{"a":"***"}\n=b' })
  })

  test('over 500,000 characters are left out and named', () => {
    expect(setOutputs({ values: '流'.repeat(500_000), response: 'x'.repeat(500_001), code: '0' }, redact)).toEqual([
      'response',
    ])
    expect(Object.keys(written())).toEqual(['values', 'code'])
  })

  test('that cannot be written are an error', () => {
    process.env.GITHUB_OUTPUT = join(folder, 'missing', 'output')
    expect(() => setOutputs({ code: '0' }, redact)).toThrow('Missing file')
  })
})
