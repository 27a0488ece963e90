import { realpath } from 'node:fs/promises';
import { evidenceOf } from '../../core/causes/live/evidence.ts';
import { join } from '../../core/causes/live/join.ts';
import { withWatched } from '../../core/causes/live/watchedEvidence.ts';
import type { JudgedSite } from '../../core/causes/judgedSite.ts';
import type { CauseWorkspace } from '../../core/causes/causeWorkspace.ts';
import type { Inspection } from '../../core/inspect/inspect.ts';
import type { Cancellation } from '../../core/model/cancellation.ts';
import { valueOf } from '../../core/model/outcome.ts';
import type { SocketOwners } from '../../core/model/processes.ts';
import { hostNames, lookUp } from '../hostNames.ts';
import { isHost, type Place } from '../place.ts';
import { processClues } from '../processClues.ts';

export interface JoinOptions {
  readonly cancellation: Cancellation;
  /** Whether names may be looked up in DNS. */
  readonly dns: boolean;
}

/** Ties the sites of a folder to the sockets of an inspection. */
export async function joinSockets(
  workspace: CauseWorkspace,
  folder: string,
  { snapshot, aggregation, owners }: Inspection,
  place: Place,
  { cancellation, dns }: JoinOptions,
): Promise<readonly JudgedSite[]> {
  const table = valueOf(snapshot.sockets);
  const shown =
    table === undefined || aggregation === undefined
      ? []
      : evidenceOf(table, aggregation, valueOf(snapshot.counters)?.current);
  const watched = snapshot.connections && valueOf(snapshot.connections);
  const evidence = watched === undefined ? shown : withWatched(shown, watched);
  const sites = workspace.sites();
  const isHere = isHost(place) && place.ssh === undefined;
  const namespace = valueOf(snapshot.facts)?.networkNamespace;
  const processes = isHere && namespace !== undefined && evidence.length > 0 ? processClues(namespace) : [];
  const names = await hostNames();
  if (dns)
    await lookUp(
      names,
      sites.flatMap(({ destinations }) => destinations.map((one) => one.replace(/:\d+$/, ''))),
    );
  const { variables, services, definitions } = workspace.context;
  return join({
    sites,
    folder: await realpath(folder), // processes are told by their real folders
    evidence,
    processes,
    owners: await ownersOf(
      evidence.flatMap(({ inodes }) => inodes),
      place,
      owners && valueOf(owners),
      cancellation,
    ),
    known: { names, variables, services, definitions },
  });
}

async function ownersOf(
  inodes: readonly number[],
  place: Place,
  known: SocketOwners | undefined,
  cancellation: Cancellation,
): Promise<SocketOwners> {
  const unknown = new Set(inodes.filter((inode) => known?.has(inode) !== true));
  if (unknown.size === 0 || !isHost(place)) return known ?? new Map();
  const found = valueOf(await place.host.owners(unknown, cancellation));
  return new Map([...(known ?? []), ...(found ?? [])]);
}
