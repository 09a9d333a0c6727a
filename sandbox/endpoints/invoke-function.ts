import type { Endpoint } from '../endpoint.ts'
import { error, fieldsOf, readObject, success } from '../http.ts'

/** Calls a function of the low-code platform. There is no idempotency key: each request calls it. */
export const invokeFunction: Endpoint = {
  name: 'invoke-function',
  request: 'POST /open-apis/apaas/v1/applications/:namespace/functions/:function_api_name/invoke',
  tokens: ['tenant'],
  handle: ({ request, path, state }) => {
    const { params } = fieldsOf(request)
    const found = state.functions.find(
      ({ namespace, function_api_name }) =>
        namespace === path.namespace && function_api_name === path.function_api_name,
    )
    if (!found || typeof params !== 'string' || readObject(params).kind !== 'object') {
      return error(400, 2320001, 'param is invalid')
    }
    found.calls.push(params)
    return success({ result: found.result })
  },
}
