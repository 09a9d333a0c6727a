import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from '@jest/globals'
import type { State } from '../../sandbox/state.ts'
import { en } from '../../src/messages/en.ts'
import { app, logId, tokenRequest } from './requests.ts'
import { check, type Scenario } from './scenario.ts'

const folder = mkdtempSync(join(tmpdir(), 'files-'))
const apk = join(folder, 'app.apk')
const saved = join(folder, 'out', 'report.pdf')
writeFileSync(apk, 'PK\u0003\u0004 --')
afterAll(() => rmSync(folder, { recursive: true }))

const upload = { request: 'POST /open-apis/im/v1/files', file: apk, params: 'file_type: stream\nfile_name: :file_name' }
const disposition = 'Content-Disposition: form-data; name='
const form = [
  ...['--B', `${disposition}"file_type"`, '', 'stream', '--B', `${disposition}"file_name"`, '', 'app.apk'],
  ...['--B', `${disposition}"file"; filename="app.apk"`, 'Content-Type: application/octet-stream', ''],
  ...['PK\u0003\u0004 --', '--B--'],
].join('\r\n')
const uploaded = `POST /open-apis/im/v1/files ${form}`
const file_key = '{"file_key":"file_0000000000000000000001"}'

const path = '/open-apis/im/v1/messages/om_1/resources/file_1'
const request = `GET ${path}?type=file`
const download = { request, output_file: saved }
const message = { message_id: 'om_1', chat_id: 'oc_1', msg_type: 'file', content: '{"file_key":"file_1"}' }
const withFile: Partial<State> = {
  files: [{ kind: 'file', key: 'file_1', file_name: 'report.pdf', content: '%PDF\u00ff' }],
  messages: [{ ...message, uuid: undefined, create_time: '1', update_time: '1' }],
}

const scenarios: Scenario[] = [
  {
    name: 'uploads a file',
    bundle: true,
    inputs: upload,
    wants: { requests: [uploaded], outputs: { values: file_key } },
  },
  {
    name: 'sends the same file again with a new token',
    inputs: { ...upload, ...app },
    prepare: (feishu) => feishu.next({ status: 400, body: { code: 99991663, msg: 'expired' } }, { on: 'upload-file' }),
    wants: {
      requests: [tokenRequest, uploaded, tokenRequest, uploaded],
      connections: 3,
      outputs: { values: file_key },
    },
  },
  {
    name: 'downloads a file',
    bundle: true,
    inputs: download,
    state: withFile,
    wants: {
      requests: [request],
      outputs: { code: '0', response: '' },
      log: [`Calling GET ${path}.`, `Done: GET ${path}.`, `Saved to ${saved}.`],
    },
  },
  {
    name: 'downloads again what was cut off',
    inputs: download,
    state: withFile,
    prepare: (_, server) => server.inject({ stop: { at: 'mid-body', by: 'reset' } }),
    wants: { requests: [request, request], connections: 2, outputs: { code: '0', response: '' } },
  },
  {
    name: 'names output_file where a file comes unasked',
    inputs: { request },
    state: withFile,
    wants: {
      requests: [request],
      outputs: { response: '' },
      error: new RegExp(`the response is a file \\(HTTP 200, log_id ${logId(1)}\\)\\. ${en.hints.fileResponse}`),
    },
  },
  {
    name: "does not save a gateway's page",
    inputs: { request, output_file: join(folder, 'never', 'report.pdf'), max_attempts: '1' },
    prepare: (feishu) =>
      feishu.next({ headers: { 'content-type': 'text/html' }, body: '<html><title>Sign in</title>' }),
    wants: {
      requests: [request],
      outputs: {},
      error: /the response is not JSON .* Title of the page: Sign in\./,
    },
  },
]

check(scenarios)

test('the file is there, and nothing else', () => {
  expect(readFileSync(saved, 'latin1')).toBe('%PDF\u00ff')
  expect(readdirSync(folder, { recursive: true }).toSorted()).toEqual(['app.apk', 'out', join('out', 'report.pdf')])
})
