import assert from 'node:assert/strict';
import { ok, problemsOf, valueOf } from '../../../../../src/core/model/outcome.ts';
import { decodeSnapshot } from '../../../../../src/core/model/snapshotFile/decodeSnapshot.ts';
import { encodeSnapshot } from '../../../../../src/core/model/snapshotFile/encodeSnapshot.ts';
import type { WatchedConnections, WatchedGroup } from '../../../../../src/core/model/watched.ts';
import { noConnections, noKinds } from '../../../../support/noConnections.ts';
import { smallReportInput } from '../../../../support/smallHost.ts';

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
const connections: WatchedConnections = {
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

function saved(): string {
  const { snapshot, requested, owners } = smallReportInput();
  return encodeSnapshot({ snapshot: { ...snapshot, connections: ok(connections) }, requested, owners });
}

describe('connections in a snapshot', () => {
  it('come back as they were', () => {
    assert.deepEqual(valueOf(decodeSnapshot(saved()))?.snapshot.connections, ok(connections));
  });

  it('come back without exact mode, too', () => {
    const file = JSON.parse(saved()) as { connections: { value: Partial<WatchedConnections> } };
    delete (file.connections.value as { exact?: unknown }).exact;
    const { exact, ...others } = connections;
    assert.ok(exact);
    assert.deepEqual(
      valueOf(decodeSnapshot(JSON.stringify(file)))?.snapshot.connections,
      ok(others as WatchedConnections),
    );
  });

  it('with an act or a state that does not exist cost the file', () => {
    for (const [name, wrong] of [
      ['"act":"noLocalPort"', '"act":"constructor"'],
      ['"to":"SYN_RECV"', '"to":"OPEN"'],
    ] as const)
      assert.match(
        problemsOf(decodeSnapshot(saved().replace(name, wrong)))[0]?.message ?? '',
        /is not one of/,
      );
  });

  it('are absent from files of version 1, which still open', () => {
    const older = { ...(JSON.parse(saved()) as object), version: 1, connections: undefined };
    const outcome = decodeSnapshot(JSON.stringify(older));
    assert.equal(valueOf(outcome)?.snapshot.connections, undefined);
    assert.equal(outcome.kind, 'ok');
  });

  it('that are not as they should be cost the file, with the place of the error', () => {
    const outcome = decodeSnapshot(saved().replace('"noLocalPort":1', '"noLocalPort":-1'));
    assert.match(problemsOf(outcome)[0]?.message ?? '', /destinations\[0\]\.kinds\.noLocalPort is not/);
  });
});
