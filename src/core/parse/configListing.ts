import type { SysctlTool } from '../model/configuredParameters.ts';
import { staysLink, type ConfigFile } from './configFile.ts';

/** What a shell reports about the sysctl files of its host. */
export interface ConfigListing {
  readonly files: readonly ConfigFile[];
  readonly tool: SysctlTool;
  readonly isBootNamespace?: boolean;
}

/** A link and the text that it points to, which follow each other in the listing. */
interface Entry {
  target?: string;
  text?: string;
}

/**
 * Reads records that end in a NUL byte: `init`, `systemd` or another word; `first` and `own`, network namespaces; for each
 * file `link`, path, target, then `text`, path, text, or `hidden`, path. A truncated or unknown record ends the
 * listing.
 */
export function parseConfigListing(listing: string): ConfigListing {
  const records = listing.split('\0');
  const facts = new Map<string, string>();
  const entries = new Map<string, Entry>();
  const hidden: string[] = [];
  const entryOf = (path: string): Entry => {
    const entry = entries.get(path) ?? {};
    entries.set(path, entry);
    return entry;
  };
  let at = 0;
  const next = (): string => records[at++] ?? '';
  // The last piece follows the last NUL: it is empty or a truncated record.
  while (at < records.length - 1) {
    const kind = next();
    if (kind === 'link') entryOf(next()).target = next();
    else if (kind === 'text') entryOf(next()).text = next();
    else if (kind === 'hidden') hidden.push(next());
    else if (['init', 'first', 'own'].includes(kind)) facts.set(kind, next());
    else break;
  }
  const known = [...entries.keys()];
  const first = facts.get('first') ?? '';
  return {
    files: [
      ...hidden.map((path): ConfigFile => ({ path, content: { kind: 'unreadable' } })),
      ...[...entries].flatMap(([path, entry]) => fileOf(path, entry, known)),
    ],
    tool: facts.get('init') === 'systemd' ? 'systemd-sysctl' : 'procps',
    ...(first !== '' && { isBootNamespace: first === facts.get('own') }),
  };
}

function fileOf(path: string, { target, text }: Entry, known: readonly string[]): readonly ConfigFile[] {
  if (target !== undefined && staysLink(target, known)) return [{ path, content: { kind: 'link', target } }];
  return text === undefined ? [] : [{ path, content: { kind: 'text', text } }];
}
