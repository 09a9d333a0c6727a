'use strict'
// The yardstick: what one would write by hand for these two calls, with nothing but Node. It reads the same inputs as
// the action, sends the same requests over one connection, and writes the same masks, log, outputs, summary and, when it
// fails or is cancelled, annotation. It checks no input, retries nothing, explains nothing, and knows neither proxies nor
// responses that are not JSON.
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

const secrets = []

function mask(secret) {
  if (!secret) return
  secrets.push(secret)
  console.log(`::add-mask::${secret}`)
}

/** The runner masks the log, but neither outputs nor summary. */
function redact(value) {
  return secrets.reduce((text, secret) => text.replaceAll(secret, '***'), String(value))
}

function setOutput(name, value) {
  const delimiter = `ghadelimiter_${randomUUID()}`
  appendFileSync(process.env.GITHUB_OUTPUT, `${name}<<${delimiter}\n${redact(value)}\n${delimiter}\n`)
}

function fail(message) {
  console.log(`::error::${redact(message).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')}`)
  process.exitCode = 1
}

async function main() {
  const started = Date.now()
  let token = input('access_token')
  mask(input('app_secret'))
  mask(token)
  const [app_token, workflow_id, status] = [input('app_token'), input('workflow_id'), input('status')]
  console.log(`${status === 'Enable' ? 'Enabling' : 'Disabling'} ${workflow_id}.`)
  if (!token) {
    const credentials = { app_id: input('app_id'), app_secret: input('app_secret') }
    const response = await call('POST', '/open-apis/auth/v3/tenant_access_token/internal', credentials)
    token = response.tenant_access_token
    if (!token) throw new Error(`no token: ${response.msg} (code ${response.code}, HTTP ${response.http_status})`)
    mask(token)
  }
  const path = `/open-apis/bitable/v1/apps/${encodeURIComponent(app_token)}/workflows/${encodeURIComponent(workflow_id)}`
  const { code, msg, text, http_status, headers } = await call('PUT', path, { status }, token)
  const log_id = headers['x-tt-logid']
  const workflows = JSON.stringify([{ workflow_id, type: 'automation', status, code, msg }])
  const attempts = 1
  const outputs = { http_status, log_id, response: text, attempts, code, msg, status, workflows }
  for (const [name, value] of Object.entries(outputs)) setOutput(name, value)
  const done = `Done: ${workflow_id} is ${status === 'Enable' ? 'enabled' : 'disabled'}.`
  const failed = `update-workflow failed: ${msg} (code ${code}, HTTP ${http_status}, log_id ${log_id}).`
  const [outcome, note] = code === 0 ? ['succeeded', done] : ['failed', failed]
  const duration = `${Date.now() - started} ms`
  const facts = Object.entries({ code, http_status, log_id, attempts, duration })
  const small = [['base', app_token], ...facts].map((fact) => fact.join(' ')).join(' · ')
  const summary = `### ${code === 0 ? '✅' : '❌'} update-workflow: ${outcome}\n\n${note}\n\n<sub>${small}</sub>\n\n`
  appendFileSync(process.env.GITHUB_STEP_SUMMARY, redact(summary))
  if (code !== 0) return fail(failed)
  console.log(`${done}\n${facts.map((fact) => fact.join(' ')).join(', ')}.`)
}

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    fail('update-workflow failed: cancelled.')
    process.exit()
  })
}

main()
  .catch((error) => fail(`update-workflow failed: ${error.message}`))
  .finally(() => agent.destroy())
