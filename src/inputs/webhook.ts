import { StepError } from '../messages/index.ts'
import { isSafe } from './domain.ts'
import { assertVisible, getText, type Inputs, invalidInput } from './read.ts'

/**
 * Reads input webhook_url. No message quotes it: whoever has the URL can use it.
 * @param action the one whose webhook it has to be
 * @throws StepError where it is missing, would show itself to others, or belongs elsewhere
 */
export function readWebhookUrl(inputs: Inputs, action: 'trigger' | 'message'): URL {
  const text = getText(inputs, 'webhook_url')
  if (text === '') throw invalidInput('webhook_url', { kind: 'webhookUrl' })
  assertVisible('webhook_url', text)
  const url = URL.parse(text)
  if (!url || !isSafe(url) || url.username || url.password || url.hash || /\s/.test(text)) {
    throw new StepError({ message: 'webhookUrlInvalid', action })
  }
  const path = plainPath(url.pathname)
  if (action === 'trigger' && isBotHook(url.pathname)) throw new StepError({ message: 'webhookOfBot' })
  if (action === 'message' && path.includes('/base/automation/webhook/'))
    throw new StepError({ message: 'webhookOfAutomation' })
  if (path.includes('/flow/api/trigger-webhook')) throw new StepError({ message: 'webhookOfBotBuilder' })
  if (/(webhook\/event|hook)\/?$/.test(path)) throw new StepError({ message: 'webhookWithoutToken' })
  return url
}

/** The webhook of a group bot: whoever knows it can write to the group, and what is sent twice arrives twice. */
export function isBotHook(path: string): boolean {
  return /\/open-apis\/bot\/(.*\/)?hook(\/|$)/.test(plainPath(path))
}

/**
 * A path as the most lenient server reads it: without any layer of percent-encoding, without parameters (`;x`) and
 * repeated slashes, in lower case.
 * @returns '' where an encoding is invalid: servers differ in what they make of it
 */
function plainPath(path: string): string {
  return (decodedFully(path) ?? '')
    .replace(/;[^/]*/g, '')
    .replace(/\/+/g, '/')
    .toLowerCase()
}

/** @returns undefined where an encoding is invalid */
export function decodedFully(text: string): string | undefined {
  try {
    const decoded = decodeURIComponent(text)
    return decoded === text ? text : decodedFully(decoded)
  } catch {
    return undefined
  }
}
