import assert from 'node:assert/strict';
import type { SocketOwners } from '../../../../../src/core/model/processes.ts';
import { smallRows } from '../../../../support/smallHost.ts';
import { onPorts, timeWait, type SocketRow } from '../../../../support/sockets.ts';
import { groups, sockets, treeOf, type TreeOptions } from '../../../../support/trees.ts';

function told(options: TreeOptions, rows: readonly SocketRow[] = smallRows): readonly string[] {
  return groups(treeOf(rows, options)).map(({ label, description }) => `${label} | ${description}`);
}

describe('sockets by destination', () => {
  it('tell how many, how many of them in TIME_WAIT, and the share of ports; others come last', () => {
    assert.deepEqual(told({ grouping: 'destination' }), [
      '→ 10.0.0.9:5432 | 9 · 90 % of ports · 8 TIME_WAIT · from 10.0.0.1',
      '→ 10.0.0.7:443 | 1 · TIME_WAIT · from 10.0.0.1',
      '→ 127.0.0.1:6379 | 1 · 10 % of ports · FIN_WAIT2 · from 127.0.0.1',
      'Not outgoing | 6 · 3 TIME_WAIT',
    ]);
  });

  it('have states below where there are several, else the sockets', () => {
    const tree = treeOf(smallRows, { grouping: 'destination' });
    const [database, web] = groups(tree);
    const states = groups(tree, database?.id);
    assert.deepEqual(
      states.map(({ label, children }) => [label, children]),
      [
        ['TIME_WAIT', 8],
        ['ESTABLISHED', 1],
      ],
    );
    assert.equal(sockets(tree, states[1]?.id ?? '').named, 'remote');
    assert.deepEqual(sockets(tree, web?.id ?? '').rows, [15]);
  });

  it('are marked when their ports run out', () => {
    const [first] = groups(treeOf(smallRows, { grouping: 'destination' }));
    assert.equal(first?.emphasis, 'warning');
  });
});

describe('sockets by listener', () => {
  it('have the listening socket with its connections', () => {
    assert.deepEqual(told({ grouping: 'listener' }), [
      '[::]:80 | 5 · 3 TIME_WAIT',
      '127.0.0.1:6379 | 1 · LISTEN',
      'Not incoming | 11 · 9 TIME_WAIT',
    ]);
  });
});

describe('sockets by client', () => {
  it('tell remote address and listening port', () => {
    assert.deepEqual(told({ grouping: 'client' }), [
      '10.0.0.8 → :80 | 4 · 3 TIME_WAIT',
      'Not from a client | 13 · 9 TIME_WAIT',
    ]);
  });
});

describe('sockets by age', () => {
  it('read from the youngest to the oldest, then what has no age', () => {
    const rows = [
      ...onPorts(1, 3, (port) => timeWait(`10.0.0.1:${port}`, '10.0.0.9:80', 59)),
      timeWait('10.0.0.1:9', '10.0.0.9:80', 9.99),
      timeWait('10.0.0.1:10', '10.0.0.9:80', 10),
      { state: 'TIME_WAIT', local: '10.0.0.1:11', remote: '10.0.0.9:80' } as const,
      { state: 'LISTEN', local: '10.0.0.1:80' } as const,
    ];
    assert.deepEqual(told({ grouping: 'age' }, rows), [
      'Closed 0–10 s ago | 1 · TIME_WAIT',
      'Closed 10–20 s ago | 1 · TIME_WAIT',
      'Closed 50–60 s ago | 3 · TIME_WAIT',
      'Unknown age | 1 · TIME_WAIT',
      'Not in TIME_WAIT | 1 · LISTEN',
    ]);
  });

  it('go by the vendor’s length of TIME_WAIT', () => {
    const row = { ...timeWait('10.0.0.1:1', '10.0.0.9:80'), timerMs: 4000 };
    assert.deepEqual(told({ grouping: 'age', lines: 'tcp_tw_timeout = 15' }, [row]), [
      'Closed 10–20 s ago | 1 · TIME_WAIT',
    ]);
  });
});

describe('sockets by process', () => {
  const nginx = [
    { pid: 10, name: 'nginx' },
    { pid: 11, name: 'nginx' },
  ];
  const owners: SocketOwners = new Map([
    [5, nginx],
    [7, [...nginx].reverse()],
    [8, [{ pid: 12, name: 'app' }]],
  ]);

  it('stand once: below all that share them, or among those that nobody holds', () => {
    assert.deepEqual(told({ grouping: 'process', owners }), [
      'nginx (10) and 1 more | 2',
      'app (12) | 1 · ESTABLISHED',
      'Unknown process | 1 · LISTEN',
      'No process | 13 · 12 TIME_WAIT',
    ]);
  });

  it('say why there is none, and who shares them', () => {
    const rows = groups(treeOf(smallRows, { grouping: 'process', owners }));
    assert.match(rows[0]?.tooltip ?? '', /held by nginx \(10\), nginx \(11\)\.$/);
    assert.match(rows[2]?.tooltip ?? '', /Root can see the processes of all users\.$/);
    assert.match(rows[3]?.tooltip ?? '', /The kernel detaches a socket from its process/);
  });

  it('have ids of numbers: a name can be anything', () => {
    const hostile: SocketOwners = new Map([[5, [{ pid: 9, name: 'a/b:c\n' }]]]);
    const [first] = groups(treeOf(smallRows, { grouping: 'process', owners: hostile }));
    assert.equal(first?.id, 'p:9');
  });
});

describe('groups by name', () => {
  it('are in the order of their addresses and ports, not of their text', () => {
    const rows = ['10.0.0.10:80', '10.0.0.9:443', '10.0.0.9:80', '[2001:db8::1]:1'].map(
      (remote): SocketRow => ({
        state: 'ESTABLISHED',
        local: remote.startsWith('[') ? '[::1]:4' : '10.0.0.1:4',
        remote,
      }),
    );
    const labels = groups(treeOf(rows, { grouping: 'destination', sort: 'name' })).map(({ label }) => label);
    assert.deepEqual(labels, ['→ 10.0.0.9:80', '→ 10.0.0.9:443', '→ 10.0.0.10:80', '→ [2001:db8::1]:1']);
  });

  it('have what is of no kind last all the same', () => {
    const last = (options: TreeOptions): string | undefined => told(options).at(-1)?.split(' | ')[0];
    assert.equal(last({ grouping: 'destination', sort: 'name' }), 'Not outgoing');
    assert.equal(last({ grouping: 'process', sort: 'name' }), 'No process');
  });

  it('are in the alphabet’s order where they are names', () => {
    const states = told({ sort: 'name' }).map((text) => text.split(' | ')[0]);
    assert.deepEqual(states, ['ESTABLISHED', 'FIN_WAIT2', 'LISTEN', 'TIME_WAIT']);
  });
});
