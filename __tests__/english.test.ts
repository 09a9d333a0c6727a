import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { ROOT } from '../sandbox/runner/action.ts'

/** What a native engineer would not say. The lists of words that are right cannot be checked by a machine. */
const odd =
  /\banswer(s|ed)?\b|\bit wants\b|\bone a line\b|\d a (second|minute)\b|\bis no (?!longer)|\bhas not\b|\bstands\b|\bcomes to\b|\banew\b|\bbesides\b|\b(bare|ready) (id|token)|\bexcludes\b|\blook-up|\btime-out|\bfacts of the run\b|\bsays no\b|\brefuse[sd]?\b|\bverdict\b|\bjudge|\bsurroundings\b/gi

test.each([
  'action.yml',
  'pause/action.yml',
  'src/messages/en/hints.ts',
  'src/messages/en/inputs.ts',
  'src/messages/node-version.ts',
])('%s is in standard technical English', (path) => {
  expect(readFileSync(join(ROOT, path), 'utf8').match(odd) ?? []).toEqual([])
})
