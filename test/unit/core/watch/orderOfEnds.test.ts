import assert from 'node:assert/strict';
import fc from 'fast-check';
import { emptySocketEnd, type SocketEnd } from '../../../../src/core/model/socketEnd.ts';
import type { ConnectionKind, WatchedConnections } from '../../../../src/core/model/watched.ts';
import { ConnectionLog } from '../../../../src/core/watch/connectionLog.ts';
import { socketTable } from '../../../support/sockets.ts';

const loopback = 0x7f000001;

interface Case {
  readonly client: ConnectionKind;
  readonly server?: ConnectionKind;
  /** How its ends are announced, the client's first. */
  readonly ends: (from: number, to: number) => readonly Partial<SocketEnd>[];
}

const established = {
  wasEstablished: true,
  bytesAcked: 1,
  dataSegmentsIn: 1,
  dataSegmentsOut: 1,
  segmentsOut: 3,
};

/** The ends of one connection from a local port to a listening one, as endings.py makes them and Linux 6.18 announces them. */
const cases: Readonly<Record<string, Case>> = {
  'reset by the client': {
    client: 'resetByUs',
    server: 'resetByPeer',
    ends: (from, to) => [
      { wasEstablished: true, sendQueue: 65_538, localPort: from },
      { ...established, bytesAcked: 0, localPort: to, remotePort: from },
    ],
  },
  'left unread by the client': {
    client: 'resetByUs',
    server: 'resetByPeer',
    ends: (from, to) => [
      { ...established, receiveQueue: 300, localPort: from, remotePort: to },
      { ...established, bytesAcked: 0, localPort: to, remotePort: from },
    ],
  },
  'reset by the server': {
    client: 'resetByPeer',
    server: 'resetByUs',
    ends: (from, to) => [
      { ...established, localPort: from, remotePort: to },
      { wasEstablished: true, sendQueue: 65_538, localPort: to },
    ],
  },
  'silence of the server': {
    client: 'timedOut',
    server: 'resetByPeer',
    ends: (from, to) => [
      { ...established, unanswered: 5, localPort: from, remotePort: to },
      { ...established, bytesAcked: 0, localPort: to, remotePort: from },
    ],
  },
  'one exchange': {
    client: 'exchange',
    server: 'exchange',
    ends: (from, to) => [
      { ...established, bytesSent: 100, bytesAcked: 102, localPort: from, remotePort: to },
      { ...established, bytesSent: 300, bytesAcked: 301, localPort: to, remotePort: from },
    ],
  },
  refused: { client: 'refused', ends: (from) => [{ sendQueue: 3, localPort: from }] },
};

interface Connection {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** Few local ports, so that connections to several listening ones share them. */
const connections = fc.uniqueArray(
  fc.record({
    name: fc.constantFrom(...Object.keys(cases)),
    from: fc.integer({ min: 40_001, max: 40_003 }),
    to: fc.integer({ min: 8081, max: 8084 }),
  }),
  { selector: ({ from, to }) => `${String(from)} ${String(to)}`, minLength: 1, maxLength: 12 },
);

/** In an order of its own, and cut in up to five batches. */
const announced = connections.chain((made) => {
  const ends = made.flatMap(({ name, from, to }) => cases[name]?.ends(from, to) ?? []);
  return fc.record({
    made: fc.constant(made),
    ends: fc.shuffledSubarray(ends, { minLength: ends.length }),
    cuts: fc.array(fc.nat({ max: ends.length }), { maxLength: 4 }),
  });
});

function kindsOf(groups: readonly (readonly [who: string, kind: ConnectionKind])[]): readonly string[] {
  return groups.map(([who, kind]) => `${who} ${kind}`).sort();
}

/** What there is to see if nothing is mistaken for anything else. */
function truth(made: readonly Connection[]): readonly string[] {
  return kindsOf(
    made.flatMap(({ name, to }) => {
      const { client, server } = cases[name] ?? { client: 'probe' };
      const port = client === 'refused' ? 0 : to;
      const clients = [[`to ${String(port)}`, client] as const];
      return server === undefined ? clients : [...clients, [`at ${String(to)}`, server] as const];
    }),
  );
}

function seen({ destinations, listeners }: WatchedConnections): readonly string[] {
  const groups = [
    ...destinations.map((one) => ({ ...one, who: `to ${String(one.remotePort)}` })),
    ...listeners.map((one) => ({ ...one, who: `at ${String(one.port)}` })),
  ];
  return kindsOf(
    groups.flatMap(({ who, kinds, ended }) => {
      const all = Object.entries(kinds).flatMap(([kind, count]) =>
        Array.from({ length: count }, () => [who, kind as ConnectionKind] as const),
      );
      assert.equal(all.length, ended);
      return all;
    }),
  );
}

describe('the order in which ends are announced', () => {
  const look = {
    table: socketTable(
      [8081, 8082, 8083, 8084].map((port) => ({ state: 'LISTEN', local: `127.0.0.1:${String(port)}` })),
    ),
    owners: new Map(),
  };

  it('does not change what they were, nor does a look between any two of them', () => {
    fc.assert(
      fc.property(announced, ({ made, ends, cuts }) => {
        const log = new ConnectionLog();
        log.lookBefore(look);
        for (const [at, end] of ends.entries()) {
          if (cuts.includes(at)) log.settle(log.take(), look);
          const address = log.addresses.internIPv4(loopback);
          log.add({ ...emptySocketEnd(), localAddress: address, remoteAddress: address, ...end }, 0);
        }
        log.settle(log.take(), look);
        assert.deepEqual(seen(log.result(1, 0)), truth(made));
      }),
    );
  });
});
