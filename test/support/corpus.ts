import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './paths.ts';

const folder = join(repository, '../shared/corpus');

/** The reason to print if tests on the corpus cannot run here; null if they can. */
export const corpusMissing: string | null = existsSync(folder)
  ? null
  : 'the corpus of real files is no part of the repository and not on this machine';

/** Rows of a tab-separated index, by the names in its first line. */
export function corpusIndex(path: string): readonly Readonly<Record<string, string>>[] {
  const [header = '', ...lines] = readFileSync(join(folder, path), 'utf8').trimEnd().split(/\r?\n/);
  const names = header.split('\t');
  return lines.map((line) => {
    const cells = line.split('\t');
    return Object.fromEntries(names.map((name, at) => [name, cells[at] ?? '']));
  });
}

export function corpusFile(path: string): Buffer {
  return readFileSync(join(folder, path));
}

export function corpusPath(path: string): string {
  return join(folder, path);
}
