import { formatOf, maySetParameters } from '../core/formats/formats.ts';
import {
  joinedFacts,
  mayTellFacts,
  repositoryFactsIn,
  type RepositoryFacts,
} from '../core/formats/repositoryFacts.ts';
import { throwIfCancelled, type Cancellation } from '../core/model/cancellation.ts';
import { portMentions } from '../core/model/parameterMentions.ts';
import type { DeclaredPort } from '../core/model/servicePort.ts';
import { textFiles } from './textFiles.ts';

/** What the files below some folders say that other files and the sockets of this host are compared with. */
export interface Repository {
  readonly facts: RepositoryFacts;
  /** Absent if no folder was read. */
  readonly servicePorts?: readonly DeclaredPort[];
}

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
  const servicePorts: DeclaredPort[] = [];
  const wantsNow = (path: string): boolean => {
    throwIfCancelled(cancellation);
    return wants(path);
  };
  const wantsText = (text: string, path: string): boolean =>
    portMentions.test(text) || (mayTellFacts(text) && maySetParameters(text, path));
  for (const folder of folders)
    for await (const found of textFiles(folder, { wants: wantsNow, wantsText })) {
      if (found.kind === 'unreadable') continue;
      const file = found.path.replaceAll('\\', '/');
      const document = formatOf(found.text, file)?.read(found.text, file);
      facts.push(repositoryFactsIn(file, found.text, document?.assignments));
      for (const { ports, kind, range } of document?.servicePorts ?? [])
        servicePorts.push({ ports, kind, file, line: range.start.line + 1 });
    }
  return { facts: joinedFacts(facts), ...(folders.length > 0 && { servicePorts }) };
}
