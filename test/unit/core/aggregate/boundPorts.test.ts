import assert from 'node:assert/strict';
import { aggregate } from '../../../../src/core/aggregate/aggregate.ts';
import type { Aggregation } from '../../../../src/core/aggregate/aggregation.ts';
import { running } from '../../../support/judging.ts';
import { connected, onPorts, socketTable, timeWait, type SocketRow } from '../../../support/sockets.ts';

const low = 40_000;
const size = 1000;

function fold(rows: readonly SocketRow[], lines = ''): Aggregation {
  return aggregate(socketTable(rows), running(`ip_local_port_range = 40000 40999\n${lines}`), undefined);
}

function open(remote: string, local = '10.0.0.1') {
  return (port: number): SocketRow => ({ state: 'ESTABLISHED', local: `${local}:${port}`, remote });
}

/** As bind() to port 0 chooses: the odd ports of this range. */
function bound(count: number, make: (port: number) => SocketRow): SocketRow[] {
  return connected(low + 1, size, count, make);
}

describe('ports that bind() took', () => {
  it('are those of the parity that connect() would not take yet', () => {
    const {
      ports,
      bound: held,
      destinations,
    } = fold([...bound(100, open('10.0.0.9:80')), ...connected(low, size, 50, open('10.0.0.9:81'))]);
    assert.deepEqual([held?.count, ports?.bound, ports?.usable], [100, 100, 900]);
    assert.deepEqual(
      destinations.map(({ remotePort, used, bound: own, usable }) => [remotePort, used, own, usable]),
      [
        [80, 100, 100, 1000],
        [81, 50, 0, 900],
      ],
    );
  });

  it('are none where connect() has come to the other half', () => {
    assert.equal(fold(connected(low, size, 700, open('10.0.0.9:80'))).bound?.count, 0);
  });

  it('are none where a port has several connections, as after a listener that is gone', () => {
    const rows = onPorts(50_001, 200, (port) => timeWait('10.0.0.1:40007', `10.0.0.9:${port}`));
    assert.equal(fold(rows).bound?.count, 0);
  });

  it('are not guessed from a handful', () => {
    assert.equal(fold(bound(7, open('10.0.0.9:80'))).bound?.count, 0);
    assert.equal(fold(bound(8, open('10.0.0.9:80'))).bound?.count, 8);
  });

  it('go on in the first half where the other one is full', () => {
    const ten = Array.from({ length: 10 }, (_, at) => `10.0.0.9:${8000 + at}`);
    let next = 0;
    const rows = connected(low + 1, size, 800, (port) => {
      // The second half begins one below, not above.
      const at = port > low + 999 || (port & 1) === 0 ? port - 2 : port;
      return open(ten[next++ % 10] ?? '')(at);
    });
    const { bound: held, destinations } = fold(rows);
    assert.equal(held?.count, 800);
    assert.deepEqual([destinations[0]?.used, destinations[0]?.usable], [80, 280]);
  });

  it('are those of sockets without a connection, which are no destination', () => {
    const rows = onPorts(low, 300, (port): SocketRow => ({
      state: 'CLOSE',
      local: `127.0.0.1:${port}`,
      inode: port,
    }));
    const { bound: held, destinations, ports } = fold([...rows, { state: 'CLOSE', local: '127.0.0.1:22' }]);
    assert.deepEqual([held?.count, held?.idle, ports?.usable], [300, 300, 700]);
    assert.deepEqual(destinations, []);
  });

  it('are counted by local address, with all that bind() cannot have there', () => {
    const { bound: held } = fold([
      ...bound(100, open('10.0.0.9:80')),
      ...connected(low, size, 50, open('10.0.0.9:81')),
      ...connected(low, size, 70, open('10.0.0.9:81', '10.0.0.2')),
    ]);
    assert.deepEqual(
      held?.addresses.map(({ held: own, taken }) => [own, taken]),
      [[100, 150]],
    );
  });

  it('are not reusable in TIME_WAIT', () => {
    const rows = bound(400, (port) => timeWait(`10.0.0.1:${port}`, '10.0.0.9:80', 20));
    const [destination] = fold(rows, 'tcp_tw_reuse = 1').destinations;
    assert.deepEqual([destination?.timeWait, destination?.reusable, destination?.holdMs], [400, 0, 60_000]);
  });

  it('are none where a destination fills an interval: that is a range of one program’s own', () => {
    const { bound: held } = fold(onPorts(low + 100, 20, open('10.0.0.9:80')));
    assert.equal(held?.count, 0);
    assert.deepEqual(
      held.narrow.map(({ low: first, high, used }) => [first, high, used]),
      [[low + 100, low + 119, 20]],
    );
  });
});

describe('reuse that should be seen', () => {
  const rows = connected(low, size, 900, (port) => timeWait(`10.0.0.1:${port}`, '10.0.0.9:80', 20));
  const lines = running('ip_local_port_range = 40000 40999\ntcp_tw_reuse = 1');
  const folded = (some: readonly SocketRow[], recycled: number | undefined) => {
    const [destination] = aggregate(
      socketTable(some),
      lines,
      undefined,
      recycled === undefined ? {} : { recycled },
    ).destinations;
    return [destination?.reusable, destination?.unseenReuse, destination?.holdMs];
  };

  it('is counted where the kernel counts it, or its counter is not known', () => {
    assert.deepEqual(folded(rows, 1), [900, undefined, 1000]);
    assert.deepEqual(folded(rows, undefined), [900, undefined, 1000]);
  });

  it('is not counted where the kernel never did it, and was asked to', () => {
    assert.deepEqual(folded(rows, 0), [0, 'unproved', 60_000]);
    const later = rows.map((row, at) => (at < 100 ? { ...row, timerMs: 55_000 } : row));
    assert.deepEqual(folded(later, 0), [0, 'never', 60_000]);
  });

  it('is not counted where far fewer were taken over than connections that could have', () => {
    const later = rows.map((row, at) => (at < 400 ? { ...row, timerMs: 55_000 } : row));
    const beside = [...later, timeWait('10.0.0.1:40950', '10.0.0.8:80', 20)];
    assert.deepEqual(folded(beside, 50), [0, 'never', 60_000]);
    assert.deepEqual(folded(beside, 150)[1], undefined);
    // Nobody else can have taken over those: it works, if only since a moment ago.
    assert.deepEqual(folded(later, 1)[1], undefined);
  });

  it('is not counted at one of several full destinations where no connection ends any more', () => {
    const ending = connected(low, size, 900, (port) => timeWait(`10.0.0.1:${port}`, '10.0.0.8:80', 20)).map(
      (row, at) => (at < 300 ? { ...row, timerMs: 59_500 - at * 20 } : row),
    );
    const { destinations } = aggregate(socketTable([...rows, ...ending]), lines, undefined, {
      recycled: 900,
    });
    assert.deepEqual(destinations.map(({ isGoingOn, unseenReuse }) => [isGoingOn, unseenReuse]).sort(), [
      [false, 'unproved'],
      [true, undefined],
    ]);
  });

  it('is not asked about below 80 %', () => {
    assert.deepEqual(folded(rows.slice(0, 700), 0), [700, undefined, 1000]);
  });
});
