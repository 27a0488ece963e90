import type { RepositoryFacts } from '../../core/formats/repositoryFacts.ts';
import type { LanguagePlace } from './languagePlace.ts';

/**
 * Whether a file still has the text that the facts were read from, so that edits made from them belong to it.
 *
 * @param openText as an editor has it; undefined for a file that is not open
 */
export async function isUnchanged(
  { textOf }: Pick<LanguagePlace, 'textOf'>,
  file: string,
  facts: RepositoryFacts | undefined,
  openText: string | undefined,
): Promise<boolean> {
  const read = facts?.portSettings.find((one) => one.file === file)?.text;
  return read !== undefined && read === (openText ?? (await textOf(file)));
}
