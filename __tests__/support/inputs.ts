import { contracts } from '../../src/inputs/contract.ts'
import type { Inputs } from '../../src/inputs/read.ts'
import { createSay, StepError } from '../../src/messages/index.ts'

export const say = await createSay('en', (text) => text)

/** Inputs as a step gets them: what is not given has its default. */
export function inputsOf(given: Partial<Inputs> = {}): Inputs {
  const names = Object.values(contracts).flatMap(({ inputs }) => inputs)
  const defaults = Object.assign({}, ...Object.values(contracts).map((contract) => contract.defaults))
  const empty = Object.fromEntries(names.map((name) => [name, '']))
  return { ...empty, ...defaults, ...given } as Inputs
}

/** What the error says that something throws, or the promise rejects with; undefined where there is none. */
export async function messageOf(action: () => unknown): Promise<string | undefined> {
  try {
    await action()
    return undefined
  } catch (error) {
    if (!(error instanceof StepError)) throw error
    return say(error.reason)
  }
}
