import assert from 'node:assert/strict';
import { aggregate } from '../../../../src/core/aggregate/aggregate.ts';
import type { Aggregation } from '../../../../src/core/aggregate/aggregation.ts';
import { formatEndpoint } from '../../../../src/core/model/endpoint.ts';
import { running } from '../../../support/judging.ts';
import { socketTable, timeWait, type SocketRow } from '../../../support/sockets.ts';

const range = running('ip_local_port_range = 32768 60999');

/** TIME_WAIT by side, and what each listener holds. */
function sidesOf(rows: readonly SocketRow[], parameters = range): readonly [Sides, Record<string, number>] {
  const table = socketTable(rows);
  const { timeWait: totals, listeners } = aggregate(table, parameters, undefined);
  const byListener = listeners.map(({ address, port, total }) => [
    formatEndpoint(table.addresses.format(address), port),
    total,
  ]);
  const { client, server, other } = totals;
  return [{ client, server, other }, Object.fromEntries(byListener) as Record<string, number>];
}

type Sides = Pick<Aggregation['timeWait'], 'client' | 'server' | 'other'>;

const listen = (local: string): SocketRow => ({ state: 'LISTEN', local });

describe('which side a TIME_WAIT socket is on', () => {
  it('is the client’s where the port is of the range', () => {
    const [sides] = sidesOf([timeWait('10.0.0.1:40000', '10.0.0.2:80')]);
    assert.deepEqual(sides, { client: 1, server: 0, other: 0 });
  });

  it('is the server’s where the port is listened on, also within the range', () => {
    for (const port of [80, 40000]) {
      const [sides, listeners] = sidesOf([
        listen(`0.0.0.0:${port}`),
        timeWait(`10.0.0.1:${port}`, '10.0.0.2:50000'),
      ]);
      assert.deepEqual(sides, { client: 0, server: 1, other: 0 });
      assert.deepEqual(listeners, { [`0.0.0.0:${port}`]: 1 });
    }
  });

  it('cannot be told of another port, or where the range is not known', () => {
    const other = { client: 0, server: 0, other: 1 };
    assert.deepEqual(sidesOf([timeWait('10.0.0.1:80', '10.0.0.2:40000')])[0], other);
    assert.deepEqual(sidesOf([timeWait('10.0.0.1:40000', '10.0.0.2:80')], running(''))[0], other);
  });

  it('cannot be told of a reserved port, which is never chosen for a client', () => {
    const parameters = running('ip_local_port_range = 32768 60999\nip_local_reserved_ports = 40000-40010');
    const [sides] = sidesOf([timeWait('10.0.0.1:40000', '10.0.0.2:80')], parameters);
    assert.deepEqual(sides, { client: 0, server: 0, other: 1 });
  });
});

describe('the listener that a connection came in through', () => {
  it('is the one on its own address before the one on all addresses', () => {
    const [, listeners] = sidesOf([
      listen('0.0.0.0:80'),
      listen('10.0.0.1:80'),
      timeWait('10.0.0.1:80', '10.0.0.9:50000'),
      timeWait('10.0.0.2:80', '10.0.0.9:50001'),
    ]);
    assert.deepEqual(listeners, { '10.0.0.1:80': 1, '0.0.0.0:80': 1 });
  });

  it('is the wildcard of its own family before the other', () => {
    const [, listeners] = sidesOf([
      listen('[::]:80'),
      listen('0.0.0.0:80'),
      timeWait('10.0.0.1:80', '10.0.0.9:50000'),
      timeWait('[2001:db8::1]:80', '[2001:db8::9]:50001'),
      timeWait('[2001:db8::1]:80', '[2001:db8::9]:50002'),
    ]);
    assert.deepEqual(listeners, { '[::]:80': 2, '0.0.0.0:80': 1 });
  });

  it('is the IPv6 wildcard for IPv4 too (dual stack), in either notation', () => {
    const [, listeners] = sidesOf([
      listen('[::]:80'),
      timeWait('10.0.0.1:80', '10.0.0.9:50000'),
      timeWait('[::ffff:10.0.0.1]:80', '[::ffff:10.0.0.9]:50001'),
    ]);
    assert.deepEqual(listeners, { '[::]:80': 2 });
  });

  it('is never the IPv4 wildcard for IPv6', () => {
    const [sides, listeners] = sidesOf([
      listen('0.0.0.0:80'),
      timeWait('[2001:db8::1]:80', '[2001:db8::9]:50000'),
    ]);
    assert.deepEqual(listeners, { '0.0.0.0:80': 0, '[2001:db8::1]:80': 1 });
    assert.equal(sides.server, 1);
  });

  it('is the connection’s own address where the listener on it is gone', () => {
    const [sides, listeners] = sidesOf([listen('127.0.0.1:80'), timeWait('10.0.0.1:80', '10.0.0.9:50000')]);
    assert.deepEqual(listeners, { '127.0.0.1:80': 0, '10.0.0.1:80': 1 });
    assert.equal(sides.server, 1);
  });
});
