import type { Endpoint } from '../endpoint.ts'
import { addRecord } from './add-record.ts'
import { execute } from './execute.ts'
import { invokeFunction } from './invoke-function.ts'
import { list } from './list.ts'
import { listV3 } from './list-v3.ts'
import { sendMessage } from './send-message.ts'
import { disable, enable } from './switch.ts'
import { token } from './token.ts'
import { trigger } from './trigger.ts'
import { update } from './update.ts'
import { userTasks } from './user-tasks.ts'
import { wiki } from './wiki.ts'

const base = [update, list, listV3, enable, disable, wiki, addRecord, trigger]
const lowCode = [execute, invokeFunction, userTasks]

/** Every endpoint of the embedded Feishu. A new one is a file beside this one and a name here. */
export const endpoints: readonly Endpoint[] = [token, ...base, ...lowCode, sendMessage]
