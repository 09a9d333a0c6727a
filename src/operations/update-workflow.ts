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
type Update = { target: Target } & ({ reply: Reply } | { failure: Failure })

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
        // One writer a base is what Feishu wants, so one at a time; a refusal does not stop the others.
        for (const target of targets) {
          const update = await put(app_token, target, status, feishu)
          updates.push(update)
          if (targets.length > 1) info(`${shown(update.target)}: ${outcomeOf(update, status, hide)}`)
          if ('failure' in update && update.failure.cancelled) break
        }
        return resultOf(updates, targets, status, hide)
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

function resultOf(updates: readonly Update[], targets: readonly Target[], status: Status, hide: Hide): Result {
  const failed = updates.flatMap((update) => ('failure' in update ? [update] : []))
  const [first] = failed
  const last = updates.at(-1)
  const attempts = updates.reduce(
    (sum, update) => sum + ('reply' in update ? update.reply : update.failure).attempts,
    0,
  )
  const workflows = updates.map((update) => ({ ...update.target, ...stateOf(update, status) }))
  const outputs = {
    ...(last && ('reply' in last ? answerOutputs(last.reply.answer, attempts) : failureOutputs(name, last.failure))),
    ...(first?.failure.code !== undefined && { code: first.failure.code, msg: first.failure.msg ?? '' }),
    ...(!first && { status }),
    attempts: String(attempts),
    workflows: JSON.stringify(workflows),
  }
  const table = {
    head: ['workflow_id', 'title', 'result'],
    rows: updates.map((update) => [
      update.target.workflow_id,
      update.target.title ?? '',
      outcomeOf(update, status, hide),
    ]),
  }
  const several = targets.length > 1 && { table }
  if (!first) {
    const what = targets.length > 1 ? `${targets.length} workflows are` : `workflow ${targets.map(shown).join()} is`
    const lines = [`Done: ${what} ${status === 'Enable' ? 'enabled' : 'disabled'}.`]
    return { outputs, lines, warnings: [], rows: [{ label: 'status', value: status }], ...several }
  }
  const left = targets.slice(updates.length).map(shown)
  const cutOff = failed.slice(1).filter(({ failure }) => failure.cancelled)
  const notes = [
    ...(targets.length > 1 ? [`Failed: ${failed.map(({ target }) => shown(target)).join(', ')}.`] : []),
    ...cutOff.map(({ target, failure }) => `At ${shown(target)}, ${failure.what}.`),
    ...(left.length > 0 ? [`Not tried: ${left.join(', ')}.`] : []),
  ]
  const what =
    targets.length > 1
      ? `${failed.length} of ${targets.length} workflows; the first: ${first.failure.what}`
      : first.failure.what
  const failure = { ...first.failure, what, notes: [...first.failure.notes, ...notes] }
  return { outputs, failure, lines: [], warnings: [], rows: [], ...several }
}

function stateOf(update: Update, status: Status) {
  if ('reply' in update) return { status, code: update.reply.answer.code, msg: update.reply.answer.msg }
  const { code, msg } = update.failure
  return { status: '', code: code === undefined ? null : Number(code), msg: msg ?? update.failure.what }
}

function outcomeOf(update: Update, status: Status, hide: Hide): string {
  return 'reply' in update ? status : sentences(name, update.failure, hide).join(' ')
}
