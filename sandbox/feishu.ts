import { authorise } from './auth.ts'
import { matchPages, queryOf } from './page.ts'
import { pages } from './pages/index.ts'
import type { State } from './state.ts'
import { sampleState } from './state.ts'
import type { Answer, Request } from './wire.ts'
import { LOG_ID, pageNotFound, refusal } from './wire.ts'

/** A request that arrived, the page it was for (`none` when there is no such page), and what was answered. */
export interface Visit extends Request {
  page: string
  answer: Answer
}

/** An answer to give instead of the normal one. A body that is no string is sent as JSON; LOG_ID in it is filled in. */
export interface Scripted {
  status?: number
  headers?: Record<string, string>
  body?: unknown
}

/** Makes the answer from the request and, when the request had its normal effect, the normal answer. */
export type Script = (request: Request, normal: Answer | undefined) => Scripted

export interface When {
  /** The page whose next request it is for: token, update, list, wiki, execute. Without it: any. */
  on?: string
  /** Whether the request has its normal effect before the answer is given. Without it: no. */
  act?: boolean
}

export interface Feishu {
  state: State
  /** Every request so far, oldest first. */
  visits: Visit[]
  /** Answers one request. */
  handle: (request: Request) => Answer
  /** Queues an answer for the next request that fits. */
  next: (script: Scripted | Script, when?: When) => void
  /** The page a request is for; `none` when there is no such page. */
  pageOf: (request: Pick<Request, 'method' | 'path'>) => string
  /** Makes every token invalid that was handed out so far. */
  revokeTokens: () => void
}

/**
 * A Feishu without HTTP: pure, with no clock and no chance, so that two runs see the same.
 * @param world what differs from the sample data
 */
export function createFeishu(world: Partial<State> = {}): Feishu {
  const state: State = { ...sampleState(), ...world }
  const visits: Visit[] = []
  const queue: { script: Script; when: When }[] = []

  function pageOf(request: Pick<Request, 'method' | 'path'>): string {
    const match = matchPages(pages, request.path).find(({ page }) => page.method === request.method)
    return match?.page.name ?? 'none'
  }

  function handle(request: Request): Answer {
    const page = pageOf(request)
    const index = queue.findIndex(({ when }) => when.on === undefined || when.on === page)
    const [scripted] = index < 0 ? [] : queue.splice(index, 1)
    const normal = !scripted || scripted.when.act ? visit(state, request) : undefined
    const answer = scripted ? complete(scripted.script(request, normal)) : (normal ?? pageNotFound())
    const logged = withLogId(answer, logId(visits.length + 1))
    visits.push({ ...request, page, answer: logged })
    return logged
  }

  return {
    state,
    visits,
    handle,
    pageOf,
    next: (script, when = {}) => {
      queue.push({ script: typeof script === 'function' ? script : () => script, when })
    },
    revokeTokens: () => {
      for (const token of state.tokens) token.valid = false
    },
  }
}

function visit(state: State, request: Request): Answer {
  const matches = matchPages(pages, request.path)
  if (matches.length === 0) return pageNotFound()
  const match = matches.find(({ page }) => page.method === request.method)
  if (!match) return refusal(405, 99991301, `method ${request.method} is not supported here`)
  const refused = match.page.tokens.length > 0 ? authorise(state, request.headers, match.page.tokens) : undefined
  return refused ?? match.page.answer({ request, path: match.path, query: queryOf(request.path), state })
}

function complete({ status = 200, headers = {}, body = '' }: Scripted): Answer {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return { status, headers: { 'content-type': 'application/json; charset=utf-8', ...headers }, body: text }
}

/** Log ids look like a time and a hash; these count up instead. */
function logId(count: number): string {
  return `20240807103000${String(count).padStart(18, '0')}`
}

/** Every answer has the header x-tt-logid, and its id wherever the body says LOG_ID. A scripted header stays. */
function withLogId(answer: Answer, id: string): Answer {
  return { ...answer, headers: { 'x-tt-logid': id, ...answer.headers }, body: answer.body.replaceAll(LOG_ID, id) }
}
