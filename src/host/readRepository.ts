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
import {
  RepositoryBudget,
  repositoryLimits,
  type RepositoryLimits,
} from '../core/formats/repositoryLimits.ts';
import { throwIfCancelled, type Cancellation } from '../core/model/cancellation.ts';
import { isDropIn } from '../core/formats/ports/newDropIn.ts';
import { portMentions } from '../core/model/parameterMentions.ts';
import type { DeclaredPort } from '../core/model/servicePort.ts';
import { Pace } from './pace.ts';
import { textFiles } from './textFiles.ts';

export interface RepositoryOptions {
  /** Whether a file is wanted, by its path below the root, with forward slashes. */
  readonly wants: (path: string) => boolean;
  readonly cancellation: Cancellation;
  readonly limits?: RepositoryLimits;
}

/** Files that cannot be read say nothing, and those beyond the limits; how many, is said. Throws only `CancelledError`. */
export async function readRepository(
  folders: readonly string[],
  { wants, cancellation, limits = repositoryLimits }: RepositoryOptions,
): Promise<Repository> {
  const facts: RepositoryFacts[] = [];
  const budget = new RepositoryBudget(limits);
  const pace = new Pace(cancellation);
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
      if (found.kind === 'unreadable') budget.missed();
      if (found.kind === 'unreadable' || !budget.takes(found.text)) continue;
      // Between two files that are parsed, others have their turn.
      if (pace.isDue) await pace.rest();
      const file = slashes(found.path);
      const document = formatOf(found.text, file)?.read(found.text, file);
      facts.push(repositoryFactsIn(file, found.text, document?.assignments));
      if (document?.needsRepository === true && budget.keeps(found.text)) declaring.push({ file, document });
    }
  }
  const places = { ...noFacts, dropIns, folders: folders.map(slashes) };
  const together = joinedFacts([...facts, places]);
  const servicePorts = declaring.flatMap(({ file, document }): readonly DeclaredPort[] => {
    const ports = (document.among?.(together.composeServices) ?? document).servicePorts;
    return ports.map(({ ports, kind, range }) => ({ ports, kind, file, line: range.start.line + 1 }));
  });
  const { gap } = budget;
  return {
    facts: together,
    ...(folders.length > 0 && { servicePorts }),
    ...(gap !== undefined && { servicePortsGap: gap }),
  };
}

function slashes(path: string): string {
  return path.replaceAll('\\', '/');
}
