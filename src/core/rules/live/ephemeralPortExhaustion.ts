import type { Destination } from '../../aggregate/aggregation.ts';
import type { PortBudget } from '../../aggregate/portBudget.ts';
import type { AddressTable } from '../../model/addressTable.ts';
import { formatEndpoint } from '../../model/endpoint.ts';
import { severities, type Evidence, type Severity } from '../../model/finding.ts';
import { countText, numberText, percentText } from '../../model/numberText.ts';
import type { TcpStateName } from '../../model/tcpState.ts';
import type { Parameters } from '../../model/parameters.ts';
import type { WatchedConnections } from '../../model/watched.ts';
import { fact } from '../fact.ts';
import { liveRule, type LiveFinding } from '../liveRule.ts';
import type { SocketEvidence } from '../rule.ts';
import { isHeldByBind } from './bindBeforeConnect.ts';
import { exhaustionShares } from '../../model/exhaustionShares.ts';
import { blockedShare, fullDestinations, mainState } from './fullDestinations.ts';
import { inodesOf } from './piles.ts';
import { holderRows, portHolder } from './portHolders.ts';
import { closesEvidence, sustainableEvidence } from './portEvidence.ts';
import { reuseEvidence, reuseFixes, reuseRemedies } from './reuseAdvice.ts';

/** More would overwhelm the reader; the destinations table lists them all. */
const maxFindings = 10;
/** The tree marks the rows of these findings. */
const maxSubjects = 1000;

/**
 * Outgoing connections to one destination use up the local port range. Judged by the ports that a new connection
 * cannot get: those in use, except TIME_WAIT sockets that `tcp_tw_reuse` lets it reuse.
 * Source: net/ipv4/inet_hashtables.c, __inet_hash_connect(); net/ipv4/tcp_ipv4.c, tcp_twsk_unique().
 */
export const ephemeralPortExhaustion = liveRule({
  id: 'ephemeral-port-exhaustion',
  section: 'ephemeral-port-exhaustion',
  severity: 'error',
  requires: ['sockets', 'parameters'],
  requiresKeys: ['net.ipv4.ip_local_port_range'],
  ownersWanted: ({ sockets }) =>
    sockets === undefined
      ? []
      : fullHere(sockets)
          .slice(0, maxFindings)
          .flatMap((full) => inodesOf(sockets.table, holderRows(sockets, full))),
  judge({ sockets, parameters, connections, counters }) {
    const ports = sockets?.aggregation.ports;
    if (sockets === undefined || parameters === undefined || ports === undefined) return [];
    if (ports.usable + ports.bound <= 0) return [noUsablePort(ports)];
    const full = fullHere(sockets);
    const recycled = counters?.current.get('TcpExt.TWRecycled') ?? 0;
    const findings = full.slice(0, maxFindings).map((destination) => {
      return judge(destination, ports, sockets, parameters, connections, recycled);
    });
    return [...findings, ...andMore(full.slice(maxFindings), sockets.table.addresses)];
  },
});

/** Ports taken with bind() are covered by another rule. */
function fullHere(sockets: SocketEvidence): readonly Destination[] {
  return fullDestinations(sockets).filter((destination) => !isHeldByBind(destination));
}

function judge(
  destination: Destination,
  ports: PortBudget,
  sockets: SocketEvidence,
  parameters: Parameters,
  connections: WatchedConnections | undefined,
  recycled: number,
): LiveFinding {
  const { aggregation, table } = sockets;
  const { used, usable = 0, timeWait, reuseApplies, holdMs } = destination;
  const subject = subjectOf(destination, table.addresses);
  const share = used / usable;
  const { lengthMs } = aggregation.reuse;
  const state = mainState(sockets, destination);
  const mostlyOpen = state !== 'TIME_WAIT';
  const holder = portHolder(sockets, destination, connections);
  const recyclable = usable - (used - timeWait);
  const evidence: Evidence[] = [
    fact.sockets(
      'ports-in-use',
      'Ports in use',
      `${numberText(used)} of ${numberText(usable)} (${percentText(share)})`,
    ),
    fact.sockets('ports-in-time-wait', 'Of these, in TIME_WAIT', numberText(timeWait)),
    ...holder.evidence,
    ...rangeEvidence(ports),
    ...reuseEvidence(aggregation.reuse, destination, parameters, recycled),
    sustainableEvidence(Math.max(0, recyclable) / (holdMs / 1000), recyclable, holdMs),
    closesEvidence(destination.closesPerSecond),
  ];
  const fixes = mostlyOpen ? [] : reuseFixes(aggregation.reuse, reuseApplies);
  return {
    severity: severityOf(destination),
    subject,
    side: 'client',
    title:
      `Connections from ${subject.localAddress} to ${formatEndpoint(subject.remoteAddress, subject.remotePort)} use ` +
      `${numberText(used)} of ${numberText(usable)} local ports (${percentText(share)})` +
      `${mostlyOpen && holder.who !== undefined ? `, held by ${holder.who}` : ''}.`,
    explanation: mostlyOpen
      ? openExplanation(state, used - timeWait)
      : `${timeWaitExplanation(destination, lengthMs, recycled)}${holder.who === undefined ? '' : ` Probably ${holder.who} opened them.`}`,
    evidence,
    remedies: mostlyOpen
      ? openRemedies
      : [...timeWaitRemedies, ...reuseRemedies(aggregation.reuse, reuseApplies)],
    ...(fixes.length > 0 && { fixes }),
  };
}

