import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The notes of one release out of a changelog in the format of Keep a Changelog.
 * @param tag the release's tag, `vX.Y.Z`
 * @returns Markdown for the release's page, without the version's heading, ending in a line break
 * @throws when the changelog has no such version, or nothing to say about it
 */
export function releaseNotes(changelog: string, tag: string): string {
  const version = tag.replace(/^v/, '')
  const sections = changelog.replaceAll('\r\n', '\n').split(/^## /m).slice(1)
  const section = sections.find((text) => text.startsWith(`[${version}]`))
  if (section === undefined) throw new Error(`CHANGELOG.md has no "## [${version}]"`)
  const notes = section
    .slice(section.indexOf('\n'))
    // The links at the file's end belong to its headings.
    .replaceAll(/^\[[^\]]+\]: .*$/gm, '')
    .trim()
    // A release's page shows a line break as one: undo the wrapping of list items.
    .replaceAll(/\n +(?![-*] |\s)/g, ' ')
  if (notes === '') throw new Error(`CHANGELOG.md says nothing under "## [${version}]"`)
  return `${notes}\n`
}

if (import.meta.main) {
  const changelog = readFileSync(join(import.meta.dirname, '..', 'CHANGELOG.md'), 'utf8')
  process.stdout.write(releaseNotes(changelog, process.argv[2] ?? ''))
}
