import { setSecret } from '@actions/core'

/** What must not be read by others: secrets anywhere, private texts in what a server says. */
export interface Secrets {
  /** Masks a secret in the runner's log before anything else is printed, and remembers it. */
  learn(secret: string): void
  /** Remembers a private text, such as the operator's email. */
  learnPrivate(text: string): void
  /** For all that leaves the step: the runner masks its log, but neither outputs nor summaries. */
  hide(text: string): string
  /** For a server's words in log and summary: they may repeat what it was sent. */
  hidePrivate(text: string): string
}

/** Nothing worth keeping is shorter, and hiding every `a` would only garble the text. */
const shortest = 4

export function createSecrets(): Secrets {
  const masked = new Set<string>()
  const secrets = createForms()
  const all = createForms()
  return {
    learn(secret) {
      if (secret === '' || masked.has(secret)) return
      masked.add(secret)
      setSecret(secret)
      secrets.add(secret)
      all.add(secret)
    },
    learnPrivate: all.add,
    hide: secrets.hide,
    hidePrivate: all.hide,
  }
}

/** The forms of some texts, and texts without them. */
function createForms(): { add: (text: string) => void; hide: (text: string) => string } {
  const forms = new Set<string>()
  let longestFirst: readonly string[] | undefined
  return {
    add(text) {
      for (const form of formsOf(text)) forms.add(form)
      longestFirst = undefined
    },
    hide(text) {
      // A form may be part of another.
      longestFirst ??= [...forms].sort((a, b) => b.length - a.length)
      return longestFirst.reduce((hidden, form) => hidden.replaceAll(form, '***'), text)
    },
  }
}

/** A server may send a text back as it was, as JSON, as JSON that quotes JSON, or percent-encoded. */
function formsOf(text: string): string[] {
  const json = inJson(text)
  return [text, json, inJson(json), encodeURIComponent(text.toWellFormed())].filter((form) => form.length >= shortest)
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1)
}
