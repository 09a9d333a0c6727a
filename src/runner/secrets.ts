import { setSecret } from '@actions/core'
import { afterEscape } from '../text.ts'

/** What others must not read: secrets anywhere, values of params and operator in what Feishu says. */
export interface Secrets {
  /** Masks one more secret in the runner's log, before anything else is done with it. */
  add(secret: string): void
  /** Remembers values that Feishu may repeat. */
  addSensitive(values: readonly string[]): void
  /** For everything that leaves the step: the runner masks its log, but neither outputs nor summaries. */
  redact(text: string): string
  /** For Feishu's free text, which may repeat what it was sent. */
  redactFreeText(text: string): string
}

/** Hiding every `a` would garble the text, and protect nothing. A Chinese name has two characters. */
const isLongEnough = (text: string) => text.length >= (/[\u4e00-\u9fff]/.test(text) ? 2 : 4)

/** @param inputs secrets, '' where one is not given */
export function createSecrets(inputs: readonly string[]): Secrets {
  const masked = new Set<string>()
  const secrets = new Set<string>()
  const sensitive = new Set<string>()
  const add = (input: string) => {
    const secret = input.trim()
    if (secret === '' || masked.has(secret)) return
    masked.add(secret)
    setSecret(secret)
    for (const form of formsOf(secret)) secrets.add(form)
  }
  for (const input of inputs) add(input)
  const redact = (text: string) => longestFirst(secrets).reduce((hidden, form) => hidden.replaceAll(form, '***'), text)
  return {
    add,
    addSensitive(values) {
      for (const text of values.flatMap(repeatedAs)) for (const form of formsOf(text)) sensitive.add(form)
    },
    redact,
    redactFreeText: (text) => redactWords(redact(text), longestFirst(sensitive)),
  }
}

/** One form may be part of another. */
function longestFirst(forms: ReadonlySet<string>): string[] {
  return [...forms].sort((a, b) => b.length - a.length)
}

/** What words are made of where spaces separate them; Chinese, Japanese and Thai are written without. */
const letter = String.raw`[[\p{L}\p{M}\p{N}_]--[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]]`
const start = `(?:(?<!${letter})|${afterEscape})`

/** Whole words only: a number in params must not garble every longer number. */
function redactWords(text: string, words: readonly string[]): string {
  return words.reduce((hidden, word) => {
    if (!hidden.toLowerCase().includes(word.toLowerCase())) return hidden
    const before = new RegExp(`^${letter}`, 'v').test(word) ? start : ''
    const after = new RegExp(`${letter}$`, 'v').test(word) ? `(?!${letter})` : ''
    // A server may change the case, also that of an escape.
    return hidden.replace(new RegExp(before + RegExp.escape(word) + after, 'giv'), '***')
  }, text)
}

/** A server may send a text back as it was, as JSON, as JSON that quotes JSON, or encoded for a URL. */
function formsOf(text: string): string[] {
  const json = inJson(text)
  const inUrl = encodeURIComponent(text.toWellFormed())
  return [text, json, inJson(json), ...escaped(json), inUrl, inUrl.replaceAll('%20', '+')].filter(isLongEnough)
}

/** JSON as Go writes it, and as Python does. */
function escaped(json: string): string[] {
  const inHex = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  return [/[<>&\u2028\u2029]/g, /[^ -~]/g].map((characters) => json.replace(characters, inHex))
}

/** A server may repeat a text without the white space around it, folded into one line, or one line of it. */
function repeatedAs(text: string): string[] {
  const lines = text.split('\n').map((line) => line.trim())
  return [text, text.trim(), lines.filter(Boolean).join(' '), ...lines]
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1)
}
