import type { Call, Endpoint } from '../endpoint.ts'
import type { HttpResponse } from '../http.ts'
import { error, fieldsOf, invalidField, isRecord, success } from '../http.ts'
import type { TableRecord } from '../state.ts'
import { findBase } from './find-base.ts'
import { pageOf } from './page.ts'

const RECORDS = '/open-apis/bitable/v1/apps/:app_token/tables/:table_id/records'

/** Adds a record to a table, once per client_token. */
const addRecord: Endpoint = {
  name: 'add-record',
  request: `POST ${RECORDS}`,
  scopes: ['base:record:create', 'bitable:app'],
  handle: (call) => {
    const { fields } = fieldsOf(call.request)
    if (!isRecord(fields)) return error(200, 1254001, 'WrongRequestBody')
    const table = recordsOf(call)
    if ('body' in table) return table
    const { records } = call.state
    const { app_token = '', table_id = '' } = call.path
    const client_token = call.query.get('client_token') ?? undefined
    const earlier = records.find((record) => client_token !== undefined && record.client_token === client_token)
    const record_id = `rec${String(records.length + 1).padStart(7, '0')}`
    const record = earlier ?? { app_token, table_id, record_id, fields, client_token }
    if (!earlier) records.push(record)
    return success({ record: shown(record) })
  },
}

/** Lists the records of a table, whatever the body asks for. The paging of this POST is in the query. */
const searchRecords: Endpoint = {
  name: 'search-records',
  request: `POST ${RECORDS}/search`,
  scopes: ['base:record:retrieve', 'bitable:app', 'bitable:app:readonly'],
  handle: (call) => {
    const table = recordsOf(call)
    if ('body' in table) return table
    const page = pageOf(table.map(shown), call.query.get('page_size'), call.query.get('page_token'), 500)
    return page ? success({ ...page, total: table.length }) : invalidField('page_size')
  },
}

function recordsOf({ path, state }: Call): TableRecord[] | HttpResponse {
  const base = findBase(state, path.app_token)
  if ('body' in base) return base
  if (!path.table_id?.startsWith('tbl')) return error(200, 1254004, 'WrongTableId')
  return state.records.filter((each) => each.app_token === base.app_token && each.table_id === path.table_id)
}

function shown({ record_id, fields }: TableRecord): unknown {
  return { record_id, fields }
}

export const records: readonly Endpoint[] = [addRecord, searchRecords]
