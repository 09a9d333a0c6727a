import type { en } from './en.ts'
import type { FreeText, Quoted, Said } from './values.ts'

/**
 * The words of one language; a sentence with parameters is a function. English declares the parameters of each, and
 * every other language has to match, or does not compile.
 */
export type Words = {
  separator: string
  calls: Readonly<Record<CallName, string>>
  hints: Readonly<Record<HintName, string>>
  remedies: Readonly<Record<RemedyName, string>>
  sentences: typeof en.sentences
}

/** A call, as a failure names it. */
export type CallName = keyof typeof en.calls

/** What an error means. */
export type HintName = keyof typeof en.hints

/** What to do next about it. */
export type RemedyName = keyof typeof en.remedies

type Sentences = typeof en.sentences
type Values<Sentence> = Sentence extends (values: infer V) => string ? { [K in keyof V]: Value<V[K]> } : unknown
type Value<T> = T extends Said
  ? Message
  : T extends FreeText
    ? Quoted
    : T extends readonly FreeText[]
      ? readonly Quoted[]
      : T

/** What a person is told, as data: which sentence, and its values. A value may be a message itself. */
export type Message = { [Name in keyof Sentences]: { message: Name } & Values<Sentences[Name]> }[keyof Sentences]
