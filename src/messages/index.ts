import { isObject } from '../json.ts'
import { shorten } from '../text.ts'
import { en } from './en.ts'
import type { Message } from './message.ts'
import type { Quoted } from './values.ts'

export type { CallName, HintName, Message, RemedyName } from './message.ts'
export type {
  At,
  Expected,
  JsonError,
  NetworkFault,
  ParamsDoubt,
  Quoted,
  Subject,
  Tried,
  YamlError,
  YamlErrorKind,
} from './values.ts'

export const languages = ['en', 'zh-CN'] as const

/** Turns messages into sentences. */
export type Say = (message: Message | readonly Message[]) => string

/** An error that is not Feishu's: an input, the network's settings. */
export class StepError extends Error {
  readonly reason: Message

  constructor(reason: Message) {
    super(reason.message)
    this.reason = reason
  }
}

/** An error of the system's in its own words, such as `ENOSPC: no space left on device, write`. */
export function causeOf(error: unknown): string {
  return String(error).replace(/^Error: /, '')
}

/** Marks free text of Feishu's, wherever it stands in a message. */
export function quote(text: string): Quoted {
  return { quoted: text }
}

const longestQuote = 500

/**
 * @param language input language, as written; an unknown one is English, and an error elsewhere
 * @param redact hides private values in Feishu's free text
 */
export async function createSay(language: string, redact: (text: string) => string): Promise<Say> {
  const words = language.trim().toLowerCase() === 'zh-cn' ? (await import('./zh-CN.ts')).zhCN : en

  function say(message: Message): string {
    const sentence: string | ((values: never) => string) = words.sentences[message.message]
    if (typeof sentence === 'string') return sentence
    const values = Object.entries(message).map(([name, value]) => [name, textOf(value)])
    // The values are those of this very sentence, which the type of Message ensures.
    return sentence(Object.fromEntries(values) as never)
  }

  function textOf(value: unknown): unknown {
    if (isMessage(value)) return say(value)
    if (isQuoted(value)) return shorten(redact(value.quoted.slice(0, 10_000)), longestQuote)
    return Array.isArray(value) ? value.map(textOf) : value
  }

  return (message) => (isList(message) ? join(message.map(say), words.separator) : say(message))
}

/** What does not end like a sentence ends with a link, of which the next word must not become a part. */
function join(sentences: readonly string[], separator: string): string {
  const before = (text: string) => (text === '' ? '' : /[。！？…]$/.test(text) ? separator : ' ')
  return sentences.reduce((text, sentence) => text + before(text) + sentence, '')
}

function isList(message: Message | readonly Message[]): message is readonly Message[] {
  return Array.isArray(message)
}

function isMessage(value: unknown): value is Message {
  return isObject(value) && 'message' in value
}

function isQuoted(value: unknown): value is Quoted {
  return isObject(value) && typeof value.quoted === 'string'
}
