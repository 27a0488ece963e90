import { numberText } from '../../model/numberText.ts';
import { liveRule } from '../liveRule.ts';
import {
  destinationName,
  destinationSubject,
  ends,
  groupsWith,
  kindEvidence,
  lostEvidence,
  processEvidence,
} from './watchedFacts.ts';

const least = { count: 50, share: 0.8 };
/** At 20 a second 1,200 ports are in TIME_WAIT: well before they run out, and no longer an accident. */
const leastPerSecond = 20;

/** A program that opens a connection for each request to the same destination. */
export const connectionPerRequest = liveRule({
  id: 'connection-per-request',
  section: 'connection-exchange',
  severity: 'information',
  requires: ['connections'],
  judge({ connections: watched }) {
    if (watched === undefined) return [];
    return groupsWith(watched.destinations, ['exchange'], least)
      .map(({ group, count }) => ({ group, count, rate: count / Math.max(watched.seconds, 1) }))
      .filter(({ rate }) => rate >= leastPerSecond)
      .map(({ group, count, rate }) => ({
        side: 'client',
        subject: destinationSubject(group),
        title: `${numberText(rate)} connections per second to ${destinationName(group)} are opened for a single exchange each.`,
        explanation:
          'A connection per request costs an additional round trip, and a local port for a minute if this side closes first. With a pool or HTTP keep-alive, a few connections are enough for the same work.',
        evidence: [
          kindEvidence('single-exchanges', 'With a single exchange', count, group, watched),
          ...(group.exchanges === undefined
            ? []
            : [
                ends(
                  'requests-per-connection',
                  'Requests per connection',
                  `at most ${numberText(group.exchanges.median)} (median)`,
                  watched,
                ),
              ]),
          ends(
            'closed-first',
            'Who closed first',
            `this host ${numberText(group.closedFirst.us)}, the peer ${numberText(group.closedFirst.peer)}, not known ${numberText(group.closedFirst.unknown)}`,
            watched,
          ),
          ...processEvidence(group, watched),
          ...lostEvidence(watched),
        ],
        remedies: [
          'Use one client object or connection pool for all requests, and do not close it after each.',
          'Check what turns keep-alive off: “Connection: close”, HTTP/1.0 to the upstream, a limit of requests per connection.',
        ],
      }));
  },
});
