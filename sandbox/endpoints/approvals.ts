import type { Endpoint } from '../endpoint.ts'
import { error, fieldsOf, readObject, success } from '../http.ts'

/** Starts an approval; a uuid can be used once. */
const startApproval: Endpoint = {
  name: 'start-approval',
  request: 'POST /open-apis/approval/v4/instances',
  tokens: ['tenant'],
  handle: ({ request, state: { approvals } }) => {
    const fields = fieldsOf(request)
    const instance_code = `81D31358-93AF-92D6-7425-${String(approvals.length + 1).padStart(12, '0')}`
    const { approval_code, user_id, open_id, form, uuid = instance_code } = fields
    const complete = [approval_code, user_id ?? open_id, form].every(
      (value) => typeof value === 'string' && value !== '',
    )
    const controls = readObject(`{"list":${form}}`)
    const valid = complete && controls.kind === 'object' && Array.isArray(controls.value.list)
    if (!valid || typeof uuid !== 'string' || uuid.length > 64) return error(400, 1390001, 'param is invalid')
    if (approvals.some((approval) => approval.uuid === uuid)) return error(400, 60012, 'uuid conflict')
    approvals.push({ instance_code, uuid, fields, reads: 0 })
    return success({ instance_code })
  },
}

/** Reads an approval by its instance_code or its uuid; see State.approvalEnd. */
const getApproval: Endpoint = {
  name: 'get-approval',
  request: 'GET /open-apis/approval/v4/instances/:id',
  tokens: ['tenant'],
  handle: ({ path, state: { approvals, approvalEnd } }) => {
    const approval = approvals.find(({ instance_code, uuid }) => instance_code === path.id || uuid === path.id)
    if (!approval) return error(400, 1390003, 'instance code not found')
    approval.reads += 1
    const { status, reverted = false } = approval.reads > approvalEnd.reads ? approvalEnd : { status: 'PENDING' }
    const { instance_code, uuid, fields } = approval
    return success({ ...fields, instance_code, uuid, status, reverted })
  },
}

export const approvals: readonly Endpoint[] = [startApproval, getApproval]
