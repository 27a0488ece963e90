import { Listeners } from '../aggregate/listeners.ts';
import { portUseKind } from '../aggregate/portUseKind.ts';
import { collectUdp, udpSources } from '../collect/collectUdp.ts';
import type { Collector } from '../collect/collector.ts';
import { readText, type Host, type Source } from '../collect/host.ts';
import { listenersElsewhere } from '../collect/otherNamespaces.ts';
import type { Cancellation } from '../model/cancellation.ts';
import { formatEndpoint } from '../model/endpoint.ts';
import { isAtLeast } from '../model/kernelVersion.ts';
import { failure, problemsOf, valueOf, withProblems, type Outcome } from '../model/outcome.ts';
import { parsePortList, parsePortRange, type PortRange } from '../model/portRange.ts';
import type { PortUse, PortUseKind, PortUser } from '../model/portUse.ts';
import { procSysPath } from '../model/procSysPath.ts';
import type { SocketOwners } from '../model/processes.ts';
import type { CollectorChoice } from '../model/snapshot.ts';
import { localAddressText, remoteAddressText, type SocketTable } from '../model/socketTable.ts';
import type { UdpSocket } from '../model/udpSocket.ts';
import { parseSocketFilter } from '../query/socketFilter.ts';
import { listSockets } from './listSockets.ts';

export interface PortUseRequest {
  readonly host: Host;
  readonly collectors: readonly Collector[];
  readonly choice: CollectorChoice;
  readonly port: number;
  readonly cancellation: Cancellation;
}

const sourceOf = (name: string): Source => ({ kind: 'file', path: procSysPath(`net.ipv4.${name}`) });
const range = sourceOf('ip_local_port_range');
const reserved = sourceOf('ip_local_reserved_ports');
const unprivilegedStart = sourceOf('ip_unprivileged_port_start');

/** Finds out who uses a local port. Partial if anything of it could not be read. Throws only `CancelledError`. */
export async function portUse(request: PortUseRequest): Promise<Outcome<PortUse>> {
  const { host, port, cancellation } = request;
  const filter = parseSocketFilter(`lport:${String(port)}`).filter;
  const { outcome, tables, owners, collector } = await listSockets({ ...request, filter });
  const [tcp] = tables;
  if (tcp === undefined)
    return 'problem' in outcome
      ? outcome
      : failure('failed', 'no-sockets', 'No sockets were read.', 'Try again.');
  const reading = host.open(
    { sources: [range, reserved, unprivilegedStart, ...Object.values(udpSources)] },
    cancellation,
  );
  const known = await reading.facts(cancellation);
  const facts = valueOf(known);
  const text = async (source: Source): Promise<string | undefined> =>
    valueOf(await readText(reading, source, cancellation));
  const [ports, list, start] = await Promise.all([text(range), text(reserved), text(unprivilegedStart)]);
  const udpRead = facts && (await collectUdp(reading, facts, cancellation));
  const udp = ((udpRead && valueOf(udpRead)) ?? []).filter(({ localPort }) => localPort === port);
  const elsewhereRead = facts && (await listenersElsewhere(reading, facts, port, cancellation));
  const elsewhere = elsewhereRead && valueOf(elsewhereRead);
  const inodes = new Set(
    [...udp, ...(elsewhere ?? [])].map(({ inode }) => inode).filter((inode) => inode > 0),
  );
  const others = inodes.size === 0 ? undefined : valueOf(await host.owners(inodes, cancellation));
  const own = parsePortRange(ports ?? '');
  const use: PortUse = {
    port,
    isComplete: outcome.kind === 'ok',
    users: [...tcpUsers(tcp.table, tcp.rows, owners, own), ...udpUsers(udp, others ?? new Map())],
    elsewhere: elsewhere?.map(({ namespace, pid, localAddress, inode }) => {
      return { namespace, pid, localAddress, processes: others?.get(inode) ?? [] };
    }),
    range: own,
    reserved: list === undefined ? undefined : parsePortList(list),
    unprivilegedStart: start !== undefined && /^\d{1,5}\s*$/.test(start) ? Number(start) : undefined,
    effectiveUser: facts?.effectiveUser,
    seesBound: collector === 'sock_diag' && facts?.kernel !== undefined && isAtLeast(facts.kernel, 6, 8),
  };
  const beside = facts === undefined ? [known] : [udpRead, elsewhereRead];
  return withProblems(
    use,
    [outcome, ...beside].flatMap((read) => (read ? problemsOf(read) : [])),
  );
}

function tcpUsers(
  table: SocketTable,
  rows: readonly number[],
  owners: SocketOwners,
  own: PortRange | undefined,
): readonly PortUser[] {
  const listeners = new Listeners(table);
  const users = new Map<string, PortUser>();
  for (const row of rows) {
    const kind = portUseKind(table, row, listeners, own);
    const localAddress = localAddressText(table, row);
    const processes = owners.get(table.inode[row] ?? 0) ?? [];
    const key = [kind, localAddress, ...processes.map(({ pid }) => pid)].join(' ');
    const known = users.get(key);
    const endsInMs = Math.max(known?.endsInMs ?? 0, table.timerMs[row] ?? 0);
    const peer =
      known?.peer ??
      (table.remotePort[row] === 0
        ? undefined
        : formatEndpoint(remoteAddressText(table, row), table.remotePort[row] ?? 0));
    users.set(key, {
      kind,
      localAddress,
      ...(peer !== undefined && { peer }),
      count: (known?.count ?? 0) + 1,
      processes,
      ...(kind === 'timeWait' && { endsInMs }),
    });
  }
  return [...users.values()].sort(
    (a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || b.count - a.count,
  );
}

const order: readonly PortUseKind[] = [
  'listener',
  'connection',
  'bound',
  'left',
  'accepted',
  'timeWait',
  'udp',
];

function udpUsers(sockets: readonly UdpSocket[], owners: SocketOwners): readonly PortUser[] {
  return sockets.map(({ localAddress, remoteAddress, remotePort, inode }) => ({
    kind: 'udp',
    localAddress,
    ...(remotePort !== 0 && { peer: formatEndpoint(remoteAddress, remotePort) }),
    count: 1,
    processes: owners.get(inode) ?? [],
  }));
}
