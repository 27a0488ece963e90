import { numberText } from '../../model/numberText.ts';
import { destinationName } from '../live/endedPlace.ts';
import { ends } from './watchedFacts.ts';
import { watchedRule } from './watchedRule.ts';

/** A program that opens a connection for each request to the same destination. */
export const connectionPerRequest = watchedRule({
  id: 'connection-per-request',
  section: 'connection-exchange',
  severity: 'information',
  kinds: ['exchange'],
  // At 20 a second 1,200 ports are in TIME_WAIT: well before they run out, and no longer an accident.
  least: { count: 50, share: 0.8, perSecond: 20 },
  counted: ['single-exchanges', 'With a single exchange'],
  toDestination: ({ group, perSecond }) =>
    `${numberText(perSecond)} connections per second to ${destinationName(group)} are opened for a single exchange each.`,
  explanation:
    'A connection per request costs an additional round trip, and a local port for a minute if this side closes first. With a pool or HTTP keep-alive, a few connections are enough for the same work.',
  evidence: ({ group: { exchanges, closedFirst }, watched }) => [
    ...(exchanges === undefined
      ? []
      : [
          ends(
            'requests-per-connection',
            'Requests per connection',
            `at most ${numberText(exchanges.median)} (median)`,
            watched,
          ),
        ]),
    ends(
      'closed-first',
      'Who closed first',
      `this host ${numberText(closedFirst.us)}, the peer ${numberText(closedFirst.peer)}, not known ${numberText(closedFirst.unknown)}`,
      watched,
    ),
  ],
  remedies: () => [
    'Use one client object or connection pool for all requests, and do not close it after each.',
    'Check what turns keep-alive off: “Connection: close”, HTTP/1.0 to the upstream, a limit of requests per connection.',
  ],
});
