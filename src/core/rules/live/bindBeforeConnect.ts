import type { BoundPorts } from '../../aggregate/boundPorts.ts';
import type { PortBudget } from '../../aggregate/portBudget.ts';
import type { Evidence, Severity } from '../../model/finding.ts';
import { livingRows } from '../../model/livingRows.ts';
import { countText, numberText, percentText } from '../../model/numberText.ts';
import { fact } from '../fact.ts';
import { liveRule, type LiveFinding } from '../liveRule.ts';
import type { RuleInput, SocketEvidence } from '../rule.ts';
import { exhaustionShares } from '../../model/exhaustionShares.ts';
import { fullDestinations } from './fullDestinations.ts';
import { holderFacts, holdersOf, inodesOf } from './piles.ts';

const leastShare = 0.1;
/** If bind() holds less than this, what uses the rest is why the ports run out, and another finding says so. */
const leastBlame = 0.25;
const boundNotListed =
  'Sockets that hold a port with bind() and are not connected are listed by Linux 6.8 and later, over netlink.';
/** The tree marks the rows of these findings. */
const maxSubjects = 1000;

/**
 * Programs take ports with bind() before they connect, or bind and never connect. Such a port is unavailable to
 * connect() in every program and for every destination, even while it is in TIME_WAIT, and `tcp_tw_reuse` does not
 * help.
 * Source: net/ipv4/inet_hashtables.c, __inet_hash_connect(), `fastreuse >= 0`; ip(7), IP_BIND_ADDRESS_NO_PORT.
 */
export const bindBeforeConnect = liveRule({
  id: 'bind-before-connect',
  section: 'bind-before-connect',
  severity: 'error',
  requires: ['sockets', 'parameters'],
  requiresKeys: ['net.ipv4.ip_local_port_range'],
  unsure: ({ sockets }) =>
    sockets?.listsBound === false ? { missing: 'boundSockets', reason: boundNotListed } : undefined,
  ownersWanted: (input) => {
    const found = heldShare(input);
    return found === undefined ? [] : inodesOf(found.sockets.table, heldRows(found.sockets, found.bound));
  },
  judge(input) {
    const found = heldShare(input);
    return found === undefined ? [] : [finding(found)];
  },
});

interface Held {
  readonly sockets: SocketEvidence;
  readonly ports: PortBudget;
  readonly bound: BoundPorts;
  /** Ports available to bind() and connect() together. */
  readonly total: number;
  /** The fullest pool: all ports that are held, or those of one local address. */
  readonly share: number;
}

/** Undefined if too few ports are held to be worth reporting. */
function heldShare({ sockets }: RuleInput): Held | undefined {
  const { ports, bound } = sockets?.aggregation ?? {};
  if (sockets === undefined || ports === undefined || bound === undefined) return undefined;
  const total = ports.usable + ports.bound;
  if (total <= 0 || bound.count / total < leastShare) return undefined;
  const pools = bound.addresses.flatMap(({ held, taken }) => (held / total < leastShare ? [] : [taken]));
  return { sockets, ports, bound, total, share: Math.max(bound.count, ...pools) / total };
}

/** Sockets on ports taken with bind(). Sockets that are not closed yet come first, because they have a process. */
function heldRows({ table }: SocketEvidence, { isHeld }: BoundPorts): readonly number[] {
  const rows: number[] = [];
  for (const row of livingRows(table))
    if (isHeld[table.localPort[row] ?? 0] === 1 && table.inode[row] !== 0) rows.push(row);
  return rows;
}

