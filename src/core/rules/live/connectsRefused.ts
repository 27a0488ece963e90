import { counterGrowth, growthPeriod } from '../../model/counters.ts';
import { countText, numberText } from '../../model/numberText.ts';
import { fact } from '../fact.ts';
import { liveRule } from '../liveRule.ts';
import { mostPlace } from './endedPlace.ts';

const name = 'Tcp.AttemptFails';
const leastCount = 10;
const leastPerSecond = 5;

/**
 * Connection attempts fail, many a second: refused by a reset, or given up. They leave no socket behind, so only the
 * counter tells.
 * Source: net/ipv4/tcp.c, tcp_done(): TCP_MIB_ATTEMPTFAILS for SYN_SENT and SYN_RECV.
 */
export const connectsRefused = liveRule({
  id: 'connects-refused',
  section: 'refused-and-reset',
  severity: 'warning',
  requires: ['counters'],
  judge({ counters, connections }) {
    const failed = counters && counterGrowth(counters, name);
    const seconds = counters?.previous?.secondsEarlier ?? 0;
    if (counters === undefined || failed === undefined || seconds <= 0) return [];
    if (failed < leastCount || failed / seconds < leastPerSecond) return [];
    const resets = counterGrowth(counters, 'Tcp.OutRsts') ?? 0;
    const opened = counterGrowth(counters, 'Tcp.ActiveOpens') ?? 0;
    const place = mostPlace(connections, ['refused', 'timedOut']);
    const unseen =
      place === '' ? ' A refused connection leaves no socket, so the table does not show who.' : '';
    return [
      {
        subject: { kind: 'host' },
        title: `${countText(failed, 'connection attempt has', 'connection attempts have')} failed ${growthPeriod(counters)}.${place}`,
        explanation:
          (resets >= failed
            ? 'This host has sent at least as many resets: somebody, here or outside, connects to ports here that nobody listens on.'
            : 'The peer refuses (ECONNREFUSED) because nobody listens there, or does not answer.') + unseen,
        evidence: [
          fact.growth(name, numberText(failed)),
          fact.growth('Tcp.ActiveOpens', numberText(opened), 'Connections that this host began'),
          fact.growth('Tcp.OutRsts', numberText(resets), 'Resets that this host sent'),
        ],
        remedies: [
          'Find out who connects, and where: the log of the program, or tcpdump "tcp[tcpflags] & tcp-rst != 0".',
          'Look whether the service at the other end runs, and listens on that address and port.',
          'Let the program wait longer after each failure before it tries again.',
        ],
      },
    ];
  },
});
