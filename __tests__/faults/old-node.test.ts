import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, expect, test } from '@jest/globals'
import type { StepOptions, StepResult } from '../../sandbox/runner/step.ts'
import { nodeTooOld } from '../../src/messages/node-version.ts'
import { at, errorOf, openFeishu, runBundle, steps, stopAll } from './wire.ts'

// Gitea's runner and others start whatever `node` they find, whatever action.yml says.

const directory = mkdtempSync(join(tmpdir(), 'old-node-'))
afterAll(async () => {
  await stopAll()
  rmSync(directory, { recursive: true })
})

/** This Node under another version number. */
function pretend(version: string): StepOptions {
  const preload = join(directory, `${version}.cjs`)
  const versions = `{ ...process.versions, node: '${version}' }`
  writeFileSync(preload, `Object.defineProperty(process, 'versions', { value: ${versions} })`)
  return { env: { NODE_OPTIONS: `--require=${preload}` } }
}

/** Every Node before 24 on this machine: only these show that the entry has no syntax that is too new for them. */
const found = (process.env.PATH ?? '').split(delimiter).flatMap((folder): [string, StepOptions][] => {
  const node = join(folder, 'node')
  const version = existsSync(node) ? execFileSync(node, ['--version'], { encoding: 'utf8' }).trim().slice(1) : '24'
  return Number.parseInt(version, 10) < 24 ? [[version, { node }]] : []
})

const nodes: [version: string, options: StepOptions][] = [
  ...['12.22.12', '20.20.2', '23.11.1'].map((version): [string, StepOptions] => [version, pretend(version)]),
  ...new Map(found),
]

/** One annotation that names both versions, and nothing else. */
function expectRefused(result: StepResult, language: string, version: string): void {
  const sentence = nodeTooOld(language, version, 24)
  expect(sentence).toMatch(language === 'en' ? /^This action needs Node 24 or later/ : /[一-龥].*Node 24 /)
  expect(sentence).toContain(`Node ${version}`)
  expect(result.stdout).toBe(`::error::${sentence}\n`)
  expect(errorOf(result)).toBe(sentence)
  expect(result).toMatchObject({ exitCode: 1, stderr: '', outputs: {}, summary: '' })
}

test.each(nodes)('Node %s is named, and nothing is sent', async (version, options) => {
  const { server } = await openFeishu()
  for (const language of ['en', 'zh-CN'] as const) {
    for (const action of ['', 'pause']) {
      const inputs = at(server.url, { ...steps.update, language })
      expectRefused(await runBundle({ ...options, inputs, ...(action && { action }) }), language, version)
    }
  }
  expect(server.counts.connections).toBe(0)
})
