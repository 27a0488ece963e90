import assert from 'node:assert/strict';
import fc from 'fast-check';
import { aggregate } from '../../../../src/core/aggregate/aggregate.ts';
import { RowSorter } from '../../../../src/core/query/rowSorter.ts';
import { ClientFacet } from '../../../../src/core/tree/facets/clientFacet.ts';
import { EndpointFacet } from '../../../../src/core/tree/facets/endpointFacet.ts';
import type { Facet } from '../../../../src/core/tree/facets/facet.ts';
import { OneKindFacet } from '../../../../src/core/tree/facets/oneKindFacet.ts';
import { StateFacet } from '../../../../src/core/tree/facets/stateFacet.ts';
import { Emphases } from '../../../../src/core/tree/emphases.ts';
import { findPart, findSocket, socketKey } from '../../../../src/core/tree/treeIds.ts';
import { arbitrarySockets } from '../../../support/arbitraries.ts';
import { smallRows } from '../../../support/smallHost.ts';
import { socketTable, type SocketRow } from '../../../support/sockets.ts';
import { treeOf } from '../../../support/trees.ts';

function endpointsOf(rows: readonly SocketRow[]): EndpointFacet {
  const table = socketTable(rows);
  return new EndpointFacet(
    table,
    aggregate(table, new Map(), undefined),
    new RowSorter(table),
    new Emphases(),
  );
}

function facetsOf(rows: readonly SocketRow[]): readonly Facet[] {
  const table = socketTable(rows);
  const aggregation = aggregate(table, new Map(), undefined);
  const sorter = new RowSorter(table);
  const endpoints = new EndpointFacet(table, aggregation, sorter, new Emphases());
  return [
    endpoints,
    new OneKindFacet(endpoints, 'listener'),
    new ClientFacet(table, aggregation, sorter),
    new StateFacet(table, new Emphases()),
  ];
}

function keysOf(facet: Facet): readonly string[] {
  return Array.from({ length: facet.size }, (_, part) => facet.key(part));
}

describe('ids of tree rows', () => {
  const endpoints = endpointsOf(smallRows);

  it('say what a row is', () => {
    const keys = keysOf(endpoints);
    assert.ok(keys.includes('l:0.0.0.0:80'));
    assert.ok(keys.includes('d:0.0.ffff.a000001:0.0.ffff.a000009:5432'));
    assert.equal(socketKey(socketTable(smallRows), 0), 's:0.0.0.0:0.0.0.0:80:0:5');
  });

  it('are the same in every snapshot, whatever stands before the row', () => {
    assert.deepEqual(
      [...keysOf(endpointsOf([...smallRows].reverse()))].sort(),
      [...keysOf(endpoints)].sort(),
    );
  });

  it('tell apart listening sockets that share a port', () => {
    const shared = socketTable([
      { state: 'LISTEN', local: '0.0.0.0:80', inode: 5 },
      { state: 'LISTEN', local: '0.0.0.0:80', inode: 6 },
    ]);
    assert.notEqual(socketKey(shared, 0), socketKey(shared, 1));
    assert.equal(findSocket(shared, `LISTEN/${socketKey(shared, 1)}`), 1);
  });

  it('can be looked up again, whatever the sockets', () => {
    fc.assert(
      fc.property(arbitrarySockets, (rows) => {
        const table = socketTable(rows);
        for (let row = 0; row < rows.length; row++) {
          const key = socketKey(table, row);
          const found = findSocket(table, `a/b/${key}`);
          assert.equal(socketKey(table, found ?? -1), key);
        }
        for (const facet of facetsOf(rows))
          for (const [part, key] of keysOf(facet).entries()) {
            if (facet instanceof StateFacet && part === 0) continue;
            assert.equal(facet.key(findPart(facet, key) ?? -1), key);
          }
      }),
    );
  });

  it('mean nothing where the thing is gone', () => {
    const others: readonly SocketRow[] = [
      { state: 'LISTEN', local: '[2001:db8::1]:80' },
      { state: 'ESTABLISHED', local: '10.0.0.1:1', remote: '10.0.0.9:5433' },
    ];
    for (const key of keysOf(endpointsOf(others))) assert.equal(findPart(endpoints, key), undefined);
    const gone = socketKey(socketTable(others), 1);
    assert.equal(findSocket(socketTable(smallRows), gone), undefined);
  });

  it('are no others', () => {
    const destination = 'd:0.0.ffff.a000001:0.0.ffff.a000009:5432';
    const tree = treeOf(smallRows);
    assert.equal(tree.select(`TIME_WAIT/${destination}`, 0, 1)?.kind, 'sockets');
    const wrong = [
      'toString',
      '__proto__',
      'time_wait',
      'TIME_WAIT/x',
      'TIME_WAIT/l',
      'TIME_WAIT/l:0.0.0.0',
      'TIME_WAIT/l:0.0.0.0:',
      'TIME_WAIT/l:0.0.0.0:080',
      'TIME_WAIT/l:0.0.0.0:80:1',
      'TIME_WAIT/l:0.0.0:80',
      'TIME_WAIT/l:0.0.0.zz:80',
      'TIME_WAIT/l::80',
      'TIME_WAIT/d:0.0.0.0:80',
      'TIME_WAIT/d:0.0.0.0:0.0.0.0:65616',
      `TIME_WAIT/${destination}/`,
      `TIME_WAIT/${destination.toUpperCase()}`,
      `TIME_WAIT/${destination.replace('5432', '5432.0')}`,
    ];
    for (const id of wrong) assert.equal(tree.select(id, 0, 1), undefined, id);
  });

  it('are never thrown at', () => {
    const part = fc.constantFrom('TIME_WAIT', 'l', 'd', 'c', 's', 'a', '0.0.0.0', '80', '', '1e9', '-1');
    const key = fc.oneof(
      fc.string(),
      fc.array(part).map((parts) => parts.join(':')),
    );
    const table = socketTable(smallRows);
    fc.assert(
      fc.property(key, (any) => {
        for (const facet of facetsOf(smallRows)) {
          const found = findPart(facet, any);
          if (found !== undefined) assert.equal(facet.key(found), any);
        }
        const row = findSocket(table, any);
        if (row !== undefined) assert.equal(socketKey(table, row), any);
      }),
    );
  });
});
