import { join } from 'node:path';
import { mayHoldServices } from '../core/formats/compose/composeService.ts';
import type { FormatDocument } from '../core/formats/fileFormat.ts';
import { formatOf, maySetParameters } from '../core/formats/formats.ts';
import { mayTellFacts, repositoryFactsIn } from '../core/formats/factsInFile.ts';
import {
  joinedFacts,
  noFacts,
  type Repository,
  type RepositoryFacts,
} from '../core/formats/repositoryFacts.ts';
import { throwIfCancelled, type Cancellation } from '../core/model/cancellation.ts';
import { isDropIn } from '../core/formats/ports/newDropIn.ts';
import { portMentions } from '../core/model/parameterMentions.ts';
import type { DeclaredPort } from '../core/model/servicePort.ts';
import { textFiles } from './textFiles.ts';

export interface RepositoryOptions {
  /** Whether a file is wanted, by its path below the root, with forward slashes. */
  readonly wants: (path: string) => boolean;
  readonly cancellation: Cancellation;
}

/** Files that cannot be read say nothing. Throws only `CancelledError`. */
export async function readRepository(
  folders: readonly string[],
  { wants, cancellation }: RepositoryOptions,
): Promise<Repository> {
  const facts: RepositoryFacts[] = [];
  const declaring: { readonly file: string; readonly document: FormatDocument }[] = [];
  const wantsText = (text: string, path: string): boolean =>
    portMentions.test(text) ||
    mayHoldServices(text, path) ||
    (mayTellFacts(text) && maySetParameters(text, path));
  const dropIns: string[] = [];
  for (const folder of folders) {
    const wantsNow = (path: string): boolean => {
      throwIfCancelled(cancellation);
      const isWanted = wants(path);
      // Most of them say nothing else of interest, and are not read.
      if (isWanted && isDropIn(path)) dropIns.push(slashes(join(folder, path)));
      return isWanted;
    };
    for await (const found of textFiles(folder, { wants: wantsNow, wantsText })) {
      if (found.kind === 'unreadable') continue;
      const file = slashes(found.path);
      const document = formatOf(found.text, file)?.read(found.text, file);
      facts.push(repositoryFactsIn(file, found.text, document?.assignments));
      if (document !== undefined && document.needsRepository) declaring.push({ file, document });
    }
  }
  const places = { ...noFacts, dropIns, folders: folders.map(slashes) };
  const together = joinedFacts([...facts, places]);
  const servicePorts = declaring.flatMap(({ file, document }): readonly DeclaredPort[] => {
    const ports = (document.among?.(together.composeServices) ?? document).servicePorts;
    return ports.map(({ ports, kind, range }) => ({ ports, kind, file, line: range.start.line + 1 }));
  });
  return { facts: together, ...(folders.length > 0 && { servicePorts }) };
}

function slashes(path: string): string {
  return path.replaceAll('\\', '/');
}