function finding({ sockets, ports, bound, total, share }: Held): LiveFinding {
  const rows = heldRows(sockets, bound);
  const { who, isOne, subject = { kind: 'host' } } = holdersOf(sockets, rows, 'A program');
  const isLeak = bound.idle * 2 > bound.count;
  const isFull = isExhausted(sockets, share);
  return {
    severity: isFull ? severityOfFull(bound.count / total) : severityOf(share),
    subject,
    also: fullDestinations(sockets)
      .filter(isHeldByBind)
      .slice(0, maxSubjects)
      .map(({ localAddress, remoteAddress, remotePort }) => ({
        kind: 'destination',
        localAddress: sockets.table.addresses.format(localAddress),
        remoteAddress: sockets.table.addresses.format(remoteAddress),
        remotePort,
      })),
    side: 'client',
    title:
      `${who} ${isOne ? 'holds' : 'hold'} ${countText(bound.count, 'local port')} of ${numberText(total)} with bind()` +
      `${isLeak ? (isOne ? ' and does not connect' : ' and do not connect') : ' before connect()'}: ` +
      `${ports.usable <= 0 ? 'no port is' : countText(ports.usable, 'port is', 'ports are')} left for a new destination.`,
    explanation:
      `${
        isLeak
          ? 'A socket that is bound keeps its port until it is closed, connected or not.'
          : 'bind() to port 0 assigns a port before the destination is known, so all destinations share one pool.'
      } ` +
      'connect() in every other program skips these ports too, and tcp_tw_reuse does not free them. ' +
      'When the pool is exhausted, bind() fails with EADDRINUSE and connect() with EADDRNOTAVAIL.',
    evidence: evidence(sockets, ports, bound, total, rows),
    remedies: isLeak ? leakRemedies : remedies,
  };
}

/** A sentence about who holds all ports, or nearly all, with bind(); undefined if nobody does. */
export function heldByBind(sockets: SocketEvidence): string | undefined {
  const found = heldShare({ sockets });
  if (found === undefined || found.bound.count / found.total < exhaustionShares.error) return undefined;
  const { who, isOne } = holdersOf(sockets, heldRows(sockets, found.bound), 'A program');
  return `${who} ${isOne ? 'holds' : 'hold'} ${numberText(found.bound.count)} of ${numberText(found.total)} with bind().`;
}

/** Also if a destination has no port left because much of the range is held. */
function isExhausted({ aggregation }: SocketEvidence, share: number): boolean {
  const isFull = aggregation.destinations.some(
    ({ used, reusable, usable = 0 }) => usable <= 0 || (used - reusable) / usable >= exhaustionShares.error,
  );
  return share >= exhaustionShares.error || isFull;
}

/** @param held the share of all ports that bind() holds. */
function severityOfFull(held: number): Severity {
  return held >= leastBlame ? 'error' : 'warning';
}

function severityOf(share: number): Severity {
  return share >= exhaustionShares.warning ? 'warning' : 'information';
}

function evidence(
  sockets: SocketEvidence,
  ports: PortBudget,
  bound: BoundPorts,
  total: number,
  rows: readonly number[],
): readonly Evidence[] {
  const { addresses } = sockets.table;
  return [
    fact.sockets(
      'held-by-bind',
      'Ports held by bind()',
      `${numberText(bound.count)} of ${numberText(total)} (${percentText(bound.count / total)})`,
    ),
    fact.sockets('bound-idle', 'Of these, bound but not connected', numberText(bound.idle)),
    ...holderFacts(sockets, rows),
    ...bound.addresses
      .slice(0, 3)
      .map(({ address, taken }) =>
        fact.sockets(
          'taken-at-address',
          `Taken for bind() to ${addresses.format(address)}`,
          `${numberText(taken)} of ${numberText(total)} (${percentText(taken / total)})`,
        ),
      ),
    fact.computed(
      'left-for-connect',
      'Left for connect() to a new destination',
      numberText(Math.max(0, ports.usable)),
      'range − reserved − listening − held by bind()',
    ),
  ];
}

const remedies: readonly string[] = [
  'Set IP_BIND_ADDRESS_NO_PORT on the socket before bind(): connect() then chooses the port, per destination. HAProxy and nginx do this automatically; in Python use setsockopt(IPPROTO_IP, 24, 1), in Go a Control function of net.Dialer.',
  'Omit the source address (localAddress, source_address, LocalAddr, --interface) if the routing table chooses the same one.',
  'Keep connections open and reuse them, with a connection pool or HTTP keep-alive.',
  'Use more local addresses: bind() has a separate pool for each.',
];

const leakRemedies: readonly string[] = [
  'Close sockets that are bound but cannot be connected: look for an error path that forgets its socket.',
  'Restart the program to free the current ones.',
];

/** Whether a destination lacks ports because of bind() rather than because of its own connections. */
export function isHeldByBind({ used, bound }: { readonly used: number; readonly bound: number }): boolean {
  return bound * 2 >= used;
}
