import { isObject } from '../../json.ts'
import { causeOf, StepError } from '../../messages/index.ts'
import { save, saved } from '../../runner/state.ts'
import type { Target } from './target.ts'

/** What main tells post. Inputs are evaluated again for the post step, so the base is part of it. */
export interface Paused {
  base_url: string
  app_token: string
  link: string
  /** In the order in which they are disabled. */
  workflows: readonly Target[]
}

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

function saveText(text: string): void {
  try {
    save(text)
  } catch (error) {
    throw new StepError({ message: 'stateNotSaved', cause: causeOf(error) })
  }
}

/** The bytes that an environment variable may have: Linux takes 128 KiB, with its name (execve(2), MAX_ARG_STRLEN). */
export const longestVariable = 130_000

/**
 * The runner hands the state to post as one environment variable. Windows takes 32,767 characters, so a long one does
 * without titles; Linux would not start post at all.
 * @throws StepError where even that is too little
 */
export function pausedText(paused: Paused): string {
  const count = paused.workflows.length
  const withTitles = paused.workflows.map(({ workflow_id, type, title }) => ({ workflow_id, type, title }))
  const text = JSON.stringify({ ...paused, workflows: withTitles })
  if (text.length < 32_000) return text
  const workflows = paused.workflows.map(({ workflow_id, type }) => ({ workflow_id, type }))
  const short = JSON.stringify({ ...paused, workflows })
  if (short.length < longestVariable) return short
  throw new StepError({ message: 'tooManyToPause', count })
}

/**
 * Reads what main has saved.
 * @throws StepError where it is not what main writes
 */
export function readPaused(): Paused {
  const value = parse(saved())
  const { base_url, app_token, link, workflows } = isObject(value) ? value : {}
  if (
    typeof base_url === 'string' &&
    typeof app_token === 'string' &&
    typeof link === 'string' &&
    Array.isArray(workflows)
  ) {
    return { base_url, app_token, link, workflows: workflows.filter(isObject).flatMap(targetOf) }
  }
  throw new StepError({ message: 'stateUnreadable' })
}

function targetOf({ workflow_id, type, title }: Record<string, unknown>): Target[] {
  if (typeof workflow_id !== 'string') return []
  const common = { workflow_id, ...(typeof title === 'string' && { title }) }
  return [{ ...common, type: type === 'workflow' ? 'workflow' : 'automation' }]
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
