import type { Aggregation, Destination } from '../../aggregate/aggregation.ts';
import type { PortBudget } from '../../aggregate/portBudget.ts';
import type { AddressTable } from '../../model/addressTable.ts';
import { formatEndpoint } from '../../model/endpoint.ts';
import { severities, type Evidence, type Severity } from '../../model/finding.ts';
import { countText, numberText, percentText } from '../../model/numberText.ts';
import type { Parameters } from '../../model/parameters.ts';
import { fact } from '../fact.ts';
import { liveRule, type LiveFinding } from '../liveRule.ts';
import { exhaustionShares } from './exhaustionShares.ts';
import { closesEvidence, sustainableEvidence } from './portEvidence.ts';
import { reuseEvidence, reuseFixes, reuseRemedies } from './reuseAdvice.ts';

/** More would bury the reader; the table of destinations has them all. */
const maxFindings = 10;
/** Of these the tree marks the rows. */
const maxSubjects = 1000;

/**
 * Outgoing connections to one destination use up the local port range. Judged by the ports that a new connection
 * cannot have: those in use but for TIME_WAIT sockets that `tcp_tw_reuse` lets it take over.
 * Source: net/ipv4/inet_hashtables.c, __inet_hash_connect(); net/ipv4/tcp_ipv4.c, tcp_twsk_unique().
 */
export const ephemeralPortExhaustion = liveRule({
  id: 'ephemeral-port-exhaustion',
  section: 'ephemeral-port-exhaustion',
  severity: 'error',
  requires: ['sockets', 'parameters'],
  requiresKeys: ['net.ipv4.ip_local_port_range'],
  judge({ sockets, parameters }) {
    const ports = sockets?.aggregation.ports;
    if (sockets === undefined || parameters === undefined || ports === undefined) return [];
    if (ports.usable <= 0) return [noUsablePort(ports)];
    const full = sockets.aggregation.destinations.filter(
      ({ used }) => used / ports.usable >= exhaustionShares.warning,
    );
    const findings = full.slice(0, maxFindings).map((destination) => {
      return judge(destination, ports, sockets.aggregation, sockets.table.addresses, parameters);
    });
    return [...findings, ...andMore(full.slice(maxFindings), ports, sockets.table.addresses)];
  },
});

function judge(
  destination: Destination,
  ports: PortBudget,
  aggregation: Aggregation,
  addresses: AddressTable,
  parameters: Parameters,
): LiveFinding {
  const { used, timeWait, reusable, reuseApplies } = destination;
  const subject = subjectOf(destination, addresses);
  const share = used / ports.usable;
  const { delayMs, lengthMs } = aggregation.reuse;
  const holdMs = reuseApplies ? delayMs : lengthMs;
  const evidence: Evidence[] = [
    fact.sockets(
      'ports-in-use',
      'Ports in use',
      `${numberText(used)} of ${numberText(ports.usable)} (${percentText(share)})`,
    ),
    fact.sockets('ports-in-time-wait', 'Of these in TIME_WAIT', numberText(timeWait)),
    ...rangeEvidence(ports),
    ...reuseEvidence(aggregation.reuse, reuseApplies, reusable, parameters),
    sustainableEvidence((ports.usable * 1000) / holdMs, ports.usable, holdMs),
    closesEvidence(destination.closesPerSecond),
  ];
  const mostlyOpen = timeWait * 2 < used;
  const fixes = mostlyOpen ? [] : reuseFixes(aggregation.reuse, reuseApplies);
  return {
    severity: severityOf(destination, ports),
    subject,
    side: 'client',
    title:
      `Connections from ${subject.localAddress} to ${formatEndpoint(subject.remoteAddress, subject.remotePort)} use ` +
      `${numberText(used)} of ${numberText(ports.usable)} local ports (${percentText(share)}).`,
    explanation: mostlyOpen ? openExplanation(used - timeWait) : timeWaitExplanation(destination, lengthMs),
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

function severityOf({ used, reusable }: Destination, { usable }: PortBudget): Severity {
  const blockedShare = (used - reusable) / usable;
  if (blockedShare >= exhaustionShares.error) return 'error';
  return blockedShare >= exhaustionShares.warning ? 'warning' : 'information';
}

function timeWaitExplanation({ timeWait, reusable, reuseApplies }: Destination, lengthMs: number): string {
  const held =
    `This host closed ${countText(timeWait, 'of these connections', 'of these connections')} first, so each keeps its ` +
    `port in TIME_WAIT for ${numberText(lengthMs / 1000)} s. `;
  if (!reuseApplies)
    return `${held}When no port is left, connect() to this destination fails with EADDRNOTAVAIL.`;
  return `${held}tcp_tw_reuse lets a new connection take over ${numberText(reusable)} of them right now, so connect() fails only when the rest runs out.`;
}

function openExplanation(open: number): string {
  return (
    `${countText(open, 'port is', 'ports are')} held by connections that are still open, not by TIME_WAIT. ` +
    'Each destination can have as many connections at a time as there are ports; the next connect() fails with EADDRNOTAVAIL.'
  );
}

const timeWaitRemedies: readonly string[] = [
  'Keep connections open and use them again: a connection pool, HTTP keep-alive.',
  'Let the other side close first, so that TIME_WAIT is on its side.',
  'Use more than one destination port or address, or more than one local address.',
];

const openRemedies: readonly string[] = [
  'Look for connections that the program forgot to close.',
  'Use more than one destination port or address, or more than one local address.',
  'Widen net.ipv4.ip_local_port_range if it is narrower than 1024 65535.',
];

function rangeEvidence(ports: PortBudget): readonly Evidence[] {
  const held = ports.listening > 0 ? `, ${countText(ports.listening, 'port')} listened on` : '';
  const reserved = ports.reserved > 0 ? `, ${countText(ports.reserved, 'port')} reserved` : '';
  return [
    fact.parameter(
      'net.ipv4.ip_local_port_range',
      `${String(ports.range.low)}–${String(ports.range.high)}${reserved}${held}; at most ${numberText(ports.usable)} usable`,
      'Local port range',
    ),
  ];
}

function noUsablePort(ports: PortBudget): LiveFinding {
  return {
    subject: { kind: 'parameter', key: 'net.ipv4.ip_local_reserved_ports' },
    side: 'client',
    title: 'The local port range has no port that an outgoing connection could use.',
    explanation:
      'Every port of the range is reserved or listened on. connect() fails with EADDRNOTAVAIL, bind() to port 0 with EADDRINUSE.',
    evidence: rangeEvidence(ports),
    remedies: ['Take ports out of net.ipv4.ip_local_reserved_ports.', 'Widen net.ipv4.ip_local_port_range.'],
  };
}

/** The destinations beyond the first, one finding for all of a severity. */
function andMore(
  destinations: readonly Destination[],
  ports: PortBudget,
  addresses: AddressTable,
): readonly LiveFinding[] {
  return severities.flatMap((severity) => {
    const same = destinations.filter((destination) => severityOf(destination, ports) === severity);
    if (same.length === 0) return [];
    const share = `${percentText(exhaustionShares.warning)} or more of the local ports`;
    return [
      {
        severity,
        subject: { kind: 'host' },
        also: same.slice(0, maxSubjects).map((destination) => subjectOf(destination, addresses)),
        side: 'client',
        title: `${countText(same.length, 'more destination uses', 'more destinations use')} ${share}.`,
        explanation: 'The table of destinations lists them.',
        evidence: [],
        remedies: timeWaitRemedies,
      },
    ];
  });
}
