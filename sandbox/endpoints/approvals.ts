import type { Endpoint } from '../endpoint.ts'
import { error, success } from '../http.ts'

/** Reads an approval by its instance_code or its uuid; see State.approvalEnd. */
export const getApproval: Endpoint = {
  name: 'get-approval',
  request: 'GET /open-apis/approval/v4/instances/:id',
  tokens: ['tenant'],
  handle: ({ path, state: { approvals, approvalEnd } }) => {
    const approval = approvals.find(({ instance_code, uuid }) => instance_code === path.id || uuid === path.id)
    if (!approval) return error(400, 1390003, 'instance code not found')
    approval.reads += 1
    const status = approval.reads > approvalEnd.reads ? approvalEnd.status : 'PENDING'
    const { instance_code, uuid } = approval
    return success({ instance_code, uuid, status, reverted: false })
  },
}
