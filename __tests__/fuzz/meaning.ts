import type { HttpResult } from '../../src/feishu/transport.ts'

/** What an exchange means to a client that knows nothing but Feishu's documents. */
export type Meaning =
  /** Feishu did it, and says so. */
  | 'granted'
  /** It says so, but the response does not hold what is documented. */
  | 'broken'
  /** The idempotent_key was used before. */
  | 'duplicate'
  /** This request changed nothing. */
  | 'refused'
  /** It may have been carried out. */
  | 'unknown'
  /** It never left the runner. */
  | 'unsent'

/** How a client goes on: again, with a new token, or not at all. `either`: the documents leave it open. */
export type Next = 'again' | 'renew' | 'stop' | 'either'

/** What sending a request twice may do. */
export type Repeat = 'read' | 'idempotent' | 'key' | 'none'

export interface Heard {
  meaning: Meaning
  next: Next
  /** Seconds that the server asks to wait. */
  asked?: number
}

/**
 * Feishu's error codes, written down a second time: an error in the step's own table is found. The `passing` ones are of
 * bases and wiki pages; after the `doubtful` and `busy` ones, the request may have been carried out.
 */
export const codes = {
  final: [
    ...[9499, 99992402, 99991672, 99991668, 99991401, 99991661, 99991201, 4001, 10003, 10014, 91403, 1254302, 1254040],
    ...[1254000, 1254606, 2320001, 2320003, 2320005, 2320006, 131002, 131007, 230013, 800004509, 800005649, 424242],
  ],
  quota: [99991403, 90003087, 1254306],
  token: [99991663, 99991664, 99991665, 99991671, 20013],
  limit: [99991400, 1254290, 1254112, 800005652],
  passing: [
    1254002, 99991400, 1254290, 1254112, 1254036, 1254291, 1254607, 1254608, 131001, 131009, 800040114, 800005652,
  ],
  doubtful: [1255040, 1254200, 1255001, 1255005],
  busy: [2200, 5000, 1500, 1663, 1668, 10101, 10500],
} as const

/** At most two repeats. */
const internal: readonly number[] = [1254200, 1255001, 1255005]

/** @param broken the response was changed so that it lacks what is documented */
export function hear(result: HttpResult, request: { repeat: Repeat; path: string }, broken: boolean): Heard {
  const { repeat } = request
  const retried = repeat === 'read' || repeat === 'idempotent'
  if (result.kind === 'no response') {
    if (!result.sent) return { meaning: 'unsent', next: 'again' }
    return { meaning: 'unknown', next: repeat === 'none' ? 'stop' : 'again' }
  }
  const { http_status: status, text } = result
  const code = codeOf(text)
  const success = status >= 200 && status <= 299
  if (code === 0 && success) {
    if (repeat === 'key' && text.includes('k_wf_ec_2001008')) return { meaning: 'duplicate', next: 'stop' }
    return { meaning: broken ? 'broken' : 'granted', next: 'stop' }
  }
  if (code === 0) {
    // It contradicts itself. Of a redirect's body, nobody says whether it counts.
    const next = repeat === 'none' ? 'stop' : status >= 500 || repeat === 'key' ? 'again' : 'either'
    return { meaning: 'unknown', next: status < 400 ? 'either' : next }
  }
  if (code === undefined) {
    if (status >= 500) return { meaning: 'unknown', next: repeat === 'none' ? 'stop' : 'again' }
    if (status === 429) return { meaning: 'refused', next: retried ? 'again' : 'either', ...askedBy(result) }
    return { meaning: success ? 'unknown' : 'refused', next: 'stop' }
  }
  if (repeat === 'key' && text.includes('k_wf_ec_2001008')) return { meaning: 'duplicate', next: 'stop' }
  return { ...hearCode(code, status, request), ...askedBy(result) }
}

function hearCode(code: number, status: number, { repeat, path }: { repeat: Repeat; path: string }): Heard {
  const retried = repeat === 'read' || repeat === 'idempotent'
  if (isIn(codes.token, code)) return { meaning: 'refused', next: path.includes('/auth/') ? 'stop' : 'renew' }
  if (code === 99991400) return { meaning: 'refused', next: 'again' }
  if (isIn(codes.busy, code)) {
    if (code === 2200 && path.includes('/base/v3/')) return { meaning: 'refused', next: 'stop' }
    return { meaning: 'unknown', next: repeat === 'none' ? 'stop' : 'again' }
  }
  if (code === 2320002) return { meaning: 'unknown', next: repeat === 'key' ? 'again' : 'either' }
  if (isIn(codes.doubtful, code)) {
    return { meaning: 'unknown', next: internal.includes(code) ? 'either' : retried ? 'again' : 'stop' }
  }
  if (isIn(codes.limit, code)) return { meaning: 'refused', next: retried ? 'again' : 'either' }
  if (isIn(codes.passing, code)) return { meaning: 'refused', next: retried ? 'again' : 'stop' }
  const listed = code !== 424242 && (isIn(codes.final, code) || isIn(codes.quota, code) || code === 1254003)
  if (!listed && status >= 500) return { meaning: 'unknown', next: retried ? 'again' : 'stop' }
  return { meaning: 'refused', next: listed || status !== 429 ? 'stop' : 'either' }
}

function isIn(list: readonly number[], code: number): boolean {
  return list.includes(code)
}

function codeOf(text: string): number | undefined {
  try {
    const value: unknown = JSON.parse(text)
    const code = typeof value === 'object' && value !== null && 'code' in value ? value.code : undefined
    return typeof code === 'string' && /^\d+$/.test(code) ? Number(code) : typeof code === 'number' ? code : undefined
  } catch {
    return undefined
  }
}

function askedBy({ header }: Extract<HttpResult, { kind: 'response' }>): { asked?: number } {
  const given = header('x-ogw-ratelimit-reset') ?? header('retry-after') ?? ''
  return /^\d+(\.\d+)?$/.test(given) ? { asked: Number(given) } : {}
}
