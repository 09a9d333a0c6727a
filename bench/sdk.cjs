'use strict'
// The same calls through the official SDK. It does not hand out HTTP status and headers, so those outputs are missing.
const { appendFileSync } = require('node:fs')
const { randomUUID } = require('node:crypto')
const { Client, LoggerLevel, withTenantToken } = require('@larksuiteoapi/node-sdk')

const input = (name) => (process.env[`INPUT_${name.toUpperCase()}`] ?? '').trim()

function setOutput(name, value) {
  const delimiter = `ghadelimiter_${randomUUID()}`
  appendFileSync(process.env.GITHUB_OUTPUT, `${name}<<${delimiter}\n${value}\n${delimiter}\n`)
}

async function main() {
  const [token, secret, status] = [input('access_token'), input('app_secret'), input('status')]
  for (const hidden of [secret, token]) if (hidden) console.log(`::add-mask::${hidden}`)
  const client = new Client({
    appId: input('app_id') || 'cli_0000000000000000',
    appSecret: secret || 'none',
    domain: input('domain'),
    disableTokenCache: Boolean(token),
    loggerLevel: LoggerLevel.error,
  })
  const workflows = []
  let last
  for (const workflow_id of input('workflow_id').split('\n')) {
    console.log(`${status} ${workflow_id}`)
    const call = { path: { app_token: input('app_token'), workflow_id }, data: { status } }
    last = await client.bitable.v1.appWorkflow.update(call, ...(token ? [withTenantToken(token)] : []))
    workflows.push({ workflow_id, status, code: last.code, msg: last.msg })
  }
  setOutput('status', status)
  setOutput('workflows', JSON.stringify(workflows))
  setOutput('code', last.code)
  setOutput('msg', last.msg)
  setOutput('response', JSON.stringify(last))
  setOutput('attempts', workflows.length)
  console.log(`code ${last.code}`)
  const rows = workflows.map(({ workflow_id, msg }) => `| ${workflow_id} | ${status} | ${msg} |`)
  appendFileSync(
    process.env.GITHUB_STEP_SUMMARY,
    `| workflow | status | result |\n| --- | --- | --- |\n${rows.join('\n')}\n`,
  )
  process.exitCode = workflows.every(({ code }) => code === 0) ? 0 : 1
}

main()
