import assert from 'node:assert/strict';
import fc from 'fast-check';
import { aggregate } from '../../../../src/core/aggregate/aggregate.ts';
import { SocketSide } from '../../../../src/core/aggregate/timeWaitAges.ts';
import { TcpState, type TcpStateName } from '../../../../src/core/model/tcpState.ts';
import { running } from '../../../support/judging.ts';
import { socketTable, type SocketRow } from '../../../support/sockets.ts';

const parameters = running('ip_local_port_range = 10 14\nip_local_reserved_ports = 14\ntcp_tw_reuse = 1');

/** Few hosts and ports, so that listeners, destinations and clients meet. */
const socket: fc.Arbitrary<SocketRow> = fc
  .record({
    state: fc.constantFrom<TcpStateName>('LISTEN', 'ESTABLISHED', 'TIME_WAIT', 'CLOSE_WAIT', 'FIN_WAIT2'),
    local: fc.constantFrom('10.0.0.1', '10.0.0.2', '0.0.0.0', '[::]', '[::1]', '[::ffff:10.0.0.1]'),
    localPort: fc.integer({ min: 8, max: 16 }),
    remote: fc.constantFrom('10.0.0.8', '10.0.0.9'),
    remotePort: fc.constantFrom(80, 81),
    timer: fc.constantFrom<'none' | 'timewait'>('none', 'timewait'),
    timerMs: fc.nat(70_000),
  })
  .map(({ local, localPort, remote, remotePort, ...rest }) => ({
    ...rest,
    local: `${local}:${localPort}`,
    remote: rest.state === 'LISTEN' ? '0.0.0.0:0' : `${remote}:${remotePort}`,
  }));

const portOf = (endpoint: string): number => Number(endpoint.slice(endpoint.lastIndexOf(':') + 1));
const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

describe('aggregate', () => {
  it('folds an empty table', () => {
    const { total, destinations, listeners, clients, timeWait, groups } = aggregate(
      socketTable([]),
      new Map(),
      undefined,
    );
    assert.deepEqual(
      [total, destinations, listeners, clients, timeWait.count, groups.size],
      [0, [], [], [], 0, 0],
    );
  });

  it('counts every socket once, whatever the table', () => {
    fc.assert(
      fc.property(fc.array(socket, { maxLength: 60 }), (rows) => {
        const table = socketTable(rows);
        const found = aggregate(table, parameters, undefined);
        const listened = new Set(
          rows.filter(({ state }) => state === 'LISTEN').map(({ local }) => portOf(local)),
        );
        const isServer = ({ local }: SocketRow): boolean => listened.has(portOf(local));
        const isUsable = ({ local }: SocketRow): boolean =>
          portOf(local) >= 10 && portOf(local) <= 13 && !listened.has(portOf(local));
        const isTimeWait = ({ state }: SocketRow): boolean => state === 'TIME_WAIT';
        const connections = rows.filter(({ state }) => state !== 'LISTEN');
        const { timeWait, destinations, listeners, clients } = found;

        assert.equal(found.total, rows.length);
        for (const [name, state] of Object.entries(TcpState)) {
          assert.equal(found.countByState[state], rows.filter((row) => row.state === name).length);
        }
        assert.equal(timeWait.count, rows.filter(isTimeWait).length);
        assert.equal(timeWait.server, rows.filter((row) => isTimeWait(row) && isServer(row)).length);
        assert.equal(timeWait.client, rows.filter((row) => isTimeWait(row) && isUsable(row)).length);
        assert.equal(timeWait.client + timeWait.server + timeWait.other, timeWait.count);
        const aged = Object.values(SocketSide).flatMap((side) =>
          Array.from({ length: timeWait.ages.seconds }, (_, second) => timeWait.ages.count(second, side)),
        );
        assert.equal(sum(aged) + timeWait.ages.untimed, timeWait.count);

        assert.equal(sum(destinations.map(({ used }) => used)), connections.filter(isUsable).length);
        assert.equal(sum(destinations.map((destination) => destination.timeWait)), timeWait.client);
        assert.equal(sum(listeners.map(({ total }) => total)), connections.filter(isServer).length);
        assert.equal(sum(listeners.map((listener) => listener.timeWait)), timeWait.server);
        assert.equal(
          sum(listeners.map((listener) => listener.rows.length)),
          rows.length - connections.length,
        );
        assert.equal(sum(clients.map(({ total }) => total)), connections.filter(isServer).length);
        for (const { reusable, timeWait: closed, used } of destinations) {
          assert.ok(reusable <= closed && closed <= used && used > 0);
        }
      }),
    );
  });

  it('puts sockets into one group if and only if they share what the group is', () => {
    fc.assert(
      fc.property(fc.array(socket, { maxLength: 40 }), (rows) => {
        const table = socketTable(rows);
        const { groups } = aggregate(table, parameters, undefined);
        for (let row = 0; row < table.length; row++) {
          const of = groups.get(groups.ofRow[row]!);
          if (of.kind === 'listener') {
            assert.equal(of.port, table.localPort[row]);
            assert.equal(groups.findListener(of.address, of.port), groups.ofRow[row]);
          } else {
            assert.equal(of.localAddress, table.localAddress[row]);
            assert.equal(of.remoteAddress, table.remoteAddress[row]);
            assert.equal(of.remotePort, table.remotePort[row]);
            assert.equal(
              groups.findDestination(of.localAddress, of.remoteAddress, of.remotePort),
              groups.ofRow[row],
            );
          }
        }
      }),
    );
  });
});
