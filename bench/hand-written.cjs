'use strict'
// The yardstick: what somebody would write by hand for these two calls, with nothing but Node. It reads the same inputs
// as the action, sends the same requests over one connection, masks, logs and sets the same outputs. It checks no
// input, retries nothing, explains nothing, and knows neither proxies nor answers that are not JSON.
const { appendFileSync } = require('node:fs')

const input = (name) => (process.env[`INPUT_${name.toUpperCase()}`] ?? '').trim()

// By itself it takes random delimiters as core.setOutput does; without Node's crypto it starts sooner.
const unique = input('plain') ? () => Math.random().toString(36) : require('node:crypto').randomUUID

const base = input('domain')
const { Agent, request } = require(base.startsWith('https:') ? 'node:https' : 'node:http')
const agent = new Agent({ keepAlive: true })

function call(method, path, body, token) {
  return new Promise((resolve, reject) => {
    const text = JSON.stringify(body)
    const headers = {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Length': Buffer.byteLength(text),
      ...(token && { Authorization: `Bearer ${token}` }),
    }
    const sent = request(base + path, { agent, method, headers, timeout: 60_000 }, (answer) => {
      const chunks = []
      answer.on('data', (chunk) => chunks.push(chunk))
      answer.on('error', reject)
      answer.on('end', () => {
        const response = Buffer.concat(chunks).toString()
        resolve({ ...JSON.parse(response), response, http_status: answer.statusCode, headers: answer.headers })
      })
    })
    sent.on('timeout', () => sent.destroy(new Error('timed out')))
    sent.on('error', reject)
    sent.end(text)
  })
}

function setOutput(name, value) {
  const delimiter = `ghadelimiter_${unique()}`
  appendFileSync(process.env.GITHUB_OUTPUT, `${name}<<${delimiter}\n${value}\n${delimiter}\n`)
}

async function main() {
  let token = input('access_token')
  for (const secret of [input('app_secret'), token]) if (secret) console.log(`::add-mask::${secret}`)
  if (!token) {
    const credentials = { app_id: input('app_id'), app_secret: input('app_secret') }
    const minted = await call('POST', '/open-apis/auth/v3/tenant_access_token/internal', credentials)
    token = minted.tenant_access_token
    console.log(`::add-mask::${token}`)
  }
  const workflows = []
  const [app, status] = [input('app_token'), input('status')]
  let last
  for (const id of input('workflow_id').split('\n')) {
    console.log(`${status} ${id}`)
    const path = `/open-apis/bitable/v1/apps/${encodeURIComponent(app)}/workflows/${encodeURIComponent(id)}`
    last = await call('PUT', path, { status }, token)
    workflows.push({ workflow_id: id, status, code: last.code, msg: last.msg })
  }
  setOutput('status', status)
  setOutput('workflows', JSON.stringify(workflows))
  setOutput('code', last.code)
  setOutput('msg', last.msg)
  setOutput('log_id', last.headers['x-tt-logid'])
  setOutput('http_status', last.http_status)
  setOutput('response', last.response)
  setOutput('attempts', workflows.length)
  console.log(`code ${last.code}, HTTP status ${last.http_status}, log_id ${last.headers['x-tt-logid']}`)
  const rows = workflows.map(({ workflow_id, msg }) => `| ${workflow_id} | ${status} | ${msg} |`)
  appendFileSync(
    process.env.GITHUB_STEP_SUMMARY,
    `| workflow | status | result |\n| --- | --- | --- |\n${rows.join('\n')}\n`,
  )
  process.exitCode = workflows.every(({ code }) => code === 0) ? 0 : 1
  agent.destroy()
}

main()
