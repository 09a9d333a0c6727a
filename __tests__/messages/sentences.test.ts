import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { ROOT } from '../../sandbox/runner/action.ts'
import { en } from '../../src/messages/en.ts'
import { createSay, type HintName, languages, type Message, quote, type RemedyName } from '../../src/messages/index.ts'
import { nodeTooOld } from '../../src/messages/node-version.ts'
import { samplesOf } from './samples.ts'

/** Parts of sentences, labels and lines of a list, which have no period of their own. */
const parts = `
  unexpectedError feishuMessage feishuErrorWithoutMessage quoted reasonWithCode entryWithoutId
  timedOut networkError connectingTimedOut noTimeToLook outOfTime requestTooLarge redirect encodingWrong
  proxyRefused proxyFailed proxyAuthenticationRequired
  requestCancelled cancelledBeforeAttempt cancelledBeforeResponse
  responseFile responseEmpty responseTooLarge responseCutOff responseNotJson responseNotAnObject responseWithout
  responseWithoutList contradictoryStatus fieldNotText notConfirmed wikiPageNotABase listEndsEarly listNeverEnds listTooLong
  notASingleValue failIfHolds notReached flowFailed flowStatus startedResultUnknown
  feishuLink docsLink docsUrl baseAt
  wouldSend plannedRequest callName forTitle forEach everyPage conditions
  targetDone gone notKnown notTried notRestored listedWorkflow kind statusName heading rowBase rowDuration
  headTitle headType headStatus headBefore headResult headTrigger headCall headRequest headFields
`
  .trim()
  .split(/\s+/)

const odd =
  /undefined(?! alias)|null|NaN|\[object|(?<!\.)\.\.(?!\.)|。[。.]|\.。|[,;，；]\s*[.。]|^\s|\s$| {3}|“”|""(?!")/

const advice: readonly Message[] = [
  ...(Object.keys(en.hints) as HintName[]).map((hint) => ({ message: 'hint', hint }) as const),
  ...(Object.keys(en.remedies) as RemedyName[]).map((remedy) => ({ message: 'remedy', remedy }) as const),
]
const spoken = await Promise.all(
  languages.map(async (language) => [language, await createSay(language, (text) => text)] as const),
)

describe.each(spoken)('%s', (_language, say) => {
  test.each(Object.keys(en.sentences))('%s is a sentence, or a part of one', (message) => {
    for (const sample of samplesOf(message)) {
      const text = say({ message, ...sample } as Message)
      expect(text).not.toMatch(odd)
      if (parts.includes(message)) expect(text).not.toMatch(/[.。]$/)
      else expect(text).toMatch(/^[A-Z_a-z…\d\p{Script=Han}"“「].*[.。?？]$/su)
    }
  })

  test.each(advice)('the advice %j is one to three sentences', (message) => {
    const text = say(message)
    expect(text).not.toMatch(odd)
    expect(text).toMatch(/^[A-Za-z\p{Script=Han}][^\n|`<]*[.。]$/u)
    expect(text.length).toBeLessThanOrEqual(260)
  })
})

test.each(spoken)('an annotation has room for many long titles: %s', (_language, say) => {
  const known = Array(25).fill({ workflow_id: '7308871234552638996', type: 'automation', title: '长'.repeat(1000) })
  expect(say({ message: 'baseHas', known }).length).toBeLessThan(3000)
})

test.each(languages)('texts of Feishu are cut, and redacted: %s', async (language) => {
  const careful = await createSay(language, (text) => text.replaceAll('private', '***'))
  const text = careful({ message: 'flowMessage', error_msg: quote(`private ${'x'.repeat(20_000)}`) })
  expect(text).toContain('*** x')
  expect(text.length).toBeLessThan(600)
  expect(careful({ message: 'executionId', execution_id: 'private' })).toContain('private')
  expect(
    careful({ message: 'failed', operation: 'call', reason: { message: 'feishuMessage', msg: quote('a private b') } }),
  ).toContain('a *** b')
})

/** What a native engineer would not say, as far as a machine can tell. */
const unEnglish =
  /\banswer(s|ed)?\b|\bit wants\b|\bone a line\b|\d a (second|minute)\b|\bis no (?!longer)|\bhas not\b|\bstands\b|\bcomes to\b|\banew\b|\bbesides\b|\bexcludes\b|\blook-up|\btime-out|\bsays no\b|(?<!connection was )\brefuse[sd]?\b(?! the connection)|\bverdict\b|\bjudge/i

test('English is standard technical English', () => {
  const [, say] = spoken[0] ?? []
  const said = Object.keys(en.sentences).flatMap((message) =>
    samplesOf(message).map((sample) => say?.({ message, ...sample } as Message) ?? ''),
  )
  const actions = globSync(['action.yml', '*/action.yml'], { cwd: ROOT, exclude: ['node_modules'] })
  const texts = [...said, ...Object.values({ ...en.hints, ...en.remedies }), nodeTooOld('en', '20.1.0', 24)]
  texts.push(...actions.map((path) => readFileSync(join(ROOT, path), 'utf8')))
  expect(texts.flatMap((text) => unEnglish.exec(text)?.[0] ?? [])).toEqual([])
})

test('a Node that is too old is named in either language', () => {
  expect(nodeTooOld('', '20.1.0', 24)).toMatch(
    /^This action needs Node 24 or later, and the runner started Node 20\.1\.0\. /,
  )
  expect(nodeTooOld(' ZH-cn ', '20.1.0', 24)).toMatch(/^本 action 需要 Node 24 /)
})
