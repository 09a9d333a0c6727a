import { findBase } from '../base.ts'
import type { Call, Page } from '../page.ts'
import type { Answer } from '../wire.ts'
import { success } from '../wire.ts'

/** Lists a base's workflows: all of them at once, there is no paging. */
export const list: Page = {
  name: 'list',
  method: 'GET',
  template: '/open-apis/bitable/v1/apps/:app_token/workflows',
  tokens: ['tenant', 'user'],
  answer,
}

function answer({ path, state }: Call): Answer {
  const base = findBase(state, path.app_token ?? '', { malformed: 400, notFound: 404 })
  if ('body' in base) return base
  return success({
    workflows: base.workflows.map(({ workflow_id, status, title }) => ({ workflow_id, status, title })),
  })
}
