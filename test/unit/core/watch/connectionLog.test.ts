import assert from 'node:assert/strict';
import { emptySocketEnd, type SocketEnd } from '../../../../src/core/model/socketEnd.ts';
import type { WatchedConnections } from '../../../../src/core/model/watched.ts';
import { ConnectionLog } from '../../../../src/core/watch/connectionLog.ts';
import { socketTable, type SocketRow } from '../../../support/sockets.ts';

const loopback = 0x7f000001;

/** How the two ends of a connection that the client reset are announced: the client's has forgotten the peer's port. */
const byClient = { localPort: 40_001, remotePort: 0, wasEstablished: true, segmentsOut: 0 };
const atServer = {
  localPort: 8080,
  remotePort: 40_001,
  wasEstablished: true,
  bytesAcked: 0,
  bytesReceived: 100,
  dataSegmentsIn: 1,
  segmentsOut: 2,
};

/** A client's end, of which only the table tells who closed first. */
const wellEnded = {
  wasEstablished: true,
  bytesAcked: 302,
  bytesSent: 300,
  bytesReceived: 100,
  dataSegmentsIn: 1,
  dataSegmentsOut: 1,
  segmentsOut: 4,
};

function add(log: ConnectionLog, end: Partial<SocketEnd>): void {
  const address = log.addresses.internIPv4(loopback);
  log.add({ ...emptySocketEnd(), localAddress: address, remoteAddress: address, ...end }, 0);
}

function settle(log: ConnectionLog, ...rows: SocketRow[]): void {
  log.settle(log.take(), { table: socketTable(rows), owners: new Map() });
}

const listening: SocketRow = { state: 'LISTEN', local: '127.0.0.1:8080' };

function ports({ destinations }: WatchedConnections): readonly (readonly [number, number])[] {
  return destinations.map(({ remotePort, ended }) => [remotePort, ended]);
}

