'use strict'
// The yardstick: what one would write by hand for these two calls, with nothing but Node. It reads the same inputs as
// the action, sends the same requests over one connection, and writes the same masks, log, outputs and summary. It
// checks no input, retries nothing, explains nothing, and knows neither proxies nor responses that are not JSON.
const { randomUUID } = require('node:crypto')
const { appendFileSync } = require('node:fs')
const { Agent, request } = require('node:https')

const agent = new Agent({ keepAlive: true })
const input = (name) => (process.env[`INPUT_${name.toUpperCase()}`] ?? '').trim()

function call(method, path, body, token) {
  return new Promise((resolve, reject) => {
    const text = JSON.stringify(body)
    const headers = {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Length': Buffer.byteLength(text),
      ...(token && { Authorization: `Bearer ${token}` }),
    }
    const sent = request(input('domain') + path, { agent, method, headers, timeout: 60_000 }, (response) => {
      const chunks = []
      response.on('data', (chunk) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        resolve({ ...JSON.parse(text), text, http_status: response.statusCode, headers: response.headers })
      })
    })
    sent.on('timeout', () => sent.destroy(new Error('timed out')))
    sent.on('error', reject)
    sent.end(text)
  })
}

function setOutput(name, value) {
  const delimiter = `ghadelimiter_${randomUUID()}`
  appendFileSync(process.env.GITHUB_OUTPUT, `${name}<<${delimiter}\n${value}\n${delimiter}\n`)
}

async function main() {
  const started = Date.now()
  let token = input('access_token')
  for (const secret of [input('app_secret'), token]) if (secret) console.log(`::add-mask::${secret}`)
  const [app_token, workflow_id, status] = [input('app_token'), input('workflow_id'), input('status')]
  console.log(`${status === 'Enable' ? 'Enabling' : 'Disabling'} ${workflow_id}.`)
  if (!token) {
    const credentials = { app_id: input('app_id'), app_secret: input('app_secret') }
    const response = await call('POST', '/open-apis/auth/v3/tenant_access_token/internal', credentials)
    token = response.tenant_access_token
    console.log(`::add-mask::${token}`)
  }
  const path = `/open-apis/bitable/v1/apps/${encodeURIComponent(app_token)}/workflows/${encodeURIComponent(workflow_id)}`
  const { code, msg, text, http_status, headers } = await call('PUT', path, { status }, token)
  const log_id = headers['x-tt-logid']
  const workflows = JSON.stringify([{ workflow_id, type: 'automation', status, code, msg }])
  const attempts = 1
  const outputs = { http_status, log_id, response: text, attempts, code, msg, status, workflows }
  for (const [name, value] of Object.entries(outputs)) setOutput(name, value)
  const done = `Done: ${workflow_id} is ${status === 'Enable' ? 'enabled' : 'disabled'}.`
  const duration = `${Date.now() - started} ms`
  const facts = Object.entries({ code, http_status, log_id, attempts, duration })
  const rows = [['base', app_token], ['status', status], ...facts].map(([name, value]) => `| ${name} | \`${value}\` |`)
  const table = ['| name | value |', '| --- | --- |', ...rows].join('\n')
  console.log(done)
  const summary = `### update-workflow: succeeded\n\n${table}\n\n<pre>${done}</pre>\n\n`
  appendFileSync(process.env.GITHUB_STEP_SUMMARY, summary)
  console.log(`${facts.map((fact) => fact.join(' ')).join(', ')}.`)
  process.exitCode = code === 0 ? 0 : 1
  agent.destroy()
}

main()
