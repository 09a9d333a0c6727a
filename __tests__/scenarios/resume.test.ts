import {
  app,
  base,
  dryRunHead,
  first,
  inventory,
  listRequest,
  second,
  third,
  updateRequest,
  wkfEnabled,
} from './requests.ts'
import { check, type Scenario } from './scenario.ts'

/** An entry of output workflows of an earlier step, which says less of one that is not in the sample base. */
const entry = (workflow_id: string, status: string | undefined, previous_status: string | undefined) => {
  const { type, title } = inventory.find((each) => each.workflow_id === workflow_id) ?? {}
  return { workflow_id, type, title, status, previous_status, code: 0, msg: 'success' }
}
const resume = (...entries: object[]) => ({ app_token: base, workflows: JSON.stringify(entries) })
const named = (id: string) => `"${inventory.find(({ workflow_id }) => workflow_id === id)?.title}" (${id})`

/** What an update or a pause has done: one of them disabled, one enabled, one left as it was. */
const done = resume(
  entry(first, 'Disable', 'Enable'),
  entry(second, 'Enable', 'Enable'),
  entry(wkfEnabled, 'Enable', 'Disable'),
)
const undone = {
  requests: [updateRequest(wkfEnabled, 'Disable'), updateRequest(first)],
  enabled: [first, second],
}

const refused: [inputs: Record<string, string>, error: string][] = [
  [
    { app_token: base, workflows: ' ' },
    'Input workflows is empty: the earlier job did not set this output, or GitHub dropped it because it contains a masked value.',
  ],
  [
    resume(entry(first, 'Disable', 'Enable'), entry(second, 'Disable', undefined)),
    `Input workflows has no previous_status of ${named(second)}, so nothing was changed. In the earlier step, select by title or all, or use pause.`,
  ],
  ...[
    '[{"workflow_id":"1","prev',
    '{}',
    '[1]',
    '[{"title":"x"}]',
    '[{"workflow_id":"a/b"}]',
    '[{"workflow_id":7.3E18}]',
  ].map((workflows): [Record<string, string>, string] => [
    { app_token: base, workflows },
    `Input workflows: expected output workflows of an earlier pause or update-workflow, a JSON array, got "${workflows}".`,
  ]),
]

const scenarios: Scenario[] = [
  {
    name: 'undoes what the earlier step has changed, the last one first',
    bundle: true,
    inputs: done,
    wants: {
      ...undone,
      outputs: {
        workflows: JSON.stringify([entry(wkfEnabled, 'Disable', 'Enable'), entry(first, 'Enable', 'Disable')]),
      },
      log: [
        `Setting the previous status again: ${named(wkfEnabled)}, ${named(first)}.`,
        `${named(wkfEnabled)}: disabled`,
        `${named(first)}: enabled`,
        'As before: 2 automations and workflows.',
      ],
    },
  },
  {
    name: 'sets what nobody knows the status of, and leaves alone what had an unknown one',
    inputs: resume(entry(third, undefined, 'enabled'), entry(first, 'Disable', 'Archived')),
    wants: {
      requests: [updateRequest(third)],
      warnings: [`Left as they are, because their previous status was neither enabled nor disabled: ${named(first)}.`],
      enabled: [first, second, third, wkfEnabled],
    },
  },
  {
    name: 'succeeds without a request where nothing was changed',
    inputs: resume(),
    wants: {
      outputs: { workflows: '[]', attempts: '0' },
      log: [
        'Setting the previous status again.',
        'The earlier step changed nothing, so there is nothing to resume.',
        'attempts 0, duration N ms.',
      ],
    },
  },
  {
    name: 'lists the requests of a dry run',
    inputs: { ...done, ...app, app_id: '', app_secret: '', dry_run: 'true' },
    wants: {
      outputs: 'none',
      log: [
        ...dryRunHead,
        'obtain a tenant_access_token  POST URL/open-apis/auth/v3/tenant_access_token/internal  app_id, app_secret',
        ...undone.requests.map((request) => {
          const [method, path, body] = request.split(' ')
          const call = method === 'PUT' ? 'update an automation' : 'disable a workflow'
          return [call, `${method} URL${path}`, body === '{}' ? '' : 'status'].filter(Boolean).join('  ')
        }),
      ],
    },
  },
  {
    name: 'reads the base where an update is lost, and where one is refused because its target is gone',
    inputs: { ...resume(entry('42', 'Disable', 'Enable'), entry(first, 'Disable', 'Enable')), max_attempts: '1' },
    prepare: (_feishu, server) => server.inject({ on: 'update', stop: { at: 'acted', by: 'reset' } }),
    wants: {
      requests: [updateRequest(first), updateRequest('42'), listRequest],
      connections: 2,
      outputs: {
        workflows: JSON.stringify([
          entry(first, 'Enable', 'Disable'),
          { workflow_id: '42', type: 'automation', previous_status: 'Disable', msg: 'gone' },
        ]),
      },
    },
  },
  {
    name: 'ends where every one would fail the same way',
    inputs: done,
    prepare: ({ state }) => {
      for (const each of state.bases) each.collaborator = false
    },
    wants: {
      requests: [updateRequest(wkfEnabled, 'Disable')],
      error: new RegExp(`^resume failed for 1 of 2\\. .*Not tried: .*${first}`),
      enabled: [first, second, wkfEnabled],
    },
  },
  {
    name: 'fails where one can neither be set nor looked up',
    inputs: { ...resume(entry(first, 'Disable', 'Enable'), entry(second, 'Disable', 'Enable')), max_attempts: '1' },
    prepare: (_feishu, server) => {
      server.inject({ on: 'update', stop: { at: 'read', by: 'reset' } })
      server.inject({ on: 'list', stop: { at: 'read', by: 'reset' } })
    },
    wants: {
      requests: [updateRequest(second), updateRequest(first), listRequest],
      connections: 2,
      error:
        /^resume failed for 1 of 2\. .* Outcome unknown: .* Failed: "Sync orders to the warehouse" .* Running again is safe: /,
    },
  },
  {
    name: 'stays a failure where the base shows that it was not set',
    inputs: { ...resume(entry(third, 'Disable', 'Enable')), max_attempts: '1' },
    prepare: (_feishu, server) => server.inject({ on: 'update', stop: { at: 'read', by: 'reset' } }),
    wants: {
      requests: [updateRequest(third), listRequest],
      connections: 2,
      error: /^resume failed: .* Outcome unknown: /,
    },
  },
  {
    name: 'lists nothing in a dry run where nothing was changed',
    inputs: { ...resume(), dry_run: 'true' },
    wants: { outputs: 'none', log: dryRunHead.slice(0, 1) },
  },
  ...refused.map(
    ([inputs, error]): Scenario => ({ name: `refuses ${inputs.workflows}`, inputs, wants: { error, outputs: 'none' } }),
  ),
]

check(scenarios)
