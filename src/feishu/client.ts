import type { CallName, Message } from '../messages/index.ts'
import { type Clock, sleep } from './clock.ts'
import { withoutTokens } from './details.ts'
import { type CallFailure, FeishuError } from './error.ts'
import { cancelledBefore, failureOf, finalError, outcomeOf } from './failure.ts'
import { type Endpoint, jsonType, type Request } from './request.ts'
import { type FeishuResponse, readResponse } from './response.ts'
import { classify, type History, type NextRetry, nextRetry } from './retry.ts'
import { type Credentials, createTokenSource, type TokenSource } from './token.ts'
import type { HttpRequest, Transport } from './transport.ts'

export interface ClientConfig extends CallLimits {
  /** No slash at the end. */
  baseUrl: string
  credentials: Credentials
}

/** Limits of one call, and of a request for a token that it needs. */
export interface CallLimits {
  /** For each attempt, from connecting to the last byte. */
  timeoutSeconds: number
  /** How often one call is sent at most. */
  maxAttempts: number
}

/** What the client needs from outside. */
export interface ClientDeps {
  transport: Transport
  clock: Clock
  /** 0 to below 1. */
  random: () => number
  /** Fires when the job is cancelled. */
  cancelled: AbortSignal
  /** Receives a new token before anything else is done with it. */
  onSecret: (secret: string) => void
  /** Told of each request that was sent: its HTTP status, if there was a response, and how long it took. */
  onSent: (request: Request, http_status: number | undefined, milliseconds: number) => void
  /** Told what failed when a call is sent again, and how it continues. */
  onRetry: (failure: CallFailure, next: Message) => void
}

/** `duplicate`: the key was rejected as used; after an ambiguous attempt, this proves that the earlier attempt was accepted. */
export interface CallResult {
  kind: 'accepted' | 'duplicate'
  /** An earlier attempt may have been processed. */
  ambiguous: boolean
  response: FeishuResponse
}

export interface Client {
  /**
   * Makes one call: token, attempts, waits.
   * @param limits Default: those of the client
   * @throws FeishuError when it fails in the end
   */
  call(request: Request, limits?: CallLimits): Promise<CallResult>
  /** How many requests have been sent to these endpoints so far. */
  attempts(endpoints: readonly Endpoint[]): number
}

/** Opens nothing yet: the first call does. One token and one connection serve all calls of a step. */
export function createClient(config: ClientConfig, deps: ClientDeps): Client {
  const sent: CallName[] = []
  const tokens = createTokenSource(config.credentials, deps.onSecret)
  return {
    call: (request, limits = config) => call(request, limits, tokens),
    attempts: (endpoints) => sent.filter((call) => endpoints.some(({ name }) => name === call)).length,
  }

  async function call(request: Request, limits: CallLimits, source: TokenSource): Promise<CallResult> {
    const { timeoutSeconds, maxAttempts } = limits
    const getToken = () => source.get((tokenRequest) => call(tokenRequest, limits, noToken))
    const { transport, clock, random, cancelled, onSent, onRetry } = deps
    let history: History = {
      attempts: 0,
      waits: 0,
      internal: 0,
      renewed: !source.renew,
      ambiguous: false,
      sent: false,
      elapsed: 0,
    }
    let started: number | undefined
    // Of the last response, also when a later attempt gets none.
    let known: Pick<CallFailure, 'http_status' | 'log_id' | 'response'> = {}
    for (;;) {
      const token = await tokenFor(request, getToken, history)
      if (cancelled.aborted) throw cancelledBefore(request, known, history, history.attempts + 1, cancelled)
      sent.push(request.name)
      const began = clock.now()
      started ??= began
      const result = await transport.send(httpRequest(config, request, token), timeoutSeconds, cancelled)
      onSent(request, (result.kind === 'response' ? result : result.head)?.http_status, clock.now() - began)
      const attempt = result.kind === 'response' ? readResponse(result, request.olderForm) : result
      const { ambiguous } = history
      if (attempt.kind === 'feishu' && isDuplicate(request, attempt)) {
        return { kind: 'duplicate', ambiguous, response: attempt }
      }
      if (attempt.kind === 'feishu' && attempt.code === 0) return { kind: 'accepted', ambiguous, response: attempt }

      const rule = classify(request, attempt)
      const passing = rule.retry === 'refresh' ? source.renew !== undefined : rule.retry !== 'no'
      const failure = { ...known, ...failureOf(request, attempt, rule), passing }
      if (rule.retry === 'refresh') source.renew?.()
      const attempts = history.attempts + 1
      const lost: History = {
        ...history,
        attempts,
        ambiguous: ambiguous || rule.ambiguous,
        sent: history.sent || attempt.kind !== 'no response' || attempt.sent,
        elapsed: clock.now() - started,
      }
      if (attempt.kind === 'no response' && cancelled.aborted) {
        throw cancelledBefore(request, failure, lost, attempts, cancelled)
      }
      const asked = attempt.kind === 'no response' ? undefined : attempt.retryAfter
      const next = nextRetry(rule, lost, maxAttempts, asked, random())
      if (next.kind === 'stop') throw finalError(request, failure, lost, next, rule)
      onRetry(failure, nextMessage(next, attempts + 1, maxAttempts))
      if (next.kind === 'refresh') {
        history = { ...lost, renewed: true }
      } else {
        await sleep(clock, next.ms, cancelled)
        const internal = rule.retry === 'twice' ? lost.internal + 1 : lost.internal
        history = { ...lost, waits: lost.waits + 1, internal }
      }
      known = { http_status: failure.http_status, log_id: failure.log_id, response: failure.response }
    }
  }
}

/** For the call that obtains the token. */
const noToken: TokenSource = { get: async () => undefined }

function httpRequest({ baseUrl }: ClientConfig, request: Request, token: string | undefined): HttpRequest {
  const { method, path, body, headers, idempotency, save } = request
  return {
    method,
    url: baseUrl + path,
    headers: {
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      'Content-Type': body?.type ?? jsonType,
      'User-Agent': 'feishu-automation-action',
      ...headers,
    },
    ...(body && { body: body.content }),
    ...(idempotency.kind === 'none' && { ownConnection: true }),
    ...(save && { save }),
  }
}

function isDuplicate({ idempotency }: Request, response: FeishuResponse): boolean {
  return idempotency.kind === 'key' && idempotency.isDuplicate(response)
}

/** A failing token request is the call's failure, under the name of the token request. */
async function tokenFor(
  request: Request,
  getToken: () => Promise<string | undefined>,
  history: History,
): Promise<string | undefined> {
  try {
    return await getToken()
  } catch (error) {
    if (!(error instanceof FeishuError)) throw error
    const { failure } = error
    const { notes, ...outcome } = outcomeOf(request, history, false)
    throw new FeishuError({
      ...failure,
      ...outcome,
      response: withoutTokens(failure.response ?? '') || undefined,
      affectsEveryTarget: true,
      notes: [...(failure.notes ?? []), ...notes],
    })
  }
}

function nextMessage(next: Exclude<NextRetry, { kind: 'stop' }>, attempt: number, maxAttempts: number): Message {
  return next.kind === 'wait'
    ? { message: 'retryAfterWait', attempt, maxAttempts, seconds: Math.round(next.ms / 100) / 10 }
    : { message: 'retryWithNewToken', attempt, maxAttempts }
}
