import { formatEndpoint } from '../../model/endpoint.ts';
import type { Evidence } from '../../model/finding.ts';
import type { NatPorts } from '../../model/natPorts.ts';
import { numberText, percentText } from '../../model/numberText.ts';
import { fact } from '../fact.ts';
import { liveRule } from '../liveRule.ts';
import { exhaustionShares } from '../../model/exhaustionShares.ts';

/**
 * What a NAT chooses from for a source port of 1024 or more, unless its rule names a range.
 * Source: net/netfilter/nf_nat_core.c, nf_nat_l4proto_unique_tuple().
 */
const widest = 65_535 - 1024 + 1;
const source = '/proc/net/nf_conntrack';
const mostFindings = 3;
const mostShown = 3;

/** A source NAT of this host uses up its ports towards one destination: a pool for each translated address and remote endpoint. */
export const natPorts = liveRule({
  id: 'nat-ports',
  section: 'conntrack-drops',
  severity: 'warning',
  requires: ['counters', 'nat'],
  judge({ nat = [] }) {
    const full = nat.filter(({ used }) => used / widest >= exhaustionShares.warning).slice(0, mostFindings);
    return full.map(({ translatedAddress, remoteAddress, remotePort, protocol, used }) => {
      const to = formatEndpoint(remoteAddress, remotePort);
      return {
        severity: used / widest >= exhaustionShares.error ? 'error' : 'warning',
        subject: { kind: 'host' },
        title: `The NAT of this host uses ${numberText(used)} of ${numberText(widest)} ${protocol.toUpperCase()} ports (${percentText(used / widest)}) from ${translatedAddress} to ${to}.`,
        explanation:
          'Each tracked connection through the NAT holds a port until connection tracking forgets it. When none is left, the first packets of further connections to this destination are dropped without an answer.',
        evidence: [
          fact.computed(
            'nat-ports',
            `NAT ports from ${translatedAddress} to ${to}`,
            numberText(used),
            source,
          ),
        ],
        remedies: natRemedies,
      };
    });
  },
});

export const natRemedies: readonly string[] = [
  'Give the NAT more ports or more addresses: a wider range in the masquerade or snat rule, another public address.',
  'Let the clients keep connections open: each one holds a port of the NAT for as long as it is tracked.',
  'Leave net.netfilter.nf_conntrack_tcp_timeout_time_wait at 120 or lower it to 60, not below.',
];

/** Where a NAT uses most ports, with the interval that they lie in: its rule may name a narrow one. */
export function natEvidence(nat: readonly NatPorts[]): readonly Evidence[] {
  return nat
    .slice(0, mostShown)
    .map(({ translatedAddress, remoteAddress, remotePort, used, low, high }) =>
      fact.computed(
        'nat-ports',
        `NAT ports from ${translatedAddress} to ${formatEndpoint(remoteAddress, remotePort)}`,
        `${numberText(used)} in ${String(low)}–${String(high)}`,
        source,
      ),
    );
}
