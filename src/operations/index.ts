import { type ActionName, getNamed, getText, type Inputs } from '../inputs/read.ts'
import { StepError } from '../messages/index.ts'
import { appMessage } from './app-message.ts'
import { call } from './call.ts'
import { executeFlow } from './execute-flow.ts'
import { groupMessage } from './group-message.ts'
import { listWorkflows } from './list-workflows.ts'
import type { Operation } from './operation.ts'
import { pause } from './pause.ts'
import { restore } from './restore.ts'
import { resume } from './resume.ts'
import { trigger } from './trigger.ts'
import { updateWorkflow } from './update-workflow.ts'

/** The operations of the main action; a new one is its own file and a line here. */
const mainOperations: readonly Operation<'main'>[] = [updateWorkflow, executeFlow, listWorkflows]

/** What an entry of the bundle starts: whose inputs it reads, and which operation they name. */
export interface EntryPoint {
  action: ActionName
  operations: readonly Operation[]
  /** @throws StepError where the inputs name none */
  operationOf: (inputs: Inputs) => Operation
}

/** Every entry; a new action is its action.yml, its entry and a line here. */
export const entryPoints = {
  main: { action: 'main', operations: mainOperations, operationOf: mainOperation },
  pause: { action: 'pause', operations: [pause], operationOf: () => pause },
  restore: { action: 'pause', operations: [restore], operationOf: () => restore },
  resume: { action: 'resume', operations: [resume], operationOf: () => resume },
  trigger: { action: 'trigger', operations: [trigger], operationOf: () => trigger },
  call: { action: 'call', operations: [call], operationOf: () => call },
  message: { action: 'message', operations: [groupMessage, appMessage], operationOf: messageOperation },
} as const satisfies Readonly<Record<string, EntryPoint>>

export type Entry = keyof typeof entryPoints

/** A secret alone stands for a group bot whose URL is missing. */
function messageOperation(inputs: Inputs): Operation {
  return getText(inputs, 'webhook_url') || getText(inputs, 'webhook_secret') ? groupMessage : appMessage
}

/** Operations that people look for here and that are actions of their own. */
const elsewhere: Readonly<Record<string, string>> = { call: 'call', 'trigger-workflow': 'trigger' }

function mainOperation(inputs: Inputs): Operation {
  const name = getText(inputs, 'operation').toLowerCase()
  const action = Object.hasOwn(elsewhere, name) ? elsewhere[name] : undefined
  if (action) throw new StepError({ message: 'operationElsewhere', operation: name, action })
  return getNamed(inputs, 'operation', mainOperations, {
    kind: 'operation',
    names: mainOperations.map((operation) => operation.name),
  })
}
