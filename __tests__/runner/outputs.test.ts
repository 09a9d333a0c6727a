import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals'
import { parsePairs } from '../../sandbox/runner/files.ts'
import { setOutputs } from '../../src/runner/outputs.ts'

const folder = mkdtempSync(join(tmpdir(), 'outputs-'))
const file = join(folder, 'output')
const { env } = process
beforeEach(() => {
  process.env = { ...env, GITHUB_OUTPUT: file }
  writeFileSync(file, '')
})
afterAll(() => {
  process.env = env
  rmSync(folder, { recursive: true, force: true })
})
const written = () => parsePairs(readFileSync(file, 'utf8'))
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
})
