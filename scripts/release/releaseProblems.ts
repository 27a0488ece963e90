import { isPreRelease } from '../package/manifest.ts';

/** What decides whether a version may be published. */
export interface ReleaseFacts {
  /** Of package.json. */
  readonly version: string;
  readonly isPreRelease: boolean;
  /** The text of CHANGELOG.md. */
  readonly changelog: string;
  /** What `git status --porcelain` prints. */
  readonly changes: string;
  /** Published files that contain `ownerPlaceholder`. */
  readonly withPlaceholder: readonly string[];
  /** The tag that is checked out; absent if there is none. */
  readonly tag?: string;
}

/** Stands in the repository’s address until somebody publishes: no account of a code host can have this name. */
export const ownerPlaceholder = 'REPLACE_WITH_OWNER';

/** Why these must not be published, as sentences; empty if they can be. */
export function releaseProblems(facts: ReleaseFacts): readonly string[] {
  const { version, changelog, changes, withPlaceholder, tag } = facts;
  return [
    ...parityProblems(facts),
    ...(entriesOf(changelog, version) === ''
      ? [`CHANGELOG.md has no entries for ${version}. Write them under “## ${version}”.`]
      : []),
    ...(entriesOf(changelog, 'Unreleased') === ''
      ? []
      : [`CHANGELOG.md has unreleased entries. Move them to “## ${version}”.`]),
    ...(changes.trim() === '' ? [] : [`The tree has changes that are not committed:\n${changes.trimEnd()}`]),
    ...withPlaceholder.map(
      (file) => `The repository’s address in ${file} has the placeholder ${ownerPlaceholder}.`,
    ),
    ...(tag === `v${version}` ? [] : [`The tag is ${tag ?? 'missing'}, not v${version}.`]),
  ];
}

function parityProblems({ version, isPreRelease: isAsked }: ReleaseFacts): readonly string[] {
  const isOdd = isPreRelease(version);
  if (isOdd === undefined) return [`The version ${version} is not MAJOR.MINOR.PATCH.`];
  if (isOdd === isAsked) return [];
  return [
    isOdd
      ? `The minor number of ${version} is odd: publish it with --pre-release, or use an even one.`
      : `The minor number of ${version} is even: publish it without --pre-release, or use an odd one.`,
  ];
}

/** The text of a section of the changelog, without its heading. */
function entriesOf(changelog: string, name: string): string {
  const sections = changelog.split(/^## /m).slice(1);
  const section = sections.find((text) => {
    const heading = text.split('\n', 1)[0] ?? '';
    return heading.replaceAll(/[[\]]/g, '').split(' ')[0] === name;
  });
  return section?.split('\n').slice(1).join('\n').trim() ?? '';
}
