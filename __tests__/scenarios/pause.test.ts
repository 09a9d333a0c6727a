import { en } from '../../src/messages/en.ts'
import { noFile } from '../support/source.ts'
import {
  advice,
  annotation,
  app,
  base,
  errorBody,
  type FeishuError,
  first,
  inventory,
  listRequest,
  lists,
  logId,
  named,
  second,
  switched,
  third,
  tokenRequest,
  updateRequest,
  wikiRequest,
  wkfEnabled,
} from './requests.ts'
import { checkJobs, type Job } from './scenario.ts'

const pause = { app_token: base }
/** What is enabled in the sample base, in the order in which it is disabled. */
const enabledEntries = inventory.filter(({ status }) => status === 'Enable')
const enabled = enabledEntries.map(({ workflow_id }) => workflow_id)
const restoredOrder = enabled.toReversed()
const disable = (ids: readonly string[]) => ids.map((id) => updateRequest(id, 'Disable'))
const enable = (ids: readonly string[]) => ids.map((id) => updateRequest(id, 'Enable'))
const names = (ids: readonly string[]) => ids.map(named).join(', ')

/** The state that main saves for post where it does not know what became of one. */
const unanswered = (ids: readonly string[], link = '') => ({
  base_url: 'URL',
  app_token: base,
  link,
  workflows: ids.map((workflow_id) => ({ workflow_id, title: switched(workflow_id).title })),
})
const saved = (ids: readonly string[], link?: string) => ({ ...unanswered(ids, link), answered: true })

const paused = (id: string) => switched(id, 'Disable')

/** The log of a main that disables everything. */
const pausing = (outcome: string) => [
  'Pausing everything that is enabled in the base.',
  ...enabled.map((id) => `${named(id)}: disabled`),
  outcome,
]

/** Main and post that both succeed with everything in the sample base. */
const everythingPaused = { requests: [...lists, ...disable(enabled)], enabled: [] }
const everythingRestored = { requests: enable(restoredOrder), enabled }
const everything = { inputs: pause, saved: saved(enabled), main: everythingPaused, post: everythingRestored }
/** A main that has read the base and changes nothing. */
const nothingChanged = { requests: lists, enabled }

const byHand = `${en.sentences.enableByHand} The base: ${base}`
const possiblyDisabled = (ids: readonly string[]) => `Unknown, possibly still disabled: ${names(ids)}.`

/** The annotation of a post that could not enable some. */
const notRestored = (count: number, error: FeishuError, call = '') =>
  annotation(`pause (restore) failed${call} for ${count} of 3. The first error`, { ...error, next: byHand })

const conflict = { code: 1254291, msg: 'Write conflict' }

/** The second disable takes effect, and its response never comes. */
const secondHangs: Job['prepare'] = (_feishu, server) => {
  server.inject({ on: 'update' })
  server.inject({ on: 'update', stop: { at: 'acted', by: 'hang' } })
}

