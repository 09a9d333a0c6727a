/** Text as people and terminals see it. */

/** Shows nothing, but tabs and line breaks do not count. */
const invisible = /[^\P{Cc}\t\r\n]|[\p{Cf}\p{Default_Ignorable_Code_Point}]/u

/** Tells whether a text has characters that show nothing, other than tabs and line breaks. */
export function hasInvisible(text: string): boolean {
  return invisible.test(text)
}

/** A text without the characters that show nothing. */
export function withoutInvisibles(text: string): string {
  return text.replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}]+/gu, '')
}

/** A text as one line that stays where it is: nothing in it breaks a line, moves a cursor or changes the direction. */
export function withoutControls(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ')
}

/** @param most in UTF-16 units, the ellipsis not counted */
export function shorten(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most)}…` : text
}

/** A value shortened to what a person needs to recognise it. */
export function truncate(value: string): string {
  return shorten(value, 100)
}

/** Part of a regular expression: after `%22`, `\n` or `\u00e9`, whose end is not a letter of the word that follows. */
export const afterEscape = String.raw`(?<=%[\da-fA-F]{2}|\\[bfnrt]|\\u[\da-fA-F]{4})`
