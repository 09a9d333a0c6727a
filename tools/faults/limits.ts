import type { HttpResponse as Answer } from '../../sandbox/http.ts'
import { json } from '../../sandbox/http.ts'
import type { Dice } from './dice.ts'
import { epoch } from './stage.ts'
import type { Next } from './wire.ts'

/** A rate limit's answer, and what a client has to make of it. */
export interface Sending {
  answer: Answer
  next: Next
  asked?: number
}

interface Place {
  dice: Dice
  page: string
}

/** Seconds, as a gateway may write them, and as nobody should. */
const usable = ['0', '0.001', '1', '1.0', '2.5', '7.25', '30', '59.999', '119', '120']
const tooLong = ['120.001', '121', '3600', '86400', '99999999999999999999']
const useless = ['', 'soon', '-5', 'NaN', 'Infinity', '1,5', '0x10', '1e1', '12 s']

/** The rate limits of Feishu's gateway, and of whatever else stands before it. */
export const rateLimits: readonly ((place: Place) => Sending)[] = [
  ({ dice }) => gateway(dice, {}, { next: 'again' }),
  ({ dice }) => {
    const reset = dice.pick(usable)
    return gateway(dice, { 'x-ogw-ratelimit-reset': reset }, { next: 'again', asked: Number(reset) })
  },
  ({ dice }) => {
    const after = dice.pick(usable)
    return gateway(dice, { 'retry-after': after }, { next: 'again', asked: Number(after) })
  },
  ({ dice }) => {
    const reset = dice.pick(tooLong)
    return gateway(dice, { 'x-ogw-ratelimit-reset': reset }, { next: 'stop', asked: Number(reset) })
  },
  ({ dice }) => gateway(dice, { 'x-ogw-ratelimit-reset': dice.pick(useless) }, { next: 'again' }),
  ({ dice }) => {
    // How far off it is depends on when it is read, and it may be past: no longer than the longest jitter.
    const date = new Date(epoch + dice.between(0, 30) * 1000).toUTCString()
    return gateway(dice, { 'retry-after': date }, { next: 'again' })
  },
  // Without Feishu's code nobody says that nothing ran, so execute is not repeated.
  ({ page }) => ({
    answer: { status: 429, headers: { 'retry-after': '2' }, body: 'Too Many Requests' },
    ...(page === 'execute' ? { next: 'stop' } : { next: 'again', asked: 2 }),
  }),
]

function gateway(dice: Dice, headers: Record<string, string>, rest: Omit<Sending, 'answer'>): Sending {
  const { status, body } = json(dice.pick([429, 429, 400]), { code: 99991400, msg: 'request trigger frequency limit' })
  return { answer: { status, headers, body }, ...rest }
}
