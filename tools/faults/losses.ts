import { lost } from './answers.ts'
import { type Maker, own, unsure } from './fault.ts'
import type { Heard } from './wire.ts'

const never = Number.POSITIVE_INFINITY

const slow: Maker = (setting) => {
  const { dice, timeoutMs } = setting
  const acts = dice.between(1, Math.floor(timeoutMs * 0.5))
  const heard = acts + dice.between(0, Math.floor(timeoutMs * 0.4))
  return { name: 'slow', sentAfter: 1, acts: { after: acts }, heard: { after: heard, as: own(setting) } }
}

/** The client has given up by the time the answer comes, and perhaps before the server acts. */
const tooSlow: Maker = (setting) => {
  const { dice, timeoutMs } = setting
  const acts = dice.between(2, timeoutMs * 3)
  const heard = Math.max(acts, timeoutMs) + dice.between(1, timeoutMs)
  const name = `too slow, acting ${acts < timeoutMs ? 'in time' : 'too late'}`
  return { name, sentAfter: 1, acts: { after: acts }, heard: { after: heard, as: own(setting) } }
}

const silence: Maker = ({ dice }) => {
  const acted = dice.chance(0.5)
  const acts = acted && { acts: { after: dice.between(2, 90) } }
  return { name: `silence ${acted ? 'after' : 'before'} acting`, sentAfter: 1, ...acts }
}

const connecting: Maker = () => ({ name: 'connecting for ever', sentAfter: never })

export const noConnection: Maker = ({ dice }) => {
  const cause = dice.pick([
    'ECONNREFUSED: connect ECONNREFUSED 127.0.0.1:443',
    'ENOTFOUND: getaddrinfo ENOTFOUND open.feishu.cn',
    'SELF_SIGNED_CERT_IN_CHAIN: self-signed certificate in certificate chain',
    'ECONNRESET: Client network socket disconnected before secure TLS connection was established',
  ])
  const as = (): Heard => ({ exchange: lost(cause, false), meaning: 'unsent', next: 'again' })
  return { name: 'no connection', sentAfter: never, heard: { after: dice.between(1, 900), as } }
}

const reset: Maker = (setting) => {
  const cause = setting.dice.pick(['ECONNRESET: socket hang up', 'ERR_STREAM_PREMATURE_CLOSE: Premature close'])
  return unsure(setting, 'reset', lost(cause, true), 'again')
}

/** A proxy that sends a request on a second time, and passes on what the second one got. */
const doubled: Maker = (setting) => {
  const at = setting.dice.between(2, 90)
  const acts = { after: at, twice: true }
  return { name: 'request doubled', sentAfter: 1, acts, heard: { after: at + 9, as: own(setting) } }
}

/** What goes wrong on the way, there or back. */
export const losses = [slow, tooSlow, tooSlow, silence, silence, connecting, noConnection, reset, reset, doubled]
