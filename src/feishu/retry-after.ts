import { errorsIn } from './body.ts'
import type { Header } from './content.ts'

/**
 * The longest wait that the server asks for: `x-ogw-ratelimit-reset` in seconds, fractions too (Feishu's gateway),
 * `Retry-After` in seconds or as a date (RFC 9110), or `retry_after_ms` of base/v3 (seen).
 */
export function retryAfter(header: Header, body: Readonly<Record<string, unknown>> = {}): number | undefined {
  const after = header('retry-after')
  const [, { retry_after_ms }] = errorsIn(body)
  const asked = [inSeconds(header('x-ogw-ratelimit-reset')), inSeconds(after), untilDate(after, header('date'))]
  if (typeof retry_after_ms === 'number' && retry_after_ms >= 0) asked.push(retry_after_ms / 1000)
  const known = asked.filter((seconds) => seconds !== undefined)
  return known.length > 0 ? Math.max(...known) : undefined
}

function inSeconds(value: string | undefined): number | undefined {
  return value && /^\d+(\.\d+)?$/.test(value) ? Number(value) : undefined
}

/** @param now the server's own time: the clock of a runner may be minutes off */
function untilDate(value: string | undefined, now: string | undefined): number | undefined {
  const date = inMs(value)
  return date === undefined ? undefined : Math.max(0, (date - (inMs(now) ?? Date.now())) / 1000)
}

/** Date.parse alone finds a date in almost any text that has a number. */
function inMs(httpDate: string | undefined): number | undefined {
  const shape = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/
  const ms = httpDate && shape.test(httpDate) ? Date.parse(httpDate) : Number.NaN
  return Number.isNaN(ms) ? undefined : ms
}
