import { readFile } from 'node:fs/promises';
import { inRepository } from '../lib/paths.ts';

/** The parts of package.json that a package of ours repeats. */
export interface OwnManifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly repository: { readonly type: string; readonly url: string };
  readonly keywords: readonly string[];
  readonly engines: { readonly node: string };
  readonly dependencies: { readonly koffi: string };
}

export async function readOwnManifest(): Promise<OwnManifest & Readonly<Record<string, unknown>>> {
  return JSON.parse(await readFile(inRepository('package.json'), 'utf8')) as OwnManifest &
    Readonly<Record<string, unknown>>;
}

/**
 * VS Code's marketplace has no pre-release versions of semver: an even minor number is a release, an odd one a pre-release.
 * Undefined if the version is not MAJOR.MINOR.PATCH.
 */
export function isPreRelease(version: string): boolean | undefined {
  const minor = /^\d+\.(\d+)\.\d+$/.exec(version)?.[1];
  return minor === undefined ? undefined : Number(minor) % 2 === 1;
}

/** The address of the repository's page. `repository.url` in package.json is the only place that has it. */
export function repositoryPage({ repository }: Pick<OwnManifest, 'repository'>): string {
  return repository.url.replace(/\.git$/, '');
}

/** What follows from the repository's address, in every package. */
export function addresses(manifest: Pick<OwnManifest, 'repository'>): Readonly<Record<string, unknown>> {
  const page = repositoryPage(manifest);
  return { repository: manifest.repository, homepage: `${page}#readme`, bugs: { url: `${page}/issues` } };
}

/** Of the workflow that runs every test. */
export function badges(manifest: Pick<OwnManifest, 'repository'>): readonly object[] {
  const workflow = `${repositoryPage(manifest)}/actions/workflows/ci.yml`;
  return [{ url: `${workflow}/badge.svg`, href: workflow, description: 'Tests' }];
}
