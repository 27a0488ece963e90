import { Listeners } from '../../aggregate/listeners.ts';
import { portUseKind } from '../../aggregate/portUseKind.ts';
import { formatEndpoint } from '../../model/endpoint.ts';
import { livingRows } from '../../model/livingRows.ts';
import type { Parameters } from '../../model/parameters.ts';
import { shortPath } from '../../model/pathText.ts';
import { countText } from '../../model/numberText.ts';
import { parsePortList, parsePortRange, portListText } from '../../model/portRange.ts';
import type { DeclaredPort } from '../../model/servicePort.ts';
import { remoteAddressText, type SocketTable } from '../../model/socketTable.ts';
import { fact } from '../fact.ts';
import { liveRule, type LiveFinding } from '../liveRule.ts';
import { setFix } from '../parameterRule.ts';
import type { RuleInput, SocketEvidence } from '../rule.ts';
import { inodesOf, pilesOf } from './piles.ts';

const rangeKey = 'net.ipv4.ip_local_port_range';
const reservedKey = 'net.ipv4.ip_local_reserved_ports';

/** More would overwhelm the reader; the sockets of the others are in the Sockets view. */
const maxFindings = 10;

/** A declared port with the sockets that keep its service from listening there. */
interface Taken {
  readonly port: number;
  readonly declared: DeclaredPort;
  readonly rows: readonly number[];
}

/**
 * An outgoing connection, or a socket that is only bound, holds a port on which a file declares a service. Who listens there
 * already has the port. A socket in TIME_WAIT is left out: if the service left it, with SO_REUSEADDR on its sockets, it does not
 * hinder the service, and otherwise it is gone within a minute.
 * Source: net/ipv4/inet_connection_sock.c, inet_csk_get_port(); tested on 6.18.
 */
export const servicePortTaken = liveRule({
  id: 'service-port-taken',
  section: 'where-ports',
  severity: 'warning',
  requires: ['sockets', 'servicePorts'],
  unsure: ({ servicePortsGap: reason }) =>
    reason === undefined ? undefined : { missing: 'servicePorts', reason },
  ownersWanted: (input) => {
    const { sockets } = input;
    if (sockets === undefined) return [];
    return takenPorts(input, sockets)
      .slice(0, maxFindings)
      .flatMap(({ rows }) => inodesOf(sockets.table, rows));
  },
  judge: (input) => {
    const { sockets } = input;
    if (sockets === undefined) return [];
    const all = takenPorts(input, sockets);
    const findings = all.slice(0, maxFindings).map((taken) => findingOf(taken, input, sockets));
    return [...findings, ...andMore(all.slice(maxFindings))];
  },
});

interface KnownTaken extends Pick<RuleInput, 'servicePorts' | 'parameters'> {
  readonly taken: readonly Taken[];
}

/** The owners that are wanted and the findings are about the same ports. */
const knownTaken = new WeakMap<SocketTable, KnownTaken>();

/** Lowest port first. */
function takenPorts(
  { servicePorts = [], parameters }: RuleInput,
  { table }: SocketEvidence,
): readonly Taken[] {
  const known = knownTaken.get(table);
  if (known !== undefined && known.servicePorts === servicePorts && known.parameters === parameters)
    return known.taken;
  const taken = findTaken(servicePorts, parameters, table);
  knownTaken.set(table, { servicePorts, ...(parameters && { parameters }), taken });
  return taken;
}

function findTaken(
  servicePorts: readonly DeclaredPort[],
  parameters: Parameters | undefined,
  table: SocketTable,
): readonly Taken[] {
  if (servicePorts.length === 0) return [];
  const declarations = new Declarations(servicePorts);
  const listeners = new Listeners(table);
  const range = parsePortRange(parameters?.get(rangeKey)?.value ?? '');
  const found = new Map<number, number[]>();
  for (const row of livingRows(table)) {
    const port = table.localPort[row] ?? 0;
    if (listeners.ports[port] === 1 || declarations.of(port) === undefined) continue;
    const kind = portUseKind(table, row, listeners, range);
    if (kind !== 'connection' && kind !== 'bound') continue;
    const rows = found.get(port);
    if (rows === undefined) found.set(port, [row]);
    else rows.push(row);
  }
  return [...found]
    .sort(([a], [b]) => a - b)
    .flatMap(([port, rows]) => {
      const declared = declarations.of(port);
      return declared === undefined ? [] : [{ port, declared, rows }];
    });
}

/** The declaration of a port: a single port by its number, and ranges, of which there are few, as they are. */
class Declarations {
  readonly #single = new Map<number, DeclaredPort>();
  readonly #ranges = new Map<string, DeclaredPort>();

  constructor(servicePorts: readonly DeclaredPort[]) {
    for (const declared of servicePorts) {
      // An image announces ports of its containers.
      if (declared.kind === 'exposed') continue;
      const { low, high } = declared.ports;
      if (low === high) setFirst(this.#single, low, declared);
      else setFirst(this.#ranges, portListText([declared.ports]), declared);
    }
  }

  of(port: number): DeclaredPort | undefined {
    const single = this.#single.get(port);
    if (single !== undefined) return single;
    for (const declared of this.#ranges.values())
      if (port >= declared.ports.low && port <= declared.ports.high) return declared;
    return undefined;
  }
}

function setFirst<Key>(map: Map<Key, DeclaredPort>, key: Key, declared: DeclaredPort): void {
  if (!map.has(key)) map.set(key, declared);
}

function findingOf({ port, declared, rows }: Taken, input: RuleInput, sockets: SocketEvidence): LiveFinding {
  const { table } = sockets;
  const [pile] = pilesOf(sockets, rows);
  const [first = 0] = rows;
  const remotePort = table.remotePort[first] ?? 0;
  const peer = remotePort === 0 ? undefined : formatEndpoint(remoteAddressText(table, first), remotePort);
  const who = pile?.subject.kind === 'process' ? pile.who : 'A program';
  const place = `${shortPath(declared.file)}:${declared.line}`;
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
      `Close the connection, or restart ${pile?.subject.kind === 'process' ? pile.subject.name : 'the program that holds it'}. ${peer === undefined ? 'The port is then free.' : 'The port is then free, after TIME_WAIT if this host closed the connection first.'}`,
    ],
    ...(present !== undefined &&
      !isReserved && {
        fixes: [setFix(reservedKey, portListText([...present, { low: port, high: port }]))],
      }),
  };
}

/** The ports beyond the first few. */
function andMore(taken: readonly Taken[]): readonly LiveFinding[] {
  const [first] = taken;
  const last = taken.at(-1);
  if (first === undefined || last === undefined) return [];
  const count = countText(taken.length, 'more port of a service is', 'more ports of services are');
  return [
    {
      side: 'client',
      subject: { kind: 'host' },
      title: `${count} taken by other sockets.`,
      explanation: 'Files declare services on them, nothing listens there, and a service fails to start.',
      evidence: [
        fact.sockets(
          'ports-taken',
          'Ports',
          first === last ? String(first.port) : `${first.port} to ${last.port}`,
        ),
      ],
      remedies: [
        `Add the ports to ${reservedKey}, or choose ports outside of ip_local_port_range for the services.`,
      ],
    },
  ];
}
