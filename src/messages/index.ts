import { en } from './en.ts'
import type { Message } from './message.ts'

export type { CallName, HintName, Message } from './message.ts'

export type { At, Expected, JsonError, NetworkFault, ParamsDoubt, Tried, YamlError, YamlErrorKind } from './values.ts'

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

/** Feishu's free text, by the names of its fields: it may repeat what it was sent, and it may be megabytes. */
const freeText: readonly string[] = ['msg', 'error_msg', 'description', 'first_line']
const longestFreeText = 500

/**
 * @param language input language, as written; an unknown one is English, and an error elsewhere
 * @param redact hides private values in Feishu's free text
 */
export async function createSay(language: string, redact: (text: string) => string): Promise<Say> {
  const words = language.trim().toLowerCase() === 'zh-cn' ? (await import('./zh-CN.ts')).zhCN : en

  function say(message: Message): string {
    const sentence: string | ((values: never) => string) = words.sentences[message.message]
    if (typeof sentence === 'string') return sentence
    const values = Object.entries(message).map(([name, value]) => [name, textOrValue(name, value)])
    // The values are those of this very sentence, which the type of Message ensures.
    return sentence(Object.fromEntries(values) as never)
  }

  function textOrValue(name: string, value: unknown): unknown {
    if (isMessage(value)) return say(value)
    return typeof value === 'string' && freeText.includes(name) ? shorten(redact(value.slice(0, 10_000))) : value
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
  return typeof value === 'object' && value !== null && 'message' in value
}

function shorten(text: string): string {
  return text.length > longestFreeText ? `${text.slice(0, longestFreeText)}…` : text
}
