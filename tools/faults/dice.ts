/** Chance that comes out the same for the same seed. */
export interface Dice {
  /** 0 to below 1. */
  roll(): number
  /** A whole number, both ends included. */
  between(least: number, most: number): number
  chance(probability: number): boolean
  pick<T>(choices: readonly T[]): T
}

/** @param seed any text; texts that differ a little give dice that differ wholly */
export function createDice(seed: string): Dice {
  let state = hash(seed)
  // mulberry32: 32 bits of state are plenty for a few hundred rolls.
  const roll = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    roll,
    between: (least, most) => least + Math.floor(roll() * (most - least + 1)),
    chance: (probability) => roll() < probability,
    pick: (choices) => {
      // A slice of one, since an element may be undefined itself.
      const index = Math.floor(roll() * choices.length)
      for (const choice of choices.slice(index, index + 1)) return choice
      throw new RangeError('there is nothing to pick from')
    },
  }
}

/** FNV-1a, then mixed: neighbouring seeds would else roll alike at first. */
function hash(text: string): number {
  const sum = [...text].reduce((bits, letter) => Math.imul(bits ^ (letter.codePointAt(0) ?? 0), 16777619), 2166136261)
  return Math.imul(sum ^ (sum >>> 16), 2246822507) ^ (sum >>> 13)
}
