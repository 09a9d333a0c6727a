import { base, dryRunHead, first, named, second, switched, third, updateRequest, wkfEnabled } from './requests.ts'
import { check, type Scenario } from './scenario.ts'

const resume = (...entries: object[]) => ({ app_token: base, workflows: JSON.stringify(entries) })

/** What an update or a pause has done: one of them disabled, one enabled, one left as it was. */
const done = resume(switched(first, 'Disable'), switched(second, 'Enable'), switched(wkfEnabled, 'Enable', 'Disable'))

const refused: [inputs: Record<string, string>, error: string][] = [
  [
    { app_token: base, workflows: ' ' },
    'Input workflows is empty: the earlier job did not set this output, or GitHub dropped it because it contains a masked value.',
  ],
  [
    resume(switched(first, 'Disable'), { ...switched(second, 'Disable'), previous_status: undefined }),
    `Input workflows has no previous_status of ${named(second)}, so nothing was changed. In the earlier step, select by title or all, or use pause.`,
  ],
  ...['[{"workflow_id":"1","prev', '{}', '[1]', '[{"workflow_id":"a/b"}]', '[{"workflow_id":7.3E18}]'].map(
    (workflows): [Record<string, string>, string] => [
      { app_token: base, workflows },
      `Input workflows: expected output workflows of an earlier pause or update-workflow, a JSON array, got "${workflows}".`,
    ],
  ),
]

const scenarios: Scenario[] = [
  {
    name: 'undoes what the earlier step has changed, the last one first',
    bundle: true,
    inputs: done,
    wants: {
      requests: [updateRequest(wkfEnabled, 'Disable'), updateRequest(first)],
      outputs: {
        workflows: JSON.stringify([switched(wkfEnabled, 'Disable'), switched(first, 'Enable', 'Disable')]),
      },
      log: [
        `Setting the previous status again: ${named(wkfEnabled)}, ${named(first)}.`,
        `${named(wkfEnabled)}: disabled`,
        `${named(first)}: enabled`,
        'As before: 2 automations and workflows.',
      ],
      enabled: [first, second],
    },
  },
  {
    name: 'sets what nobody knows the status of, and leaves alone what had an unknown one',
    inputs: resume(switched(third, undefined, 'enabled'), switched(first, 'Disable', 'Archived')),
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
    name: 'lists nothing in a dry run where nothing was changed',
    inputs: { ...resume(), dry_run: 'true' },
    wants: { outputs: 'none', log: dryRunHead.slice(0, 1) },
  },
  {
    name: 'lists the requests of a dry run',
    inputs: { ...done, dry_run: 'true' },
    wants: {
      outputs: 'none',
      log: [
        ...dryRunHead,
        `disable a workflow  PATCH URL/open-apis/base/v3/bases/${base}/workflows/${wkfEnabled}/disable`,
        `update an automation  PUT URL/open-apis/bitable/v1/apps/${base}/workflows/${first}  status`,
      ],
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
  ...refused.map(
    ([inputs, error]): Scenario => ({ name: `refuses ${inputs.workflows}`, inputs, wants: { error, outputs: 'none' } }),
  ),
]

check(scenarios)
