import type { Base, State } from './state.ts'

/** The data of the demo, the tests and the stand-alone sandbox: the documentation's own sample ids where it has them. */
export function sampleState(): State {
  return {
    apps: [{ app_id: 'cli_a1b2c3d4e5f60718', app_secret: 'Hx5jT2kVqN8wRzYc1LmPb7DsFg4uEa9K' }],
    tokens: [],
    missingScopes: [],
    bases: sampleBases(),
    v3: 'available',
    nodes: [
      {
        node_token: 'wikcnKQ1k3p8Vabcef7lmnoPQrs',
        obj_type: 'bitable',
        obj_token: 'appbcbWCzen6D8dezh',
        title: 'Release board',
      },
      {
        node_token: 'wikcnDocDocDocDocDocDocDocx',
        obj_type: 'docx',
        obj_token: 'doxcnDocDocDocDocDocDocDocx',
        title: 'Release notes',
      },
    ],
    flows: [{ namespace: 'package_7344545d87__c', flow_id: 'deleteObject_99c656599f' }],
    keys: new Set(),
    executions: [],
    webhooks: [{ token: 'Wb7kQ2mN5rT8vX1zA4cE6gJ9hLp', enabled: true, starts: [] }],
    records: [],
    messages: [],
    functions: [
      { namespace: 'package_7344545d87__c', function_api_name: 'countOrders', result: '{"count":42}', calls: [] },
    ],
    userTasks: [{ task_id: '1816970091484299001', api_id: 'deleteObject_99c656599f', status: 'in_process' }],
    inner: { status: 200, code: 0 },
    unknownWorkflow: { status: 200, code: 1254002, msg: 'Fail' },
  }
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
        { workflow_id: 'wkfGx2kQ7mLp4nRt', title: 'Approve refunds', status: 'enabled', trigger_type: 'AddRecord' },
        { workflow_id: 'wkfTz8vYc1HsDq5j', title: 'Weekly report', status: 'disabled', trigger_type: 'Timer' },
      ],
    },
    {
      app_token: 'Kb3nQ7xZ2mVfLpR8tYcW5sDgJ4h',
      workflows: [],
      v3: [
        { workflow_id: 'wkfMn4bVx9LkJh2g', title: 'Archive closed tickets', status: 'enabled', trigger_type: 'Timer' },
      ],
    },
  ]
}
