import { formatEndpoint } from '../../model/endpoint.ts';
import { countText, numberText } from '../../model/numberText.ts';
import { portListText } from '../../model/portRange.ts';
import type { PortUse, PortUser, PortUseKind } from '../../model/portUse.ts';
import type { ProcessInfo } from '../../model/processes.ts';
import { changingWay, setCommand } from '../findings/findingCommands.ts';

/**
 * What bind() of a TCP socket to the port says: `shared` if it depends on SO_REUSEADDR, `privileged` if on privileges, `unknown` if
 * nothing was seen on the port and not every socket that can hold it was read.
 */
export type BindAnswer = 'free' | 'privileged' | 'shared' | 'taken' | 'unknown';

/** Who holds a port, in sentences. Text from the host in it is hostile. */
export interface PortAnswer {
  readonly port: number;
  readonly answer: BindAnswer;
  /** One sentence. */
  readonly title: string;
  /** Sentences. */
  readonly bind: readonly string[];
  /** Sentences. */
  readonly connect: readonly string[];
  readonly users: readonly PortUserText[];
  /** Worth knowing beside: the port range, reserved ports, other network namespaces, what could not be seen. */
  readonly notes: readonly string[];
  /** What to do, best first. */
  readonly remedies: readonly PortRemedy[];
}

export interface PortRemedy {
  /** An imperative sentence. */
  readonly text: string;
  /** The command that does it. */
  readonly command?: string;
}

export interface PortUserText {
  readonly kind: PortUseKind;
  readonly who: string;
  readonly what: string;
  readonly meaning: string;
}

/**
 * What the use of a port means for bind() and connect().
 * Source: net/ipv4/inet_connection_sock.c, inet_csk_bind_conflict(); net/ipv4/inet_hashtables.c, __inet_hash_connect(). Each
 * case was tried on 6.18 with and without SO_REUSEADDR on both sides.
 */
export function portAnswer(use: PortUse, wayIn: readonly string[] = []): PortAnswer {
  const tcp = use.users.filter(({ kind }) => kind !== 'udp');
  const answer = answerOf(use, tcp);
  const users = use.users.map((user) => textOf(user, use.port));
  return {
    port: use.port,
    answer,
    title: titleOf(use, tcp, answer),
    bind: bindText(use, tcp, answer),
    connect: connectText(use, tcp),
    users,
    notes: notesOf(use, tcp),
    remedies: remediesOf(use, tcp, wayIn),
  };
}

const holding: readonly PortUseKind[] = ['listener', 'connection', 'bound'];

function answerOf(
  { unprivilegedStart = 1024, port, effectiveUser, isComplete, seesBound }: PortUse,
  tcp: readonly PortUser[],
): BindAnswer {
  if (tcp.some(({ kind }) => holding.includes(kind))) return 'taken';
  if (tcp.length > 0) return 'shared';
  if (!isComplete || !seesBound) return 'unknown';
  return port < unprivilegedStart && effectiveUser !== 0 ? 'privileged' : 'free';
}

function titleOf({ port, users, isComplete }: PortUse, tcp: readonly PortUser[], answer: BindAnswer): string {
  const [first] = tcp;
  if (answer === 'unknown') {
    const why = isComplete
      ? 'no connection uses it, but a socket that is only bound to it would not be seen'
      : 'not all sockets could be read';
    return `Whether port ${String(port)} is free is not known: ${why}.`;
  }
  if (first === undefined) {
    const udp = users.length === 0 ? '' : ' for TCP';
    return answer === 'free'
      ? `Port ${String(port)} is free${udp}.`
      : `Port ${String(port)} is free${udp}, for processes that can bind to privileged ports.`;
  }
  const { who, what } = textOf(first, port);
  const more = tcp.length - 1;
  return `Port ${String(port)} is held by ${who}: ${what}${more === 0 ? '' : ` (and ${countText(more, 'more user')} below)`}.`;
}

