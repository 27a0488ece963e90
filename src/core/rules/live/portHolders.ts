import type { Destination } from '../../aggregate/aggregation.ts';
import { formatEndpoint } from '../../model/endpoint.ts';
import type { Evidence } from '../../model/finding.ts';
import { fact } from '../fact.ts';
import { livingRows } from '../../model/livingRows.ts';
import type { WatchedConnections, WatchedDestination } from '../../model/watched.ts';
import type { SocketEvidence } from '../rule.ts';
import { holderFacts, pilesOf, processesText } from './piles.ts';

/** Who holds the ports of a destination. */
export interface PortHolder {
  /** As the beginning of a sentence; absent if no process can be named. */
  readonly who?: string;
  /** Known from the kernel, or guessed from other connections if all are in TIME_WAIT and have no process. */
  readonly isProbable: boolean;
  readonly evidence: readonly Evidence[];
}

/** Looking up the holders of more sockets would not add anything. */
const mostKin = 200;

/** Sockets of a destination that have a process, otherwise those of the same remote endpoint, otherwise of the remote address. */
export function holderRows(
  { table, aggregation }: SocketEvidence,
  destination: Destination,
): readonly number[] {
  const { group, remoteAddress, remotePort } = destination;
  const own: number[] = [];
  const sameEnd: number[] = [];
  const sameAddress: number[] = [];
  for (const row of livingRows(table)) {
    if (table.inode[row] === 0 || table.remoteAddress[row] !== remoteAddress) continue;
    if (aggregation.groups.ofRow[row] === group) own.push(row);
    else if (aggregation.groups.get(aggregation.groups.ofRow[row] ?? 0).kind === 'listener') continue;
    else if (table.remotePort[row] === remotePort) sameEnd.push(row);
    else sameAddress.push(row);
  }
  if (own.length > 0) return own;
  return (sameEnd.length > 0 ? sameEnd : sameAddress).slice(0, mostKin);
}

/** @param connections that ended while the host was inspected. */
export function portHolder(
  sockets: SocketEvidence,
  destination: Destination,
  connections: WatchedConnections | undefined,
): PortHolder {
  const rows = holderRows(sockets, destination);
  const piles = pilesOf(sockets, rows).filter(({ subject }) => subject.kind === 'process');
  const [first] = piles;
  if (first === undefined) return holderOfEnded(sockets, destination, connections?.destinations ?? []);
  const open = destination.used - destination.timeWait;
  if (open * 2 >= destination.used) {
    return { who: first.who, isProbable: false, evidence: holderFacts(sockets, rows) };
  }
  const address = sockets.table.addresses.format(destination.remoteAddress);
  const endpoint = formatEndpoint(address, destination.remotePort);
  const evidence = fact.computed(
    'probably-held-by',
    'Probably opened by',
    piles
      .slice(0, 3)
      .map(({ who }) => who)
      .join(', '),
    `open connections to ${endpoint}, besides those in TIME_WAIT`,
  );
  return { who: first.who, isProbable: true, evidence: [evidence] };
}

/** Where no socket has a process: those whose connections to the same remote endpoint were just seen to end. */
function holderOfEnded(
  { table }: SocketEvidence,
  { remoteAddress, remotePort }: Destination,
  ended: readonly WatchedDestination[],
): PortHolder {
  const address = table.addresses.format(remoteAddress);
  const same = ended.find((one) => one.remoteAddress === address && one.remotePort === remotePort);
  const [first, second, third] = (same?.processes ?? []).map((process) => processesText([process]));
  if (first === undefined) return { isProbable: false, evidence: [] };
  const evidence = fact.computed(
    'probably-held-by',
    'Probably opened by',
    [first, second, third].filter((who) => who !== undefined).join(', '),
    `connections to ${formatEndpoint(address, remotePort)} that ended while the host was inspected`,
  );
  return { who: first, isProbable: true, evidence: [evidence] };
}
