import type { SysctlTool } from '../model/configuredParameters.ts';
import { mostConfigFiles, type ConfigFile } from './configFile.ts';
import { isConfigPath, keptLinks } from './configLinks.ts';
import { dropInDirectories } from './dropInOrder.ts';

/** What a shell reports about the sysctl files of its host. */
export interface ConfigListing {
  readonly files: readonly ConfigFile[];
  readonly tool: SysctlTool;
  readonly isBootNamespace?: boolean;
  /** Whether all of it could be understood. */
  readonly isComplete: boolean;
}

/** Three words, and for each file a link and a text. */
const mostRecords = 6 + 6 * mostConfigFiles;

/** A link and the text that it points to, which follow each other in the listing. */
interface Entry {
  target?: string;
  text?: string;
}

/**
 * Reads records that end in a NUL byte: `init`, `systemd` or another word; `first` and `own`, network namespaces; for each
 * file `link`, path, target, then `text`, path, text, or `hidden`, path. A truncated or unknown record ends the
 * listing. A path that no tool reads is left out: the host has no reason to send it.
 */
export function parseConfigListing(listing: string): ConfigListing {
  const records = listing.split('\0', mostRecords + 1);
  const facts = new Map<string, string>();
  const entries = new Map<string, Entry>();
  const hidden: string[] = [];
  const entryOf = (path: string): Entry => {
    const entry = entries.get(path) ?? {};
    entries.set(path, entry);
    return entry;
  };
  let at = 0;
  let isComplete = records.length <= mostRecords && records.at(-1) === '';
  const next = (): string => records[at++] ?? '';
  // The last piece follows the last NUL: it is empty or a truncated record.
  while (at < records.length - 1) {
    const kind = next();
    if (kind === 'link') entryOf(next()).target = next();
    else if (kind === 'text') entryOf(next()).text = next();
    else if (kind === 'hidden') hidden.push(next());
    else if (['init', 'first', 'own'].includes(kind)) facts.set(kind, next());
    else {
      isComplete = false;
      break;
    }
  }
  const stays = keptLinks([...entries.keys()]);
  const first = facts.get('first') ?? '';
  return {
    files: [
      ...hidden.filter(isHideable).map((path): ConfigFile => ({ path, content: { kind: 'unreadable' } })),
      ...[...entries].flatMap(([path, entry]) => fileOf(path, entry, stays)),
    ],
    tool: facts.get('init') === 'systemd' ? 'systemd-sysctl' : 'procps',
    ...(first !== '' && { isBootNamespace: first === facts.get('own') }),
    isComplete,
  };
}

function isHideable(path: string): boolean {
  return isConfigPath(path) || dropInDirectories.includes(path);
}

function fileOf(
  path: string,
  { target, text }: Entry,
  stays: (target: string) => boolean,
): readonly ConfigFile[] {
  if (!isConfigPath(path)) return [];
  if (target !== undefined && stays(target)) return [{ path, content: { kind: 'link', target } }];
  return text === undefined ? [] : [{ path, content: { kind: 'text', text } }];
}