function bindText(
  { port, isComplete }: PortUse,
  tcp: readonly PortUser[],
  answer: BindAnswer,
): readonly string[] {
  switch (answer) {
    case 'free':
      return ['bind() and listen() work.'];
    case 'unknown':
      return [
        `No TCP socket was seen on the port. bind() fails with EADDRINUSE if one ${isComplete ? 'is bound to it and has no connection' : 'was not read'}.`,
      ];
    case 'privileged':
      return ['bind() fails with EACCES for processes without CAP_NET_BIND_SERVICE.'];
    case 'shared':
      return [
        'bind() fails with EADDRINUSE without SO_REUSEADDR.',
        'With SO_REUSEADDR it works if the program that used the port before had set it too.',
        ...elsewhereText(tcp),
      ];
    case 'taken':
      return [
        `bind() to ${boundAddresses(tcp, port)} fails with EADDRINUSE.`,
        tcp.some(({ kind }) => kind === 'listener')
          ? 'SO_REUSEADDR does not change that; SO_REUSEPORT does if all of them set it.'
          : 'SO_REUSEADDR changes that only if both sockets set it.',
        ...elsewhereText(tcp),
      ];
  }
}

function boundAddresses(tcp: readonly PortUser[], port: number): string {
  const addresses = [
    ...new Set(tcp.filter(({ kind }) => holding.includes(kind)).map(({ localAddress }) => localAddress)),
  ];
  if (addresses.some(isWildcard)) return 'any address';
  const shown = addresses.slice(0, 3).map((address) => formatEndpoint(address, port));
  return `${shown.join(', ')}${addresses.length > 3 ? ` and ${String(addresses.length - 3)} more` : ''} and to the wildcard address`;
}

function elsewhereText(tcp: readonly PortUser[]): readonly string[] {
  return tcp.some(({ localAddress }) => isWildcard(localAddress)) ? [] : ['Other addresses are free.'];
}

function isWildcard(address: string): boolean {
  return address === '0.0.0.0' || address === '::';
}

function connectText(use: PortUse, tcp: readonly PortUser[]): readonly string[] {
  const listener = tcp.find(({ kind }) => kind === 'listener');
  const chosen = chosenText(use, tcp);
  return [reachedText(use, listener), ...(chosen === undefined ? [] : [chosen])];
}

function reachedText({ isComplete }: PortUse, listener: PortUser | undefined): string {
  if (listener !== undefined) return `connect() to this port reaches ${whoText(listener.processes)}.`;
  return isComplete
    ? 'connect() to this port is refused (ECONNREFUSED).'
    : 'connect() to this port is refused (ECONNREFUSED), unless a listening socket was not read.';
}

/** Whether the kernel chooses the port for an outgoing connection; undefined where the range is not known. */
function chosenText(use: PortUse, tcp: readonly PortUser[]): string | undefined {
  const { port, range } = use;
  if (range === undefined) return undefined;
  const never = 'The kernel never chooses it for an outgoing connection';
  if (port < range.low || port > range.high) return `${never}: it is outside ip_local_port_range.`;
  if (isReserved(use)) return `${never}: it is in ip_local_reserved_ports.`;
  if (tcp.some(({ kind }) => kind === 'listener' || kind === 'bound'))
    return 'As long as it is held, the kernel does not choose it for an outgoing connection.';
  const unless = use.seesBound ? '' : ', unless a socket is bound to it';
  return `The kernel can choose it for an outgoing connection of any program at any time${unless}.`;
}

function notesOf(use: PortUse, tcp: readonly PortUser[]): readonly string[] {
  const { port, range, unprivilegedStart = 1024, elsewhere = [], seesBound } = use;
  return [
    ...(port < unprivilegedStart
      ? [
          `It is below ip_unprivileged_port_start (${String(unprivilegedStart)}): bind() needs root or CAP_NET_BIND_SERVICE, else it fails with EACCES.`,
        ]
      : []),
    ...(range !== undefined && port >= range.low && port <= range.high
      ? [`It is in ip_local_port_range (${String(range.low)}–${String(range.high)}).`]
      : []),
    ...(isReserved(use) ? ['It is in ip_local_reserved_ports. bind() to it still works.'] : []),
    ...elsewhere.map(
      ({ namespace, pid, processes, localAddress }) =>
        `Another network namespace (${namespace}, that of process ${String(pid)}) has a listening socket of ${whoText(processes)} on ${formatEndpoint(localAddress, port)}: it does not affect bind() here, and connect() from here does not reach it.`,
    ),
    ...(seesBound || tcp.some(({ kind }) => holding.includes(kind))
      ? []
      : [
          'A socket that is bound and has no connection cannot be seen this way: only sock_diag lists it, on Linux 6.8 and later.',
        ]),
  ];
}

