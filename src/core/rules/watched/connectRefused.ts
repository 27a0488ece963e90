import { countText, numberText } from '../../model/numberText.ts';
import { secondsText } from '../../model/timeText.ts';
import { destinationName, whose } from '../live/endedPlace.ts';
import { watchedRule } from './watchedRule.ts';

/** connect() failed with ECONNREFUSED: nothing listens there, or a firewall answers for it. */
export const connectRefused = watchedRule({
  id: 'connect-refused',
  section: 'connection-refused',
  severity: 'warning',
  kinds: ['refused'],
  // A health check that finds one instance down is normal; a tenth of all connections is not.
  least: { count: 5, share: 0.1 },
  counted: ['refused-connects', 'Refused'],
  toDestination: ({ group, count, watched }) =>
    `${destinationName(group)} refused ${countText(count, 'connection')} in ${secondsText(watched.seconds)}.${whose(group)}`,
  explanation:
    'The answer to the SYN was a reset: nothing listens on that port, or a firewall or load balancer answers for a service that is down.',
  remedies: ({ perSecond }) => [
    'Check that the service runs and listens on the address and port that the program uses.',
    `Make the program wait longer between attempts: it made ${numberText(perSecond)} per second.`,
  ],
});
