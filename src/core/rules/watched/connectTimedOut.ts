import { countText } from '../../model/numberText.ts';
import { secondsText } from '../../model/timeText.ts';
import { destinationName, whose } from '../live/endedPlace.ts';
import { watchedRule } from './watchedRule.ts';

/** connect() got no answer, and the kernel or the program gave up. */
export const connectTimedOut = watchedRule({
  id: 'connect-timed-out',
  section: 'connection-timed-out',
  severity: 'warning',
  kinds: ['timedOut'],
  least: { count: 3, share: 0.05 },
  counted: ['timed-out-connects', 'Without an answer'],
  toDestination: ({ group, count, watched }) =>
    `${countText(count, 'connection')} to ${destinationName(group)} got no answer and ended in ${secondsText(watched.seconds)}.${whose(group)}`,
  explanation:
    'SYN or data was retransmitted without an answer: the host is down, a firewall drops the packets, or the accept queue of the service is full.',
  remedies: () => [
    'Check whether the peer is up and reachable from here, and check firewalls and security groups on the path.',
    'Check the accept queue of the service: a full queue drops new connections silently.',
  ],
});
