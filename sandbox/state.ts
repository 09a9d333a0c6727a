export interface Credentials {
  app_id: string
  app_secret: string
}

/** An automation: decimal id, bitable/v1, status `Enable` or `Disable`. */
export interface Automation {
  workflow_id: string
  title: string
  status: string
}

/** A workflow of the newer editor: id `wkf…`, base/v3. */
export interface Workflow {
  workflow_id: string
  title: string
  status: 'enabled' | 'disabled'
  trigger_type: string
}

export interface Base {
  app_token: string
  workflows: Automation[]
  v3?: Workflow[]
  /** false: the app is not a collaborator, so every call fails with 91403. */
  collaborator?: boolean
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

/** An automation that starts through a URL of its own, and the requests that started it. */
export interface Webhook {
  /** The 27 characters at the end of the URL. */
  token: string
  enabled: boolean
  /** The bearer token it requires, if any. */
  bearer?: string
  starts: { body: string; client_token: string | undefined }[]
}

export interface TableRecord {
  app_token: string
  table_id: string
  record_id: string
  fields: Record<string, unknown>
  client_token: string | undefined
}

/** A message of the app's bot. */
export interface ChatMessage {
  message_id: string
  chat_id: string
  /** The message it replies to. */
  parent_id?: string
  msg_type: string
  /** JSON text. */
  content: string
  uuid: string | undefined
  /** Milliseconds since 1970. */
  create_time: string
  update_time: string
}

/** A group's own bot (自定义机器人), which is a URL and needs no app. */
export interface GroupBot {
  /** The UUID at the end of the URL. */
  id: string
  enabled: boolean
  /** The secret of its signature, if it checks one. */
  secret?: string
  /** The bodies of the messages, as received. */
  messages: string[]
}

/** Everything the embedded Feishu knows and remembers. */
export interface State {
  /** The time, in milliseconds since 1970. It stands still in the sample; a signed message needs `Date.now`. */
  now: () => number
  apps: Credentials[]
  tokens: Token[]
  /** Scopes that the app does not have. */
  missingScopes: string[]
  bases: Base[]
  /** Whether the base/v3 calls work: else they fail with 230013, or their paths are unknown. */
  v3: 'available' | 'no permission' | 'absent'
  nodes: WikiNode[]
  flows: Flow[]
  keys: Set<string>
  executions: Execution[]
  webhooks: Webhook[]
  records: TableRecord[]
  /** Where the app's bot is a member, and where it is not. */
  chats: { chat_id: string; name: string; bot: boolean }[]
  messages: ChatMessage[]
  groupBots: GroupBot[]
  /** Each character of a content is one byte. */
  files: { kind: 'file' | 'image' | 'media'; key: string; file_name: string; content: string }[]
  /** With how often each was read. */
  approvals: { instance_code: string; uuid: string; reads: number }[]
  /** How an approval ends: so many reads find it PENDING first. */
  approvalEnd: { reads: number; status: string }
  /** How `k_wf_ec_…` codes are wrapped, which is undocumented: code 0 puts them in `data.code`, any other into `msg`. */
  inner: { status: number; code: number }
}
