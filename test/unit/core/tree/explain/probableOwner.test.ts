import assert from 'node:assert/strict';
import { aggregate } from '../../../../../src/core/aggregate/aggregate.ts';
import type { SocketOwners } from '../../../../../src/core/model/processes.ts';
import { kinOf } from '../../../../../src/core/tree/explain/kin.ts';
import { probableOwner } from '../../../../../src/core/tree/explain/probableOwner.ts';
import { onPorts, socketTable, timeWait, type SocketRow } from '../../../../support/sockets.ts';

/** The guess for the first of these sockets. */
function guess(rows: readonly SocketRow[], owners: SocketOwners = new Map()): string {
  const table = socketTable(rows);
  const kin = kinOf(table, aggregate(table, new Map(), undefined), 0);
  return probableOwner(table, kin, owners);
}

const served = timeWait('10.0.0.1:8080', '10.0.0.9:50000');
const opened = timeWait('10.0.0.1:50000', '10.0.0.9:5432');
const connection = (port: number, inode: number): SocketRow => ({
  state: 'ESTABLISHED',
  local: `10.0.0.2:${port}`,
  remote: '10.0.0.9:5432',
  inode,
});

describe('probableOwner', () => {
  it('is who listens where the connection came in', () => {
    const rows: readonly SocketRow[] = [served, { state: 'LISTEN', local: '0.0.0.0:8080', inode: 5 }];
    assert.equal(
      guess(rows, new Map([[5, [{ pid: 1234, name: 'nginx' }]]])),
      'Probably nginx (1234), which listens on 0.0.0.0:8080.',
    );
  });

  it('is who has other connections to the same remote endpoint, from whatever address', () => {
    assert.equal(
      guess([opened, connection(1, 7)], new Map([[7, [{ pid: 77, name: 'curl' }]]])),
      'Probably curl (77), which has other connections to 10.0.0.9:5432.',
    );
  });

  it('is one answer for the processes of one name, and a less certain one for several names', () => {
    const owners: SocketOwners = new Map([
      [7, [{ pid: 3, name: 'php' }]],
      [8, [{ pid: 2, name: 'php' }]],
      [9, [{ pid: 4, name: 'java' }]],
    ]);
    assert.match(
      guess([opened, connection(1, 7), connection(2, 8)], owners),
      /^Probably php \(2, 3\), which has/,
    );
    assert.match(
      guess([opened, connection(1, 7), connection(2, 9)], owners),
      /^Possibly php \(3\) or java \(4\), each of which has other/,
    );
  });

  it('names few of many', () => {
    const rows = [opened, ...onPorts(1, 9, (port) => connection(port, port))];
    const many = (name: (pid: number) => string): SocketOwners =>
      new Map(Array.from({ length: 10 }, (_, pid) => [pid, [{ pid, name: name(pid) }]]));
    assert.match(
      guess(
        rows,
        many(() => 'php'),
      ),
      /^Probably php \(1, 2, 3, …\)/,
    );
    assert.match(
      guess(
        rows,
        many((pid) => `p${pid}`),
      ),
      /^Possibly p1 \(1\) or p2 \(2\) or p3 \(3\) or 6 more,/,
    );
  });

  it('is not made up where nothing tells', () => {
    assert.equal(
      guess([opened, timeWait('10.0.0.1:1', '10.0.0.9:5432')]),
      'The owner cannot be determined: no visible process has another connection to 10.0.0.9:5432.',
    );
    assert.match(
      guess([served, { state: 'LISTEN', local: '0.0.0.0:8080', inode: 5 }]),
      /^The owner cannot be determined/,
    );
  });
});
