import { extensionsOf, fieldOf, profilesOf, servicesOf, type ComposeFile } from './extendedService.ts';
import type { ServiceName } from './serviceName.ts';

/** Whose namespace of one kind a service has. */
export interface UsedNamespace {
  readonly isHost: boolean;
  /** The service of another file that says it. */
  readonly elsewhere?: ServiceName;
  /** How many services are between it and the owner: each starts after the one that it joins. */
  readonly joins: number;
  /** The service whose namespace it is; undefined if that is not in this file. */
  readonly owner?: string;
}

/** More than people have in a row. */
const mostJoins = 5;

/**
 * Follows `service:NAME`, and `container:NAME` of a `container_name` in the same file.
 * Source: resolveSharedNamespaces in pkg/compose/convergence.go of Docker Compose; WithNamespaces in daemon/oci_linux.go of Moby.
 */
export function usedNamespace(
  file: ComposeFile,
  name: string | undefined,
  service: unknown,
  field: 'network_mode' | 'ipc',
): UsedNamespace {
  let owner = name;
  let at = service;
  for (let joins = 0; ; joins++) {
    const { text, elsewhere } = fieldOf(file, extensionsOf(file, at), field);
    // What another file says of a service that one joins is not followed.
    if (elsewhere !== undefined) return { isHost: false, joins, ...(joins === 0 && { elsewhere }) };
    const [, kind, joined = ''] = /^(service|container):(.+)$/.exec(text ?? '') ?? [];
    if (kind === undefined) return { isHost: text === 'host', joins, ...(owner !== undefined && { owner }) };
    // In a piece of the file, the other service may be in another one.
    file.reading.noteDependence();
    owner = kind === 'service' ? joined : containerNames(file).get(joined);
    const next = owner === undefined ? undefined : servicesOf(file.tree).get(owner);
    if (next === undefined || joins === mostJoins) return { isHost: false, joins: joins + 1 };
    at = next;
  }
}

/**
 * A number for each service whose network another one of the same document has, too: the same for those of one network that start
 * together, which is in the same profiles.
 */
export function networkUnits(
  file: ComposeFile,
  services: readonly { readonly key: string; readonly value: unknown }[],
): ReadonlyMap<string, number> {
  if (!/\bnetwork_mode["']?\s*:\s*["']?(?:service|container):/.test(file.tree.region.text)) return new Map();
  const used = services.map(({ key, value }) => ({
    key,
    ...usedNamespace(file, key, value, 'network_mode'),
    profiles: profilesOf(file, extensionsOf(file, value)),
  }));
  const joined = new Set(used.flatMap(({ joins, owner }) => (joins > 0 ? [owner] : [])));
  const numbers = new Map<string, number>();
  const units = new Map<string, number>();
  for (const { key, owner, profiles } of used) {
    if (owner === undefined || profiles === undefined || !joined.has(owner)) continue;
    const together = JSON.stringify([owner, profiles]);
    const unit = numbers.get(together) ?? file.reading.newUnit();
    numbers.set(together, unit);
    units.set(key, unit);
  }
  return units;
}

const namesByTree = new WeakMap<ComposeFile['tree'], ReadonlyMap<string, string>>();

/** The services of a file by the names of their containers. */
function containerNames({ tree }: ComposeFile): ReadonlyMap<string, string> {
  const known = namesByTree.get(tree);
  if (known !== undefined) return known;
  const names = new Map<string, string>();
  for (const [service, node] of servicesOf(tree)) {
    const name = tree.text(tree.get(node, 'container_name'));
    if (name !== undefined) names.set(name, service);
  }
  namesByTree.set(tree, names);
  return names;
}
