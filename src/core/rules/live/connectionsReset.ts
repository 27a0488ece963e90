import { counterGrowth, growthPeriod, type CounterReadings } from '../../model/counters.ts';
import type { Evidence } from '../../model/finding.ts';
import { countText, numberText } from '../../model/numberText.ts';
import type { WatchedConnections } from '../../model/watched.ts';
import { fact } from '../fact.ts';
import { liveRule } from '../liveRule.ts';
import { mostPlace } from './endedPlace.ts';

const name = 'Tcp.EstabResets';
const leastCount = 10;
const leastPerSecond = 5;
/** Of all connections that were opened meanwhile: a few resets are part of the web. */
const leastShare = 0.2;
/** Why this host itself resets, by counter. */
const own = {
  'TcpExt.TCPAbortOnData': 'Reset here by SO_LINGER with time 0, or data came after close()',
  'TcpExt.TCPAbortOnClose': 'Reset here because a program closed without reading all',
  'TcpExt.TCPAbortOnTimeout': 'Given up here after too many retransmissions',
  'TcpExt.TCPAbortOnMemory': 'Reset here for want of memory',
} as const;

/**
 * Established connections end by a reset, many a second: data on the way is lost, and the program at the other end gets
 * ECONNRESET.
 * Source: net/ipv4/tcp.c, tcp_set_state(): TCP_MIB_ESTABRESETS; on loopback both ends count.
 */
export const connectionsReset = liveRule({
  id: 'connections-reset',
  section: 'refused-and-reset',
  severity: 'warning',
  requires: ['counters'],
  judge({ counters, connections }) {
    const resets = counters && counterGrowth(counters, name);
    const seconds = counters?.previous?.secondsEarlier ?? 0;
    if (counters === undefined || resets === undefined || seconds <= 0) return [];
    const opened = growth(counters, 'Tcp.ActiveOpens') + growth(counters, 'Tcp.PassiveOpens');
    if (resets < leastCount || resets / seconds < leastPerSecond || resets < opened * leastShare) return [];
    const isByUs = connections !== undefined && areOwn(connections);
    const mine = Object.keys(own).reduce((sum, counter) => sum + growth(counters, counter), 0);
    return [
      {
        ...(isByUs && { severity: 'information' as const }),
        subject: { kind: 'host' },
        title: `${countText(resets, 'established connection has', 'established connections have')} ended by a reset ${growthPeriod(counters)}.${mostPlace(connections, ['resetByUs', 'resetByPeer'])}`,
        explanation: isByUs
          ? 'Programs here reset connections that they opened themselves, which leaves no TIME_WAIT: HAProxy does so when a server has answered. Nothing is wrong as long as the answers are complete.'
          : mine > 0
            ? 'Programs here reset connections instead of closing them, so their peers lose what is on the way and get ECONNRESET.'
            : 'The peers reset these connections: the program there ends, closes without reading all, or sets SO_LINGER to 0; or a firewall on the way answers for it.',
        evidence: [
          fact.growth(name, numberText(resets)),
          fact.growth(
            'Tcp.OutRsts',
            numberText(growth(counters, 'Tcp.OutRsts')),
            'Resets that this host sent',
          ),
          ...ownFacts(counters),
        ],
        remedies: [
          'Look into the log of the program whose connections break: ECONNRESET, "connection reset by peer".',
          'Let the side that resets read to the end before it closes, and leave SO_LINGER alone.',
        ],
      },
    ];
  },
});

/** Whether those who reset are mostly the ones that had connected: nobody waits for what a server would lose. */
function areOwn({ destinations, listeners }: WatchedConnections): boolean {
  const byUs = destinations.reduce((sum, { kinds }) => sum + kinds.resetByUs, 0);
  const all = [...destinations, ...listeners].reduce(
    (sum, { kinds }) => sum + kinds.resetByUs + kinds.resetByPeer,
    0,
  );
  // Over loopback, the other end of each counts as well.
  return all > 0 && byUs * 2 >= all;
}

function ownFacts(counters: CounterReadings): readonly Evidence[] {
  return Object.entries(own).flatMap(([counter, label]) => {
    const count = growth(counters, counter);
    return count === 0 ? [] : [fact.growth(counter, numberText(count), label)];
  });
}

function growth(counters: CounterReadings, counter: string): number {
  return counterGrowth(counters, counter) ?? 0;
}