describe('the log of connections', () => {
  it('finds a forgotten port in the event of the other end', () => {
    const log = new ConnectionLog();
    add(log, byClient);
    add(log, atServer);
    settle(log, listening);
    assert.deepEqual(ports(log.result(1, 0)), [[8080, 1]]);
  });

  it('takes time in proportion to the clients that one port has reset', function () {
    this.timeout(30_000); // where each looked at all others, it took minutes
    const count = 100_000;
    const log = new ConnectionLog();
    const address = (client: number): string =>
      `10.${String(client >> 16)}.${String((client >> 8) & 255)}.${String(client & 255)}`;
    const clients = Array.from({ length: count }, (_, client) => client);
    log.lookBefore({
      table: socketTable(
        clients.map((client) => ({
          state: 'ESTABLISHED',
          local: '127.0.0.1:443',
          remote: `${address(client)}:40001`,
        })),
      ),
      owners: new Map(),
    });
    for (const client of clients)
      add(log, { ...byClient, localPort: 443, remoteAddress: log.addresses.internIPv4((10 << 24) + client) });
    settle(log);
    const { kinds, destinations } = log.result(1, 0);
    assert.equal(kinds.resetByUs, count);
    assert.ok(destinations.every(({ remotePort }) => remotePort === 40_001));
  });

  it('takes nothing of one batch for the next one, whatever their sizes: their memory is used again', () => {
    const used = new ConnectionLog();
    const expected = { us: 0, peer: 0, unknown: 0 };
    // Grows, shrinks by a little and by a lot, and grows again; with ends that came twice.
    for (const [turn, size] of [3, 1500, 900, 5000, 2, 70, 20_000, 1, 6000].entries()) {
      const fresh = new ConnectionLog();
      const timeWait: SocketRow[] = [];
      for (let at = 0; at < size; at++) {
        const localPort = 10_000 + ((at * 7 + turn) % 20_000);
        const ends = at % 5 === 0 ? 2 : 1;
        for (let count = 0; count < ends; count++)
          for (const log of [used, fresh]) add(log, { ...wellEnded, localPort, remotePort: 8080 });
        if ((at + turn) % 3 === 0)
          timeWait.push({
            state: 'TIME_WAIT',
            local: `127.0.0.1:${String(localPort)}`,
            remote: '127.0.0.1:8080',
          });
      }
      for (const log of [used, fresh]) settle(log, ...timeWait);
      const [destination] = fresh.result(1, 0).destinations;
      for (const closer of ['us', 'peer', 'unknown'] as const)
        expected[closer] += destination?.closedFirst[closer] ?? 0;
    }
    const [destination] = used.result(1, 0).destinations;
    assert.deepEqual(destination?.closedFirst, expected);
    assert.ok(
      Object.values(expected).every((count) => count > 5000),
      JSON.stringify(expected),
    );
  });

  it('forgets who listens no more, but not before a look has missed it', () => {
    const log = new ConnectionLog();
    settle(log, listening);
    const next = log.next();
    assert.equal(next.isListening(8080), true);
    settle(next);
    // What ended before that look may have been accepted.
    assert.equal(next.isListening(8080), true);
    assert.equal(next.next().isListening(8080), false);
  });

  it('knows who stopped listening after the ends and before the look', () => {
    const log = new ConnectionLog();
    add(log, atServer);
    const batch = log.take();
    const { addresses } = log;
    const server = { localAddress: addresses.internIPv4(loopback), localPort: 8080 };
    log.add({ ...emptySocketEnd(), ...server, remoteAddress: addresses.internIPv4(0) }, 0);
    log.settle(batch, { table: socketTable([]), owners: new Map() });
    const [listener] = log.result(1, 0).listeners;
    assert.deepEqual([listener?.port, listener?.ended], [8080, 1]);
  });

  it('finds it if a look falls between the two events', () => {
    const log = new ConnectionLog();
    add(log, byClient);
    settle(log, listening);
    add(log, atServer);
    settle(log, listening);
    const result = log.result(1, 0);
    assert.deepEqual(ports(result), [[8080, 1]]);
    assert.deepEqual([result.ended, result.kinds.resetByUs, result.kinds.resetByPeer], [2, 1, 1]);
    assert.equal(result.history.ended[0], 2);
  });

  it('finds it in what the table showed before, if it is not there any more', () => {
    const open: SocketRow = { state: 'ESTABLISHED', local: '127.0.0.1:40001', remote: '127.0.0.1:9000' };
    const alive: SocketRow = { state: 'ESTABLISHED', local: '127.0.0.1:40001', remote: '127.0.0.1:9001' };
    const log = new ConnectionLog();
    settle(log, open, alive);
    add(log, byClient);
    settle(log, alive);
    assert.deepEqual(ports(log.result(1, 0)), [[9000, 1]]);
  });

  it('takes no port of another connection that shares the local port', () => {
    const timeWait: SocketRow = { state: 'TIME_WAIT', local: '127.0.0.1:40001', remote: '127.0.0.1:9000' };
    const open: SocketRow = { ...timeWait, state: 'ESTABLISHED' };
    const refused = { localPort: 40_001, remotePort: 0, sendQueue: 3 };
    const exchanged = { ...atServer, bytesAcked: 302, bytesSent: 300, dataSegmentsOut: 1 };
    const cases: readonly (readonly [
      readonly SocketRow[],
      readonly Partial<SocketEnd>[],
      readonly SocketRow[],
    ])[] = [
      // Refused, while another connection from the same port is in TIME_WAIT, or was open and ended meanwhile.
      [[timeWait], [refused], [timeWait]],
      [[], [refused], [timeWait]],
      [[open], [refused], []],
      // Reset, while the other connection from the same port ended well.
      [[], [byClient, exchanged], [timeWait]],
      // Two candidates.
      [[open, { ...open, remote: '127.0.0.1:9001' }], [byClient], []],
    ];
    for (const [before, ends, after] of cases) {
      const log = new ConnectionLog();
      settle(log, listening, ...before);
      for (const end of ends) add(log, end);
      settle(log, listening, ...after);
      assert.deepEqual(ports(log.result(1, 0)), [[0, 1]]);
    }
  });

  it('finds the port of a connect() that was refused if the table showed it connecting', () => {
    const log = new ConnectionLog();
    settle(log, { state: 'SYN_SENT', local: '127.0.0.1:40001', remote: '127.0.0.1:9000' });
    add(log, { localPort: 40_001, remotePort: 0, sendQueue: 3 });
    settle(log);
    assert.deepEqual(ports(log.result(1, 0)), [[9000, 1]]);
  });

  it('counts it with an unknown port until the other end is announced', () => {
    const log = new ConnectionLog();
    add(log, byClient);
    settle(log, listening);
    assert.deepEqual(ports(log.result(1, 0)), [[0, 1]]);
    settle(log, listening);
    add(log, atServer);
    settle(log, listening);
    assert.deepEqual(ports(log.result(1, 0)), [[8080, 1]]);
  });

  it('does not give a port to whoever has the local port long after', () => {
    const log = new ConnectionLog();
    add(log, atServer);
    for (let look = 0; look < 6; look++) settle(log, listening);
    add(log, byClient);
    settle(log, listening);
    assert.deepEqual(ports(log.result(1, 0)), [[0, 1]]);
  });

  it('keeps no more than the last 20,000 local ports that it does not know everything of', () => {
    const log = new ConnectionLog();
    const first = 20_000;
    for (let count = 0; count < 20_010; count++) add(log, { ...byClient, localPort: first + count });
    settle(log, listening);
    // From the last that is known to the first that is not: each that is new takes the place of an older one.
    for (let count = 19; count >= 0; count--) add(log, { ...atServer, remotePort: first + count });
    settle(log, listening);
    assert.deepEqual(ports(log.result(1, 0)), [
      [0, 20_000],
      [8080, 10],
    ]);
  });

  it('does not take what may have left TIME_WAIT for closed by the peer', () => {
    for (const [isLate, closer] of [
      [false, { us: 1, peer: 1, unknown: 0 }],
      [true, { us: 1, peer: 0, unknown: 1 }],
    ] as const) {
      const log = new ConnectionLog();
      for (const remotePort of [40_001, 40_002]) add(log, { ...atServer, remotePort, bytesAcked: 1 });
      const waiting: SocketRow = { state: 'TIME_WAIT', local: '127.0.0.1:8080', remote: '127.0.0.1:40001' };
      log.settle(log.take(), { table: socketTable([listening, waiting]), owners: new Map() }, isLate);
      assert.deepEqual(log.result(1, 0).listeners[0]?.closedFirst, closer);
    }
  });

  it('takes the FIN of the peer for no byte, and a reset for no FIN', () => {
    const log = new ConnectionLog();
    add(log, { ...atServer, bytesAcked: 1, bytesReceived: 101 });
    add(log, { ...atServer, remotePort: 40_002, bytesReceived: 100 });
    settle(log, listening);
    const [listener] = log.result(1, 0).listeners;
    assert.deepEqual([listener?.kinds.exchange, listener?.kinds.resetByPeer], [1, 1]);
    assert.deepEqual(listener?.bytes.received, { total: 200, perConnection: { median: 100, p95: 100 } });
  });

  it('counts a scan of the whole network in the totals, and keeps no more than 10,000 destinations', () => {
    const log = new ConnectionLog();
    for (let host = 0; host < 12_000; host++) {
      const remoteAddress = log.addresses.internIPv4(0x0a000000 + host);
      const localAddress = log.addresses.internIPv4(loopback);
      log.add(
        {
          ...emptySocketEnd(),
          localAddress,
          remoteAddress,
          localPort: 40_000,
          remotePort: 22,
          segmentsIn: 1,
        },
        0,
      );
    }
    settle(log);
    const { ended, kinds, destinations, destinationCount } = log.result(1, 0);
    assert.deepEqual(
      [ended, kinds.refused, destinations.length, destinationCount],
      [12_000, 12_000, 200, 10_000],
    );
  });
});
