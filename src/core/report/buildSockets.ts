import type { Aggregation, Destination, Listener } from '../aggregate/aggregation.ts';
import { portCeiling, secondsToExhaustion } from '../aggregate/portCeiling.ts';
import { listsBound } from '../model/listsBound.ts';
import { valueOf } from '../model/outcome.ts';
import type { SocketOwners } from '../model/processes.ts';
import type { SocketTable } from '../model/socketTable.ts';
import { tcpStateName, tcpStates } from '../model/tcpState.ts';
import type { ReportInput } from './reportInput.ts';
import type { ReportDestination, ReportListener, ReportPorts, ReportReuse, ReportSockets } from './report.ts';

/** A report is for reading; the tree and snapshots have every row. */
const maxRows = 100;
/** 1024 to 65535: the widest port range of a NAT router. */
const portsOfAnAddress = 64_512;

/** The socket part of a report; undefined if the sockets could not be read. */
export function buildSockets({ snapshot, aggregation, owners }: ReportInput): ReportSockets | undefined {
  const table = valueOf(snapshot.sockets);
  if (table === undefined || aggregation === undefined) return undefined;
  const processes = owners === undefined ? undefined : valueOf(owners);
  return {
    total: aggregation.total,
    states: tcpStates.map((state) => ({
      state: tcpStateName(state),
      count: aggregation.countByState[state] ?? 0,
    })),
    ...ports(aggregation, listsBound(snapshot)),
    reuse: reuse(aggregation),
    destinations: aggregation.destinations
      .slice(0, maxRows)
      .map((destination) => reportDestination(destination, table)),
    destinationCount: aggregation.destinations.length,
    listeners: aggregation.listeners
      .slice(0, maxRows)
      .map((listener) => reportListener(listener, table, processes)),
    listenerCount: aggregation.listeners.length,
    clients: aggregation.clients.slice(0, maxRows).map(({ remoteAddress, localPort, total, timeWait }) => ({
      remoteAddress: table.addresses.format(remoteAddress),
      localPort,
      total,
      timeWait,
      portShare: timeWait / portsOfAnAddress,
    })),
    clientCount: aggregation.clientCount,
  };
}

function ports({ ports: budget }: Aggregation, seesBound: boolean): { ports?: ReportPorts } {
  if (budget === undefined) return {};
  const { range, reserved, listening, bound, usable } = budget;
  const { low, high } = range;
  return {
    ports: { low, high, reserved, listening, bound, usable: Math.max(0, usable), upperBound: !seesBound },
  };
}

function reuse({ reuse: { mode, blockedBy, delayMs } }: Aggregation): ReportReuse {
  return { mode, ...(blockedBy && { blockedBy }), delaySeconds: delayMs / 1000 };
}

function reportDestination(destination: Destination, { addresses }: SocketTable): ReportDestination {
  const { used, bound, usable, timeWait, reusable, closesPerSecond, remotePort } = destination;
  const holdSeconds = destination.holdMs / 1000;
  const level = { used, timeWait, reusable, ratePerSecond: closesPerSecond };
  const fullInSeconds =
    usable === undefined || (!destination.isGoingOn && used < usable)
      ? undefined
      : secondsToExhaustion(level, usable, holdSeconds);
  return {
    localAddress: addresses.format(destination.localAddress),
    remoteAddress: addresses.format(destination.remoteAddress),
    remotePort,
    used,
    ...(bound > 0 && { bound }),
    timeWait,
    reusable,
    ...(usable !== undefined &&
      usable > 0 && {
        usable,
        share: used / usable,
        sustainablePerSecond: portCeiling({ usable: usable - (used - timeWait), holdSeconds }),
      }),
    closesPerSecond,
    ...(fullInSeconds !== undefined && { fullInSeconds }),
  };
}

function reportListener(
  listener: Listener,
  table: SocketTable,
  owners: SocketOwners | undefined,
): ReportListener {
  const { rows } = listener;
  const limits = rows.flatMap((row) => table.acceptQueueLimit?.[row] ?? []);
  const [owner] = rows.flatMap((row) => owners?.get(table.inode[row] ?? 0) ?? []);
  return {
    address: table.addresses.format(listener.address),
    port: listener.port,
    listening: rows.length > 0,
    timeWait: listener.timeWait,
    established: listener.established,
    closeWait: listener.closeWait,
    total: listener.total,
    acceptQueue: sum(rows.map((row) => table.receiveQueue[row] ?? 0)),
    ...(limits.length > 0 && { acceptQueueLimit: sum(limits) }),
    ...(owner && { process: `${owner.name} (${String(owner.pid)})` }),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
