import type { HttpResponse as Answer, HttpRequest as Request } from '../../sandbox/http.ts'
import { json } from '../../sandbox/http.ts'
import { answered, bentSuccesses, foreignPage, gatewayPage, strangeBodies } from './answers.ts'
import { changed, type Maker, refusal, unsure } from './fault.ts'
import type { Heard } from './wire.ts'

const badGateway: Maker = (setting) => {
  const body = setting.dice.pick([...strangeBodies, 'upstream connect error'])
  const answer = foreignPage(setting.dice.pick([500, 502, 503, 504]), body)
  return unsure(setting, '5xx without code', answered(answer), 'again')
}

const strange: Maker = (setting) => {
  const answer = foreignPage(setting.dice.pick([200, 200, 201, 204]), setting.dice.pick(strangeBodies))
  return unsure(setting, 'garbage', answered(answer), 'stop')
}

const wall: Maker = (setting) => {
  const answer = setting.dice.pick([
    foreignPage(403),
    foreignPage(401, ''),
    foreignPage(404, '404 page not found'),
    foreignPage(407, '{"error":"proxy"}'),
    foreignPage(413),
  ])
  return refusal(setting, '4xx without code', answer, 'stop')
}

const redirect: Maker = (setting) => {
  const body = setting.dice.pick(['', gatewayPage, '{"code":0,"msg":"success","data":{}}'])
  const answer = foreignPage(setting.dice.pick([301, 302, 303, 307, 308]), body)
  const headers = { location: 'https://login.example.com/?back=1' }
  return refusal(setting, 'redirect', { ...answer, headers }, 'stop')
}

const huge: Maker = (setting) => {
  const start = setting.dice.pick(['{"code":0,"data":{},"msg":"   ', '{"code":0,"data":{"workflows":[]},"msg":""}   '])
  return unsure(setting, 'over 10 MiB', answered(foreignPage(200, start), false), 'stop')
}

const torn: Maker = (setting) => {
  const part = setting.dice.roll()
  const as = (normal: Answer | undefined): Heard => {
    const answer = normal ?? json(200, {})
    const exchange = answered({ ...answer, body: answer.body.slice(0, Math.floor(answer.body.length * part)) })
    // Under 4xx, whatever the body was going to say, nothing was done.
    const certain = answer.status >= 400 && answer.status < 500
    return { exchange, meaning: certain ? 'refused' : 'unknown', next: 'stop' }
  }
  return { name: 'torn answer', sentAfter: 1, acts: { after: 2 }, heard: { after: setting.dice.between(3, 300), as } }
}

const bent: Maker = (setting) => {
  const body = setting.dice.pick(bentSuccesses(setting.page))
  // Of a PUT, the code alone is promised.
  const meaning = setting.page === 'update' ? 'granted' : 'bent'
  return changed(setting, 'data missing', () => ({ exchange: answered(json(200, body)), meaning, next: 'stop' }))
}

const numbers: Maker = (setting) =>
  changed(setting, 'numbers for text', (heard, normal) => {
    const body = normal.body.replace(/"(execution_id|workflow_id)":"(\d+)"/g, '"$1":$2')
    return { ...heard, exchange: answered({ ...normal, body }) }
  })

const sparse: Maker = (setting) => {
  const gone = setting.dice.pick([/"execution_id":"\d+",?/, /"out_params":"(?:[^"\\]|\\.)*",?/, /"error_msg":"",/])
  return changed(setting, 'fields missing', (heard, normal) => ({
    ...heard,
    exchange: answered({ ...normal, body: normal.body.replace(gone, '') }),
  }))
}

/** An answer that shows what was sent: credentials, operator, params. */
const echo: Maker = (setting) => {
  const final = setting.dice.chance(0.5)
  const as = (_: Answer | undefined, { headers, body }: Request): Heard => {
    const said = `got ${headers.authorization ?? 'nobody'} with ${body}`
    return final
      ? { exchange: answered(json(400, { code: 9499, msg: said })), meaning: 'refused', next: 'stop' }
      : { exchange: answered(foreignPage(502, `<pre>${said}</pre>`)), meaning: 'unknown', next: 'again' }
  }
  return { name: 'echo', sentAfter: 1, heard: { after: setting.dice.between(3, 300), as } }
}

/** Answers that are not what was promised. */
export const garbage = [badGateway, badGateway, strange, wall, redirect, huge, torn, bent, numbers, sparse, echo]
