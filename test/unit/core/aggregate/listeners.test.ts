import assert from 'node:assert/strict';
import { aggregate } from '../../../../src/core/aggregate/aggregate.ts';
import { onPorts, socketTable, timeWait, type SocketRow } from '../../../support/sockets.ts';

const none = new Map();
const peer = (state: SocketRow['state'], port: number, local = '10.0.0.1:80'): SocketRow => ({
  state,
  local,
  remote: `10.0.0.9:${port}`,
});

describe('listeners', () => {
  it('count what came in through them by state', () => {
    const table = socketTable([
      { state: 'LISTEN', local: '0.0.0.0:80', inode: 5 },
      peer('ESTABLISHED', 1),
      peer('ESTABLISHED', 2),
      peer('CLOSE_WAIT', 3),
      timeWait('10.0.0.1:80', '10.0.0.9:4'),
      peer('SYN_RECV', 5),
    ]);
    const { listeners, destinations } = aggregate(table, none, undefined);
    assert.equal(listeners.length, 1);
    const [listener] = listeners;
    assert.deepEqual(
      { ...listener, group: 0, address: 0 },
      { group: 0, address: 0, port: 80, established: 2, closeWait: 1, timeWait: 1, total: 5, rows: [0] },
    );
    assert.deepEqual(destinations, []);
  });

  it('are one where several sockets share a port (SO_REUSEPORT)', () => {
    const table = socketTable([
      { state: 'LISTEN', local: '0.0.0.0:80', inode: 5 },
      { state: 'LISTEN', local: '127.0.0.1:80', inode: 6 },
      { state: 'LISTEN', local: '0.0.0.0:80', inode: 7 },
    ]);
    const { listeners } = aggregate(table, none, undefined);
    assert.deepEqual(
      listeners.map(({ rows }) => rows),
      [[0, 2], [1]],
    );
  });

  it('have no row where the listening socket is gone', () => {
    const table = socketTable([{ state: 'LISTEN', local: '127.0.0.1:80' }, peer('ESTABLISHED', 1)]);
    const { listeners } = aggregate(table, none, undefined);
    assert.deepEqual(
      listeners.map(({ rows, total }) => [rows, total]),
      [
        [[], 1],
        [[0], 0],
      ],
    );
  });

  it('come by TIME_WAIT, then by all sockets, then by port', () => {
    const table = socketTable([
      ...[84, 83, 82, 81].map((port): SocketRow => ({ state: 'LISTEN', local: `0.0.0.0:${port}` })),
      ...onPorts(1, 3, (port) => peer('ESTABLISHED', port, '10.0.0.1:83')),
      ...onPorts(1, 1, (port) => timeWait('10.0.0.1:82', `10.0.0.9:${port}`)),
    ]);
    const { listeners } = aggregate(table, none, undefined);
    assert.deepEqual(
      listeners.map(({ port }) => port),
      [82, 83, 81, 84],
    );
  });
});

describe('clients', () => {
  it('are counted by remote address and our port, most first', () => {
    const from = (client: string, port: number, local: string): SocketRow => ({
      state: 'ESTABLISHED',
      local,
      remote: `${client}:${port}`,
    });
    const table = socketTable([
      { state: 'LISTEN', local: '0.0.0.0:80' },
      { state: 'LISTEN', local: '0.0.0.0:443' },
      from('10.0.0.8', 1, '10.0.0.1:80'),
      from('10.0.0.9', 1, '10.0.0.1:443'),
      from('10.0.0.9', 2, '10.0.0.2:443'),
      timeWait('10.0.0.1:443', '10.0.0.9:3'),
      from('10.0.0.9', 4, '10.0.0.1:80'),
      from('10.0.0.1', 40000, '10.0.0.7:5432'),
    ]);
    const { clients, clientCount } = aggregate(table, none, undefined);
    assert.deepEqual(
      clients.map(({ remoteAddress, localPort, total, timeWait: closed }) => [
        table.addresses.format(remoteAddress),
        localPort,
        total,
        closed,
      ]),
      [
        ['10.0.0.9', 443, 3, 1],
        ['10.0.0.8', 80, 1, 0],
        ['10.0.0.9', 80, 1, 0],
      ],
    );
    assert.equal(clientCount, 3);
  });

  it('are counted all and listed up to a hundred', () => {
    const table = socketTable([
      { state: 'LISTEN', local: '0.0.0.0:80' },
      ...onPorts(1, 250, (host): SocketRow => ({
        state: 'ESTABLISHED',
        local: '10.0.0.1:80',
        remote: `10.1.0.${host}:1`,
      })),
    ]);
    const { clients, clientCount } = aggregate(table, none, undefined);
    assert.deepEqual([clients.length, clientCount], [100, 250]);
  });
});
