import type { Base, State, WikiNode, Workflow } from './state.ts'

/** The data of the demo, the tests and the stand-alone sandbox: the documentation's own sample ids where it has them. */
export function sampleState(): State {
  return {
    // The time in the log ids.
    now: () => Date.parse('2024-08-07T10:30:00+08:00'),
    apps: [{ app_id: 'cli_a1b2c3d4e5f60718', app_secret: 'Hx5jT2kVqN8wRzYc1LmPb7DsFg4uEa9K' }],
    tokens: [],
    missingScopes: [],
    bases: sampleBases(),
    v3: 'available',
    nodes: [
      wikiNode('wikcnKQ1k3p8Vabcef7lmnoPQrs', 'bitable', 'appbcbWCzen6D8dezh', 'Release board'),
      wikiNode('wikcnDocDocDocDocDocDocDocx', 'docx', 'doxcnDocDocDocDocDocDocDocx', 'Release notes'),
    ],
    flows: [{ namespace: 'package_7344545d87__c', flow_id: 'deleteObject_99c656599f' }],
    keys: new Set(),
    executions: [],
    webhooks: [{ token: 'Wb7kQ2mN5rT8vX1zA4cE6gJ9hLp', enabled: true, starts: [] }],
    records: [],
    chats: [
      { chat_id: 'oc_5ad11d72b830411d72b836c20', name: 'Releases', bot: true },
      { chat_id: 'oc_a0553eda9014c201e6969b478895c230', name: 'On call', bot: true },
      { chat_id: 'oc_84983ff6516d731e5b5f68d4ea2e1da5', name: 'Management', bot: false },
    ],
    messages: [],
    groupBots: [{ id: '9f2c1c7e-6a5b-4d38-8f0e-1b7c2d3e4f50', enabled: true, messages: [] }],
    files: [],
    approvals: [],
    approvalEnd: { reads: 2, status: 'APPROVED' },
    inner: { status: 200, code: 0 },
  }
}

function wikiNode(node_token: string, obj_type: string, obj_token: string, title: string): WikiNode {
  return { node_token, obj_type, obj_token, title }
}

/** One base with both kinds, and one that has only workflows of the newer editor. */
function sampleBases(): Base[] {
  return [
    {
      app_token: 'appbcbWCzen6D8dezh',
      workflows: [
        { workflow_id: '7308871234552638996', title: 'Notify the on-call group', status: 'Enable' },
        { workflow_id: '7308871234552638997', title: 'Sync orders to the warehouse', status: 'Enable' },
        { workflow_id: '7308871234552638998', title: '每日汇总', status: 'Disable' },
      ],
      v3: [
        workflow('wkfGx2kQ7mLp4nRt', 'Approve refunds', 'enabled', 'AddRecordTrigger'),
        workflow('wkfTz8vYc1HsDq5j', 'Weekly report', 'disabled', 'TimerTrigger'),
      ],
    },
    {
      app_token: 'Kb3nQ7xZ2mVfLpR8tYcW5sDgJ4h',
      workflows: [],
      v3: [workflow('wkfMn4bVx9LkJh2g', 'Archive closed tickets', 'enabled', 'TimerTrigger')],
    },
  ]
}

function workflow(workflow_id: string, title: string, status: Workflow['status'], trigger_type: string): Workflow {
  return { workflow_id, title, status, trigger_type }
}
