export interface Credentials {
  app_id: string
  app_secret: string
}

export interface Workflow {
  workflow_id: string
  title: string
  status: string
}

export interface Base {
  app_token: string
  workflows: Workflow[]
}

export interface WikiNode {
  node_token: string
  obj_type: string
  obj_token: string
  title: string
}

/** How a flow ends. `out_params` is JSON text, sent as it is; without it the document's sample is used. */
export interface Outcome {
  status: string
  code: string
  error_msg: string
  out_params?: string
}

export interface Flow {
  namespace: string
  flow_id: string
  outcome?: Outcome
}

/** An execution that was started, with its fields exactly as they were received. */
export interface Execution {
  execution_id: string
  namespace: string
  flow_id: string
  operator: string
  params: string | undefined
  is_async: boolean
  idempotent_key: string | undefined
}

export interface Token {
  token: string
  kind: 'tenant' | 'user'
  valid: boolean
}

/** The top-level form of an inner refusal. Which one Feishu uses is not documented, so it can be chosen. */
export interface InnerForm {
  status: number
  code: number
}

/** Everything the embedded Feishu knows and remembers. */
export interface State {
  apps: Credentials[]
  tokens: Token[]
  /** Seconds that a newly asked-for tenant token says it has left. */
  expire: number
  bases: Base[]
  nodes: WikiNode[]
  flows: Flow[]
  keys: Set<string>
  executions: Execution[]
  /** How `k_wf_ec_…` codes are wrapped: code 0 puts them in `data.code`, any other code into the message. */
  inner: InnerForm
  /** What an update of a workflow that is not there answers. No document names a code for it; 1254002 fits best. */
  unknownWorkflow: { status: number; code: number; msg: string }
}

/** The data of the demo, the tests and the stand-alone sandbox: the documents' own sample ids where they have them. */
export function sampleState(): State {
  return {
    apps: [{ app_id: 'cli_a1b2c3d4e5f60718', app_secret: 'Hx5jT2kVqN8wRzYc1LmPb7DsFg4uEa9K' }],
    tokens: [],
    expire: 7200,
    bases: [
      {
        app_token: 'appbcbWCzen6D8dezh',
        workflows: [
          { workflow_id: '7308871234552638996', title: 'Notify the on-call group', status: 'Enable' },
          { workflow_id: '7308871234552638997', title: 'Sync orders to the warehouse', status: 'Enable' },
          { workflow_id: '7308871234552638998', title: '每日汇总', status: 'Disable' },
        ],
      },
    ],
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
    inner: { status: 200, code: 0 },
    unknownWorkflow: { status: 200, code: 1254002, msg: 'Fail' },
  }
}
