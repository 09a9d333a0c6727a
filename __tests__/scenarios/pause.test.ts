import { expect, test } from '@jest/globals'
import type { Feishu } from '../../sandbox/feishu.ts'
import { en } from '../../src/messages/en.ts'
import { noFile, runSource } from '../support/source.ts'
import {
  advice,
  annotation,
  app,
  base,
  docsUrl,
  errorBody,
  first,
  inventory,
  listRequest,
  listRequestV3,
  logId,
  second,
  third,
  tokenRequest,
  updateRequest,
  wikiRequest,
  wkfDisabled,
  wkfEnabled,
} from './requests.ts'
import { checkJobs, type Job, token } from './scenario.ts'

const pause = { app_token: base }
const lists = [listRequest, listRequestV3]
/** What is enabled in the sample base, in the order in which it is disabled. */
const enabled = [first, second, wkfEnabled]
const restoredOrder = [wkfEnabled, second, first]
const disable = (ids: readonly string[]) => ids.map((id) => updateRequest(id, 'Disable'))
const enable = (ids: readonly string[]) => ids.map((id) => updateRequest(id, 'Enable'))

const entryOf = (id: string) => {
  const { workflow_id = id, type = '', title = '' } = inventory.find(({ workflow_id }) => workflow_id === id) ?? {}
  return { workflow_id, type, title }
}
const named = (id: string) => `"${entryOf(id).title}" (${id})`
const names = (ids: readonly string[]) => ids.map(named).join(', ')

/** The table in the summary of a post that led to this for each. */
const restoreTable = (result: string) => [
  ['Title', 'Type', 'Result', 'ID'],
  ...restoredOrder.map((id) => [entryOf(id).title, entryOf(id).type, result, id]),
]

/** The state that main saves for post. */
const saved = (ids: readonly string[], link = '') => ({
  base_url: 'URL',
  app_token: base,
  link,
  workflows: ids.map(entryOf).map(({ workflow_id, title }) => ({ workflow_id, title })),
  answered: true,
})

/** That of a main that does not know what became of one. */
const unanswered = (ids: readonly string[]) => {
  const { answered: _, ...rest } = saved(ids)
  return rest
}

/** Entries of output workflows. */
const paused = (id: string) => ({
  ...entryOf(id),
  status: 'Disable',
  previous_status: 'Enable',
  code: 0,
  msg: 'success',
})
const rejected = (id: string, code: number, msg: string) => ({ ...paused(id), status: 'Enable', code, msg })

/** Main and post that both succeed with everything in the sample base. */
const everythingPaused = { requests: [...lists, ...disable(enabled)], enabled: [] }
const everythingRestored = { requests: enable(restoredOrder), enabled }

const byHand = [en.sentences.enableByHand, `The base: ${base}`]

/** The annotation of a post that could not enable these. */
const left = (as: 'Still disabled' | 'Unknown, possibly still disabled', ids: readonly string[]) => ({
  what: `pause (restore) failed for ${ids.length} of 3. The first error`,
  notes: `${as}: ${names(ids)}.`,
})

/** The permission, between main and post. */
const forbidden = {
  code: 91403,
  msg: 'Forbidden',
  status: 403,
  count: 6,
  ...left('Unknown, possibly still disabled', restoredOrder),
}

function close({ state }: Feishu) {
  const [sample] = state.bases
  if (sample) sample.collaborator = false
}

/** The next requests to an endpoint have their effect, and no response. */
const lost = (on: string) => ({ on, stop: { at: 'acted', by: 'reset' } }) as const

