import { advice, app, execute, executeRequest, tokenRequest, update, updateRequest } from './requests.ts'
import { check, type Scenario } from './scenario.ts'

const run = executeRequest(String.raw`{"operator":"{\"_id\": 1111}","is_async":false,"idempotent_key":"k-1"}`)
const jwt = 'eyJhbGciOiJFUzI1NiJ9.eyJqdGkiOiI3In0.c2lnbmF0dXJl-_'

const scenarios: Scenario[] = [
  {
    name: 'accepts a JWT, which can be a tenant token',
    inputs: { ...execute, access_token: jwt },
    state: { tokens: [{ token: jwt, kind: 'tenant', valid: true }] },
    wants: { requests: [run] },
  },
  {
    name: 'accepts a user token for an update',
    inputs: { ...update, access_token: 'u-g1044user' },
    state: { tokens: [{ token: 'u-g1044user', kind: 'user', valid: true }] },
    wants: { requests: [updateRequest()] },
  },
  {
    name: 'does not speak of a flow where the token request is lost',
    inputs: { ...execute, ...app, max_attempts: '1' },
    prepare: (_, server) => server.inject({ stop: { at: 'acted', by: 'reset' } }),
    wants: {
      requests: [tokenRequest],
      outputs: { idempotent_key: 'k-1' },
      error: new RegExp(
        `^execute-flow failed while obtaining a tenant_access_token: [^.]*ECONNRESET[^.]*\\. ${advice('outcomeUnknown')} More about`,
      ),
    },
  },
]

check(scenarios)