function subjectOf({ localAddress, remoteAddress, remotePort }: Destination, addresses: AddressTable) {
  return {
    kind: 'destination',
    localAddress: addresses.format(localAddress),
    remoteAddress: addresses.format(remoteAddress),
    remotePort,
  } as const;
}

/** At most a warning if nothing shows whether reuse works. */
function severityOf(destination: Destination): Severity {
  const share = blockedShare(destination);
  if (share >= exhaustionShares.error) return destination.unseenReuse === 'unproved' ? 'warning' : 'error';
  return share >= exhaustionShares.warning ? 'warning' : 'information';
}

function timeWaitExplanation(destination: Destination, lengthMs: number, recycled: number): string {
  const { timeWait, reusable, reuseApplies, unseenReuse } = destination;
  const held = `This host closed ${countText(timeWait, 'of these connections', 'of these connections')} first, so each of them keeps its port in TIME_WAIT for ${numberText(lengthMs / 1000)} s. `;
  const fails = 'When no port is left, connect() to this destination fails with EADDRNOTAVAIL.';
  if (!reuseApplies) return `${held}${fails}`;
  if (unseenReuse !== undefined) {
    return (
      `${held}tcp_tw_reuse is on, but ${recycled === 0 ? 'the kernel has not reused a single port (TWRecycled is 0)' : 'nothing shows that the kernel reuses ports to this destination'}: the peer sends no ` +
      `timestamps, or they were turned on here less than 60 s ago${unseenReuse === 'unproved' ? ', or nobody has tried since' : ''}. ${fails}`
    );
  }
  return `${held}tcp_tw_reuse lets new connections reuse ${numberText(reusable)} of them right now, so connect() fails only when the rest runs out.`;
}

function openExplanation(state: TcpStateName, open: number): string {
  return (
    `${countText(open, 'port is', 'ports are')} held by connections that are still open, not by TIME_WAIT: ${stateTexts[state] ?? `most are in ${state}`}. ` +
    'Each destination can have only as many simultaneous connections as there are ports; the next connect() fails with EADDRNOTAVAIL.'
  );
}

/** Why connections are still open. */
const stateTexts: Partial<Readonly<Record<TcpStateName, string>>> = {
  ESTABLISHED: 'most are established',
  SYN_SENT: 'most are in SYN_SENT because the peer does not answer',
  CLOSE_WAIT: 'most are in CLOSE_WAIT because the peer has closed but the program on this host has not',
  FIN_WAIT2: 'most are in FIN_WAIT2 because this side has closed but the peer has not',
  FIN_WAIT1: 'most are in FIN_WAIT1 because the peer does not acknowledge the FIN of this side',
};

const timeWaitRemedies: readonly string[] = [
  'Keep connections open and reuse them, with a connection pool or HTTP keep-alive.',
  'Let the other side close first, so that TIME_WAIT stays there.',
  'Use more than one destination port or address, or more than one local address.',
];

const openRemedies: readonly string[] = [
  'Look for connections that the program forgets to close.',
  'Use more than one destination port or address, or more than one local address.',
  'Widen net.ipv4.ip_local_port_range if it is narrower than 1024 65535.',
];

function rangeEvidence(ports: PortBudget): readonly Evidence[] {
  const held = ports.listening > 0 ? `, ${countText(ports.listening, 'port')} with a listening socket` : '';
  const reserved = ports.reserved > 0 ? `, ${countText(ports.reserved, 'port')} reserved` : '';
  const bound = ports.bound > 0 ? `, ${countText(ports.bound, 'port')} held by bind()` : '';
  return [
    fact.parameter(
      'net.ipv4.ip_local_port_range',
      `${String(ports.range.low)}–${String(ports.range.high)}${reserved}${held}${bound}; at most ${numberText(Math.max(0, ports.usable))} usable`,
      'Local port range',
    ),
  ];
}

function noUsablePort(ports: PortBudget): LiveFinding {
  return {
    severity: 'error',
    subject: { kind: 'parameter', key: 'net.ipv4.ip_local_reserved_ports' },
    side: 'client',
    title: 'The local port range has no ports that outgoing connections can use.',
    explanation:
      'Every port in the range is reserved or has a listening socket. connect() fails with EADDRNOTAVAIL, bind() to port 0 with EADDRINUSE.',
    evidence: rangeEvidence(ports),
    remedies: ['Remove ports from net.ipv4.ip_local_reserved_ports.', 'Widen net.ipv4.ip_local_port_range.'],
  };
}

/** The destinations beyond the first few, one finding per severity. */
function andMore(destinations: readonly Destination[], addresses: AddressTable): readonly LiveFinding[] {
  return severities.flatMap((severity) => {
    const same = destinations.filter((destination) => severityOf(destination) === severity);
    if (same.length === 0) return [];
    const share = `${percentText(exhaustionShares.warning)} or more of the local ports`;
    return [
      {
        severity,
        subject: { kind: 'host' },
        also: same.slice(0, maxSubjects).map((destination) => subjectOf(destination, addresses)),
        side: 'client',
        title: `${countText(same.length, 'more destination uses', 'more destinations use')} ${share}.`,
        explanation: 'The destinations table lists them.',
        evidence: [],
        remedies: timeWaitRemedies,
      },
    ];
  });
}
