import type { Page } from '../page.ts'
import { execute } from './execute.ts'
import { list } from './list.ts'
import { token } from './token.ts'
import { update } from './update.ts'
import { wiki } from './wiki.ts'

/** Every endpoint the embedded Feishu has. A new one is a file beside this one and a name here. */
export const pages: readonly Page[] = [token, update, list, wiki, execute]
