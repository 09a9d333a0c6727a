import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { ROOT } from '../sandbox/runner/action.ts'
import { releaseNotes } from '../tools/release-notes.ts'

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

  test('are the section of the tag, without heading and wrapping', () => {
    expect(releaseNotes(changelog, 'v1.10.0')).toBe(
      '### Added\n\n- One thing that is long enough to be wrapped.\n  - A detail.\n- Another.\n',
    )
  })

  test('of the last section end before the links', () => {
    expect(releaseNotes(changelog, 'v1.1.0')).toBe('### Fixed\n\n- A fault.\n')
  })

  test('do not depend on line endings', () => {
    expect(releaseNotes(changelog.replaceAll('\n', '\r\n'), 'v1.1.0')).toBe(releaseNotes(changelog, 'v1.1.0'))
  })

  test.each([
    ['v1.1', 'has no'],
    ['v1.0.0', 'has no'],
    ['', 'has no'],
    ['Unreleased', 'says nothing'],
  ])('for %j are refused', (tag, fault) => {
    expect(() => releaseNotes(changelog, tag)).toThrow(fault)
  })

  test('exist for the version in package.json', () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
    expect(releaseNotes(readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8'), `v${version}`)).toContain('- ')
  })
})

// A shell script for the release workflow, which runs on Linux: Windows could not start it.
const posix = process.platform === 'win32' ? describe.skip : describe
posix('move-tags', () => {
  let folder: string
  let published: string[]
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' }).trim()
  const move = (tag: string) =>
    execFileSync(join(ROOT, '.github', 'release', 'move-tags'), [tag, git('rev-parse', `${tag}^{commit}`)], {
      cwd: folder,
      encoding: 'utf8',
      input: published.join('\n'),
      stdio: 'pipe',
    })
  const remote = (name: string) => git('ls-remote', 'origin', `refs/tags/${name}`).split('\t')[0]

  function pushTag(tag: string): string {
    git('commit', '--allow-empty', '--message', tag)
    git('tag', '--annotate', '--message', tag, tag)
    git('push', '--quiet', 'origin', tag)
    return git('rev-parse', 'HEAD')
  }

  function release(tag: string): string {
    published.unshift(tag)
    return pushTag(tag)
  }

  beforeEach(() => {
    published = []
    folder = mkdtempSync(join(tmpdir(), 'release-'))
    git('init', '--quiet')
    git('config', 'user.name', 'Test')
    git('config', 'user.email', 'test@example.com')
    git('init', '--quiet', '--bare', 'remote.git')
    git('remote', 'add', 'origin', join(folder, 'remote.git'))
  })

  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  test('makes both tags with the first release, and moves them with later ones', () => {
    const first = release('v1.0.0')
    move('v1.0.0')
    expect([remote('v1'), remote('v1.0')]).toEqual([first, first])
    for (const tag of ['v1.0.9', 'v1.0.10']) {
      const commit = release(tag)
      move(tag)
      expect([remote('v1'), remote('v1.0')]).toEqual([commit, commit])
    }
    expect(move('v1.0.10')).toContain('v1.0 is v1.0.10 now')
  })

  test('leaves the minor tag behind when a new minor version comes', () => {
    const first = release('v1.9.0')
    move('v1.9.0')
    const next = release('v1.10.0')
    move('v1.10.0')
    expect(['v1', 'v1.9', 'v1.10'].map(remote)).toEqual([next, first, next])
  })

  test('moves only the minor tag for a fix of an older line, and leaves other majors alone', () => {
    release('v1.1.0')
    move('v1.1.0')
    const newest = release('v1.2.0')
    move('v1.2.0')
    const fix = release('v1.1.1')
    expect(move('v1.1.1')).toContain('v1 is not moved')
    expect([remote('v1'), remote('v1.1')]).toEqual([newest, fix])
    const next = release('v2.0.0')
    move('v2.0.0')
    expect([remote('v1'), remote('v2')]).toEqual([newest, next])
  })

  test('follows what is published, whatever else is tagged', () => {
    release('v1.0.0')
    pushTag('v1.1.0')
    release('v1.2.0-rc.1')
    const fix = release('v1.0.1')
    move('v1.0.1')
    expect([remote('v1'), remote('v1.0')]).toEqual([fix, fix])
    expect(() => move('v1.1.0')).toThrow('v1.1.0 is not published')
    expect(remote('v1')).toBe(fix)
  })
})

describe('what users are told to verify', () => {
  const read = (...path: string[]) => readFileSync(join(ROOT, ...path), 'utf8')
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
