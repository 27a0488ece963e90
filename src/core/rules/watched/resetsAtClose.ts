import { formatEndpoint } from '../../model/endpoint.ts';
import { countText, numberText } from '../../model/numberText.ts';
import { secondsText } from '../../model/timeText.ts';
import { destinationName } from '../live/endedPlace.ts';
import { ends } from './watchedFacts.ts';
import { watchedRule } from './watchedRule.ts';

/** Connections that end with a reset instead of a FIN: data in flight is lost. */
export const resetsAtClose = watchedRule({
  id: 'resets-at-close',
  section: 'connection-reset-here',
  severity: 'information',
  kinds: ['resetByUs', 'resetByPeer'],
  least: { count: 10, share: 0.1 },
  counted: ['resets', 'Ended with a reset'],
  toDestination: ({ group, count, watched }) =>
    `${countText(count, 'connection')} to ${destinationName(group)} ended with a reset in ${secondsText(watched.seconds)}.`,
  toListener: ({ group, count, watched }) =>
    `${countText(count, 'connection')} that ${formatEndpoint(group.address, group.port)} accepted ended with a reset in ${secondsText(watched.seconds)}.`,
  explanation:
    'A reset discards data in transit, and the other side gets “connection reset by peer”. Common causes are SO_LINGER with 0 seconds, a program that closes without reading everything, and timeouts of load balancers.',
  evidence: ({ group: { kinds }, watched }) => [
    ends(
      'reset-by',
      'Who reset',
      `this host ${numberText(kinds.resetByUs)}, the peer ${numberText(kinds.resetByPeer)}`,
      watched,
    ),
  ],
  remedies: () => [
    'Read the response to the end before close(), even if you do not need it.',
    'Remove SO_LINGER with 0 seconds: it avoids a TIME_WAIT entry but loses data.',
  ],
});
