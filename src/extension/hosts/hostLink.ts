import type { Uri } from 'vscode';
import { valueOf } from '../../core/model/outcome.ts';
import { parseSshAddress } from '../../core/model/sshAddress.ts';
import type { HostEntry } from './hostEntry.ts';

/**
 * The name of the host that `/host?instance=web1:9810` is about, as alerts of Prometheus link to it; undefined if it is
 * no such link. Any program can send one.
 */
export function linkedHostName(uri: Pick<Uri, 'path' | 'query'>): string | undefined {
  if (uri.path !== '/host') return undefined;
  return nameOfInstance(new URLSearchParams(uri.query).get('instance') ?? '');
}

/** The name or address of the host in `web1:9810`, in lowercase; undefined if it is no such instance. */
export function nameOfInstance(instance: string): string | undefined {
  const address = valueOf(parseSshAddress(instance));
  return address === undefined || address.user !== undefined ? undefined : address.host.toLowerCase();
}

/** The listed host with this name, or with its first part (`web1` of `web1.example`) if only one has it. */
export function hostNamed(name: string, entries: readonly HostEntry[]): HostEntry | undefined {
  const named = entries.flatMap((entry) => {
    const host = entry.kind === 'ssh' ? valueOf(parseSshAddress(entry.label))?.host : entry.label;
    return entry.kind === 'file' || host === undefined ? [] : [{ entry, host: host.toLowerCase() }];
  });
  const same = named.find(({ host }) => host === name);
  if (same !== undefined || isNumeric(name)) return same?.entry;
  const [similar, ...others] = named.filter(
    ({ host }) => !isNumeric(host) && (first(host) === name || host === first(name)),
  );
  return others.length > 0 ? undefined : similar?.entry;
}

function first(name: string): string {
  return name.split('.')[0] ?? name;
}

/** An address has no parts that are a name. */
function isNumeric(host: string): boolean {
  return /^[\d.]+$|:/.test(host);
}
