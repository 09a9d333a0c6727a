import { linesOf } from '../../sandbox/runner/commands.ts'
import type { StepResult } from '../../sandbox/runner/step.ts'

/**
 * Finds text that must not be anywhere in what a step left behind. The add-mask lines do not count: the runner takes
 * them out of the log.
 * @param forbidden the texts, which are also looked for in JSON-escaped, URL-encoded, hexadecimal and base64 form
 * @returns which of them is where, such as `stdout` or `output code`, in which form, with the text around it
 */
export function findLeaks(result: StepResult, forbidden: readonly string[]) {
  const places = Object.entries({
    stdout: withoutMasks(result.stdout),
    stderr: withoutMasks(result.stderr),
    summary: result.summary,
    ...result.files,
    ...Object.fromEntries(Object.entries(result.outputs).map(([name, value]) => [`output ${name}`, value])),
  })
  return forbidden.flatMap((secret) =>
    formsOf(secret).flatMap(([form, text]) =>
      places.flatMap(([where, content]) => {
        const at = content.indexOf(text)
        const excerpt = content.slice(Math.max(0, at - 40), at + text.length + 40)
        return at < 0 ? [] : [{ secret, where, form, excerpt }]
      }),
    ),
  )
}

function withoutMasks(output: string): string {
  return linesOf(output)
    .filter((line) => !line.startsWith('::add-mask::'))
    .join('\n')
}

/** The forms in which a text may be found. */
export function formsOf(secret: string): [string, string][] {
  const escaped = JSON.stringify(secret).slice(1, -1)
  const forms: [string, string][] = [
    ['raw', secret],
    ['JSON', escaped],
    ['JSON in JSON', JSON.stringify(escaped).slice(1, -1)],
    ['URL', encodeURIComponent(secret)],
    ['form', new URLSearchParams([['', secret]]).toString().slice(1)],
    ['command data', secret.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')],
    ['hexadecimal', Buffer.from(secret).toString('hex')],
    ...base64Forms(secret),
  ]
  return forms.filter(([, text], index) => text !== '' && forms.findIndex((each) => each[1] === text) === index)
}

/** Base64 of a text depends on where in the encoded bytes it starts; the characters that mix with others are left out. */
function base64Forms(secret: string): [string, string][] {
  const forms = [0, 1, 2].flatMap((offset) => {
    const padded = Buffer.from(' '.repeat(offset) + secret)
    const [start, end] = [Math.ceil((offset * 8) / 6), Math.floor((padded.length * 8) / 6)]
    return (['base64', 'base64url'] as const).map((form): [string, string] => [
      form,
      padded.toString(form).slice(start, end),
    ])
  })
  // A few characters would be found by chance.
  return forms.filter(([, text]) => text.length >= 6)
}
