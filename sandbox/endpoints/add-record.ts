import type { Endpoint } from '../endpoint.ts'
import { error, isRecord, readBody, success } from '../http.ts'
import { findBase } from './find-base.ts'

/** Adds a record to a table, once per client_token. */
export const addRecord: Endpoint = {
  name: 'add-record',
  method: 'POST',
  template: '/open-apis/bitable/v1/apps/:app_token/tables/:table_id/records',
  tokens: ['tenant', 'user'],
  scopes: ['base:record:create', 'bitable:app'],
  handle: ({ request, path, query, state }) => {
    const body = readBody(request)
    if (body.kind !== 'object') return error(200, 1254000, 'WrongRequestJson')
    const { fields } = body.value
    if (!isRecord(fields)) return error(200, 1254001, 'WrongRequestBody')
    const base = findBase(state, path.app_token, { malformed: 200, notFound: 200 })
    if ('body' in base) return base
    const { app_token } = base
    const { table_id = '' } = path
    if (!table_id.startsWith('tbl')) return error(200, 1254004, 'WrongTableId')
    const client_token = query.get('client_token') ?? undefined
    const earlier = state.records.find((record) => client_token !== undefined && record.client_token === client_token)
    const record_id = `rec${String(state.records.length + 1).padStart(7, '0')}`
    const record = earlier ?? { app_token, table_id, record_id, fields, client_token }
    if (!earlier) state.records.push(record)
    return success({ record: { record_id: record.record_id, fields: record.fields } })
  },
}
