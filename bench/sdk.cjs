'use strict'
// The same calls through the official SDK. It does not pass on HTTP status and headers, so those outputs are missing.
const { randomUUID } = require('node:crypto')
const { appendFileSync } = require('node:fs')
const { Client, LoggerLevel, withTenantToken } = require('@larksuiteoapi/node-sdk')

const input = (name) => (process.env[`INPUT_${name.toUpperCase()}`] ?? '').trim()

function setOutput(name, value) {
  const delimiter = `ghadelimiter_${randomUUID()}`
  appendFileSync(process.env.GITHUB_OUTPUT, `${name}<<${delimiter}\n${value}\n${delimiter}\n`)
}

async function main() {
  const [token, secret] = [input('access_token'), input('app_secret')]
  for (const hidden of [secret, token]) if (hidden) console.log(`::add-mask::${hidden}`)
  const client = new Client({
    appId: input('app_id') || 'cli_0000000000000000',
    appSecret: secret || 'none',
    domain: input('domain'),
    disableTokenCache: Boolean(token),
    loggerLevel: LoggerLevel.error,
  })
  const [app_token, workflow_id, status] = [input('app_token'), input('workflow_id'), input('status')]
  console.log(`${status} ${workflow_id}`)
  const payload = { path: { app_token, workflow_id }, data: { status } }
  const response = await client.bitable.v1.appWorkflow.update(payload, ...(token ? [withTenantToken(token)] : []))
  const { code, msg } = response
  const workflows = JSON.stringify([{ workflow_id, status, code, msg }])
  const outputs = { status, workflows, code, msg, response: JSON.stringify(response), attempts: 1 }
  for (const [name, value] of Object.entries(outputs)) setOutput(name, value)
  console.log(`code ${code}`)
  const summary = `| workflow | status | result |\n| --- | --- | --- |\n| ${workflow_id} | ${status} | ${msg} |\n`
  appendFileSync(process.env.GITHUB_STEP_SUMMARY, summary)
  process.exitCode = code === 0 ? 0 : 1
}

main()
