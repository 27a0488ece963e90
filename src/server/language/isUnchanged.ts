import { readFile } from 'node:fs/promises';
import type { RepositoryFacts } from '../../core/formats/repositoryFacts.ts';

/**
 * Whether a file still has the text that the facts were read from, so that edits made from them belong to it.
 *
 * @param openText as an editor has it; undefined for a file that is not open
 */
export async function isUnchanged(
  file: string,
  facts: RepositoryFacts | undefined,
  openText: string | undefined,
): Promise<boolean> {
  const read = facts?.portSettings.find((one) => one.file === file)?.text;
  return read !== undefined && read === (openText ?? (await textOf(file)));
}

async function textOf(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(() => undefined);
}
