import type { Endpoint } from '../endpoint.ts'
import { getApproval } from './approvals.ts'
import { execute } from './execute.ts'
import { files } from './files.ts'
import { groupBot } from './group-bot.ts'
import { list } from './list.ts'
import { listV3 } from './list-v3.ts'
import { messages } from './messages.ts'
import { records } from './records.ts'
import { disable, enable } from './switch.ts'
import { token } from './token.ts'
import { trigger } from './trigger.ts'
import { update } from './update.ts'
import { wiki } from './wiki.ts'

const base = [update, list, listV3, enable, disable, wiki, trigger, ...records]

/** Every endpoint of the embedded Feishu. A new one is a file beside this one and a name here. */
export const endpoints: readonly Endpoint[] = [token, ...base, execute, groupBot, ...messages, ...files, getApproval]