const jobs: Job[] = [
  {
    name: 'disables what is enabled, and enables the same again when the job ends',
    bundle: true,
    inputs: pause,
    saved: saved(enabled),
    main: {
      ...everythingPaused,
      outputs: { workflows: JSON.stringify(enabled.map(paused)), paused: '3' },
      log: pausing('Paused until the job ends: 3 automations and workflows.'),
      summary: {
        heading: 'pause: succeeded',
        about: [['base', base]],
        table: [
          ['Title', 'Type', 'Before', 'Result', 'ID'],
          ...enabledEntries.map(({ title, type, workflow_id }) => [title, type, 'enabled', 'disabled', workflow_id]),
        ],
        outcome: 'Paused until the job ends: 3 automations and workflows.',
      },
    },
    post: {
      ...everythingRestored,
      log: [
        `Re-enabling what was paused: ${names(restoredOrder)}.`,
        ...restoredOrder.map((id) => `${named(id)}: enabled`),
        'Restored: 3 automations and workflows.',
      ],
      summary: {
        heading: 'pause (restore): succeeded',
        about: [['base', base]],
        table: [
          ['Title', 'Type', 'Result', 'ID'],
          ...enabledEntries.toReversed().map(({ title, type, workflow_id }) => [title, type, 'enabled', workflow_id]),
        ],
        outcome: 'Restored: 3 automations and workflows.',
      },
    },
  },
  {
    name: 'obtains a token for main and another for post, and saves neither them nor the secret',
    ...everything,
    inputs: { ...pause, ...app },
    state: { tokens: [] },
    between: (feishu) => feishu.revokeTokens(),
    main: { ...everythingPaused, requests: [tokenRequest, ...everythingPaused.requests] },
    post: { ...everythingRestored, requests: [tokenRequest, ...everythingRestored.requests] },
  },
  {
    name: 'pauses what the ids name, leaves off what was off, and touches nothing else',
    inputs: { ...pause, workflow_id: `${third}, ${wkfEnabled}, ${first}` },
    saved: saved([wkfEnabled, first]),
    main: {
      requests: [...lists, ...disable([wkfEnabled, first])],
      enabled: [second],
    },
    post: { requests: enable([first, wkfEnabled]), enabled },
  },
  {
    name: 'pauses the base of a wiki page, which post need not look up again',
    ...everything,
    inputs: { app_token: 'https://acme.feishu.cn/wiki/wikcnKQ1k3p8Vabcef7lmnoPQrs?table=x' },
    saved: saved(enabled, 'https://acme.feishu.cn/wiki/wikcnKQ1k3p8Vabcef7lmnoPQrs'),
    main: { ...everythingPaused, requests: [wikiRequest, ...everythingPaused.requests] },
  },
  {
    name: 'restores the base that was paused whatever the inputs say by then, and ignores a dry run',
    ...everything,
    postInputs: {
      max_attempts: 'many',
      summary: 'yes',
      language: 'fr',
      app_token: 'appAnother',
      domain: 'http://x.y',
      workflow_title: 'Nightly',
      dry_run: 'true',
    },
    post: {
      ...everythingRestored,
      warnings: [
        'Input language: expected en or zh-CN, got "fr".',
        'Input summary: expected true or false, got "yes".',
        'Input max_attempts: expected a whole number from 1 to 100, got "many".',
        'Input domain: expected feishu, lark, a host such as open.feishu.cn, or an https base URL without query (http on loopback only), got "http://x.y".',
      ].map((reason) => `Ignored at the end of the job: ${reason}`),
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
      log: pausing('Paused until a resume step gets output workflows: 3 automations and workflows.'),
    },
  },
  {
    name: 'names what stays off where no output reaches resume',
    inputs: { ...pause, resume: 'manual' },
    env: { GITHUB_OUTPUT: noFile },
    main: {
      ...everythingPaused,
      outputs: 'none',
      error: `The outputs cannot be written: Missing file at path: ${noFile}. Still disabled: ${names(enabled)}. ${byHand}`,
    },
  },
  {
    name: 'disables nothing where resume could not be told all of it',
    inputs: { ...pause, resume: 'manual' },
    prepare: ({ state }) => {
      for (const { workflows } of state.bases) for (const each of workflows) each.title = '每日汇总'.repeat(10_000)
    },
    main: {
      ...nothingChanged,
      outputs: { workflows: '[]', code: '', msg: '', http_status: '', log_id: '', response: '' },
      error:
        'Too many to pause: a runner cannot pass an output workflows with 3 entries to resume, so nothing was disabled. Select fewer with workflow_id or workflow_title.',
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
    name: 'succeeds where nothing of the selection is enabled, and says nothing of the rest',
    inputs: { ...pause, workflow_title: '每日汇总' },
    prepare: ({ state }) => {
      for (const { workflows } of state.bases) for (const each of workflows.slice(0, 1)) each.status = 'Draft'
    },
    main: {
      requests: lists,
      log: ['Pausing "每日汇总".'],
      warnings: [
        'Nothing in the selection is enabled, so there is nothing to pause. If an earlier run was interrupted, it may have left it disabled.',
      ],
      outputs: { workflows: '[]', paused: '0' },
      enabled: [second, wkfEnabled],
    },
  },
  {
    name: 'changes nothing where an id is not in the base',
    inputs: { ...pause, workflow_id: `${first},42,wkfNotThere` },
    main: {
      ...nothingChanged,
      outputs: { workflows: '[]', code: '', msg: '' },
      error: `Input workflow_id: the base has no automation or workflow 42. Input workflow_id: the base has no automation or workflow wkfNotThere. Nothing was changed. The base has ${inventory.map(({ type, workflow_id }) => `${type} ${named(workflow_id)}`).join(', ')}.`,
    },
  },
  {
    name: 'sends nothing where its state cannot be saved',
    inputs: pause,
    env: { GITHUB_STATE: noFile },
    saved: undefined,
    main: {
      error: `The list of what is enabled could not be saved for the end of the job, so nothing was disabled: Missing file at path: ${noFile}.`,
      enabled,
    },
  },
  {
    name: 'fails where the list of workflows is cut off: they would stay enabled',
    inputs: pause,
    prepare: (feishu) => feishu.next({ body: { code: 0, data: { items: [], total: 5 } } }, { on: 'list-v3' }),
    main: {
      ...nothingChanged,
      error:
        /^pause failed while listing workflows: the list ends after 0 of 5 entries .* A selection of decimal ids in workflow_id does not need this list\./,
    },
  },

  // Main does part of it
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
    name: 'restores after a main in which one failed and the others were disabled',
    ...everything,
    inputs: { ...pause, max_attempts: '1' },
    prepare: (feishu) => {
      feishu.next((_request, normal) => normal ?? {}, { on: 'update', act: true })
      feishu.next({ body: errorBody(conflict.code, conflict.msg, 4) }, { on: 'update' })
    },
    main: {
      ...everythingPaused,
      outputs: {
        code: '1254291',
        msg: 'Write conflict',
        workflows: JSON.stringify([
          paused(first),
          { ...paused(second), status: 'Enable', ...conflict },
          paused(wkfEnabled),
        ]),
        paused: '2',
      },
      error: annotation('pause failed for 1 of 3. The first error', {
        ...conflict,
        count: 4,
        notes: `Failed: ${named(second)}.`,
      }),
      enabled: [second],
    },
  },
  {
    name: 'reads no workflows for decimal ids, and does not know what became of a lost response',
    inputs: { ...pause, workflow_id: first, max_attempts: '1' },
    prepare: (_feishu, server) => server.inject({ on: 'update', stop: { at: 'acted', by: 'reset' } }),
    saved: unanswered([first]),
    main: {
      requests: [listRequest, ...disable([first])],
      error:
        /^pause failed: .*ECONNRESET.*Outcome unknown: the request may have been processed\. .* Check in Feishu before running again\./,
      enabled: [second, wkfEnabled],
    },
    post: 'not run',
  },
  {
    name: 'has saved all of it where main is killed at its second request',
    bundle: true,
    inputs: pause,
    prepare: secondHangs,
    interrupt: { signal: 'SIGKILL', at: 'update', count: 2 },
    saved: unanswered(enabled),
    main: { requests: [...lists, ...disable([first, second])], summary: '', outputs: 'none' },
    post: 'not run',
  },
  {
    name: 'restores after a main that was cancelled at its second request, and waits for what comes late',
    inputs: pause,
    prepare: secondHangs,
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
    name: 'names each that may still be disabled where Feishu issues no token any more',
    ...everything,
    inputs: { ...pause, ...app },
    state: { tokens: [] },
    between: ({ state }) => {
      state.apps = []
    },
    main: { ...everythingPaused, requests: [tokenRequest, ...everythingPaused.requests] },
    post: {
      requests: [tokenRequest],
      error: notRestored(
        3,
        { code: 10014, msg: 'app secret invalid', token: 'app', count: 7, notes: possiblyDisabled(restoredOrder) },
        ' while obtaining a tenant_access_token',
      ),
      enabled: [],
    },
  },
  {
    name: 'enables the others where one fails',
    ...everything,
    between: (feishu) =>
      feishu.next({ status: 403, body: errorBody(1254302, 'Permission denied.', 7) }, { on: 'update' }),
    post: {
      requests: [...enable(restoredOrder), listRequest],
      log: [
        `Re-enabling what was paused: ${names(restoredOrder)}.`,
        `${named(wkfEnabled)}: enabled`,
        `${named(second)}: Permission denied (code 1254302, HTTP 403, log_id ${logId(7)}).`,
        `${named(first)}: enabled`,
        `${named(second)}: still disabled.`,
      ],
      error: notRestored(1, {
        code: 1254302,
        msg: 'Permission denied',
        status: 403,
        count: 7,
        notes: `Still disabled: ${named(second)}.`,
      }),
      enabled: [first, wkfEnabled],
    },
  },
  {
    name: 'names each that may still be disabled where post is cancelled',
    bundle: true,
    ...everything,
    between: (_feishu, server) => server.inject({ on: 'update', stop: { at: 'read', by: 'hang' } }),
    interrupt: { phase: 'post', signal: 'SIGINT', at: 'update', count: 3 },
    post: {
      requests: enable([wkfEnabled, second]),
      error: `pause (restore) failed for 2 of 3. The first error: cancelled before the response arrived. ${possiblyDisabled([second, first])} ${en.hints.cancelled} ${byHand}`,
      enabled: [wkfEnabled],
    },
  },
  {
    name: 'names each that may still be disabled where the secret is no longer there',
    ...everything,
    postInputs: { access_token: '' },
    post: {
      error: `No credentials at the end of the job, so nothing was enabled. GitHub loses the inputs of a composite action inside a composite action (actions/runner#2030), or the secrets are gone. ${possiblyDisabled(enabled)} ${byHand}`,
      log: enabled.map((id) => `${named(id)}: unknown.`),
      enabled: [],
    },
  },
]

checkJobs(jobs)
