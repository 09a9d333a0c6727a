import { en } from '../../src/messages/en.ts'
import { entryPoints } from '../../src/operations/index.ts'
import { app, base, execute, first, list, update } from './requests.ts'
import { check } from './scenario.ts'

// What a step checks, one refusal each; every value that is refused is held by the tests of src/inputs, operations and step.

const operations = entryPoints.main.operations.map(({ name }) => name).join(', ')
const invisible = (input: string) =>
  `Input ${input} contains an invisible character, such as a zero-width space. Type the value instead of pasting it.`

/** The inputs, and the one error: nothing is sent, no output is set. */
const refused: [inputs: Record<string, string>, error: string][] = [
  [{}, `Input operation is required: one of ${operations}.`],
  [
    { operation: 'trigger-workflow' },
    'Input operation: trigger-workflow is an action of its own. Write "uses: your-org/feishu-automation-action/trigger@v1", without operation.',
  ],
  [
    { ...update, access_token: 'Bearer t' },
    'Input access_token contains a space or a special character: expected only the token, without "Bearer".',
  ],
  [{ ...update, access_token: '' }, en.sentences.noCredentials],
  [
    { ...list, domain: '', app_token: `https://feishu.example.com/base/${base}` },
    'Input domain is required: the host of the link in app_token belongs to neither Feishu nor Lark. Set feishu, lark or the base URL of the private deployment.',
  ],
  [
    { ...update, workflow_id: ' ,\n, ' },
    'Input workflow_id is required: ids of automations or workflows, one per line or separated by commas; or all; or set workflow_title instead.',
  ],
  [
    { ...update, workflow_id: `${first},7.3e18` },
    'Input workflow_id: "7.3e18" is a number rounded by YAML. Put quotes around the id.',
  ],
  [{ ...update, status: 'x'.repeat(200) }, `Input status: expected Enable or Disable, got "${'x'.repeat(100)}…".`],
  [
    { ...execute, namespace: '..' },
    'Input namespace: expected the namespace of a low-code app, such as package_7344545d87__c, got "..".',
  ],
  [{ ...execute, flow_id: '' }, "Input flow_id is required: the flow's API name, such as deleteObject_99c656599f."],
  [{ ...execute, operator: '{"_id": 1,}' }, 'Input operator: invalid JSON at line 1, column 11.'],
  [
    { ...execute, params: 'ci: 1', context_param: 'ci' },
    'Input context_param: params already has a member "ci". Use another name.',
  ],
  [{ ...update, app_token: 'app\u200bx' }, invisible('app_token')],
  [{ ...update, ...app, app_id: 'cli_a1\u200bb2' }, invisible('app_id')],
  [{ ...update, ...app, app_secret: 'Zz5j\u200eT2' }, invisible('app_secret')],
  [{ ...update, ...app, app_id: 'cli_a1 b2' }, 'Input app_id contains a space or a special character.'],
  [{ ...execute, operator: '{"_id": "1\u200b2"}' }, invisible('operator')],
  [{ ...update, access_token: 't-\u200bx' }, invisible('access_token')],
  [{ ...execute, operator: 'a@b.example\u200b' }, invisible('operator')],
  [{ ...execute, idempotent_key: 'k\u200b' }, invisible('idempotent_key')],
]

check(
  refused.map(([inputs, error], index) => ({
    name: error,
    bundle: index < 3,
    inputs,
    wants: { error, log: [], outputs: {} },
  })),
)
