import { ok } from '../../src/core/model/outcome.ts';
import { encodeSnapshot } from '../../src/core/model/snapshotFile/encodeSnapshot.ts';
import type { WatchedConnections, WatchedGroup } from '../../src/core/model/watched.ts';
import { noConnections, noKinds } from './noConnections.ts';
import { smallReportInput } from './smallHost.ts';

const group: WatchedGroup = {
  ended: 7,
  perSecond: 0.7,
  kinds: { ...noKinds, exchange: 6, noLocalPort: 1 },
  closedFirst: { us: 4, peer: 2, unknown: 1 },
  bytes: { sent: { total: 600, perConnection: { median: 100, p95: 100 } }, received: { total: 0 } },
  segments: { out: { total: 30 }, in: { total: 20 } },
  roundTripMs: { median: 0.2, p95: 1.5 },
  retransmits: 1,
  exchanges: { median: 1, p95: 2 },
  processes: [{ pid: 7, name: 'a"\n', ended: 3, probably: false }],
};
export const connections: WatchedConnections = {
  ...noConnections,
  seconds: 10.5,
  ended: 14,
  lost: 3,
  destinations: [{ remoteAddress: '2001:db8::1', remotePort: 0, ...group }],
  destinationCount: 1,
  listeners: [{ address: '0.0.0.0', port: 80, ...group }],
  listenerCount: 1,
  exact: {
    lost: 2,
    counts: [
      {
        act: 'noLocalPort',
        pid: 7,
        name: 'a"\n',
        probably: false,
        side: 'destination',
        address: '2001:db8::1',
        port: 443,
        count: 9,
      },
    ],
    countCount: 1,
    replays: [
      {
        side: 'listener',
        localAddress: '127.0.0.1',
        localPort: 80,
        remoteAddress: '127.0.0.1',
        remotePort: 40_000,
        steps: [
          { afterUs: 0, from: 'LISTEN', to: 'SYN_RECV' },
          { afterUs: 9, from: 'SYN_RECV', to: 'CLOSE', by: { pid: 8, name: 'b', probably: true } },
        ],
      },
    ],
  },
};

/** A snapshot with every section: sockets, counters, parameters, processes, and connections as the kernel traced them. */
export function savedSnapshot(): string {
  const { snapshot, requested, owners } = smallReportInput();
  return encodeSnapshot({ snapshot: { ...snapshot, connections: ok(connections) }, requested, owners });
}
