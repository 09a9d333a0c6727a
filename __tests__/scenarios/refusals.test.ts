import { en } from '../../src/messages/en.ts'
import { execute, update } from './requests.ts'
import { check } from './scenario.ts'

/** What a step refuses, one of each kind; every other one is held by the tests of src/inputs, src/operations and src/step.ts. */
const refused: [inputs: Record<string, string>, error: string][] = [
  [
    { operation: 'trigger-workflow' },
    'Input operation: trigger-workflow is an action of its own. Write "uses: your-org/feishu-automation-action/trigger@v1", without operation.',
  ],
  [{ ...update, access_token: '' }, en.sentences.noCredentials],
  [{ ...execute, operator: '{"_id": 1,}' }, 'Input operator: invalid JSON at line 1, column 11.'],
]

check(
  refused.map(([inputs, error]) => ({
    name: `says: ${error}`,
    bundle: true,
    inputs,
    // Nothing is sent.
    wants: { error, log: [], outputs: {} },
  })),
)
