import type { Feishu } from '../feishu.ts'
import type { StepResult } from '../runner/step.ts'

/** One step of the demo: what the workflow file says, and what has to come of it. */
export interface Scene {
  title: string
  /** One entry of a workflow's `steps`, as a user would write it. URL stands for the embedded Feishu's. */
  step: string
  /** Makes Feishu what the scene needs it to be. */
  prepare?: (feishu: Feishu) => void
  exitCode: number
  /** Outputs, and texts that have to be in the error annotation. */
  outputs: Record<string, string>
  error?: string[]
  /** What has to be true of Feishu and the step afterwards: a sentence and whether it is. */
  after: (feishu: Feishu, result: StepResult) => Record<string, boolean>
}

const CREDENTIALS = `
    app_id: \${{ vars.FEISHU_APP_ID }}
    app_secret: \${{ secrets.FEISHU_APP_SECRET }}
    domain: URL # this demo's Feishu; leave it out for the real one`

function use(operation: string, inputs: string): string {
  return `- uses: your-org/feishu-automation-action@v1\n  with:\n    operation: ${operation}${CREDENTIALS}\n${inputs}`
}

function statusOf(feishu: Feishu, id: string): string | undefined {
  return feishu.state.bases.flatMap((base) => base.workflows).find((entry) => entry.workflow_id === id)?.status
}

const FLOW = 'namespace: package_7344545d87__c'

export const scenes: readonly Scene[] = [
  {
    title: 'Switch an automation off before a migration',
    step: use(
      'update-workflow',
      `    app_token: appbcbWCzen6D8dezh
    workflow_id: '7308871234552638996'
    status: Disable`,
    ),
    exitCode: 0,
    outputs: { status: 'Disable', code: '0', http_status: '200', attempts: '1' },
    after: (feishu) => ({ 'the workflow is off': statusOf(feishu, '7308871234552638996') === 'Disable' }),
  },
  {
    title: 'Feishu refuses: HTTP 200, but there is no such base',
    step: use(
      'update-workflow',
      `    app_token: appWithATypoInIt00
    workflow_id: '7308871234552638996'
    status: Enable`,
    ),
    exitCode: 1,
    outputs: { code: '1254040', http_status: '200' },
    error: ['1254040', 'BaseTokenNotFound'],
    after: (feishu) => ({ 'the workflow is still off': statusOf(feishu, '7308871234552638996') === 'Disable' }),
  },
  {
    title: 'Run a flow and wait for its result',
    step: use(
      'execute-flow',
      `    ${FLOW}
    flow_id: deleteObject_99c656599f
    operator: '{"_id": 1111, "email": "apaas@bytedance.com"}'
    params: '{"variable_rgrtgqworiginal": {"_id": 9007199254740993}}'`,
    ),
    exitCode: 0,
    outputs: {
      status: 'end',
      code: '0',
      execution_id: '1816970091484211001',
      values: '{"_flowExecutionID":"1816970091484211001"}',
    },
    after: ({ state }) => ({
      'the flow was started once': state.executions.length === 1,
      'params arrived as written':
        state.executions[0]?.params === '{"variable_rgrtgqworiginal": {"_id": 9007199254740993}}',
    }),
  },
  {
    title: 'The flow itself fails: the answer is HTTP 200 and code 0',
    step: use(
      'execute-flow',
      `    ${FLOW}
    flow_id: syncOrders_5d1f0c2a77
    operator: apaas@bytedance.com`,
    ),
    prepare: ({ state }) => {
      const outcome = { status: 'failed', code: 'k_wf_ec_2001002', error_msg: 'a required input is missing' }
      state.flows.push({ namespace: 'package_7344545d87__c', flow_id: 'syncOrders_5d1f0c2a77', outcome })
    },
    exitCode: 1,
    outputs: { status: 'failed', code: 'k_wf_ec_2001002', execution_id: '1816970091484211002' },
    error: ['k_wf_ec_2001002', 'a required input is missing'],
    after: ({ state }) => ({ 'the flow was started once more': state.executions.length === 2 }),
  },
  {
    title: 'List the workflows of a base, from the link of its wiki page',
    step: use('list-workflows', '    app_token: https://example.feishu.cn/wiki/wikcnKQ1k3p8Vabcef7lmnoPQrs?table=tblx'),
    exitCode: 0,
    outputs: { code: '0', http_status: '200' },
    after: ({ state }, result) => ({
      'all workflows are in the output': (state.bases[0]?.workflows ?? []).every(({ workflow_id, title }) =>
        [workflow_id, title].every((text) => result.outputs.workflows?.includes(text)),
      ),
    }),
  },
]
