import { numberText, percentText } from '../../model/numberText.ts';
import { lengthText, secondsText } from '../../model/timeText.ts';
import { liveRule } from '../liveRule.ts';
import { destinationName } from '../live/endedPlace.ts';
import { destinationSubject, ends, lostEvidence, mostFindings } from './watchedFacts.ts';

const leastRetransmits = 20;
/** Below 1 % a path is as good as paths are. */
const leastShare = 0.01;

/** Segments that had to be sent again: the path loses packets, which no port and no TIME_WAIT has to do with. */
export const pathRetransmits = liveRule({
  id: 'path-retransmits',
  section: 'connection-retransmits',
  severity: 'information',
  requires: ['connections'],
  judge({ connections: watched }) {
    if (watched === undefined) return [];
    return watched.destinations
      .map((group) => {
        // SYNs without an answer are another finding.
        const established = group.kinds.probe + group.kinds.exchange + group.kinds.long;
        return { group, established, share: group.retransmits / Math.max(1, group.segments.out.total) };
      })
      .filter(
        ({ group, established, share }) =>
          established / group.ended >= 0.5 && group.retransmits >= leastRetransmits && share >= leastShare,
      )
      .sort((a, b) => b.group.retransmits - a.group.retransmits)
      .slice(0, mostFindings)
      .map(({ group, share }) => ({
        side: 'client',
        subject: destinationSubject(group),
        title: `${percentText(share)} of the segments to ${destinationName(group)} had to be retransmitted.`,
        explanation:
          'The path to this peer loses packets, or the peer is overloaded. More ports, shorter TIME_WAIT and kernel parameters do not help against that.',
        evidence: [
          ends(
            'retransmits',
            'Retransmitted',
            `${numberText(group.retransmits)} of ${numberText(group.segments.out.total)} segments in ${secondsText(watched.seconds)}`,
            watched,
          ),
          ...(group.roundTripMs === undefined
            ? []
            : [
                ends(
                  'round-trip',
                  'Round trip',
                  `${lengthText(group.roundTripMs.median)} (median), ${lengthText(group.roundTripMs.p95)} (95th percentile)`,
                  watched,
                ),
              ]),
          ...lostEvidence(watched),
        ],
        remedies: [
          'Look for packet loss on the path: interface errors and drops on both sides, overloaded links, or a wrong MTU.',
        ],
      }));
  },
});
