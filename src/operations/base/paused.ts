import { isId } from '../../feishu/request.ts'
import { isSafe } from '../../inputs/domain.ts'
import { isObject, parseOrUndefined } from '../../json.ts'
import { causeOf, StepError } from '../../messages/index.ts'
import { save, saved } from '../../runner/state.ts'
import { type Target, typeOf } from './target.ts'

/** What main tells post. Inputs are evaluated again for the post step, so the base is part of it. */
export interface Paused {
  base_url: string
  app_token: string
  link: string
  /** Every disable was answered: none of them can come later than this. */
  answered?: true
  /** In the order in which they are disabled. */
  workflows: readonly Target[]
}

/** The bytes that an environment variable may have: Linux takes 128 KiB, with its name (execve(2), MAX_ARG_STRLEN). */
export const longestVariable = 130_000

/** The same for Windows, in UTF-16 units: Node cannot read a longer one (actions/runner: Handler.cs only warns). */
const longestOnWindows = 32_000

/**
 * Nothing is paused: without any state, post would believe one that the workflow's own environment makes up
 * (actions/runner: ActionRunner.cs, which adds STATE_ variables only where there is a state).
 * @throws StepError where it cannot be saved
 */
export function saveNothing(): void {
  saveText('')
}

/**
 * Saves what is about to be disabled.
 * @throws StepError where it is too long, or cannot be saved
 */
export function savePaused(paused: Paused): void {
  saveText(pausedText(paused))
}

/** Tells post that nothing comes late. Without it, post only looks once more: that is no reason to fail. */
export function saveAnswered(paused: Paused): void {
  try {
    savePaused({ ...paused, answered: true })
  } catch {}
}

function saveText(text: string): void {
  try {
    save(text)
  } catch (error) {
    throw new StepError({ message: 'stateNotSaved', cause: causeOf(error) })
  }
}

/**
 * The runner hands the state to post as one environment variable. A long one is the ids alone.
 * @throws StepError where even that is too long
 */
export function pausedText(paused: Paused, platform: NodeJS.Platform = process.platform): string {
  const named = paused.workflows.map(({ workflow_id, title }) => ({ workflow_id, title }))
  const text = JSON.stringify({ ...paused, workflows: named })
  if (text.length < longestOnWindows) return text
  const short = JSON.stringify({ ...paused, workflows: named.map(({ workflow_id }) => workflow_id).join(',') })
  if (short.length < (platform === 'win32' ? longestOnWindows : longestVariable)) return short
  throw new StepError({ message: 'tooManyToPause', count: named.length })
}

/**
 * Reads what main has saved.
 * @throws StepError where any of it is not what main writes
 */
export function readPaused(): Paused {
  const value = parseOrUndefined(saved())
  const { base_url, app_token, link, answered, workflows } = isObject(value) ? value : {}
  const targets = targetsOf(workflows)
  if (
    targets &&
    isLink(base_url) &&
    isText(app_token) &&
    isId(app_token) &&
    (link === '' || isLink(link)) &&
    (answered === undefined || answered === true)
  ) {
    return { base_url, app_token, link, workflows: targets, ...(answered && { answered }) }
  }
  throw new StepError({ message: 'stateUnreadable' })
}

const isText = (value: unknown): value is string => typeof value === 'string'
/** Post sends a secret to the base URL. */
const isLink = (value: unknown): value is string => {
  const url = isText(value) && URL.parse(value)
  return url ? isSafe(url) : false
}

/** @returns undefined where one of them is damaged, or there is none */
function targetsOf(workflows: unknown): Target[] | undefined {
  const list = typeof workflows === 'string' ? workflows.split(',').map((workflow_id) => ({ workflow_id })) : workflows
  if (!Array.isArray(list) || list.length === 0) return undefined
  const targets = list.filter(isObject).flatMap(({ workflow_id, title }): Target[] => {
    if (!isText(workflow_id) || !isId(workflow_id) || !(title === undefined || isText(title))) return []
    return [{ workflow_id, type: typeOf(workflow_id), ...(title !== undefined && { title }) }]
  })
  return targets.length === list.length ? targets : undefined
}