function isReserved({ port, reserved }: PortUse): boolean {
  return (reserved ?? []).some(({ low, high }) => port >= low && port <= high);
}

function remediesOf(use: PortUse, tcp: readonly PortUser[], wayIn: readonly string[]): readonly PortRemedy[] {
  const { port, range, reserved, effectiveUser } = use;
  const isInRange = range !== undefined && port >= range.low && port <= range.high;
  const isStolen = tcp.some(({ kind }) => kind === 'connection' || kind === 'bound');
  const remedies: PortRemedy[] = [];
  if (isStolen)
    remedies.push({
      text: 'Close that socket or end its process, then start the program that needs the port.',
    });
  if (isInRange && !isReserved(use) && reserved !== undefined) {
    // A write replaces the whole list.
    const value = portListText([...reserved, { low: port, high: port }]);
    const way = changingWay({ isRoot: effectiveUser === 0, wayIn });
    remedies.push({
      text: 'If a server is to use it, reserve it, so that no outgoing connection takes it.',
      command: setCommand([{ key: 'net.ipv4.ip_local_reserved_ports', value }], way),
    });
  }
  if (tcp.some(({ kind }) => kind === 'timeWait' || kind === 'left'))
    remedies.push({
      text: 'Let the server set SO_REUSEADDR before bind(), so that it can start again at once.',
    });
  return remedies;
}

function textOf(user: PortUser, port: number): PortUserText {
  const { kind } = user;
  return {
    kind,
    who: whoText(user.processes, kind),
    what: whatText(user, port),
    meaning: meaningOf(user),
  };
}

function whoText(processes: readonly ProcessInfo[], kind?: PortUseKind): string {
  const [first] = processes;
  if (first === undefined) return kind === 'timeWait' ? 'the kernel' : 'a process that cannot be seen';
  const pids = [...new Set(processes.map(({ pid }) => pid))].sort((a, b) => a - b);
  const shown = pids.slice(0, 3).join(', ');
  const more = pids.length > 3 ? ` and ${String(pids.length - 3)} more` : '';
  return `${first.name} (${pids.length === 1 ? 'process' : 'processes'} ${shown}${more})`;
}

function whatText({ kind, localAddress, peer = '?', count }: PortUser, port: number): string {
  const local = formatEndpoint(localAddress, port);
  const more = count === 1 ? '' : ` and ${countText(count - 1, 'more peer')}`;
  switch (kind) {
    case 'listener':
      return `${count === 1 ? 'a listening socket' : `${numberText(count)} listening sockets`} on ${local}`;
    case 'accepted':
      return `${countText(count, 'accepted connection')} on ${local}`;
    case 'left':
      return `${countText(count, 'connection')} on ${local} whose listening socket is gone, with ${peer}${more}`;
    case 'connection':
      return `an outgoing connection from ${local} to ${peer}${more}`;
    case 'bound':
      return `a socket that is bound to ${local} and has no connection`;
    case 'timeWait':
      return `${countText(count, 'connection')} on ${local} in TIME_WAIT, with ${peer}${more}`;
    case 'udp':
      return `a UDP socket on ${local}`;
  }
}

function meaningOf({ kind, endsInMs = 0 }: PortUser): string {
  switch (kind) {
    case 'listener':
      return 'Nothing else can bind to this address and port while it listens.';
    case 'accepted':
      return 'If the server stops, they keep the port from a bind() without SO_REUSEADDR until they end.';
    case 'left':
      return 'They keep the port from a bind() without SO_REUSEADDR until they end.';
    case 'connection':
      return 'bind() of a server fails with EADDRINUSE, unless both sockets set SO_REUSEADDR.';
    case 'bound':
      return 'bind() of others fails with EADDRINUSE, and connect() is never given the port.';
    case 'timeWait':
      return `No process holds them. They are gone in ${numberText(Math.ceil(endsInMs / 1000))} s.`;
    case 'udp':
      return 'UDP has its own ports, so TCP is not affected.';
  }
}
