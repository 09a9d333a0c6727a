import { json } from '../../sandbox/http.ts'
import { answered } from './answers.ts'
import { busyCodes, finalCodes, internalCodes, passingCodes, quotaCodes, tokenCodes } from './codes.ts'
import { type Maker, own, refusal, unsure } from './fault.ts'
import { rateLimits } from './limits.ts'
import { noConnection } from './losses.ts'

const busy: Maker = (setting) => {
  const { dice, page } = setting
  const codes = [...busyCodes, ...(passingCodes[page] ?? [])]
  const answer = json(dice.pick([200, 400, 500]), { code: dice.pick(codes), msg: 'busy' })
  return unsure(setting, 'code that passes', answered(answer), 'again')
}

const internal: Maker = (setting) => {
  const codes = internalCodes[setting.page] ?? []
  if (codes.length === 0) return busy(setting)
  return refusal(setting, 'internal error', json(200, { code: setting.dice.pick(codes), msg: 'x' }), 'either')
}

const unknownAt5xx: Maker = (setting) => {
  const answer = json(setting.dice.pick([500, 503]), { code: 424242, msg: 'panic' })
  const next = setting.page === 'execute' ? 'stop' : 'again'
  return unsure(setting, '5xx with unknown code', answered(answer), next)
}

const final: Maker = (setting) => {
  const code = setting.dice.pick(finalCodes[setting.page] ?? [])
  const error = { log_id: 'x', troubleshooter: 'see https://open.feishu.cn/search?x', helps: [{ url: 'javascript:x' }] }
  const answer = json(setting.dice.pick([200, 400, 403]), { code, msg: '::error::no', error })
  return refusal(setting, 'final code', answer, 'stop')
}

const quota: Maker = (setting) => {
  const headers = setting.dice.chance(0.5) ? { 'x-ogw-ratelimit-reset': '3' } : {}
  const answer = json(429, { code: setting.dice.pick(quotaCodes), msg: 'quota exceeded' })
  return refusal(setting, 'quota', { ...answer, headers }, 'stop')
}

const limited: Maker = (setting) => {
  const { answer, next, asked } = setting.dice.pick(rateLimits)(setting)
  return refusal(setting, 'rate limit', answer, next, asked)
}

const tokenRefused: Maker = (setting) => {
  if (setting.page === 'token') return noConnection(setting)
  const answer = json(400, { code: setting.dice.pick(tokenCodes), msg: 'Invalid access token' })
  return refusal(setting, 'valid token refused', answer, 'renew')
}

const tokenRevoked: Maker = (setting) => {
  if (setting.page === 'token') return limited(setting)
  const heard = { after: setting.dice.between(3, 90), as: own(setting) }
  return { name: 'token revoked', sentAfter: 1, acts: { after: 2, revoked: true }, heard }
}

/** What Feishu may say in place of doing it. */
export const refusals = [
  ...[busy, busy, internal, unknownAt5xx, final, quota, limited, limited, tokenRefused, tokenRevoked],
]
