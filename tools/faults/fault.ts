import type { HttpResponse as Answer } from '../../sandbox/http.ts'
import { json } from '../../sandbox/http.ts'
import type { Exchange } from '../../src/feishu/transport.ts'
import { answered, natural } from './answers.ts'
import type { Dice } from './dice.ts'
import type { Fault, Heard, Next } from './wire.ts'

/** Where a fault is to happen. */
export interface Setting {
  dice: Dice
  page: string
  timeoutMs: number
  /** How this sequence's sandbox refuses a used key; without it, in its own words. */
  duplicate: Answer | undefined
}

/** Draws a fault of one kind. */
export type Maker = (setting: Setting) => Fault

/** An exchange in which nothing goes wrong. */
export const smooth: Maker = (setting) => {
  const after = setting.dice.between(2, 80)
  return {
    name: 'none',
    sentAfter: 1,
    acts: { after },
    heard: { after: after + setting.dice.between(1, 120), as: own(setting) },
  }
}

/** The sandbox's own answer; a duplicate in the sequence's spelling. */
export function own({ duplicate }: Setting): (normal: Answer | undefined) => Heard {
  return (normal) => {
    const heard = natural(normal ?? json(500, {}))
    return heard.meaning === 'duplicate' && duplicate ? { ...heard, exchange: answered(duplicate) } : heard
  }
}

/** The sandbox's own success, changed; anything else comes as it is. */
export function changed(setting: Setting, name: string, change: (heard: Heard, normal: Answer) => Heard): Fault {
  const as = (normal: Answer | undefined): Heard => {
    const heard = own(setting)(normal)
    return heard.meaning === 'granted' && normal ? change(heard, normal) : heard
  }
  return { name, sentAfter: 1, acts: { after: 2 }, heard: { after: setting.dice.between(3, 300), as } }
}

/** An answer in place of the sandbox's, which has not acted and will not. */
export function refusal({ dice }: Setting, name: string, answer: Answer, next: Next, asked?: number): Fault {
  const heard: Heard = { exchange: answered(answer), meaning: 'refused', next, ...(asked !== undefined && { asked }) }
  return { name, sentAfter: 1, heard: { after: dice.between(2, 300), as: () => heard } }
}

/** Something in place of the sandbox's answer, which as likely as not has acted. */
export function unsure({ dice }: Setting, name: string, exchange: Exchange, next: Next): Fault {
  const acted = dice.chance(0.5)
  const at = dice.between(3, 300)
  return {
    name: `${name} ${acted ? 'after' : 'before'} acting`,
    sentAfter: 1,
    ...(acted && { acts: { after: at - 1 } }),
    heard: { after: at, as: () => ({ exchange, meaning: 'unknown', next }) },
  }
}
