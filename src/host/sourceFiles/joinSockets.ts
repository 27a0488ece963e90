import { realpath } from 'node:fs/promises';
import { evidenceOf } from '../../core/causes/live/evidence.ts';
import { join } from '../../core/causes/live/join.ts';
import { withWatched } from '../../core/causes/live/watchedEvidence.ts';
import { ignoredPath } from '../../core/causes/ignoredPath.ts';
import type { JudgedSite } from '../../core/causes/judgedSite.ts';
import { commandLineOf, type ProcessClue } from '../../core/causes/live/processClue.ts';
import { mayHaveLanguage } from '../../core/causes/sourceLanguage.ts';
import type { CauseWorkspace } from '../../core/causes/causeWorkspace.ts';
import type { Inspection } from '../../core/inspect/inspect.ts';
import type { Cancellation } from '../../core/model/cancellation.ts';
import { valueOf } from '../../core/model/outcome.ts';
import { joinedOwners, type SocketOwners } from '../../core/model/processes.ts';
import { SeededSet } from '../../core/model/seededMap.ts';
import { hostNames, lookUp } from '../hostNames.ts';
import { isHost, type Place } from '../../core/collect/place.ts';
import { processClues } from '../processClues.ts';
import { isOwnFile, maxSourceBytes, nothingSkipped, readSource } from './scannedFiles.ts';

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
  const isHere = isHost(place) && place.ssh === undefined;
  const namespace = valueOf(snapshot.facts)?.networkNamespace;
  const processes = isHere && namespace !== undefined && evidence.length > 0 ? processClues(namespace) : [];
  const real = await realpath(folder); // processes are told by their real folders
  await addRunning(workspace, real, processes);
  const sites = workspace.sites();
  const names = await hostNames(place, cancellation);
  if (dns)
    await lookUp(
      names,
      sites.flatMap(({ destinations }) => destinations.map((one) => one.replace(/:\d+$/, ''))),
      isHere,
    );
  const { variables, services, definitions } = workspace.context;
  return join({
    sites,
    folder: real,
    evidence,
    processes,
    owners: await ownersOf(
      evidence.flatMap(({ inodes, listening = [] }) => [...inodes, ...listening]),
      place,
      owners && valueOf(owners),
      cancellation,
    ),
    known: { names, variables, services, definitions },
  });
}

/** Tests, scripts and examples are left alone, save for those that a process runs now. */
async function addRunning(
  workspace: CauseWorkspace,
  folder: string,
  processes: readonly ProcessClue[],
): Promise<void> {
  const running = new Set(
    processes
      .flatMap((process) => commandLineOf(process).paths)
      .flatMap((path) => (path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : [])),
  );
  for (const path of running) {
    if (ignoredPath(path) !== 'aside' || !mayHaveLanguage(path) || workspace.has(path)) continue;
    // A link may lead out of the folder.
    if (!isOwnFile(folder, path)) continue;
    const text = readSource(`${folder}/${path}`, maxSourceBytes, nothingSkipped());
    if (text !== undefined) await workspace.update(path, text);
  }
}

async function ownersOf(
  inodes: readonly number[],
  place: Place,
  known: SocketOwners | undefined,
  cancellation: Cancellation,
): Promise<SocketOwners> {
  const unknown = new SeededSet(inodes.filter((inode) => known?.has(inode) !== true));
  if (unknown.size === 0 || !isHost(place)) return known ?? new Map();
  const found = valueOf(await place.host.owners(unknown, cancellation));
  return joinedOwners(known, found);
}