const jobs: Job[] = [
  {
    name: 'disables what is enabled, and enables the same again when the job ends',
    bundle: true,
    inputs: pause,
    saved: saved(enabled),
    main: {
      requests: [...lists, ...disable(enabled)],
      outputs: {
        workflows: JSON.stringify(enabled.map(paused)),
        paused: '3',
      },
      log: [
        'Pausing everything that is enabled in the base.',
        ...enabled.map((id) => `${named(id)}: disabled`),
        'Paused until the job ends: 3 automations and workflows.',
      ],
      summary: {
        heading: 'pause: succeeded',
        about: [['base', base]],
        table: [
          ['Title', 'Type', 'Before', 'Result', 'ID'],
          ...enabled.map((id) => [entryOf(id).title, entryOf(id).type, 'enabled', 'disabled', id]),
        ],
        outcome: 'Paused until the job ends: 3 automations and workflows.',
      },
      enabled: [],
    },
    post: {
      requests: enable(restoredOrder),
      log: [
        `Re-enabling what was paused: ${names(restoredOrder)}.`,
        ...restoredOrder.map((id) => `${named(id)}: enabled`),
        'Restored: 3 automations and workflows.',
      ],
      summary: {
        heading: 'pause (restore): succeeded',
        about: [['base', base]],
        table: restoreTable('enabled'),
        outcome: 'Restored: 3 automations and workflows.',
      },
      enabled,
    },
  },
  {
    name: 'obtains a token for main and another for post, and saves neither them nor the secret',
    inputs: { ...pause, ...app, access_token: '' },
    state: { tokens: [] },
    between: (feishu) => feishu.revokeTokens(),
    saved: saved(enabled),
    main: { ...everythingPaused, requests: [tokenRequest, ...everythingPaused.requests] },
    post: { ...everythingRestored, requests: [tokenRequest, ...everythingRestored.requests] },
  },
  {
    name: 'pauses what the ids name, leaves off what was off, and touches nothing else',
    inputs: { ...pause, workflow_id: `${third}, ${wkfEnabled}, ${first}` },
    saved: saved([wkfEnabled, first]),
    main: {
      requests: [...lists, ...disable([wkfEnabled, first])],
      log: [
        `Pausing ${third}, ${wkfEnabled}, ${first}.`,
        `${named(wkfEnabled)}: disabled`,
        `${named(first)}: disabled`,
        'Paused until the job ends: 2 automations and workflows.',
      ],
      enabled: [second],
    },
    post: { requests: enable([first, wkfEnabled]), enabled },
  },
  {
    name: 'pauses the base of a wiki page, which post need not look up again',
    inputs: { app_token: 'https://acme.feishu.cn/wiki/wikcnKQ1k3p8Vabcef7lmnoPQrs?table=x' },
    saved: saved(enabled, 'https://acme.feishu.cn/wiki/wikcnKQ1k3p8Vabcef7lmnoPQrs'),
    main: { ...everythingPaused, requests: [wikiRequest, ...everythingPaused.requests] },
    post: everythingRestored,
  },
  {
    name: 'restores the base that was paused although the inputs name another by now',
    inputs: pause,
    postInputs: { app_token: 'appAnother', domain: 'lark', workflow_title: 'Nightly' },
    saved: saved(enabled),
    main: everythingPaused,
    post: everythingRestored,
  },

  {
    name: 'restores whatever is invalid by then, and ignores a dry run',
    inputs: pause,
    postInputs: { max_attempts: 'many', summary: 'yes', language: 'fr', app_token: 'a b', dry_run: 'true' },
    saved: saved(enabled),
    main: everythingPaused,
    post: {
      ...everythingRestored,
      warnings: [
        'Ignored at the end of the job: Input language: expected en or zh-CN, got "fr".',
        'Ignored at the end of the job: Input summary: expected true or false, got "yes".',
        'Ignored at the end of the job: Input max_attempts: expected a whole number from 1 to 100, got "many".',
        'Ignored at the end of the job: Input app_token contains more than one link, or white space. Set exactly one link or app_token.',
      ],
    },
  },

  // Nothing to do for post
  {
    name: 'leaves the rest to resume, and saves nothing',
    inputs: { ...pause, resume: 'manual' },
    postInputs: { resume: 'job-end' },
    main: {
      ...everythingPaused,
      outputs: { workflows: JSON.stringify(enabled.map(paused)), paused: '3' },
      log: [
        'Pausing everything that is enabled in the base.',
        ...enabled.map((id) => `${named(id)}: disabled`),
        'Paused until a step of resume gets output workflows: 3 automations and workflows.',
      ],
    },
  },
  {
    name: 'disables nothing where resume could not be told all of it',
    inputs: { ...pause, resume: 'manual' },
    prepare: ({ state }) => {
      for (const { workflows } of state.bases) for (const each of workflows) each.title = '每日汇总'.repeat(10_000)
    },
    main: {
      requests: lists,
      outputs: { workflows: '[]', code: '', msg: '', http_status: '', log_id: '', response: '' },
      error:
        'Too many to pause: a runner cannot pass an output workflows with 3 entries to resume, so nothing was disabled. Select fewer with workflow_id or workflow_title.',
      enabled,
    },
  },
  {
    name: 'says in a dry run that nothing is paused',
    inputs: { ...pause, dry_run: 'true', workflow_id: first },
    main: { outputs: { workflows: '[]' } },
  },
  {
    name: 'has an output where an input is wrong',
    inputs: { ...pause, language: 'fr' },
    main: { error: 'Input language: expected en or zh-CN, got "fr".', outputs: { workflows: '[]' } },
  },
  {
    name: 'succeeds where nothing is enabled',
    inputs: { ...pause, workflow_id: `${third},${wkfDisabled}` },
    main: {
      requests: lists,
      log: [`Pausing ${third}, ${wkfDisabled}.`],
      warnings: [
        'Nothing in the selection is enabled, so there is nothing to pause. If an earlier run was interrupted, it may have left it disabled.',
      ],
      enabled,
      outputs: {
        workflows: '[]',
        paused: '0',
      },
    },
  },
  {
    name: 'changes nothing where an id or a title is not in the base',
    inputs: { ...pause, workflow_id: `${first},42,wkfNotThere` },
    main: {
      requests: lists,
      outputs: { workflows: '[]', code: '', msg: '' },
      error: `Input workflow_id: the base has no automation or workflow 42. Input workflow_id: the base has no automation or workflow wkfNotThere. Nothing was changed. The base has ${inventory.map(({ type, workflow_id }) => `${type} ${named(workflow_id)}`).join(', ')}.`,
      enabled,
    },
  },
  {
    name: 'sends nothing that changes something where its state cannot be saved',
    inputs: pause,
    env: { GITHUB_STATE: noFile },
    saved: undefined,
    main: {
      error: `The list of what is enabled could not be saved for the end of the job, so nothing was disabled: Missing file at path: ${noFile}.`,
      enabled,
    },
  },
  {
    name: 'warns of what it cannot see where the workflows cannot be read',
    inputs: pause,
    state: { v3: 'no permission' },
    saved: saved([first, second]),
    main: {
      requests: [...lists, ...disable([first, second])],
      warnings: [
        `The workflows (wkf…) of the base cannot be read: No permission (code 230013, HTTP 403, log_id ${logId(2)}). ${en.hints.workflowScopeMissing} Only its automations are known.`,
      ],
      enabled: [wkfEnabled],
    },
    post: { requests: enable([second, first]), enabled },
  },

  {
    name: 'fails where the list of workflows cannot be read just now: they would stay enabled',
    inputs: { ...pause, max_attempts: '1' },
    prepare: (feishu) => feishu.next({ status: 502, body: 'Bad gateway' }, { on: 'list-v3' }),
    main: {
      requests: lists,
      error:
        /^pause failed while listing workflows: .* A selection of decimal ids in workflow_id does not need this list\./,
      enabled,
    },
  },

  {
    name: 'fails where the list of workflows is cut off',
    inputs: pause,
    prepare: (feishu) => feishu.next({ body: { code: 0, data: { items: [], total: 5 } } }, { on: 'list-v3' }),
    main: {
      requests: lists,
      error: /^pause failed while listing workflows: the list ends after 0 of 5 entries .* does not need this list\./,
      enabled,
    },
  },

  // Main fails half-way
  {
    name: 'restores after a main that ended at the first one that hung',
    inputs: { ...pause, max_attempts: '1', timeout_seconds: '1' },
    prepare: (_feishu, server) => server.inject({ on: 'update', stop: { at: 'read', by: 'hang' } }),
    saved: unanswered(enabled),
    main: {
      requests: [...lists, ...disable([first])],
      error: new RegExp(`^pause failed for 1 of 3\\. .* Not tried: .*${wkfEnabled}`),
      enabled,
    },
    post: { requests: [...enable(restoredOrder), ...lists, ...lists], enabled },
  },
  {
    name: 'restores after a main in which one failed and the others were disabled',
    inputs: { ...pause, max_attempts: '1' },
    prepare: (feishu) => {
      feishu.next((_request, normal) => normal ?? {}, { on: 'update', act: true })
      feishu.next({ body: errorBody(1254291, 'Write conflict', 4) }, { on: 'update' })
    },
    saved: saved(enabled),
    main: {
      requests: [...lists, ...disable(enabled)],
      outputs: {
        code: '1254291',
        msg: 'Write conflict',
        workflows: JSON.stringify([paused(first), rejected(second, 1254291, 'Write conflict'), paused(wkfEnabled)]),
        paused: '2',
      },
      error: annotation('pause failed for 1 of 3. The first error', {
        code: 1254291,
        msg: 'Write conflict',
        count: 4,
        notes: `Failed: ${named(second)}.`,
      }),
      enabled: [second],
    },
    post: everythingRestored,
  },
  {
    name: 'restores what was disabled although its response was lost, and reads no workflows for decimal ids',
    inputs: { ...pause, workflow_id: first, max_attempts: '1' },
    prepare: (_feishu, server) => server.inject(lost('update')),
    saved: unanswered([first]),
    main: {
      requests: [listRequest, ...disable([first])],
      error:
        /^pause failed: .*ECONNRESET.*Outcome unknown: the request may have been processed\. .* Check in Feishu before running again\./,
      enabled: [second, wkfEnabled],
    },
    post: { requests: [...enable([first]), listRequest, listRequest], enabled },
  },
  {
    name: 'restores after a main that was killed at its second request',
    bundle: true,
    inputs: pause,
    prepare: (_feishu, server) => {
      server.inject({ on: 'update' })
      server.inject({ on: 'update', stop: { at: 'acted', by: 'hang' } })
    },
    interrupt: { signal: 'SIGKILL', at: 'update', count: 2 },
    saved: unanswered(enabled),
    main: { requests: [...lists, ...disable([first, second])], summary: '', outputs: 'none' },
    post: { requests: [...enable(restoredOrder), ...lists, ...lists], enabled },
  },
  {
    name: 'restores after a main that was cancelled at its second request',
    inputs: pause,
    prepare: (_feishu, server) => {
      server.inject({ on: 'update' })
      server.inject({ on: 'update', stop: { at: 'acted', by: 'hang' } })
    },
    interrupt: { signal: 'SIGINT', at: 'update', count: 2 },
    saved: unanswered(enabled),
    main: {
      requests: [...lists, ...disable([first, second])],
      error: `pause failed for 1 of 3. The first error: cancelled before the response arrived. ${en.sentences.outcomeUnknown({ earlier: false })} Failed: ${named(second)}. Not tried: ${named(wkfEnabled)}. ${advice({ hint: 'cancelled', outcomeUnknown: true, again: 'none' })}`,
    },
    post: { requests: [...enable(restoredOrder), ...lists, ...lists], enabled },
  },

  // Post fails
  {
    name: 'names each that is still disabled where the permission was lost between main and post',
    bundle: true,
    inputs: pause,
    between: close,
    saved: saved(enabled),
    main: everythingPaused,
    post: {
      requests: [...enable(restoredOrder), ...lists],
      error: annotation(forbidden.what, { ...forbidden, next: byHand.join(' ') }),
      summary: {
        heading: 'pause (restore): failed',
        about: [
          ['base', base],
          ['code', '91403'],
          ['http_status', '403'],
          ['log_id', logId(6)],
        ],
        table: restoreTable('unknown'),
        outcome: '3 of 3 failed. The first error: Forbidden.',
        notes: [
          `Feishu denies access. Open the base, choose … → More → Add document app, and give the app "can manage". ${byHand.join(' ')}`,
        ],
        link: docsUrl('code-91403'),
      },
      enabled: [],
    },
  },
  {
    name: 'names each that is still disabled where Feishu issues no token any more',
    inputs: { ...pause, ...app, access_token: '' },
    state: { tokens: [] },
    between: ({ state }) => {
      state.apps = []
    },
    saved: saved(enabled),
    main: { ...everythingPaused, requests: [tokenRequest, ...everythingPaused.requests] },
    post: {
      requests: [tokenRequest],
      error: annotation('pause (restore) failed while obtaining a tenant_access_token for 3 of 3. The first error', {
        code: 10014,
        msg: 'app secret invalid',
        token: 'app',
        count: 7,
        notes: left('Unknown, possibly still disabled', restoredOrder).notes,
        next: byHand.join(' '),
      }),
      enabled: [],
    },
  },
  {
    name: 'enables the others where one fails',
    inputs: pause,
    between: (feishu) =>
      feishu.next({ status: 403, body: errorBody(1254302, 'Permission denied.', 7) }, { on: 'update' }),
    saved: saved(enabled),
    main: everythingPaused,
    post: {
      requests: [...enable(restoredOrder), listRequest],
      log: [
        `Re-enabling what was paused: ${names(restoredOrder)}.`,
        `${named(wkfEnabled)}: enabled`,
        `${named(second)}: Permission denied (code 1254302, HTTP 403, log_id ${logId(7)}).`,
        `${named(first)}: enabled`,
        `${named(second)}: still disabled.`,
      ],
      error: annotation(left('Still disabled', [second]).what, {
        code: 1254302,
        msg: 'Permission denied',
        status: 403,
        count: 7,
        notes: left('Still disabled', [second]).notes,
        next: byHand.join(' '),
      }),
      enabled: [first, wkfEnabled],
    },
  },
  {
    name: 'succeeds where responses were lost and the base shows that all are enabled',
    inputs: { ...pause, max_attempts: '1' },
    between: (_feishu, server) => {
      server.inject(lost('enable'))
      server.inject(lost('update'))
    },
    saved: saved(enabled),
    main: everythingPaused,
    post: {
      requests: [...enable(restoredOrder), ...lists],
      connections: 3,
      enabled,
    },
  },
  {
    name: 'names each that is still disabled where post is cancelled',
    bundle: true,
    inputs: pause,
    between: (_feishu, server) => server.inject({ on: 'update', stop: { at: 'read', by: 'hang' } }),
    interrupt: { phase: 'post', signal: 'SIGINT', at: 'update', count: 3 },
    saved: saved(enabled),
    main: everythingPaused,
    post: {
      requests: enable([wkfEnabled, second]),
      error: `pause (restore) failed for 2 of 3. The first error: cancelled before the response arrived. Unknown, possibly still disabled: ${names([second, first])}. ${en.hints.cancelled} ${byHand.join(' ')}`,
      enabled: [wkfEnabled],
    },
  },
]

/** Where post cannot even begin: the inputs, and the first sentence. */
const unable: [string, Partial<Job>, string][] = [
  [
    'the secret is no longer there',
    { postInputs: { access_token: '' } },
    'No credentials at the end of the job, so nothing was enabled. GitHub loses the inputs of a composite action inside a composite action (actions/runner#2030), or the secrets are gone.',
  ],
]

for (const [why, differences, sentence] of unable) {
  jobs.push({
    name: `names each that is still disabled where ${why}`,
    inputs: pause,
    ...differences,
    saved: saved(enabled),
    main: everythingPaused,
    post: {
      error: `${sentence} Unknown, possibly still disabled: ${names(enabled)}. ${byHand.join(' ')}`,
      enabled: [],
    },
  })
}

checkJobs(jobs)

test.each(['x', '[]', '{"base_url":"https://open.feishu.cn"}'])(
  'says that a state is unreadable: %s',
  async (state) => {
    const inputs = { access_token: token, app_token: base }
    const result = await runSource({ action: 'pause', phase: 'post', inputs, state: { paused: state } })
    expect(result.annotations.map(({ message }) => message)).toEqual([en.sentences.stateUnreadable])
    expect(result.exitCode).toBe(1)
  },
)
