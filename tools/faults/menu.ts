import type { HttpResponse as Answer } from '../../sandbox/http.ts'
import { duplicateSpellings } from './answers.ts'
import type { Dice } from './dice.ts'
import type { Maker } from './fault.ts'
import { garbage } from './garbage.ts'
import { losses } from './losses.ts'
import { refusals } from './refusals.ts'

const all = [...losses, ...refusals, ...garbage]

/** Draws what can go wrong in a sequence: everything, or one sort, so that some calls are lost many times in a row. */
export function drawMenu(dice: Dice): readonly Maker[] {
  return dice.pick([all, all, losses, refusals, garbage])
}

/** Draws how a sequence's sandbox refuses a used key: in its own words, or in another spelling. */
export function drawSpelling(dice: Dice): Answer | undefined {
  return dice.chance(0.3) ? undefined : dice.pick(duplicateSpellings)
}
