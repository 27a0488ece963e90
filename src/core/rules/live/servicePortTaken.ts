import { Listeners } from '../../aggregate/listeners.ts';
import { portUseKind } from '../../aggregate/portUseKind.ts';
import { formatEndpoint } from '../../model/endpoint.ts';
import { parsePortList, parsePortRange, portListText } from '../../model/portRange.ts';
import type { DeclaredPort } from '../../model/servicePort.ts';
import { remoteAddressText } from '../../model/socketTable.ts';
import { fact } from '../fact.ts';
import { liveRule, type LiveFinding } from '../liveRule.ts';
import { setFix } from '../parameterRule.ts';
import type { RuleInput, SocketEvidence } from '../rule.ts';
import { inodesOf, pilesOf } from './piles.ts';

const rangeKey = 'net.ipv4.ip_local_port_range';
const reservedKey = 'net.ipv4.ip_local_reserved_ports';

/** A declared port with the sockets that keep its service from listening there. */
interface Taken {
  readonly port: number;
  readonly declared: DeclaredPort;
  readonly rows: readonly number[];
}

/**
 * An outgoing connection, or a socket that is only bound, holds a port on which a file declares a service. Who listens there
 * already has the port; a socket in TIME_WAIT does not keep a server with SO_REUSEADDR from listening.
 * Source: net/ipv4/inet_connection_sock.c, inet_csk_get_port(); tested on 6.18.
 */
export const servicePortTaken = liveRule({
  id: 'service-port-taken',
  section: 'where-ports',
  severity: 'warning',
  requires: ['sockets'],
  ownersWanted: (input) => {
    const { sockets } = input;
    if (sockets === undefined) return [];
    return takenPorts(input, sockets).flatMap(({ rows }) => inodesOf(sockets.table, rows));
  },
  judge: (input) => {
    const { sockets } = input;
    return sockets === undefined
      ? []
      : takenPorts(input, sockets).map((taken) => findingOf(taken, input, sockets));
  },
});

function takenPorts(
  { servicePorts = [], parameters }: RuleInput,
  { table }: SocketEvidence,
): readonly Taken[] {
  if (servicePorts.length === 0) return [];
  const declaredOf = new Map<number, DeclaredPort>();
  for (const declared of servicePorts) {
    // An image announces ports of its containers.
    if (declared.kind === 'exposed') continue;
    for (let port = declared.ports.low; port <= declared.ports.high; port++)
      if (!declaredOf.has(port)) declaredOf.set(port, declared);
  }
  const listeners = new Listeners(table);
  const range = parsePortRange(parameters?.get(rangeKey)?.value ?? '');
  const found = new Map<number, number[]>();
  for (let row = 0; row < table.length; row++) {
    const port = table.localPort[row] ?? 0;
    if (!declaredOf.has(port) || listeners.ports[port] === 1) continue;
    const kind = portUseKind(table, row, listeners, range);
    if (kind !== 'connection' && kind !== 'bound') continue;
    const rows = found.get(port);
    if (rows === undefined) found.set(port, [row]);
    else rows.push(row);
  }
  return [...found].flatMap(([port, rows]) => {
    const declared = declaredOf.get(port);
    return declared === undefined ? [] : [{ port, declared, rows }];
  });
}

function findingOf({ port, declared, rows }: Taken, input: RuleInput, sockets: SocketEvidence): LiveFinding {
  const { table } = sockets;
  const [pile] = pilesOf(sockets, rows);
  const [first = 0] = rows;
  const remotePort = table.remotePort[first] ?? 0;
  const peer = remotePort === 0 ? undefined : formatEndpoint(remoteAddressText(table, first), remotePort);
  const who = pile?.subject.kind === 'process' ? pile.who : 'A program';
  const place = `${declared.file}:${declared.line}`;
  const how = peer === undefined ? 'is bound to port' : `connects to ${peer} from port`;
  const present = parsePortList(input.parameters?.get(reservedKey)?.value ?? '');
  const isReserved = present?.some(({ low, high }) => port >= low && port <= high) ?? false;
  return {
    side: 'client',
    subject: pile?.subject ?? { kind: 'host' },
    title: `${who} ${how} ${port}, on which ${place} has a service.`,
    explanation:
      'Nothing listens on the port. While the socket is there, the service fails to start with EADDRINUSE. The kernel chooses such a port for a connection if it is in ip_local_port_range and not reserved.',
    evidence: [
      fact.sockets('port-taken', `Sockets on port ${port}`, String(rows.length)),
      ...(peer === undefined ? [] : [fact.sockets('port-taken-for', 'Connected to', peer)]),
      fact.configured(
        'service-port',
        portListText([declared.ports]),
        { path: declared.file, line: declared.line },
        'Port of the service',
      ),
    ],
    remedies: [
      ...(isReserved ? [] : [`Add ${port} to ${reservedKey}, before the service needs it.`]),
      `Close the connection, or restart ${pile?.subject.kind === 'process' ? pile.subject.name : 'the program that holds it'}, to free the port now.`,
    ],
    ...(present !== undefined &&
      !isReserved && {
        fixes: [setFix(reservedKey, portListText([...present, { low: port, high: port }]))],
      }),
  };
}
