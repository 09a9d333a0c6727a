import type { Outputs } from '../contract.ts'
import type { Call } from '../feishu/call.ts'
import type { Feishu, Reply } from '../feishu/client.ts'
import { type Failure, FeishuFailure, type Hide, sentences } from '../feishu/failure.ts'
import { path } from '../feishu/path.ts'
import { quoted, word } from '../fields.ts'
import { baseLookUps, baseRow, findAppToken, readBase, shownToken } from './base.ts'
import { plannedList } from './list-workflows.ts'
import { answerOutputs, failureOutputs, type Operation, type Result } from './operation.ts'
import { findTargets, otherInventory, readTargets, shown, type Target } from './targets.ts'

const name = 'update-workflow'
const statuses = ['Enable', 'Disable'] as const
type Status = (typeof statuses)[number]

/** What became of one target. */
type Update = { target: Target } & ({ reply: Reply } | { failure: Failure } | { untried: true })

/** Docs: bitable-v1/app-workflow/update. */
export const updateWorkflow: Operation = {
  name,
  inputs: ['app_token', 'workflow_id', 'workflow_title', 'status'],
  tokens: 'tenant or user',
  async plan() {
    const base = readBase()
    const { ids, titles } = readTargets()
    const status = word('status', statuses)
    const app = shownToken(base)
    const planned = (workflow_id: string) => ({
      name,
      method: 'PUT',
      path: `/open-apis/bitable/v1/apps/${app}/workflows/${workflow_id}`,
      fields: ['status'],
    })
    return {
      doing: `${status === 'Enable' ? 'Enabling' : 'Disabling'} ${[...ids, ...titles.map(quoted)].join(', ')}`,
      platform: base.platform,
      requests: [
        ...baseLookUps(base),
        ...(titles.length > 0 ? [plannedList(app)] : []),
        ...ids.map((workflow_id) => planned(encodeURIComponent(workflow_id))),
        ...titles.map((title) => planned(`<workflow_id of ${quoted(title)}>`)),
      ],
      target: [baseRow(base)],
      outputs: {},
      warnings: ids.filter((id) => /^(wkf|tbl|vew|blk)/.test(id)).map(otherInventory),
      private: [],
      async perform(feishu, { info, hide }) {
        const app_token = await findAppToken(base, feishu)
        const found =
          titles.length > 0
            ? await findTargets(app_token, titles, feishu)
            : { targets: ids.map((workflow_id) => ({ workflow_id })) }
        if ('result' in found) return found.result
        const { targets } = found
        const updates: Update[] = []
        let cancelled = false
        // One writer a base is what Feishu wants, so one at a time; a refusal does not stop the others.
        for (const target of targets) {
          const update: Update = cancelled ? { target, untried: true } : await put(app_token, target, status, feishu)
          updates.push(update)
          if (targets.length > 1) info(`${shown(update.target)}: ${outcomeOf(update, status, hide)}`)
          cancelled ||= 'failure' in update && update.failure.cancelled
        }
        return resultOf(updates, status, hide)
      },
    }
  },
}

async function put(app_token: string, target: Target, status: Status, feishu: Feishu): Promise<Update> {
  const call: Call = {
    name,
    method: 'PUT',
    path: path`/open-apis/bitable/v1/apps/${app_token}/workflows/${target.workflow_id}`,
    body: JSON.stringify({ status }),
    repeat: { safe: 'always' },
  }
  try {
    return { target, reply: await feishu.call(call) }
  } catch (error) {
    if (error instanceof FeishuFailure) return { target, failure: error.failure }
    throw error
  }
}

function resultOf(updates: readonly Update[], status: Status, hide: Hide): Result {
  const failed = updates.flatMap((update) => ('failure' in update ? [update] : []))
  const untried = updates.filter((update) => 'untried' in update)
  const [first] = failed
  const several = updates.length > 1
  const table = {
    head: ['workflow_id', 'title', 'result'],
    rows: updates.map((update) => [
      update.target.workflow_id,
      update.target.title ?? '',
      outcomeOf(update, status, hide),
    ]),
  }
  const common = { outputs: outputsOf(updates, status), warnings: [], ...(several && { table }) }
  if (!first) {
    const what = several ? `${updates.length} workflows are` : `workflow ${updates.map(shownOf).join()} is`
    const lines = [`Done: ${what} ${status === 'Enable' ? 'enabled' : 'disabled'}.`]
    return { ...common, lines, rows: [{ label: 'status', value: status }] }
  }
  const cutOff = failed.slice(1).filter(({ failure }) => failure.cancelled)
  const notes = [
    `Failed: ${listed(failed)}.`,
    ...cutOff.map(({ target, failure }) => `At ${shown(target)}, ${failure.what}.`),
    ...(untried.length > 0 ? [`Not tried: ${listed(untried)}.`] : []),
  ]
  const what = several
    ? `${failed.length} of ${updates.length} workflows; the first: ${first.failure.what}`
    : first.failure.what
  const failure = { ...first.failure, what, notes: [...first.failure.notes, ...notes] }
  return { ...common, failure, lines: [], rows: [] }
}

/** Of the last answer, but for code and msg: the first failure decides. */
function outputsOf(updates: readonly Update[], status: Status): Outputs {
  const each = updates.map((update): Outputs => {
    if ('untried' in update) return {}
    return 'reply' in update
      ? answerOutputs(update.reply.answer, update.reply.attempts)
      : failureOutputs(name, update.failure)
  })
  const { code: _code, msg: _msg, ...last } = Object.assign({}, ...each)
  const decided = updates.findIndex((update) => 'failure' in update)
  const [{ code, msg } = {}] = each.slice(decided)
  return {
    ...last,
    ...(code !== undefined && { code }),
    ...(msg !== undefined && { msg }),
    ...(decided === -1 && { status }),
    attempts: String(each.reduce((sum, { attempts = '0' }) => sum + Number(attempts), 0)),
    workflows: JSON.stringify(updates.map((update) => ({ ...update.target, ...stateOf(update, status) }))),
  }
}

function stateOf(update: Update, status: Status): { status: string; code: number | null; msg: string } {
  if ('untried' in update) return { status: '', code: null, msg: 'not tried' }
  if ('reply' in update) return { status, code: update.reply.answer.code, msg: update.reply.answer.msg }
  const { code, msg, what } = update.failure
  return { status: '', code: code === undefined ? null : Number(code), msg: msg ?? what }
}

function outcomeOf(update: Update, status: Status, hide: Hide): string {
  if ('untried' in update) return 'not tried'
  return 'reply' in update ? status : sentences(name, update.failure, hide).join(' ')
}

/** Longer lists would push what to do out of the annotation; the outputs have them all. */
const mostListed = 20

function listed(updates: readonly Update[]): string {
  const more = updates.length > mostListed ? `, and ${updates.length - mostListed} more` : ''
  return updates.slice(0, mostListed).map(shownOf).join(', ') + more
}

function shownOf({ target }: Update): string {
  return shown(target)
}
