import { execFileSync } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { ROOT } from '../sandbox/runner/action.ts'
import { releaseNotes } from '../tools/release-notes.ts'

const read = (...path: string[]) => readFileSync(join(ROOT, ...path), 'utf8')

describe('release notes', () => {
  const changelog = `# Changelog

## [Unreleased]

## [1.10.0] - 2026-12-01

### Added

- One thing that is long enough
  to be wrapped.
  - A detail.
- Another.

## [1.1.0] - 2026-11-30

### Fixed

- A fault.

[Unreleased]: https://example.com/compare/v1.10.0...HEAD
[1.10.0]: https://example.com/releases/tag/v1.10.0
`

  test.each([
    ['v1.10.0', '### Added\n\n- One thing that is long enough to be wrapped.\n  - A detail.\n- Another.\n'],
    ['v1.1.0', '### Fixed\n\n- A fault.\n'],
  ])('are the section of %s, without heading, wrapping and links, whatever the line ends', (tag, notes) => {
    expect(releaseNotes(changelog, tag)).toBe(notes)
    expect(releaseNotes(changelog.replaceAll('\n', '\r\n'), tag)).toBe(notes)
  })

  test.each([
    ['v1.1', 'has no'],
    ['', 'has no'],
    ['Unreleased', 'says nothing'],
  ])('for %j are refused', (tag, fault) => {
    expect(() => releaseNotes(changelog, tag)).toThrow(fault)
  })

  test('exist for the version in package.json', () => {
    expect(releaseNotes(read('CHANGELOG.md'), `v${JSON.parse(read('package.json')).version}`)).toContain('- ')
  })
})

// A shell script for the release workflow, which runs on Linux: Windows could not start it.
const posix = process.platform === 'win32' ? test.skip : test
posix('move-tags moves the tags of a release, unless their line has a newer one', () => {
  const folder = mkdtempSync(join(tmpdir(), 'release-'))
  const published = ['v1.9.0-rc.1']
  const run = (program: string, args: string[], input = '') =>
    execFileSync(program, args, { cwd: folder, encoding: 'utf8', input, stdio: 'pipe' }).trim()
  const git = (...args: string[]) => run('git', args)
  const move = (tag: string) =>
    run(join(ROOT, '.github', 'release', 'move-tags'), [tag, git('rev-parse', 'HEAD')], published.join('\n'))

  /** The tags that lead to a release once it is out. */
  function release(tag: string): string[] {
    git('-c', 'user.name=Test', '-c', 'user.email=test@example.com', 'commit', '--allow-empty', '--message', tag)
    published.unshift(tag)
    move(tag)
    const tags = git('ls-remote', 'origin')
      .split('\n')
      .filter((line) => line.startsWith(git('rev-parse', 'HEAD')))
    return tags.map((line) => line.replace(/^.*refs\/tags\//, ''))
  }

  try {
    git('init', '--quiet')
    git('init', '--quiet', '--bare', 'remote.git')
    git('remote', 'add', 'origin', join(folder, 'remote.git'))
    expect(release('v1.0.0')).toEqual(['v1', 'v1.0'])
    expect(release('v1.0.9')).toEqual(['v1', 'v1.0'])
    expect(release('v1.0.10')).toEqual(['v1', 'v1.0'])
    expect(release('v1.1.0')).toEqual(['v1', 'v1.1'])
    expect(release('v1.0.11')).toEqual(['v1.0'])
    expect(release('v10.0.0')).toEqual(['v10', 'v10.0'])
    expect(release('v1.10.0')).toEqual(['v1', 'v1.10'])
    expect(release('v1.1.1')).toEqual(['v1.1'])
    expect(() => move('v2.0.0')).toThrow('v2.0.0 is not published')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test.each(globSync('.github/workflows/*.yml', { cwd: ROOT }))('each job of %s ends', (path) => {
  const jobs: Record<string, object> = parse(read(path)).jobs
  const endless = Object.entries(jobs).filter(([, job]) => !('uses' in job || 'timeout-minutes' in job))
  expect(endless).toEqual([])
})

test('the end-to-end run succeeds only with every job', () => {
  const { jobs } = parse(read('.github/workflows/e2e.yml'))
  expect([...jobs.all.needs, 'all'].sort()).toEqual(Object.keys(jobs).sort())
})

describe('what users are told to verify', () => {
  const workflow = read('.github', 'workflows', 'release.yml')
  /** The commands of a text, each on one line, with the variables of the workflow. */
  const commandsOf = (text: string) =>
    text
      .replaceAll(/ *\\\n\s*/g, ' ')
      .replaceAll('$tag', '$TAG')
      .replaceAll('$commit', '$GITHUB_SHA')
      .replaceAll('$repo', '$GITHUB_REPOSITORY')
      .split('\n')
      .map((line) => line.trim().replace(/^if (.*); then break; fi$/, '$1'))

  test.each(['security.md', 'security.zh-CN.md'])('in docs/%s is what the release verifies', (page) => {
    const script = read('docs', page).split('```sh\n')[1]?.split('```')[0] ?? ''
    const commands = commandsOf(script).filter((line) => /^(gh (release|attestation)|test|for|npm run) /.test(line))
    expect(commands).toHaveLength(5)
    expect(commandsOf(workflow.replaceAll('run: ', ''))).toEqual(expect.arrayContaining(commands))
  })

  test('is built without install scripts', () => {
    const installs = `${workflow}${read('.github', 'workflows', 'live.yml')}`.match(/npm (ci|cit|install)\b.*/g) ?? []
    expect(installs.filter((line) => !line.endsWith(' --ignore-scripts'))).toEqual([])
    expect(installs.length).toBeGreaterThan(1)
  })
})
