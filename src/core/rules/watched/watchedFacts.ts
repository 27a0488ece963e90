import type { Evidence, Subject } from '../../model/finding.ts';
import { countText, numberText, percentText } from '../../model/numberText.ts';
import type {
  ConnectionKind,
  WatchedConnections,
  WatchedDestination,
  WatchedGroup,
  WatchedListener,
} from '../../model/watched.ts';

/** More than this many of one rule would hide the others. */
export const mostFindings = 3;

/** Any local address; port 0 stands for all. */
export function destinationSubject({ remoteAddress, remotePort }: WatchedDestination): Subject {
  return { kind: 'destination', localAddress: '*', remoteAddress, remotePort };
}

export function listenerSubject({ address, port }: WatchedListener): Subject {
  return { kind: 'listener', address, port };
}

/** How many connections of a kind there were, of how many. */
export function kindEvidence(
  key: string,
  label: string,
  count: number,
  { ended }: WatchedGroup,
  watched: WatchedConnections,
): Evidence {
  return ends(
    key,
    label,
    `${numberText(count)} of ${numberText(ended)} (${percentText(count / ended)})`,
    watched,
  );
}

export function ends(key: string, label: string, value: string, { seconds }: WatchedConnections): Evidence {
  return { key, label, value, source: { kind: 'ends', seconds } };
}

/** The processes that had the connections, if any are known. */
export function processEvidence(
  { processes }: WatchedGroup,
  watched: WatchedConnections,
): readonly Evidence[] {
  if (processes.length === 0) return [];
  const [first] = processes;
  const names = processes.slice(0, 3).map(({ name, pid }) => `${name} (${String(pid)})`);
  const more = processes.length > 3 ? ` and ${countText(processes.length - 3, 'other')}` : '';
  const isGuess = first?.probably === true;
  return [ends('processes', isGuess ? 'Probably of' : 'Process', `${names.join(', ')}${more}`, watched)];
}

/** How to learn whose connect() fails for want of a port: such a socket lives too short to be seen with its process. */
export function namingRemedies(
  { processes }: WatchedGroup,
  { exact }: WatchedConnections,
): readonly string[] {
  return exact !== undefined || processes.some(({ probably }) => !probably)
    ? []
    : [
        'Run “socket-diagnostics watch --exact” as root on the host itself: it names the process whose connect() fails.',
      ];
}

/** Incompleteness that a reader has to know. */
export function lostEvidence(watched: WatchedConnections): readonly Evidence[] {
  return watched.lost === 0
    ? []
    : [ends('lost-announcements', 'Lost announcements', numberText(watched.lost), watched)];
}

/** The busiest groups for which a predicate holds. */
export function groupsWith<Group extends WatchedGroup>(
  groups: readonly Group[],
  kinds: readonly ConnectionKind[],
  least: { readonly count: number; readonly share: number },
): readonly { readonly group: Group; readonly count: number }[] {
  return groups
    .map((group) => ({ group, count: kinds.reduce((sum, kind) => sum + group.kinds[kind], 0) }))
    .filter(({ group, count }) => count >= least.count && count / group.ended >= least.share)
    .sort((a, b) => b.count - a.count)
    .slice(0, mostFindings);
}
